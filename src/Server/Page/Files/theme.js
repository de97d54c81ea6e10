// The system's colours, or the ones that somebody chose.
const themes = ["", "light", "dark"];
const names = { "": "system", light: "light", dark: "dark" };

let chosen = "";
try {
  chosen = themes.includes(localStorage.getItem("rlar-theme")) ? localStorage.getItem("rlar-theme") : "";
} catch {
  // No storage: the choice lasts as long as the page.
}

export function next() {
  chosen = themes[(themes.indexOf(chosen) + 1) % themes.length];
  try {
    localStorage.setItem("rlar-theme", chosen);
  } catch {
    // As above.
  }
  apply();
}

export function apply() {
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  document.getElementById("theme").lastElementChild.textContent = names[chosen];
}
