// One conversation open: where it scrolls, what happens after something was done, menus, leaving and coming back.
import { differs, refresh, renew } from "../shell/live.js";
import { askFor } from "./list.js";

const NEAR_END = 60;
const ROOM_ABOVE = 12;
let said = false; // we have just answered: that is what one looks for

function atEnd(turns) {
  return turns.scrollHeight - turns.scrollTop - turns.clientHeight < NEAR_END;
}

// Where an opened conversation is read from: what was found; else its end, but for their last message, which is always seen.
let placedAt = -1;
function place() {
  const turns = document.getElementById("turns");
  said = false;
  if (!turns) return;
  const above = (turn) => turns.getBoundingClientRect().top - turn.getBoundingClientRect().top;
  const found = turns.querySelector(".turn.found");
  turns.scrollTop = found ? turns.scrollTop - above(found) - turns.clientHeight / 4 : turns.scrollHeight;
  const last = !found && [...turns.querySelectorAll(".turn.customer")].at(-1);
  if (last && above(last) > 0) turns.scrollTop -= above(last) + ROOM_ABOVE;
  placedAt = turns.scrollTop;
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "open" && event.detail.elt?.id !== "open") return;
  document.getElementById("inbox").classList.toggle("has-open", Boolean(document.getElementById("conversation")));
  place();
  if (getComputedStyle(document.querySelector(".list")).display === "none") {
    document.getElementById("conversation-title")?.focus({ preventScroll: true });
  }
});

// A message may fold twice: its rest, and how it was sent.
const foldsIn = (turn) => [...(turn?.querySelectorAll("details") ?? [])];
const placeOf = (fold) => [fold.closest("[id]")?.id, foldsIn(fold.closest("[id]")).indexOf(fold)];

// Only what differs among the turns is replaced, and they stay where they were read: a selection, an opened mail.
document.addEventListener("rapport:fresh", (event) => {
  const part = event.target;
  if (part.id === "conv-head" && part.querySelector("details[open]")) event.preventDefault();
  if (part.id !== "turns") return;
  event.preventDefault();
  keepEarlier(part, event.detail.next);
  if (!differs(part, event.detail.next)) return;
  const follow = said || atEnd(part);
  const untouched = part.scrollTop === placedAt;
  said = false;
  const top = part.scrollTop;
  const unfolded = [...part.querySelectorAll("details[open]")].map(placeOf);
  renew(part, event.detail.next);
  unfolded.forEach(([id, at]) => id && foldsIn(document.getElementById(id))[at]?.setAttribute("open", ""));
  part.scrollTop = follow ? part.scrollHeight : top;
  if (untouched && !follow) place();
});
document.addEventListener("rapport-sent", () => {
  said = true;
  // What was found is shown with what was said then: our answer stands among the latest.
  if (document.querySelector("#reply [data-send]")?.value !== "next") document.querySelector("[data-latest]")?.click();
});

// Earlier messages that were asked for stay above the newest window, with what has since moved out of that.
function keepEarlier(part, next) {
  const earlier = part.querySelector("#earlier");
  if (!earlier?.dataset.opened) return;
  const still = new Set([...next.querySelectorAll("[id]")].map((one) => one.id));
  const stands = [...part.children].find((one) => one !== earlier && one.id && still.has(one.id));
  for (const one of [...part.children]) {
    if (one === stands) break;
    if (stands && one !== earlier) earlier.append(one);
  }
  next.querySelector("#earlier").replaceWith(document.importNode(earlier, true));
}

// What comes in above leaves the words where they are read.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "earlier-link") return;
  const turns = document.getElementById("turns");
  const fromEnd = turns.scrollHeight - turns.scrollTop;
  document.getElementById("earlier").dataset.opened = "1";
  document.addEventListener("htmx:afterSettle", () => { turns.scrollTop = turns.scrollHeight - fromEnd; }, { once: true });
});

// Whoever did something sees it at once; the notice to everybody else comes by the stream.
document.addEventListener("rapport-acted", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => menu.removeAttribute("open"));
  refresh({ kind: "conversation", ids: [event.detail.conversation], versions: [0] });
  askFor(event.detail.conversation);
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  } else if (location.hash) {
    location.hash = "conversation";
  }
});
// A menu opened by its key takes the cursor to its first line; the arrows walk it.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.menu[open]")) event.target.querySelector("button")?.focus();
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const lines = [...(event.target.closest?.("details.menu")?.querySelectorAll(".menu-line") ?? [])];
  if (!lines.length) return;
  event.preventDefault();
  const at = lines.indexOf(document.activeElement);
  lines[(at + (event.key === "ArrowDown" ? 1 : -1) + lines.length) % lines.length].focus();
});

place();
