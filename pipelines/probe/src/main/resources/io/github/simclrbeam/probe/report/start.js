"use strict";
/* Draws every chart that the page has a place for, again when its width changes; tooltips of the plain elements. */
for (const host of document.querySelectorAll("[data-chart]")) {
  const name = host.dataset.chart;
  let width = 0;
  const draw = () => {
    if (host.clientWidth !== width && host.clientWidth > 0) {
      width = host.clientWidth;
      report.charts[name](host, report.data[name]);
    }
  };
  draw();
  /* In a frame of its own: drawing changes the height that is being observed. */
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(host);
}

for (const view of document.querySelectorAll("[data-tip]")) {
  const box = view.parentElement.querySelector(".original .box");
  const show = () => {
    const r = view.getBoundingClientRect();
    report.tip.show(r.right + window.scrollX, r.top + r.height / 2 + window.scrollY, view.dataset.tip);
    if (box && view.dataset.crop) {
      const [left, top, w, h] = view.dataset.crop.split(" ").map(Number);
      const pic = box.parentElement.querySelector(".pic");
      box.style.cssText = `display:block;left:${left * pic.offsetWidth}px;top:${top * pic.offsetHeight}px;`
        + `width:${w * pic.offsetWidth}px;height:${h * pic.offsetHeight}px`;
    }
  };
  const hide = () => {
    report.tip.hide();
    if (box) box.style.display = "none";
  };
  view.addEventListener("pointerenter", show);
  view.addEventListener("pointerleave", hide);
  view.addEventListener("focus", show);
  view.addEventListener("blur", hide);
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") report.tip.hide();
});
