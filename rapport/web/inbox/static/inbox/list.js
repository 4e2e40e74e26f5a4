// The list while it lives: changed rows change in place; new ones slide in while nobody is busy in the list, and wait
// behind the "3 new" bar while somebody is, so that nothing moves under the hand.
import { differs, swap } from "../shell/live.js";

const BUSY_MS = 3000;
let touchedAt = 0;
let waiting = null;

const list = () => document.getElementById("items");
const rowsOf = (root) => [...root.querySelectorAll("[data-item]")];
const isBusy = () => {
  const items = list();
  return Date.now() - touchedAt < BUSY_MS || items.scrollTop > 30 || items.contains(document.activeElement);
};

for (const kind of ["pointermove", "pointerdown", "wheel", "keydown", "focusin"]) {
  document.addEventListener(kind, (event) => event.target.closest?.("#items") && (touchedAt = Date.now()), { passive: true });
}

function bar(count) {
  const button = document.querySelector("[data-news]");
  if (!button) return;
  button.hidden = count === 0;
  button.querySelector("[data-news-words]").textContent = `${count} new`;
}

function takeAll(next) {
  const known = new Set(rowsOf(list()).map((row) => row.id));
  const fresh = swap(list(), next);
  rowsOf(fresh).filter((row) => !known.has(row.id)).forEach((row) => row.classList.add("arrived"));
  waiting = null;
  bar(0);
}

function takeInPlace(next) {
  const coming = new Map(rowsOf(next).map((row) => [row.id, row]));
  for (const row of rowsOf(list())) {
    const fresh = coming.get(row.id);
    coming.delete(row.id);
    row.classList.toggle("gone", !fresh);
    if (fresh && differs(row, fresh)) swap(row, fresh);
  }
  waiting = next;
  bar(coming.size);
}

document.addEventListener("rapport:fresh", (event) => {
  if (event.target.id !== "items") return;
  event.preventDefault();
  const next = event.detail.next;
  const was = rowsOf(list()).map((row) => row.id).join();
  const will = rowsOf(next).map((row) => row.id).join();
  if (was === will || isBusy()) takeInPlace(next);
  else takeAll(next);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-news]") && waiting) {
    list().scrollTop = 0;
    takeAll(waiting);
    touchedAt = 0;
  }
  const opened = event.target.closest("#items a.it");
  if (opened) mark(opened);
});

function mark(link) {
  document.querySelector("#items [aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
}

/** The row after the open one, or the one before it at the end: where "send and next" goes. */
export function nextRow() {
  const rows = rowsOf(list()).filter((row) => !row.classList.contains("gone"));
  const at = rows.findIndex((row) => row.querySelector("[aria-current]"));
  const row = rows[at + 1] ?? rows[at - 1];
  return row?.querySelector("a.it");
}
