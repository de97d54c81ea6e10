// Line charts: a mean with its spread along a run, drawn as SVG for the width that there is.
import { h, s, number, time, count } from "./dom.js";

const left = 40;
const bottom = 20;
const top = 8;

/**
 * A figure.
 * chart: { title, unit, axis: {unit, width, first, last}, lines: [{ label, values, spread?, counts? }], zero?: true, format? }
 */
export function figure(chart, width, height) {
  const svg = drawing(chart, width, height);
  const tip = h("div", { class: "tip", hidden: true });
  const rule = s("path", { class: "rule" });
  svg.append(rule);
  const where = event => {
    const box = svg.getBoundingClientRect();
    const point = chart.axis.first + Math.round((event.clientX - box.left - left) / (box.width - left - 4) * spanOf(chart));
    const values = chart.lines
      .filter(one => one.values[point] !== null && one.values[point] !== undefined)
      .map(one => `${one.label} ${(chart.format ?? number)(one.values[point])}`.trim());
    const at = values.length > 0;
    tip.hidden = !at;
    rule.setAttribute("d", at ? `M${x(point, chart, width)} ${top}V${height - bottom}` : "");
    if (at) tip.textContent = `${position(chart.axis, point)}: ${values.join(", ")}`;
  };
  svg.addEventListener("pointermove", where);
  svg.addEventListener("pointerleave", () => { tip.hidden = true; rule.setAttribute("d", ""); });
  return h("figure", null,
    h("figcaption", null, h("strong", null, chart.title), " ", h("span", null, chart.unit)),
    svg, tip,
    chart.lines.length > 1 ? h("p", { class: "legend" }, chart.lines.map((one, i) => h("span", { class: `c${i % 4}` }, one.label))) : null);
}

const spanOf = chart => Math.max(1, chart.axis.last - chart.axis.first);
const x = (point, chart, width) => Math.round((left + (point - chart.axis.first) / spanOf(chart) * (width - left - 4)) * 10) / 10;

/** Where a point of a run lies, for a person. */
function position(axis, point) {
  const at = point * axis.width;
  return axis.unit === "ms" ? `after ${time(at)}` : axis.width === 1 ? `${axis.unit} ${count(at)}` : `${axis.unit}s ${count(at)} to ${count(at + axis.width - 1)}`;
}

function drawing(chart, width, height) {
  const [low, high] = range(chart);
  const y = value => Math.round((top + (high - value) / (high - low) * (height - top - bottom)) * 10) / 10;
  const at = (value, point) => `${x(point, chart, width)} ${y(value)}`;
  const parts = [];
  const steps = ticks(low, high, height < 130 ? 2 : 4);
  for (const tick of steps) {
    parts.push(s("path", { class: tick === 0 ? "zero" : "grid", d: `M${left} ${y(tick)}H${width - 4}` }));
    parts.push(s("text", { x: left - 6, y: y(tick) + 4, "text-anchor": "end" }, (chart.format ?? number)(tick, 3)));
  }
  parts.push(s("text", { x: left, y: height - 4 }, label(chart.axis, chart.axis.first)));
  parts.push(s("text", { x: width - 4, y: height - 4, "text-anchor": "end" }, label(chart.axis, chart.axis.last)));
  chart.lines.forEach((one, i) => {
    const group = s("g", { class: `c${i % 4}` });
    for (const [from, to] of stretches(one.values)) {
      const points = Array.from({ length: to - from }, (_, k) => from + k).filter(point => one.values[point] !== null);
      if (one.spread && chart.lines.length === 1) {
        const upper = points.map(point => at(one.values[point] + (one.spread[point] ?? 0), point));
        const lower = points.map(point => at(one.values[point] - (one.spread[point] ?? 0), point)).reverse();
        group.append(s("path", { class: "band", d: `M${[...upper, ...lower].join("L")}Z` }));
      }
      if (points.length === 1) group.append(s("circle", { class: "dot", cx: x(points[0], chart, width), cy: y(one.values[points[0]]), r: 2.5 }));
      else group.append(s("path", { class: "line", d: `M${points.map(point => at(one.values[point], point)).join("L")}` }));
    }
    parts.push(group);
  });
  return s("svg", {
    class: "chart", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": spoken(chart),
  }, parts);
}

const label = (axis, point) => axis.unit === "ms" ? (point === 0 ? "start" : time(point * axis.width)) : `${axis.unit} ${count(point * axis.width)}`;

function spoken(chart) {
  const said = chart.lines.map(one => {
    const values = one.values.filter(value => value !== null);
    return values.length ? `${one.label} from ${number(values[0])} to ${number(values.at(-1))}`.trim() : `${one.label} without values`.trim();
  });
  return `${chart.title}: ${said.join("; ")}`;
}

// A point without values is bridged; what comes before the first and after the last is not.
function stretches(values) {
  const first = values.findIndex(value => value !== null);
  return first < 0 ? [] : [[first, values.findLastIndex(value => value !== null) + 1]];
}

function range(chart) {
  let [low, high] = chart.zero ? [0, 0] : [Infinity, -Infinity];
  for (const one of chart.lines) {
    one.values.forEach((value, i) => {
      if (value === null) return;
      const spread = one.spread && chart.lines.length === 1 ? one.spread[i] ?? 0 : 0;
      low = Math.min(low, value - spread);
      high = Math.max(high, value + spread);
    });
  }
  if (low > high) return [0, 1];
  // Rewards are most often of 0 to 1, and curves within it are compared.
  if (chart.unitRange && low >= -0.5 && high <= 1.5) [low, high] = [Math.min(low, 0), Math.max(high, 1)];
  if (low === high && (chart.zero || low === 0)) return [0, high || 1];
  return low === high ? [low - (Math.abs(low) || 1) * 0.5, high + (Math.abs(high) || 1) * 0.5] : [low, high];
}

function ticks(low, high, wanted) {
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(times => times * power).find(size => size >= raw);
  const found = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high + step * 1e-9; tick += step) found.push(Math.abs(tick) < step * 1e-9 ? 0 : Number(tick.toPrecision(12)));
  return found;
}

/** A line alone, for a card. */
export function spark(all, width = 120, height = 28) {
  const values = all.slice(Math.max(0, all.findIndex(value => value !== null)));
  const known = values.filter(value => value !== null);
  if (known.length < 2) return h("span", { class: "spark" });
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const points = values.map((value, i) => value === null ? null
    : `${(i / (values.length - 1) * (width - 4) + 2).toFixed(1)} ${(high === low ? height / 2 : 3 + (high - value) / (high - low) * (height - 6)).toFixed(1)}`);
  return s("svg", { class: "chart spark", preserveAspectRatio: "none", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" },
    s("g", { class: "c0" }, s("path", { class: "line", d: `M${points.filter(point => point !== null).join("L")}` })));
}
