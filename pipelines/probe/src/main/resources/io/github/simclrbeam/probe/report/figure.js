"use strict";
/* What all charts share: the data, the frame they draw into, the tooltip. */
const report = {
  data: JSON.parse(document.getElementById("data").textContent),
  charts: {},
  percent: d3.format(".1%"),
  count: d3.format(","),
};

/* Okabe-Ito hues first; a class keeps its colour everywhere on the page. */
report.colours = [
  "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#9467bd", "#a5803b", "#b3b300", "#7f7f7f",
  "#ef5675", "#5b78b8",
];
report.colour = (index) => report.colours[index % report.colours.length];

/* Empties the host and returns an svg of the host's width, with a group inside the margins. */
report.frame = function (host, height, margin, label) {
  const width = Math.max(240, Math.floor(host.clientWidth));
  d3.select(host).selectAll("svg").remove();
  const svg = d3.select(host).append("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "img")
    .attr("aria-label", label);
  return {
    svg,
    g: svg.append("g").attr("transform", `translate(${margin.left},${margin.top})`),
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
    narrow: width < 520,
  };
};

/* A cell of a picture sheet as an element. */
report.picture = function (sheet, index) {
  const span = document.createElement("span");
  span.className = `pic ${sheet.name}`;
  span.style.setProperty("--size", `${sheet.size}px`);
  span.style.setProperty("--x", index % sheet.columns);
  span.style.setProperty("--y", Math.floor(index / sheet.columns));
  return span;
};

report.tip = (function () {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  return {
    /* Shows text, and a picture above it if given, beside a point of the page. */
    show(x, y, text, picture) {
      tip.replaceChildren();
      if (picture) tip.append(picture);
      const [first, ...rest] = text.split("\n");
      const strong = document.createElement("b");
      strong.textContent = first;
      tip.append(strong, rest.length ? "\n" + rest.join("\n") : "");
      tip.hidden = false;
      const right = window.scrollX + document.documentElement.clientWidth;
      const left = x + 14 + tip.offsetWidth > right ? x - 14 - tip.offsetWidth : x + 14;
      tip.style.left = `${Math.max(window.scrollX + 4, left)}px`;
      tip.style.top = `${Math.max(window.scrollY + 4, y - tip.offsetHeight / 2)}px`;
    },
    hide() {
      tip.hidden = true;
    },
  };
})();
