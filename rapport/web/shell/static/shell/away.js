// The line above the page that says when the session or the network is away.
const line = document.querySelector("[data-away]");

export function signedOut() {
  if (!line) return;
  line.querySelector("[data-away-words]").textContent = "You are signed out. What you were writing is kept here.";
  const link = line.querySelector("[data-away-link]");
  link.href = location.pathname + location.search;
  link.hidden = false;
  line.hidden = false;
  line.dataset.away = "session";
}

export function offline() {
  if (!line || line.dataset.away === "session") return;
  line.querySelector("[data-away-words]").textContent = "The line to Rapport is down. What you see may be old; trying again.";
  line.querySelector("[data-away-link]").hidden = true;
  line.hidden = false;
  line.dataset.away = "network";
}

export function online() {
  if (line?.dataset.away === "network") line.hidden = true;
}

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) signedOut();
});
