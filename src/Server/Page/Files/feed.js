// What the server sends: a snapshot at first, then what has changed. Kept as it comes; views read it.
const columns = ["n", "bad", "m", "s", "g", "z"];
const lists = ["tools", "tasks", "sources", "gauges"];
const mostOfRun = 30;

export const state = { runs: new Map(), groups: [], missed: 0, queue: null, version: "", link: "connecting" };

let changed = () => {};
let token = "";
try {
  token = sessionStorage.getItem("rlar-token") ?? "";
} catch {
  // No storage: it is asked for again.
}

export function start(listener) {
  changed = listener;
  follow();
}

/** Asks the server, with the token where it wants one. */
export async function ask(address, signal) {
  while (true) {
    const answer = await fetch(address, { headers: token ? { Authorization: `Bearer ${token}` } : {}, signal, cache: "no-store" });
    if (answer.status !== 401) return answer;
    await askForToken();
  }
}

let asking = null;
function askForToken() {
  asking ??= new Promise(resolve => {
    const dialog = document.getElementById("token");
    const text = document.getElementById("token-text");
    text.value = "";
    dialog.addEventListener("close", () => {
      token = text.value.trim();
      try {
        sessionStorage.setItem("rlar-token", token);
      } catch {
        // As above.
      }
      asking = null;
      resolve();
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

// EventSource cannot send a token, so the stream is read by hand; it begins anew wherever it breaks.
async function follow() {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10000)) {
    try {
      const first = await ask("/live/snapshot");
      if (!first.ok) throw new Error(`HTTP ${first.status}`);
      const snapshot = await first.json();
      state.version = snapshot.version;
      state.runs.clear();
      state.groups = [];
      take(snapshot, snapshot.groups.reverse());
      const events = await ask("/live/events");
      if (!events.ok) throw new Error(events.status === 503 ? "too many pages are open" : `HTTP ${events.status}`);
      set("live");
      wait = 500;
      await read(events.body);
      set("the server has ended the stream; trying again");
    } catch (error) {
      set(`no connection (${error.message}); trying again`);
    }
    await pause(wait);
  }
}

function set(link) {
  if (state.link === link) return;
  state.link = link;
  changed();
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (true) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const data = text.slice(0, end).split("\n").find(part => part.startsWith("data: "));
      text = text.slice(end + 2);
      if (data) {
        const tick = JSON.parse(data.slice(6));
        take(tick, tick.groups);
      }
    }
  }
}

function take(news, groups) {
  state.queue = news.queue ?? null;
  state.missed = news.missed ?? 0;
  for (const id of [...state.runs.keys()]) {
    if (!news.ids.includes(id)) state.runs.delete(id);
  }
  for (const run of news.runs) state.runs.set(run.id, joined(state.runs.get(run.id), run));
  const known = new Set(state.groups.map(group => group.n));
  const kept = new Map();
  state.groups = [...groups.filter(group => !known.has(group.n)).reverse(), ...state.groups].filter(group => {
    kept.set(group.run, (kept.get(group.run) ?? 0) + 1);
    return kept.get(group.run) <= mostOfRun;
  });
  changed();
}

// The points before those that came are the ones that are here already.
function joined(before, run) {
  run.seen = performance.now();
  if (!before || run.from === 0 || before.width !== run.width) return run;
  run.all = grown(before.all, run.all, run.from);
  for (const list of lists) {
    const old = new Map(before[list].map(tally => [tally.name, tally]));
    run[list] = run[list].map(tally => grown(old.get(tally.name), tally, run.from));
  }
  run.from = 0;
  return run;
}

function grown(before, tally, from) {
  for (const column of columns) {
    const old = (before?.[column] ?? []).slice(0, from);
    while (old.length < from) old.push(column === "m" || column === "s" ? null : 0);
    tally[column] = old.concat(tally[column]);
  }
  return tally;
}
