// What is shown, and the keys. Each view gives sections; a section whose content is what it was stays as it is.
import { state, start } from "./feed.js";
import { overview } from "./overview.js";
import { groups, refresh } from "./groups.js";
import { inspector } from "./inspector.js";
import * as theme from "./theme.js";

const main = document.getElementById("main");
const link = document.getElementById("link");
const find = document.getElementById("q");
const help = document.getElementById("help");
let isHeld = false;
let waits = false;

function place() {
  const [path, query] = (location.hash.replace(/^#/, "") || "/").split("?");
  const [page, id] = path.split("/").slice(1).map(decodeURIComponent);
  return { page: page || "overview", id, query: new URLSearchParams(query ?? "") };
}

function draw() {
  waits = false;
  const { page, id, query } = place();
  const width = Math.max(240, Math.floor(main.clientWidth - 32));
  const sections = page === "groups" ? groups(query, later) : page === "group" ? inspector(Number(id) || 0, later) : overview(id, width);
  show(sections);
  for (const one of document.querySelectorAll("nav [data-page]")) {
    one.toggleAttribute("aria-current", one.dataset.page === (page === "group" ? "groups" : page === "run" ? "overview" : page));
  }
  document.title = page === "group" ? `Group #${id} · RLAR` : page === "groups" ? "Groups · RLAR" : "RLAR";
}

/** Draws soon, and once for all that happens until then. */
function later() {
  if (waits) return;
  waits = true;
  requestAnimationFrame(draw);
}

function show(sections) {
  const focused = document.activeElement?.dataset?.key;
  const old = new Map([...main.children].map(section => [section.dataset.section, section]));
  const kept = sections.map(section => {
    const before = old.get(section.dataset.section);
    return before && (before.querySelector("figure:hover") || before.isEqualNode(section)) ? before : section;
  });
  if (kept.length === main.children.length && kept.every((section, i) => section === main.children[i])) return;
  kept.forEach((section, i) => {
    if (main.children[i] === section) return;
    if (main.children[i]?.dataset.section === section.dataset.section) main.children[i].replaceWith(section);
    else main.insertBefore(section, main.children[i] ?? null);
  });
  while (main.children.length > kept.length) main.lastElementChild.remove();
  if (focused && document.activeElement?.dataset?.key !== focused) byKey(focused)?.focus({ preventScroll: true });
}

const byKey = key => [...main.querySelectorAll("[data-key]")].find(one => one.dataset.key === key);

function news() {
  link.textContent = isHeld ? "held: press p to go on" : state.missed > 0 ? `live, ${state.missed} groups more than are listed` : state.link;
  link.className = state.link === "live" && !isHeld ? "is-live" : "";
  const selects = !getSelection().isCollapsed && main.contains(getSelection().anchorNode);
  if (isHeld || selects || document.hidden) return;
  const { page, query } = place();
  if (page === "groups") refresh(query, later);
  if (page !== "group") later();
}

// Keys

const rows = () => [...main.querySelectorAll("a.row")];

function move(by) {
  const { page, id } = place();
  if (page === "group") {
    location.hash = `#/group/${Math.max(1, Number(id) + by)}`;
    return;
  }
  const all = rows();
  const at = all.indexOf(document.activeElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function back() {
  const { page, query } = place();
  if (page === "group") history.length > 1 ? history.back() : location.hash = "#/groups";
  else if (page === "groups" && [...query.keys()].length > 0) location.hash = "#/groups";
  else if (page !== "overview") location.hash = "#/";
  document.activeElement?.blur();
}

function hold() {
  isHeld = !isHeld;
  news();
}

const keys = {
  j: () => move(1), k: () => move(-1), "/": () => { find.focus(); find.select(); }, g: () => { location.hash = "#/groups"; }, o: () => { location.hash = "#/"; },
  t: theme.next, p: hold, "?": () => help.showModal(), Escape: back,
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.getElementById("find").addEventListener("submit", event => {
  event.preventDefault();
  const { page, query } = place();
  const next = page === "groups" ? query : new URLSearchParams();
  if (find.value.trim()) next.set("q", find.value.trim());
  else next.delete("q");
  find.blur();
  location.hash = `#/groups?${next}`;
});
document.getElementById("theme").addEventListener("click", theme.next);
document.getElementById("keys").addEventListener("click", () => help.showModal());
addEventListener("hashchange", () => {
  main.replaceChildren();
  scrollTo(0, 0);
  const { page, query } = place();
  if (page === "groups") find.value = query.get("q") ?? "";
  draw();
});
addEventListener("resize", later);
document.addEventListener("visibilitychange", news);

theme.apply();
draw();
start(news);
