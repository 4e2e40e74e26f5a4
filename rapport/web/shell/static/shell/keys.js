// The keyboard. Any element says its own key:
//   data-key="a" | "g p" | "Ctrl+Enter" | "Alt+1"   what to press ("a b" is a sequence, "a|b" either)
//   data-key-says="Acknowledge"  data-key-group="Conversation"   how the `?` overlay lists it
//   data-key-note="Ctrl+Enter"  only listed: another module acts on it
//   data-key-does="focus"   put the cursor there instead of pressing it
// Plain keys are deaf while one types. A list is [data-list] with [data-item] rows: j and k walk it, to the
// [data-item-link] of a row or else its first link. Of several with one key that of the row one stands in is pressed.

const SEQUENCE_MS = 1200;
let begun = "";
let begunAt = 0;

export const isTyping = (node) =>
  Boolean(node?.closest?.("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]"));

// What stands in a closed <details> has a place, and is not seen.
const isSeen = (node) => node.getClientRects().length > 0 && node.checkVisibility() && !node.disabled;

function scope() {
  return document.querySelector("dialog[open]") ?? document;
}

export function keyed() {
  return [...scope().querySelectorAll("[data-key]")].filter(isSeen);
}

function spell(event) {
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : ""].filter(Boolean);
  if (event.shiftKey && (held.length || event.key.length > 1)) held.unshift("Shift");
  // Alt turns digits into other signs on some layouts; the code still names the key.
  const digit = event.altKey && /^Digit([0-9])$/.exec(event.code);
  return [...held, digit ? digit[1] : event.key].join("+");
}

export function press(node) {
  if (node.dataset.keyDoes === "focus") {
    node.focus();
    node.select?.();
  } else {
    // What has only just been swapped in htmx takes up some twenty milliseconds later: pressed before, the whole page would go.
    globalThis.htmx?.process(node.form ?? node);
    node.click();
  }
}

function find(spelled) {
  const found = keyed().filter((node) => node.dataset.key.split("|").includes(spelled));
  const row = document.activeElement?.closest("[data-item]");
  // Of several things to take back the last one done is meant.
  return found.find((node) => row?.contains(node)) ?? found.findLast((node) => node.closest("#toasts")) ?? found[0];
}

/** Presses what has this key now; false where nothing has. */
export function pressKey(spelled) {
  const node = find(spelled);
  if (node) press(node);
  return Boolean(node);
}

function startsSequence(key) {
  return keyed().some((node) => node.dataset.key.startsWith(`${key} `));
}

function walk(step) {
  const list = [...document.querySelectorAll("[data-list]")].find(isSeen);
  const rows = list ? [...list.querySelectorAll("[data-item]")].filter(isSeen) : [];
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const open = rows.findIndex((row) => row.matches("[aria-current], :has([aria-current])"));
  const from = here >= 0 ? here : open;
  const next = rows[from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step))];
  const target = next.matches("a, button") ? next : (next.querySelector("[data-item-link]") ?? next.querySelector("a, button"));
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function leaveField(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return false;
  document.activeElement.blur();
  return true;
}

// Ctrl Enter sends the form one writes in. Where several buttons send it, none is guessed: one chooses from the first on.
// A form with [data-send], or that lists the key itself, has a module that knows better.
function sendForm(field) {
  const form = isTyping(field) ? field.form : null;
  if (!form || form.querySelector("[data-send], [data-key-note='Ctrl+Enter']")) return false;
  const buttons = [...form.elements].filter((one) => one.type === "submit" && isSeen(one));
  if (buttons.length > 1 && !buttons.some((one) => one.matches(".primary"))) buttons[0].focus();
  else form.requestSubmit(buttons.find((one) => one.matches(".primary")) ?? buttons[0]);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const spelled = spell(event);
  const typing = isTyping(event.target);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (typing && plain) {
    leaveField(event);
    return;
  }
  if (begun && Date.now() - begunAt < SEQUENCE_MS) {
    const node = find(`${begun} ${spelled}`);
    begun = "";
    if (node) {
      event.preventDefault();
      press(node);
      return;
    }
  }
  begun = "";
  const node = find(spelled);
  if (node) {
    event.preventDefault();
    press(node);
  } else if (spelled === "Ctrl+Enter" && sendForm(event.target)) {
    event.preventDefault();
  } else if (plain && spelled === "?") {
    event.preventDefault();
    showKeys();
  } else if (plain && !document.querySelector("dialog[open]") && (spelled === "j" || spelled === "k")) {
    if (walk(spelled === "j" ? 1 : -1)) event.preventDefault();
  } else if (plain && spelled.length === 1 && startsSequence(spelled)) {
    begun = spelled;
    begunAt = Date.now();
  }
});

// The overlay lists what the page in front of one really offers, Help what there is.
const SHOWN = { Enter: "↵", ArrowUp: "↑", ArrowDown: "↓" };

function kbd(text) {
  const node = document.createElement("kbd");
  const parts = text.length > 1 ? text.split("+") : [text];
  node.textContent = parts.map(shown).join(" ");
  return node;
}

// A capital letter is the key with Shift.
function shown(part) {
  if (part.length !== 1) return SHOWN[part] ?? part;
  return part === part.toLowerCase() ? part.toUpperCase() : `⇧${part}`;
}

function showKeys() {
  const overlay = document.getElementById("keys-overlay");
  if (!overlay || overlay.open) return;
  const notes = [...document.querySelectorAll("[data-key-note]")].filter((node) => isSeen(node.parentElement));
  const told = notes.map((node) => [node.dataset.keyNote, node.dataset.keySays, node.dataset.keyGroup]);
  const lines = keyed().map((node) => [node.dataset.key, node.dataset.keySays ?? node.textContent.trim(), node.dataset.keyGroup ?? "Here"]);
  list(overlay.querySelector("[data-key-list]"), [...lines, ...told]);
  overlay.showModal();
}

/** Draws [keys, what they do, group], each once, by group. */
function list(box, entries) {
  const groups = new Map();
  const seen = new Set();
  for (const [keys, says, group] of entries) {
    if (seen.has(keys + says)) continue;
    seen.add(keys + says);
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push([keys, says]);
  }
  box.replaceChildren(...[...groups].map(([group, lines]) => section(group, lines)));
}

function section(group, lines) {
  const part = document.createElement("section");
  const title = document.createElement("h3");
  title.textContent = group;
  const rows = document.createElement("ul");
  for (const [keys, says] of lines) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = says;
    const marks = document.createElement("span");
    keys.split(/[ |]/).forEach((key) => marks.append(kbd(key), " "));
    item.append(words, marks);
    rows.append(item);
  }
  part.append(title, rows);
  return part;
}

const all = document.querySelector("[data-keys-of-all]");
if (all) list(all, [...all.querySelectorAll("[data-keys]")].map(({ dataset }) => [dataset.keys, dataset.says, dataset.group]));

document.addEventListener("click", (event) => {
  event.target.closest("[data-close]")?.closest("dialog")?.close();
  if (event.target.closest("[data-show-keys]")) showKeys();
  if (event.target instanceof HTMLDialogElement && event.target.matches(".over")) event.target.close();
});
