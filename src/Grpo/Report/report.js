// Values under the pointer, and the order of completions. The page says all it has to say without it.
"use strict";
for (const chart of document.querySelectorAll("svg.chart")) {
  const tracks = JSON.parse(chart.dataset.hover).map(([label, points]) => ({
    label, points: points.split(" ").filter(Boolean).map(point => point.split(",")),
  }));
  const all = tracks.flatMap(track => track.points);
  if (all.length === 0) continue;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  chart.parentNode.append(tip);
  const rule = document.createElementNS("http://www.w3.org/2000/svg", "path");
  rule.setAttribute("class", "rule");
  chart.append(rule);
  const nearest = (points, x) => points.reduce((best, point) => Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best);
  chart.addEventListener("pointermove", event => {
    const box = chart.getBoundingClientRect();
    const view = chart.viewBox.baseVal;
    const [x, step] = nearest(all, (event.clientX - box.left) / box.width * view.width);
    const values = tracks.map(track => [track.label, nearest(track.points, x)]).filter(([, point]) => Math.abs(point[0] - x) < 1);
    tip.textContent = "step " + Number(step).toLocaleString("en") + ": " + values.map(([label, point]) => (label + " " + point[2]).trim()).join(", ");
    rule.setAttribute("d", "M" + x + " 0V" + (view.height - 22));
    tip.hidden = false;
  });
  chart.addEventListener("pointerleave", () => {
    tip.hidden = true;
    rule.removeAttribute("d");
  });
}
const cards = document.querySelector(".cards");
if (cards) {
  const given = [...cards.children];
  const orders = [["as chosen", null], ["reward, high first", "reward"], ["advantage, high first", "advantage"], ["step", "step"], ["tokens", "tokens"]];
  const select = document.createElement("select");
  for (const [name] of orders) select.append(new Option(name));
  select.addEventListener("change", () => {
    const key = orders[select.selectedIndex][1];
    const sign = key === "reward" || key === "advantage" ? -1 : 1;
    const value = card => card.dataset[key] === undefined ? Infinity : sign * Number(card.dataset[key]);
    cards.append(...(key ? [...given].sort((a, b) => value(a) === value(b) ? 0 : value(a) < value(b) ? -1 : 1) : given));
  });
  const label = document.createElement("label");
  label.className = "sort";
  label.append("Order ", select);
  cards.before(label);
}
