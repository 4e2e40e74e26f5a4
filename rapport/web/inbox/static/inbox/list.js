// The list while it lives. A notice names conversations and their versions: the rows that show an older one, and those
// the list may not hold yet, are asked for in one request. Changed rows change in place; new ones slide in, and all find
// their places, while nobody is busy in the list; while somebody is, they wait behind the "3 new" bar, so that nothing
// moves under the hand.
import { LOOKED_AT, differs, fetchPiece, paced, put, refresh, swap } from "../shell/live.js";

const BUSY_MS = 3000;
const ASKED_AT_MOST = 100;
let touchedAt = 0;
let wanted = new Set();
let sweeping = 0;
const waiting = new Map();

const list = () => document.getElementById("items");
const rowsOf = (root) => [...(root?.querySelectorAll("[data-item]") ?? [])];
const rowOf = (id) => document.getElementById(`row-${id}`);
const idOf = (row) => Number(row.id.slice("row-".length));
const isGone = (row) => row.classList.contains("gone");
const isMoving = () => Date.now() - touchedAt < BUSY_MS || list().scrollTop > 30;
const isBusy = () => isMoving() || list().contains(document.activeElement);

for (const kind of ["pointermove", "pointerdown", "wheel", "keydown", "focusin"]) {
  document.addEventListener(kind, (event) => event.target.closest?.("#items") && (touchedAt = Date.now()), { passive: true });
}

// --- asking ---------------------------------------------------------------------------------------------------
const soon = paced(askForRows);

document.addEventListener("rapport:notice", (event) => {
  const { kind, ids, versions } = event.detail;
  // A list that cannot be asked for single rows (the stream of mentions) comes whole, as any part of a page does.
  if (kind !== "conversation" || !list()?.dataset.rows) return;
  let isShown = false;
  ids.forEach((id, at) => {
    const row = waiting.get(id) ?? rowOf(id);
    if (row && versions[at] && versions[at] <= Number(row.dataset.version)) return;
    wanted.add(id);
    isShown ||= Boolean(row);
  });
  // Every list there is asks for a row it may not hold yet; for one that is seen to change, those that show it.
  if (wanted.size || !ids.length) soon(isShown ? LOOKED_AT : {});
});

/** What somebody did here changes these rows; their versions are not known yet. */
export function askFor(id) {
  wanted.add(id);
  soon(LOOKED_AT);
}

async function askForRows() {
  const ids = [...wanted];
  wanted = new Set();
  // So many, or nobody knows which: the whole list is less work than its rows one by one.
  if (!ids.length || ids.length > ASKED_AT_MOST || !list().querySelector("ol")) return refresh();
  const page = location.href;
  const open = document.getElementById("conversation")?.dataset.conversation ?? "";
  const address = new URL(list().dataset.rows, location.href);
  address.searchParams.set("ids", ids.join(","));
  address.searchParams.set("open", open);
  const text = await fetchPiece(address, "rows");
  if (page !== location.href) return ids.forEach(askFor);
  if (text === null) return;
  const fetched = new DOMParser().parseFromString(text, "text/html");
  put([...document.querySelectorAll("#list-title, #list-tabs")], fetched);
  take(new Map(rowsOf(fetched).map((row) => [idOf(row), row])), ids);
}

// --- taking ---------------------------------------------------------------------------------------------------
function take(coming, asked) {
  for (const id of asked) {
    const row = rowOf(id);
    const fresh = coming.get(id);
    waiting.delete(id);
    if (row) row.classList.toggle("gone", !fresh);
    if (row && fresh && differs(row, fresh)) swap(row, fresh);
    if (!row && fresh && fits(fresh)) waiting.set(id, fresh);
  }
  if (!isBusy()) settle();
  else sweepSoon();
  bar();
}

/** Whether a row stands before the last one shown; what comes after it is behind "Show more". */
function fits(fresh) {
  const rows = rowsOf(list());
  const last = rows[rows.length - 1];
  return !list().querySelector(".list-more") || !last || before(fresh, last);
}

function settle() {
  const rows = list()?.querySelector("ol");
  // The list was drawn anew, and empty, while its rows were asked for.
  if (!rows) return;
  clearGone();
  for (const fresh of waiting.values()) {
    const row = document.importNode(fresh, true);
    row.classList.add("arrived");
    rows.append(row);
    htmx.process(row);
  }
  waiting.clear();
  sort(rows);
  if (!rowsOf(rows).length) refresh();
}

// What left the list goes once the hand rests, wherever the cursor stands: somebody who chose rows has it there for long.
function sweepSoon() {
  clearTimeout(sweeping);
  sweeping = setTimeout(() => {
    if (!list()?.querySelector("[data-item].gone")) return;
    if (isMoving()) return sweepSoon();
    clearGone();
    if (!rowsOf(list()).length) refresh();
  }, BUSY_MS);
}

function clearGone() {
  for (const row of rowsOf(list()).filter(isGone)) {
    const hadCursor = row.contains(document.activeElement);
    const next = neighbour(row);
    row.remove();
    if (hadCursor) next?.querySelector("a.it").focus({ preventScroll: true });
  }
}

/** The row after this one that stays, or else the one before it. */
export function neighbour(row) {
  const rows = rowsOf(list());
  const at = rows.indexOf(row);
  return [...rows.slice(at + 1), ...rows.slice(0, at).reverse()].find((one) => !isGone(one));
}

const numbers = (row) => row.dataset.order.split(" ").map(Number);

function before(one, other) {
  const [a, b] = [numbers(one), numbers(other)];
  const at = a.findIndex((number, place) => number !== b[place]);
  return at >= 0 && a[at] < b[at];
}

// Only rows out of their place are moved: a moved element loses its cursor and its animation.
function sort(rows) {
  const wished = rowsOf(rows).sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  wished.forEach((row, place) => {
    if (rows.children[place] !== row) rows.insertBefore(row, rows.children[place]);
  });
}

function bar() {
  const button = document.querySelector("[data-news]");
  if (!button) return;
  button.hidden = waiting.size === 0;
  button.querySelector("[data-news-words]").textContent = `${waiting.size} new`;
}

// The whole list came (after a break, or since it was empty).
document.addEventListener("rapport:fresh", (event) => {
  if (event.target.id !== "items") return;
  event.preventDefault();
  const next = event.detail.next;
  if (!next.querySelector("ol") || !list().querySelector("ol")) {
    if (differs(list(), next)) swap(list(), next);
    waiting.clear();
    return bar();
  }
  const coming = new Map(rowsOf(next).map((row) => [idOf(row), row]));
  // What stands after the last row of a list that goes on is not gone, only on its next page.
  const last = next.querySelector(".list-more") && rowsOf(next).at(-1);
  const shown = rowsOf(list()).filter((row) => !last || !before(last, row));
  take(coming, new Set([...shown.map(idOf), ...coming.keys()]));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-news]")) {
    list().scrollTop = 0;
    touchedAt = 0;
    settle();
    bar();
  }
  const opened = event.target.closest("#items a.it");
  if (opened) mark(opened);
});
// Another order or other words: what waited belongs to the list before.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "items") return;
  waiting.clear();
  bar();
});

function mark(link) {
  document.querySelector("#items [aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
}

/** The row after the open one, or the one before it at the end: where "send and next" goes. */
export function nextRow() {
  const rows = rowsOf(list()).filter((row) => !isGone(row));
  const at = rows.findIndex((row) => row.querySelector("[aria-current]"));
  const row = rows[at + 1] ?? rows[at - 1];
  return row?.querySelector("a.it");
}
