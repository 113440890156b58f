"use strict";
/* Top-1 against labels per class: a line per kind of features, whiskers where an interval is known. */
report.charts.accuracy = function (host, data) {
  const longest = d3.max(data.series, (s) => s.name.length);
  const narrow = host.clientWidth < 420;
  const margin = { top: 14, right: narrow ? 12 : Math.min(150, 22 + longest * 6.7), bottom: 52, left: 44 };
  const f = report.frame(host, narrow ? 320 + 20 * data.series.length : 380, margin, data.label);
  const plotHeight = narrow ? f.height - 20 * data.series.length : f.height;
  const values = data.series.flatMap((s) => s.points.flatMap((p) => [p.low, p.high, p.top1]));
  const y = d3.scaleLinear().domain(padded(values)).nice(5).range([plotHeight, 0]);
  const x = data.x.length > 1
    ? d3.scaleLog().domain(d3.extent(data.x)).range([34, f.width - 24])
    : d3.scaleLog().domain([data.x[0] / 2, data.x[0] * 2]).range([34, f.width - 24]);

  f.g.append("g").attr("class", "grid").call(
    d3.axisLeft(y).ticks(6).tickSize(-f.width).tickFormat(d3.format(".0%"))).select(".domain").remove();
  f.g.append("g").attr("transform", `translate(0,${plotHeight + 8})`)
    .call(d3.axisBottom(x).tickValues(data.x).tickFormat((v) => data.ticks[data.x.indexOf(v)]).tickSizeOuter(0));
  f.g.append("text").attr("x", f.width / 2).attr("y", plotHeight + 44).attr("text-anchor", "middle")
    .text(data.x.length > 1 ? "labels per class (log scale)" : "labels per class");

  const shift = d3.scalePoint().domain(d3.range(data.series.length)).range([-4, 4]);
  /* The embeddings, which come first, are drawn last: on top. */
  d3.range(data.series.length).reverse().forEach((i) => draw(data.series[i], data.series.length > 1 ? shift(i) : 0));
  names();

  function draw(series, dx) {
    const g = f.g.append("g").attr("class", series.style);
    g.append("path").attr("class", "line" + (series.main ? "" : " thin"))
      .attr("d", d3.line((p) => x(p.x) + dx, (p) => y(p.top1))(series.points));
    g.selectAll("line").data(series.points.filter((p) => p.high > p.low)).join("line").attr("class", "whisker")
      .attr("x1", (p) => x(p.x) + dx).attr("x2", (p) => x(p.x) + dx)
      .attr("y1", (p) => y(p.low)).attr("y2", (p) => y(p.high));
    const size = series.main ? 84 : 58;
    g.selectAll("path.mark").data(series.points).join("path").attr("class", "mark")
      .attr("d", d3.symbol(symbol(series.style), size))
      .attr("transform", (p) => `translate(${x(p.x) + dx},${y(p.top1)})`)
      .on("pointerenter", (event, p) => report.tip.show(event.pageX, event.pageY, `${series.name}\n${p.text}`))
      .on("pointerleave", report.tip.hide);
    if (series.main) {
      g.selectAll("text").data(series.points.filter((p) => labelHeight(p) !== null)).join("text").attr("class", "strong halo")
        .attr("text-anchor", "middle").attr("x", (p) => x(p.x) + dx).attr("y", labelHeight)
        .text((p) => report.percent(p.top1));
    }
  }

  /* Above the whiskers, or below them where another line has that place; nowhere when both are taken. */
  function labelHeight(point) {
    const others = data.series.filter((s) => !s.main).flatMap((s) => s.points).filter((p) => p.x === point.x);
    const free = (from, to) => others.every((p) => y(p.top1) < from || y(p.top1) > to);
    const above = y(point.high) - 9;
    const below = y(point.low) + 20;
    if (free(above - 16, y(point.top1) - 1)) return above;
    return free(y(point.top1) + 1, below + 6) ? below : null;
  }

  /* Beside the last points where there is room, moved apart; below the chart otherwise. */
  function names() {
    const ordered = data.series.map((s) => ({ s, y: y(s.points[s.points.length - 1].top1) })).sort((a, b) => a.y - b.y);
    ordered.forEach((entry, i) => {
      if (i > 0) entry.y = Math.max(entry.y, ordered[i - 1].y + 17);
    });
    const overflow = ordered[ordered.length - 1].y - plotHeight;
    ordered.forEach((entry, i) => {
      const g = f.g.append("g").attr("class", entry.s.style);
      const at = narrow ? [2, plotHeight + 66 + 20 * i] : [f.width + 4, entry.y - Math.max(0, overflow)];
      g.append("path").attr("class", "mark").attr("d", d3.symbol(symbol(entry.s.style), 52))
        .attr("transform", `translate(${at[0] + 6},${at[1]})`);
      g.append("text").attr("class", "series-name").attr("x", at[0] + 16).attr("y", at[1]).attr("dy", ".34em")
        .text(entry.s.name);
    });
  }

  function padded(all) {
    const [low, high] = d3.extent(all);
    const pad = Math.max(0.02, (high - low) * 0.12);
    return [Math.max(0, low - pad), Math.min(1, high + pad)];
  }

  function symbol(style) {
    return { embeddings: d3.symbolCircle, pixels: d3.symbolSquare, randomEncoder: d3.symbolDiamond }[style]
      || d3.symbolTriangle;
  }
};
