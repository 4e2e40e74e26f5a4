// The keys of a conversation, on the row one stands on while none is open. The page says which there are (row_keys.html):
//   data-row-does="many"  what the bar for several does, done to this one: the list stays, the cursor goes on
//   data-row-does="post"  asked of the server at once; where that needs more, the conversation opens for it
//   data-row-does="open"  the conversation opens, and the key is pressed there
//   data-row-grave        never by the bar for somebody in danger: that one is opened
import { isTyping, pressKey } from "../shell/keys.js";
import { say } from "../shell/toasts.js";
import { neighbour } from "./list.js";
import { chooseOnly } from "./many.js";

const rowHere = () => document.activeElement?.closest("#items [data-item]");
const linkOf = (row) => row?.querySelector("a.it");
// A row that changed meanwhile was drawn anew: the one that stands in its place is meant.
const standing = (row) => (!row || row.isConnected ? row : document.getElementById(row.id));
const stand = (row) => linkOf(standing(row))?.focus({ preventScroll: true });
const idOf = (row) => row.id.slice("row-".length);
let begun = null; // the row, and the key, that the bar was opened with

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const row = rowHere();
  const act = row && document.querySelector(`[data-row-key="${CSS.escape(event.key)}"]`);
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  const isInDanger = row.querySelector(".mood.danger") && "rowGrave" in act.dataset;
  ({ many, post, open })[isInDanger ? "open" : act.dataset.rowDoes](row, event.key, act.dataset.rowUrl);
});

// --- by the bar for several -----------------------------------------------------------------------------------
async function many(row, key) {
  begun = { row, key };
  await chooseOnly(row);
  if (begun?.row === row && !pressKey(key)) say("That cannot be done here.");
}

document.addEventListener("rapport-many-done", () => {
  if (!begun) return;
  const { row, key } = begun;
  begun = null;
  // What was resolved or put off leaves the list: the cursor goes on to the next at once, not when the row has gone.
  stand(key === "e" || key === "s" ? neighbour(standing(row)) ?? row : row);
});
document.addEventListener("rapport-chosen-none", () => {
  const row = begun?.row;
  begun = null;
  stand(row);
});

// --- asked at once --------------------------------------------------------------------------------------------
function post(row, key, url) {
  const refused = (event) => {
    if (event.detail.xhr.status === 422) open(row, "r");
  };
  document.addEventListener("htmx:responseError", refused, { once: true });
  const asked = htmx.ajax("POST", url.replace("/0/", `/${idOf(row)}/`), { source: linkOf(row), swap: "none" });
  Promise.resolve(asked).finally(() => document.removeEventListener("htmx:responseError", refused));
}

// --- in its conversation --------------------------------------------------------------------------------------
function open(row, key) {
  const pressed = (event) => {
    if (event.detail.elt?.id !== "open" && event.detail.target?.id !== "open") return;
    document.removeEventListener("htmx:afterSettle", pressed);
    if (!pressKey(key)) say("This one does not offer that.");
  };
  document.addEventListener("htmx:afterSettle", pressed);
  linkOf(row).click();
}
