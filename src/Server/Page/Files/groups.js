// Lists of groups, and the search.
import { h, number, line } from "./dom.js";
import { ask, state } from "./feed.js";

/** A group on one line of a list. */
export function rowOf(group) {
  const spread = group.min === null ? "" : group.min === group.max ? "all equal" : `${number(group.min, 3)} to ${number(group.max, 3)}`;
  const size = group.scored + group.unscorable + group.failed;
  return h("li", null, h("a", { class: "row", href: `#/group/${group.n}`, "data-key": `group ${group.n}` },
    h("span", { class: "no" }, `#${group.n}`),
    h("span", { class: "what" },
      h("strong", null, line(group.question) || group.id),
      h("small", null, [group.task, group.tools.join(" + ") || "no tool", group.id, group.source, group.step === null ? "" : `step ${group.step}`].filter(Boolean).map(line).join(" · "))),
    h("span", { class: "marks" },
      group.failed ? h("span", { class: "alarm" }, `${group.failed} failed`) : null,
      group.unscorable ? h("span", { class: "warning" }, `${group.unscorable} unscorable`) : null,
      group.flat ? h("span", { class: "notice" }, "no variance") : null),
    h("span", { class: "value" }, h("strong", null, number(group.mean, 3)), h("small", null, size === 1 ? "" : spread ? `${spread}, of ${size}` : `of ${size}`))));
}

let found = { address: "", groups: [], more: false, error: "" };
let under = null;

/** The page of groups. */
export function groups(query, redraw) {
  const address = `/live/groups?${query}`;
  if (found.address !== address) load(address, redraw);
  const filter = (name, label, options) => h("label", null, label, " ", h("select", { "data-key": `filter ${name}`, change: event => go(query, name, event.target.value) },
    options.map(([value, text]) => h("option", { value, selected: (query.get(name) ?? "") === value }, text))));
  const runs = [...state.runs.values()];
  const names = list => [...new Set(runs.flatMap(run => run[list].map(tally => tally.name)))].filter(Boolean).sort().map(name => [name, name]);
  const text = query.get("q") ?? "";
  return [h("section", { class: "first", "data-section": "groups" },
    h("h1", null, text ? `Groups with “${text}”` : "Groups"),
    h("div", { class: "filters" },
      filter("only", "Show", [["", "all"], ["trouble", "failed or unscorable"], ["flat", "without variance"]]),
      filter("task", "Task", [["", "all"], ...names("tasks")]),
      filter("tool", "Tool", [["", "all"], ...names("tools")]),
      runs.length > 1 ? filter("run", "Run", [["", "all"], ...runs.map(run => [run.id, `${run.kind} ${run.kind === "serve" ? "" : run.name.split("/").slice(-2).join("/")}`])]) : null),
    found.error ? h("p", { class: "warn" }, found.error) : null,
    found.address === address && found.groups.length === 0 && !found.error ? h("p", { class: "note" }, "None of those that are kept. The last groups of a run are, and the last that failed or have no variance.") : null,
    h("ul", { class: "rows" }, found.groups.map(rowOf)),
    found.more ? h("p", null, h("button", { type: "button", "data-key": "more", click: () => load(address, redraw, found.groups.at(-1).n) }, "Older ones")) : null)];
}

function go(query, name, value) {
  const next = new URLSearchParams(query);
  if (value) next.set(name, value);
  else next.delete(name);
  location.hash = `#/groups?${next}`;
}

/** Asks again, at most every two seconds, while the list is as it was first asked for. */
let last = 0;
export function refresh(query, redraw) {
  if (performance.now() - last < 2000 || found.older) return;
  load(`/live/groups?${query}`, redraw);
}

async function load(address, redraw, before) {
  last = performance.now();
  under?.abort();
  const mine = under = new AbortController();
  if (found.address !== address) found = { address, groups: [], more: false, error: "", older: false };
  try {
    const answer = await ask(before ? `${address}&before=${before}` : address, mine.signal);
    const list = await answer.json();
    if (!answer.ok) throw new Error(list.error?.message ?? `HTTP ${answer.status}`);
    found = { address, groups: before ? [...found.groups, ...list.groups] : list.groups, more: list.more, error: "", older: Boolean(before) };
  } catch (error) {
    if (mine.signal.aborted) return;
    found = { ...found, error: `The list cannot be had: ${error.message}` };
  }
  redraw();
}
