// One group: what was asked, what was answered, what the tools read of it, and why it has its reward.
import { h, number, signed, time, line } from "./dom.js";
import { ask, state } from "./feed.js";

let shown = { n: 0, group: null, error: "" };
let order = "given";

export function inspector(n, redraw) {
  if (shown.n !== n) load(n, redraw);
  const group = shown.n === n ? shown.group : null;
  if (!group) return [h("section", { class: "first", "data-section": "group" }, h("h1", null, `Group #${n}`), h("p", { class: shown.error ? "warn" : "note" }, shown.error || "Loading."))];
  const run = state.runs.get(group.run);
  return [
    h("section", { class: "first", "data-section": "group" },
      h("p", { class: "kicker" }, [run?.kind === "serve" ? "this server" : run?.name, group.source, group.step === null ? "" : `step ${group.step}`, group.id].filter(Boolean).map(line).join(" · ")),
      h("h1", null, `Group #${n}`),
      h("p", { class: "beside" },
        h("a", { href: `#/group/${n - 1}`, "data-key": "before" }, "before"), " ", h("a", { href: `#/group/${n + 1}`, "data-key": "after" }, "after"), " ", h("a", { href: "#/groups", "data-key": "list" }, "all groups")),
      h("dl", { class: "tiles" },
        tile("Task", line(group.task) || "–"),
        tile("Tools", group.tools.map(tool => tool.weight === 1 ? tool.id : `${number(tool.weight)} ${tool.id}`).join(" + ") || "none"),
        tile("Confidence", number(group.confidence, 3)),
        tile("Took", time(group.took))),
      h("p", null, h("strong", null, "Why this route: "), line(group.why) || "not said"),
      group.flat ? h("p", { class: "warn" }, "All rewards are equal: nothing is learned from this group.") : null,
      group.cutAt ? h("p", { class: "warn" }, `Texts longer than ${number(group.cutAt)} letters are shown by their two ends.`) : null),
    prompt(group),
    completions(group, redraw),
  ];
}

const tile = (name, value) => h("div", null, h("dt", null, name), h("dd", null, value));

async function load(n, redraw) {
  shown = { n, group: null, error: "" };
  try {
    const answer = await ask(`/live/groups/${n}`);
    const group = await answer.json();
    if (shown.n !== n) return;
    shown = answer.ok ? { n, group, error: "" } : { n, group: null, error: group.error?.message ?? `HTTP ${answer.status}` };
  } catch (error) {
    if (shown.n === n) shown = { n, group: null, error: `It cannot be had: ${error.message}` };
  }
  redraw();
}

function prompt(group) {
  const isEmpty = group.prompt.length === 0 && group.references.length === 0;
  return h("section", { "data-section": "prompt" },
    h("h2", null, "Prompt"),
    isEmpty ? h("p", { class: "note" }, "This run’s file has verdicts alone; prompts and completions stand in the rows that it was made of.") : null,
    group.prompt.map(message => h("div", null, group.prompt.length > 1 || message.role !== "user" ? h("p", { class: "kicker" }, message.role) : null, h("div", { class: "text", dir: "auto" }, message.content))),
    group.references.length > 0 ? h("div", null, h("p", { class: "kicker" }, group.references.length > 1 ? "References" : "Reference"), group.references.map(one => h("div", { class: "text", dir: "auto" }, one))) : null);
}

function completions(group, redraw) {
  const all = group.completions.map((completion, index) => ({ ...completion, index }));
  const value = one => one.reward ?? -Infinity;
  if (order === "high") all.sort((a, b) => value(b) - value(a));
  if (order === "low") all.sort((a, b) => value(a) - value(b));
  return h("section", { "data-section": "completions" },
    h("h2", null, `Completions (${all.length})`),
    all.length > 1 ? h("label", { class: "sort" }, "Order ", h("select", { "data-key": "order", change: event => { order = event.target.value; redraw(); } },
      [["given", "as given"], ["high", "reward, high first"], ["low", "reward, low first"]].map(([key, name]) => h("option", { value: key, selected: key === order }, name)))) : null,
    h("ol", { class: "cards" }, all.map(one => completion(one, group))));
}

function completion(one, group) {
  const tone = one.status === "failed" ? "alarm" : one.status === "unscorable" ? "warning" : "";
  return h("li", { class: tone },
    h("h3", null, `${one.index + 1}`),
    h("dl", { class: "facts" },
      fact("reward", number(one.reward)),
      one.advantage === null || one.advantage === undefined ? null : fact(group.byToken ? "advantage, mean of tokens" : "advantage", signed(one.advantage)),
      one.status === "scored" && one.value !== one.reward ? fact("value", number(one.value)) : null,
      fact("status", one.boundary ? `${one.status} at ${one.boundary}` : one.status),
      one.tokens ? fact("tokens", number(one.tokens)) : null),
    one.text === undefined ? null : one.text.trim() === "" ? h("div", { class: "text note" }, one.text === "" ? "(empty)" : "(blanks only)") : h("div", { class: "text", dir: "auto" }, marked(one.text, one.marks)),
    legend(one.marks ?? []),
    one.reason ? h("p", { class: "why" }, one.reason) : null,
    parts(one.parts, group.tools.length > 1),
    one.tools ? one.tools.map(tool => h("div", { class: "said" },
      h("p", null, h("strong", null, tool.id), " ", tool.status === "scored" ? number(tool.value) : h("span", { class: tool.status === "failed" ? "alarm" : "warning" }, tool.boundary ? `${tool.status} at ${tool.boundary}` : tool.status), tool.reason ? `: ${tool.reason}` : ""),
      parts(tool.parts, false))) : null);
}

const fact = (name, value) => h("div", null, h("dt", null, name), h("dd", null, value));

function legend(marks) {
  if (marks.length === 0) return null;
  const read = [...new Set(marks.filter(mark => !mark.reference).map(mark => mark.tool))];
  const reference = marks.some(mark => mark.reference);
  return h("p", { class: "note" },
    read.length > 0 ? [h("mark", null, "marked"), ` what ${read.join(", ")} read. `] : null,
    reference ? [h("mark", { class: "reference" }, "marked"), " where the reference stands: the tool does not say what it read."] : null);
}

/** A text with its marks; where two overlap, the first stands. */
function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at) continue;
    parts.push(text.slice(at, mark.start), h("mark", { class: mark.reference ? "reference" : null, title: mark.tool }, text.slice(mark.start, mark.start + mark.length)));
    at = mark.start + mark.length;
  }
  return [...parts, text.slice(at)];
}

function parts(values, isOfTools) {
  const all = Object.entries(values ?? {});
  if (all.length === 0) return null;
  return h("div", { class: "scroll" }, h("table", { class: "parts" },
    h("caption", null, isOfTools ? "Reward by tool" : "Parts"),
    h("tbody", null, all.map(([name, value]) => h("tr", null, h("th", { scope: "row", class: "text" }, name), h("td", null, number(value)),
      h("td", { class: "bar" }, value !== null && value >= 0 && value <= 1 ? h("meter", { min: "0", max: "1", value: String(value), "aria-label": name }) : ""))))));
}
