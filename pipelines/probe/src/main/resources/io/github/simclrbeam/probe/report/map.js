"use strict";
/* A dot per image, close where the embeddings are close; or the pictures themselves. */
report.charts.map = function (host, data) {
  const state = (host.mapState ||= { pictures: !data.names.length && data.sheet !== null, only: -1 });
  const margin = { top: 8, right: 8, bottom: 8, left: 8 };
  const [left, right] = d3.extent(data.x);
  const [bottom, top] = d3.extent(data.y);
  const wide = Math.max(240, host.clientWidth);
  const shape = (top - bottom || 1) / (right - left || 1);
  const f = report.frame(host, Math.max(260, Math.min(680, wide * shape)), margin, data.label);
  const points = data.x.map((x, i) => ({ i, x, y: data.y[i], label: data.labels[i] ?? -1 }));
  /* One scale for both axes, so that distances are what they are. */
  const unit = Math.min((f.width - 20) / (right - left || 1), (f.height - 20) / (top - bottom || 1));
  const x = (value) => f.width / 2 + (value - (left + right) / 2) * unit;
  const y = (value) => f.height / 2 - (value - (bottom + top) / 2) * unit;
  const labelled = data.names.length > 0;
  const coloured = labelled && data.names.length <= report.colours.length;
  const chosen = (p) => state.only < 0 || p.label === state.only;
  const fill = (p) => (p.label < 0 ? "var(--random)" : coloured ? report.colour(p.label)
    : p.label === state.only ? "var(--embeddings)" : "var(--random)");
  const back = (p) => !chosen(p);

  host.querySelector(".map-pictures")?.remove();
  if (state.pictures) {
    pictures();
  } else {
    f.g.selectAll("circle").data(d3.sort(points, (p) => !back(p))).join("circle")
      .attr("cx", (p) => x(p.x)).attr("cy", (p) => y(p.y))
      .attr("r", points.length > 1200 ? 2.6 : 3.6)
      .attr("fill", (p) => (back(p) ? "var(--line)" : fill(p)))
      .attr("fill-opacity", (p) => (back(p) ? 0.7 : 0.8));
    if (coloured) classNames();
  }
  tools();
  hovering();

  function classNames() {
    const taken = [];
    d3.groups(points.filter((p) => p.label >= 0 && chosen(p)), (p) => p.label).forEach(([label, members]) => {
      const at = { x: x(d3.median(members, (p) => p.x)), y: y(d3.median(members, (p) => p.y)) };
      while (taken.some((t) => Math.abs(t.x - at.x) < 70 && Math.abs(t.y - at.y) < 15)) at.y += 8;
      taken.push(at);
      f.g.append("text").attr("class", "strong halo").attr("text-anchor", "middle")
        .attr("x", at.x).attr("y", at.y).text(data.names[label]);
    });
  }

  /* One picture to a square of a grid, the point that lies closest to its middle. */
  function pictures() {
    const layer = document.createElement("div");
    layer.className = "map-pictures";
    const edge = f.narrow ? 26 : 34;
    const best = new Map();
    for (const p of points) {
      if (data.pictures[p.i] < 0 || back(p)) continue;
      const cell = [Math.floor(x(p.x) / edge), Math.floor(y(p.y) / edge)];
      const off = Math.hypot(x(p.x) - (cell[0] + 0.5) * edge, y(p.y) - (cell[1] + 0.5) * edge);
      const key = cell.join();
      if (!best.has(key) || off < best.get(key).off) best.set(key, { p, cell, off });
    }
    for (const { p, cell } of best.values()) {
      const picture = report.picture(data.sheet, data.pictures[p.i]);
      picture.style.setProperty("--size", `${edge - 3}px`);
      picture.style.left = `${margin.left + cell[0] * edge}px`;
      picture.style.top = `${margin.top + cell[1] * edge}px`;
      layer.append(picture);
    }
    host.append(layer);
  }

  function tools() {
    const bar = document.querySelector('[data-tools="map"]');
    bar.replaceChildren();
    if (data.sheet !== null) {
      button(bar, state.pictures ? "Show dots" : "Show pictures", false, () => (state.pictures = !state.pictures));
    }
    if (coloured) {
      button(bar, "All classes", state.only < 0, () => (state.only = -1));
      data.names.forEach((name, i) => {
        const b = button(bar, name, state.only === i, () => (state.only = state.only === i ? -1 : i));
        b.prepend(Object.assign(document.createElement("i"), { style: `background:${report.colour(i)}` }));
      });
    } else if (labelled) {
      selection(bar);
    }
  }

  /* Too many classes for colours: one at a time. */
  function selection(bar) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option("none", -1), ...data.names.map((name, i) => new Option(name, i)));
    select.value = state.only;
    select.addEventListener("change", () => {
      state.only = Number(select.value);
      report.charts.map(host, data);
    });
    label.append("Highlight one class", select);
    bar.append(label);
  }

  function button(bar, text, pressed, change) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.setAttribute("aria-pressed", String(pressed));
    b.addEventListener("click", () => {
      change();
      report.charts.map(host, data);
    });
    bar.append(b);
    return b;
  }

  function hovering() {
    const shown = points.filter(chosen);
    if (!shown.length) return;
    const near = d3.Delaunay.from(shown, (p) => x(p.x), (p) => y(p.y));
    const ring = f.g.append("circle").attr("class", "hover").attr("r", 6).attr("display", "none");
    host.onpointermove = (event) => {
      const [px, py] = d3.pointer(event, f.g.node());
      const p = shown[near.find(px, py)];
      if (Math.hypot(x(p.x) - px, y(p.y) - py) > 40) return host.onpointerleave();
      ring.attr("display", state.pictures ? "none" : null).attr("cx", x(p.x)).attr("cy", y(p.y));
      const name = p.label >= 0 ? `${data.names[p.label]}\n` : "";
      const picture = data.pictures[p.i] >= 0 ? report.picture(data.sheet, data.pictures[p.i]) : null;
      report.tip.show(event.pageX, event.pageY, name + data.ids[p.i], picture);
    };
    host.onpointerleave = () => {
      ring.attr("display", "none");
      report.tip.hide();
    };
  }
};
