// A run at a glance: what it scored, what of it teaches nothing, and which tools are slow or fail.
import { h, number, count, time, share, line } from "./dom.js";
import { figure, spark } from "./chart.js";
import { state } from "./feed.js";
import { rowOf } from "./groups.js";

const mostCharts = 24;
const kinds = { serve: "server", train: "training", score: "scored file", ledger: "ledger" };

/** The sections of the page; null where there is nothing to show. */
export function overview(id, width) {
  const runs = [...state.runs.values()];
  const run = state.runs.get(id) ?? busiest(runs);
  if (!run) return [h("section", { "data-section": "none" }, h("p", { class: "note" }, state.link === "connecting" ? "Loading." : "Nothing has come yet."))];
  const small = width < 560 ? (width - 16) / 2 : width < 692 ? width : (width + 32) / Math.floor((width + 32) / 362) - 32;
  return [
    head(run, runs),
    curves(run, width, small),
    byName("By task", "tasks", "reward", run, small),
    byName("By tool", "tools", "on its own scale", run, small),
    gauges(run, small),
    tools(run),
    flat(run),
    routes(run),
    sources(run),
    recent(run),
  ].filter(section => section !== null);
}

const busiest = runs => runs.find(run => run.all.groups + run.last > 0) ?? runs[0];
const total = tally => tally.scored + tally.unscorable + tally.failed;
const section = (name, title, ...children) => h("section", { "data-section": name }, h("h2", null, title), children);

function head(run, runs) {
  const all = run.all;
  const tiles = [
    [run.unit === "step" ? "Steps" : null, count(Math.max(0, run.last * run.width))],
    ["Completions", count(total(all))],
    ["Groups", count(all.groups)],
    ["Reward", all.mean === null ? "–" : `${number(all.mean, 3)} ± ${number(all.std ?? 0, 3)}`],
    [run.kind === "serve" || isMoving(run) ? "A second" : null, number(run.rate, 3)],
    ["Unscorable", count(all.unscorable), all.unscorable > 0 ? "warning" : null],
    ["Failed", count(all.failed), all.failed > 0 ? "alarm" : null],
    ["No variance", share(all.flat, all.groups)],
    [all.ms ? "Answer, median" : null, time(all.ms?.p50)],
    [all.ms ? "99 of 100 within" : null, time(all.ms?.p99)],
    [state.queue && run.kind === "serve" ? "Queue" : null, state.queue ? `${count(state.queue.running)} run, ${count(state.queue.waiting)} wait` : ""],
  ];
  return h("section", { "data-section": "head", class: "first" },
    runs.length > 1 ? h("nav", { class: "runs", "aria-label": "Runs" }, runs.map(one => card(one, one === run))) : null,
    h("p", { class: "kicker" }, `${kinds[run.kind] ?? run.kind}, ${moved(run)}`),
    h("h1", null, run.kind === "serve" ? "Rewards, live" : shortened(run.name)),
    run.note ? h("p", { class: "warn" }, run.note) : null,
    h("dl", { class: "tiles" }, tiles.filter(([name]) => name).map(([name, value, mark]) => h("div", { class: mark }, h("dt", null, name), h("dd", null, value)))));
}

function card(run, isCurrent) {
  return h("a", { href: `#/run/${encodeURIComponent(run.id)}`, class: "run", "aria-current": isCurrent ? "true" : null, "data-key": `run ${run.id}`, title: run.name },
    h("span", { class: "kicker" }, kinds[run.kind] ?? run.kind),
    h("strong", null, shortened(run.name)),
    h("small", null, run.all.mean === null ? moved(run) : `${number(run.all.mean, 3)} over ${count(total(run.all))}`),
    spark(run.all.m));
}

const shortened = path => path.split("/").filter(Boolean).slice(-2).join("/");

const quietOf = run => run.quiet + (performance.now() - run.seen);
const isMoving = run => quietOf(run) < 10000 && run.age > 20000;
const moved = run => run.last < 0 ? "nothing yet" : quietOf(run) < 10000 ? "moving" : `quiet for ${time(quietOf(run))}`;

// Steps begin at 1, and those of a warm-up have no rewards.
function axisOf(run, values) {
  const first = run.unit === "ms" ? 0 : values.findIndex(value => value !== null);
  return { unit: run.unit, width: run.width, first: Math.max(0, Math.min(first, run.last - 1)), last: run.last };
}

function curves(run, width, small) {
  if (run.last < 0) return null;
  const all = run.all;
  const axis = axisOf(run, all.m);
  const seconds = run.unit === "ms" ? run.width / 1000 : run.width;
  const wide = width > 700 ? 260 : 200;
  return section("reward", "Reward",
    h("p", { class: "note" }, "Line: mean of the completions of a stretch; band: one standard deviation of them. What was not scored is left out."),
    figure({ title: "Combined reward", unit: "of a completion", axis, lines: [{ label: "", values: all.m, spread: all.s }], unitRange: true }, width, wide),
    h("div", { class: "charts" },
      figure({ title: "Completions", unit: run.unit === "ms" ? "a second" : `a ${run.unit}`, axis, zero: true, lines: [{ label: "", values: all.n.map((n, i) => n + all.bad[i] || run.unit === "ms" ? (n + all.bad[i]) / seconds : null) }] }, small, 160),
      figure({ title: "No variance", unit: "share of groups", axis, zero: true, lines: [{ label: "", values: all.g.map((g, i) => g ? all.z[i] / g : null) }] }, small, 160),
      all.bad.some(n => n > 0)
        ? figure({ title: "Not scored", unit: "share of completions", axis, zero: true, lines: [{ label: "", values: all.n.map((n, i) => n + all.bad[i] ? all.bad[i] / (n + all.bad[i]) : null) }] }, small, 160)
        : null));
}

function byName(title, list, unit, run, small) {
  const shown = run[list].filter(tally => tally.m.some(value => value !== null)).sort((a, b) => total(b) - total(a));
  if (shown.length === 0 || run.last < 0) return null;
  const axis = axisOf(run, run.all.m);
  return section(list, title,
    h("div", { class: "charts" }, shown.slice(0, mostCharts).map(tally => figure({
      title: line(tally.name) || "(no name)", unit: `${unit}; ${number(tally.mean, 3)} ± ${number(tally.std ?? 0, 3)} over ${count(tally.scored)}`,
      axis, unitRange: true, lines: [{ label: "", values: tally.m, spread: tally.s }],
    }, small, 150))),
    shown.length > mostCharts ? h("p", { class: "note" }, `${shown.length - mostCharts} more are in the tables below.`) : null);
}

function gauges(run, small) {
  if (run.gauges.length === 0) return null;
  return section("gauges", "Training",
    h("div", { class: "charts" }, run.gauges.map(tally => figure({ title: tally.name.replaceAll("_", " "), unit: "", axis: axisOf(run, tally.m), lines: [{ label: "", values: tally.m }] }, small, 150))));
}

function table(name, columns, rows) {
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name },
    h("table", null,
      h("thead", null, h("tr", null, columns.map(([title, kind]) => h("th", { scope: "col", class: kind }, title)))),
      h("tbody", null, rows)));
}

function tools(run) {
  if (run.tools.length === 0) return null;
  const slowest = Math.max(...run.tools.map(tool => tool.ms?.p99 ?? 0));
  const rows = [...run.tools].sort((a, b) => b.failed - a.failed || (b.ms?.p99 ?? 0) - (a.ms?.p99 ?? 0)).map(tool => {
    const last = tool.lastFailure ?? tool.lastUnscorable;
    return h("tr", null,
      h("th", { scope: "row", class: "text" }, h("a", { href: `#/groups?tool=${encodeURIComponent(tool.name)}&run=${encodeURIComponent(run.id)}`, "data-key": `tool ${tool.name}` }, tool.name)),
      h("td", null, count(total(tool))),
      h("td", null, number(tool.mean, 3)),
      h("td", null, number(tool.std, 3)),
      h("td", { class: tool.unscorable ? "warning" : null }, count(tool.unscorable)),
      h("td", { class: tool.failed ? "alarm" : null }, tool.failed ? `${count(tool.failed)} (${Object.entries(tool.failures ?? {}).map(([at, n]) => `${at} ${n}`).join(", ")})` : "0"),
      h("td", null, time(tool.ms?.p50)),
      h("td", { class: tool.ms && tool.ms.p99 === slowest && slowest >= 100 ? "warning" : null }, time(tool.ms?.p99)),
      h("td", null, time(tool.ms?.max)),
      h("td", { class: "text wide" }, last ? h("a", { href: `#/group/${last.group}`, "data-key": `why ${tool.name}` }, line(last.reason)) : ""));
  });
  return section("slow", "Slow and failing tools",
    h("p", { class: "note" }, "Those that fail come first, then by the time that 99 of 100 calls end within. A call is one group."),
    table("Tools", [["Tool", "text"], ["Completions"], ["Mean"], ["Deviation"], ["Unscorable"], ["Failed"], ["Median"], ["99 %"], ["Longest"], ["Last without a score", "text"]], rows));
}

function flat(run) {
  if (run.all.groups === 0) return null;
  const rows = run.tasks.filter(task => task.groups > 0).sort((a, b) => b.flat - a.flat).map(task => h("tr", null,
    h("th", { scope: "row", class: "text" }, h("a", { href: `#/groups?only=flat&task=${encodeURIComponent(task.name)}&run=${encodeURIComponent(run.id)}`, "data-key": `flat ${task.name}` }, task.name || "(none)")),
    h("td", null, count(task.groups)),
    h("td", null, count(task.flat)),
    h("td", null, share(task.flat, task.groups)),
    h("td", null, number(task.mean, 3))));
  return section("flat", "Groups without variance",
    h("p", { class: "note" }, `${count(run.all.flat)} of ${count(run.all.groups)} groups: all of their rewards are equal, so that nothing is learned from them. `,
      run.unit === "step" ? "Their texts stay with the trainer." : h("a", { href: `#/groups?only=flat&run=${encodeURIComponent(run.id)}`, "data-key": "flat all" }, "Look at the last ones")),
    rows.length > 0 ? table("Groups without variance by task", [["Task", "text"], ["Groups"], ["Without"], ["Share"], ["Mean"]], rows) : null);
}

function routes(run) {
  if (run.routes.length === 0) return null;
  return section("routes", "Routes", table("Routes", [["Task", "text"], ["Tools", "text"], ["Groups"], ["Confidence"], ["Why, of the last", "text"]], run.routes.map(route => h("tr", null,
    h("th", { scope: "row", class: "text" }, route.task || "(none)"),
    h("td", { class: route.tools ? "text" : "text warning" }, route.tools || "none: not scored"),
    h("td", null, count(route.groups)),
    h("td", null, number(route.confidence, 3)),
    h("td", { class: "text wide" }, h("a", { href: `#/group/${route.last}`, "data-key": `route ${route.task} ${route.tools}` }, line(route.why) || "not said"))))));
}

function sources(run) {
  if (run.sources.length === 0) return null;
  return section("sources", "Who asks", table("Who asks", [["Dialect", "text"], ["Groups"], ["Completions"], ["Mean"], ["Not scored"], ["Median"], ["99 %"]], run.sources.map(source => h("tr", null,
    h("th", { scope: "row", class: "text" }, source.name),
    h("td", null, count(source.groups)),
    h("td", null, count(total(source))),
    h("td", null, number(source.mean, 3)),
    h("td", null, count(source.unscorable + source.failed)),
    h("td", null, time(source.ms?.p50)),
    h("td", null, time(source.ms?.p99))))));
}

function recent(run) {
  const groups = state.groups.filter(group => group.run === run.id).slice(0, 12);
  return groups.length === 0 ? null : section("recent", run.unit === "step" ? "Last samples" : "Last groups",
    h("ul", { class: "rows" }, groups.map(rowOf)),
    h("p", null, h("a", { href: `#/groups?run=${encodeURIComponent(run.id)}`, "data-key": "recent all" }, "All that are kept")));
}
