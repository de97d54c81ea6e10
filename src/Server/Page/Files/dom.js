// Elements and numbers. Whatever comes from rows is text: it is set as textContent and never parsed.

/** An element. Attributes that are functions are listeners; children are elements or text, and null is none. */
export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same in SVG. */
export function s(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** A number for a person: at most four digits, with thousands apart. */
export function number(value, digits = 4) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en");
  if (size > 0 && size < 0.0005) return Number(value.toPrecision(3)).toExponential();
  return String(Number(value.toPrecision(digits - (size < 1 ? 1 : 0))));
}

export const count = value => Math.round(value).toLocaleString("en");

export function signed(value) {
  return value === null || value === undefined ? "–" : (value > 0 ? "+" : value < 0 ? "−" : "±") + number(Math.abs(value));
}

/** Milliseconds as a person says them. */
export function time(ms) {
  if (ms === null || ms === undefined) return "–";
  if (ms < 1) return `${number(ms * 1000, 3)} µs`;
  if (ms < 1000) return `${number(ms, 3)} ms`;
  if (ms < 120000) return `${number(ms / 1000, 3)} s`;
  if (ms < 7200000) return `${Math.round(ms / 60000)} min`;
  return `${number(ms / 3600000, 3)} h`;
}

export const share = (part, whole) => whole ? `${number(100 * part / whole, 3)} %` : "–";

/** A text that may be long, on one line. */
export const line = text => text.replace(/\s+/g, " ").trim();
