"use strict";
/* Loss by step, the learning rate below it on the same steps: two panels, never two scales in one. */
report.charts.loss = function (host, data) {
  const margin = { top: 16, right: 16, bottom: 44, left: 52 };
  const f = report.frame(host, 380, margin, data.label);
  const gap = 34;
  const rateHeight = 70;
  const lossHeight = f.height - rateHeight - gap;
  const steps = data.step;
  const x = d3.scaleLinear().domain([steps[0], steps[steps.length - 1]]).range([0, f.width]);
  const highest = Math.max(d3.max(data.high), data.unlearned || 0);
  const y = d3.scaleLinear().domain([Math.min(d3.min(data.low), highest * 0.98), highest]).nice(5).range([lossHeight, 0]);

  const loss = f.g.append("g").attr("class", "embeddings");
  axisLeft(loss, y, 5);
  title(loss, "loss");
  loss.append("path").attr("class", "band")
    .attr("d", d3.area((_, i) => x(steps[i]), (_, i) => y(data.low[i]), (_, i) => y(data.high[i]))(steps));
  loss.append("path").attr("class", "line")
    .attr("d", d3.line((_, i) => x(steps[i]), (_, i) => y(data.loss[i]))(steps));
  if (data.unlearned) {
    loss.append("line").attr("class", "reference").attr("x2", f.width)
      .attr("y1", y(data.unlearned)).attr("y2", y(data.unlearned));
    loss.append("text").attr("class", "halo").attr("x", f.width).attr("text-anchor", "end")
      .attr("y", y(data.unlearned) + 15).text(`nothing learned: ${data.unlearned.toFixed(2)}`);
  }

  const top = lossHeight + gap;
  const rates = f.g.append("g").attr("class", "pixels").attr("transform", `translate(0,${top})`);
  const rate = d3.scaleLinear().domain([0, d3.max(data.rate) || 1]).nice(2).range([rateHeight, 0]);
  axisLeft(rates, rate, 2);
  title(rates, "learning rate");
  rates.append("path").attr("class", "line thin")
    .attr("d", d3.line((_, i) => x(steps[i]), (_, i) => rate(data.rate[i]))(steps));
  f.g.append("g").attr("transform", `translate(0,${f.height})`)
    .call(d3.axisBottom(x).tickValues(x.ticks(f.narrow ? 4 : 8).filter(Number.isInteger)).tickFormat(report.count)
      .tickSizeOuter(0));
  f.g.append("text").attr("x", f.width / 2).attr("y", f.height + 38).attr("text-anchor", "middle").text("step");

  const rule = f.g.append("line").attr("class", "reference").attr("y2", f.height).attr("display", "none");
  f.g.append("rect").attr("width", f.width).attr("height", f.height).attr("fill", "transparent")
    .on("pointermove", (event) => {
      const i = d3.minIndex(steps, (s) => Math.abs(x(s) - d3.pointer(event)[0]));
      rule.attr("display", null).attr("x1", x(steps[i])).attr("x2", x(steps[i]));
      report.tip.show(event.pageX, event.pageY,
        `step ${report.count(steps[i])}\nloss ${data.loss[i].toFixed(3)}\nlearning rate ${d3.format(".3~g")(data.rate[i])}`);
    })
    .on("pointerleave", () => {
      rule.attr("display", "none");
      report.tip.hide();
    });

  function axisLeft(g, scale, ticks) {
    g.append("g").attr("class", "grid").call(d3.axisLeft(scale).ticks(ticks).tickSize(-f.width))
      .select(".domain").remove();
  }

  function title(g, text) {
    g.append("text").attr("class", "strong halo").attr("x", 4).attr("y", -5).text(text);
  }
};
