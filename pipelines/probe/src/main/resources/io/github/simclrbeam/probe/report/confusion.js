"use strict";
/* A cell per true and predicted class, shaded by its share of the true class's images. */
report.charts.confusion = function (host, data) {
  const n = data.names.length;
  const longest = Math.min(16, d3.max(data.names, (s) => s.length));
  const named = n <= 30 || host.clientWidth / n > 14;
  const side = named ? 14 + longest * 6.4 : 24;
  const margin = { top: 26, right: 8, bottom: named ? 24 + longest * 4.8 : 24, left: side + 20 };
  const cell = (Math.max(240, host.clientWidth) - margin.left - margin.right) / n;
  const f = report.frame(host, cell * n + margin.top + margin.bottom, margin, data.label);
  const band = d3.scaleBand().domain(d3.range(n)).range([0, f.width]).paddingInner(n > 40 ? 0 : 0.04);
  const totals = data.counts.map((row) => d3.sum(row));
  const cells = data.counts.flatMap((row, i) => row.map((count, j) => ({ i, j, count, share: count / (totals[i] || 1) })));

  f.g.append("rect").attr("class", "frame").attr("width", f.width).attr("height", f.height);
  f.g.selectAll("rect.cell").data(cells.filter((c) => c.count > 0)).join("rect")
    .attr("class", (c) => "cell" + (c.i === c.j ? "" : " off"))
    .attr("x", (c) => band(c.j)).attr("y", (c) => band(c.i))
    .attr("width", band.bandwidth()).attr("height", band.bandwidth())
    .attr("fill-opacity", (c) => 0.06 + 0.94 * Math.pow(c.share, c.i === c.j ? 1 : 0.6));
  if (band.bandwidth() >= 24) {
    f.g.selectAll("text.cell-text").data(cells.filter((c) => c.share >= 0.005)).join("text")
      .attr("class", (c) => "cell-text" + (c.i === c.j && c.share > 0.55 ? " on-dark" : ""))
      .attr("x", (c) => band(c.j) + band.bandwidth() / 2).attr("y", (c) => band(c.i) + band.bandwidth() / 2)
      .text((c) => Math.round(100 * c.share));
  }
  if (named) {
    const size = `${Math.max(8, Math.min(12, band.step() - 1))}px`;
    const short = (s) => (s.length > 16 ? s.slice(0, 15) + "\u2026" : s);
    f.g.selectAll("text.row").data(data.names).join("text").attr("class", "row").attr("text-anchor", "end").style("font-size", size)
      .attr("x", -7).attr("y", (_, i) => band(i) + band.bandwidth() / 2).attr("dy", ".34em").text(short);
    f.g.selectAll("text.column").data(data.names).join("text").attr("class", "column").attr("text-anchor", "end").style("font-size", size)
      .attr("transform", (_, i) => `translate(${band(i) + band.bandwidth() / 2 + 4},${f.height + 14}) rotate(-45)`)
      .text(short);
  }
  f.g.append("text").attr("class", "strong").attr("x", 0).attr("y", -9).text("predicted \u2192");
  f.g.append("text").attr("class", "strong").attr("text-anchor", "end")
    .attr("transform", `translate(${-side - 8},0) rotate(-90)`).text("\u2190 true");

  const hover = f.g.append("rect").attr("class", "hover").attr("width", band.bandwidth())
    .attr("height", band.bandwidth()).attr("display", "none");
  f.g.append("rect").attr("width", f.width).attr("height", f.height).attr("fill", "transparent")
    .on("pointermove", (event) => {
      const [px, py] = d3.pointer(event);
      const j = Math.min(n - 1, Math.max(0, Math.floor(px / band.step())));
      const i = Math.min(n - 1, Math.max(0, Math.floor(py / band.step())));
      const c = cells[i * n + j];
      hover.attr("display", null).attr("x", band(j)).attr("y", band(i));
      const what = i === j ? `${data.names[i]}, recognized` : `${data.names[i]} taken for ${data.names[j]}`;
      report.tip.show(event.pageX, event.pageY,
        `${what}\n${report.count(c.count)} of ${report.count(totals[i])} images (${report.percent(c.share)})`);
    })
    .on("pointerleave", () => {
      hover.attr("display", "none");
      report.tip.hide();
    });
};
