// Several conversations at once. What is chosen is remembered by id, so that rows may change, move and come back under it.
// x chooses the row one stands on, X everything from the last chosen to it. The bar with the acts is fetched when first needed.
import { isTyping } from "../shell/keys.js";

const chosen = new Set();
let last = null;
let asked = null;
const bar = () => document.querySelector("[data-many]");
const picks = () => [...document.querySelectorAll("#items [data-pick]")];

function show() {
  for (const pick of picks()) pick.checked = chosen.has(pick.value);
  const there = bar();
  if (!there) return;
  there.classList.toggle("on", chosen.size > 0);
  document.getElementById("items")?.classList.toggle("picking", chosen.size > 0);
  // Only what differs is written: what is written here is seen by the observer below.
  const count = there.querySelector("[data-many-count]");
  const words = chosen.size ? String(chosen.size) : "";
  if (count.textContent !== words) count.textContent = words;
  const acts = there.querySelector("#many-acts");
  if (chosen.size && !acts.childElementCount && !acts.dataset.asked) {
    acts.dataset.asked = "yes";
    asked = new Promise((there) => acts.addEventListener("htmx:afterSettle", there, { once: true }));
    htmx.ajax("GET", acts.dataset.acts, { target: acts, swap: "innerHTML" });
  }
}

/** Chooses this row and no other; done when the acts are there. */
export async function chooseOnly(row) {
  const pick = row.querySelector("[data-pick]");
  if (!pick) return;
  chosen.clear();
  choose(pick, true);
  show();
  await asked;
}

function choose(pick, on) {
  if (on) chosen.add(pick.value);
  else chosen.delete(pick.value);
  last = pick.value;
}

function chooseUpTo(pick) {
  const all = picks();
  const from = all.findIndex((one) => one.value === last);
  const to = all.indexOf(pick);
  if (from < 0) return choose(pick, true);
  all.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => chosen.add(one.value));
  last = pick.value;
}

document.addEventListener("click", (event) => {
  const pick = event.target.closest?.("[data-pick]");
  if (pick) {
    if (event.shiftKey) chooseUpTo(pick);
    else choose(pick, pick.checked);
    show();
  } else if (event.target.closest?.("[data-many-all]")) {
    picks().forEach((one) => chosen.add(one.value));
    show();
  } else if (event.target.closest?.("[data-many-none]")) {
    clear();
    document.dispatchEvent(new CustomEvent("rapport-chosen-none"));
  }
});

document.addEventListener("keydown", (event) => {
  if (!/^x$/i.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (!bar() || document.querySelector("dialog[open]")) return;
  const row = event.target.closest?.("#items [data-item]") ?? document.querySelector("#items [data-item]:has([aria-current])");
  const pick = row?.querySelector("[data-pick]");
  if (!pick) return;
  event.preventDefault();
  if (event.key === "X") chooseUpTo(pick);
  else choose(pick, !chosen.has(pick.value));
  show();
});

function clear() {
  chosen.clear();
  last = null;
  document.querySelectorAll("[data-many] details[open]").forEach((menu) => menu.removeAttribute("open"));
  show();
}

// Chosen rows that are on no page any more are sent all the same: they were chosen.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.closest?.("[data-many]") && event.detail.verb === "post") {
    event.detail.parameters.delete("ids");
    chosen.forEach((id) => event.detail.parameters.append("ids", id));
  }
});
document.addEventListener("rapport-many-done", clear);
new MutationObserver(show).observe(document.querySelector(".list") ?? document.body, { childList: true, subtree: true });
