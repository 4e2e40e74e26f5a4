// Writing a reply: the mirror that underlines, the check while typing, the claim, the keys, what happens after sending.
import { forget, rest } from "../shell/drafts.js";
import { signedOut } from "../shell/away.js";
import { nextRow } from "./list.js";

const CHECK_MS = 250;
const RENEW_MS = 15_000;
const box = () => document.getElementById("reply-text");
const form = () => document.getElementById("reply");
const state = () => document.getElementById("answer-state");
let checkTimer = 0;
let checking = null;
let claimedAt = 0;
let heard = 0; // how often the door was asked: what a claim heard before is no news after

const COUNT = {
  graphemes: (text) => [...new Intl.Segmenter().segment(text)].length,
  codepoints: (text) => [...text].length,
  utf16: (text) => text.length,
  bytes: (text) => new TextEncoder().encode(text).length,
};

function headers() {
  return { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
}

async function post(url, fields) {
  const answer = await fetch(url, { method: "POST", headers: headers(), body: new URLSearchParams(fields) });
  if (answer.status === 401) signedOut();
  return answer;
}

// --- the mirror -----------------------------------------------------------------------------------------------
// Findings count in code points, as Python does; the box counts in UTF-16.
function marks(which = "[data-finding]") {
  return [...state().querySelectorAll(which)]
    .map((node) => ({ node, start: Number(node.dataset.start), end: Number(node.dataset.end), severity: node.dataset.severity }))
    .filter((mark) => mark.end > mark.start)
    .sort((a, b) => a.start - b.start);
}

function mirror() {
  const text = box();
  const under = text?.parentElement.querySelector(".mirror");
  if (!under) return;
  const letters = [...text.value];
  const pieces = [];
  let at = 0;
  for (const mark of marks()) {
    if (mark.start < at || mark.end > letters.length) continue;
    pieces.push(letters.slice(at, mark.start).join(""));
    const node = document.createElement("mark");
    node.dataset.severity = mark.severity;
    node.textContent = letters.slice(mark.start, mark.end).join("");
    pieces.push(node);
    at = mark.end;
  }
  // The last, empty line has no height of its own without something on it.
  under.replaceChildren(...pieces, `${letters.slice(at).join("")}​`);
}

function count() {
  const text = box();
  const shown = form().querySelector("[data-count]");
  const limit = Number(text.dataset.limit);
  if (!limit || !shown) return;
  const used = (COUNT[text.dataset.units] ?? COUNT.codepoints)(text.value);
  shown.textContent = `${used} / ${limit}`;
  shown.classList.toggle("over", used > limit);
}

// --- the check ------------------------------------------------------------------------------------------------
const privately = () => form().querySelector("[name=private]:checked")?.value ?? "";
const notSo = () => document.getElementById("not-so");

function asked(text) {
  const fields = new URLSearchParams({ text, private: privately(), saved: document.getElementById("saved-from").value });
  for (const said of notSo().children) fields.append("not_so", said.value);
  return fields;
}

async function check() {
  const text = box();
  if (!text) return;
  const words = text.value;
  checking?.abort();
  checking = new AbortController();
  try {
    const answer = await fetch(form().dataset.check, { method: "POST", headers: headers(), signal: checking.signal, body: asked(words) });
    if (answer.status === 401) return signedOut();
    const html = answer.ok ? await answer.text() : "";
    if (!answer.ok || box() !== text || text.value !== words) return;
    const told = new DOMParser().parseFromString(html, "text/html");
    document.dispatchEvent(new CustomEvent("rapport-checked", { detail: { told } }));
    const fresh = told.getElementById("answer-state");
    const claim = document.getElementById("claim");
    if (claim && !fresh.querySelector("#claim")) fresh.prepend(document.importNode(claim, true));
    if (state().innerHTML !== fresh.innerHTML) {
      state().replaceWith(document.importNode(fresh, true));
      htmx.process(state());
    }
    mirror();
  } catch {
    // Overtaken by the next key, or no line: the check speaks again with the next word, and at the door.
  }
}

// Whether the check was right is counted from what one does with its findings.
function sayOf(button, said) {
  const { kind, start } = button.closest("[data-finding]").dataset;
  const fields = asked(box().value);
  for (const [name, value] of Object.entries({ kind, start, said })) fields.set(name, value);
  return post(form().dataset.findingUrl, fields);
}

// Not so: the form tells it with every check until this reply is sent.
async function sayNotSo(button) {
  const answer = await sayOf(button, "not_so");
  if (answer.ok) {
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: "not_so", value: await answer.text() });
    notSo().append(said);
  }
  box().focus();
  check();
}

// Typing moves what was found: shift the marks at once, and let the check say the truth a moment later.
function shift(before, after) {
  const old = [...before];
  const now = [...after];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const moved = now.length - old.length;
  for (const mark of marks("[data-finding], [data-take]")) {
    if (mark.end <= head) continue;
    if (mark.start >= old.length - tail) {
      mark.node.dataset.start = mark.start + moved;
      mark.node.dataset.end = mark.end + moved;
    } else {
      mark.node.dataset.end = mark.node.dataset.start; // it was written over
    }
  }
}

function replace(start, end, words) {
  const text = box();
  const letters = [...text.value];
  const from = letters.slice(0, start).join("").length;
  const to = letters.slice(0, end).join("").length;
  text.focus();
  text.setSelectionRange(from, to);
  // execCommand keeps the browser's own undo; where it is gone, setRangeText does.
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// --- the claim ------------------------------------------------------------------------------------------------
async function claim() {
  const text = box();
  if (!text || Date.now() - claimedAt < RENEW_MS) return;
  claimedAt = Date.now();
  const asked = heard;
  const answer = await post(form().dataset.claim, {}).catch(() => null);
  const html = answer?.ok ? await answer.text() : "";
  if (!answer?.ok || box() !== text || asked !== heard) return;
  const told = new DOMParser().parseFromString(html, "text/html").getElementById("claim");
  const shown = document.getElementById("claim");
  if (shown && !told) shown.remove();
  else if (told && told.textContent !== shown?.textContent) {
    shown?.remove();
    state().prepend(document.importNode(told, true));
    htmx.process(state());
  }
}

function release(held) {
  claimedAt = 0;
  if (held) navigator.sendBeacon?.(held.url, held.body);
}

function heldNow() {
  const reply = form();
  if (!reply || !claimedAt) return null;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", reply.querySelector("[name=csrfmiddlewaretoken]").value);
  return { url: reply.dataset.release, body };
}

// --- events ---------------------------------------------------------------------------------------------------
let before = "";
document.addEventListener("focusout", (event) => {
  // Looked into the box and wrote nothing: others need not wait for the claim to run out.
  if (event.target === box() && !event.target.value) release(heldNow());
});
document.addEventListener("focusin", (event) => {
  if (event.target === box()) {
    before = event.target.value;
    claim();
  }
});
document.addEventListener("input", (event) => {
  if (event.target !== box()) return;
  shift(before, event.target.value);
  before = event.target.value;
  mirror();
  count();
  claim();
  clearTimeout(checkTimer);
  checkTimer = setTimeout(check, CHECK_MS);
});
document.addEventListener("change", (event) => {
  if (event.target.matches?.("#reply [name=private]")) check(); // whose eyes it is for decides what may stand in it
});
document.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (take) {
    const { start, end, replacement } = take.dataset;
    sayOf(take, "took").catch(() => {}); // a figure less; the words matter more
    if (Number(end) > Number(start)) replace(Number(start), Number(end), replacement);
    return;
  }
  const wrong = event.target.closest("[data-not-so]");
  if (wrong) {
    sayNotSo(wrong);
    return;
  }
  const opens = event.target.closest("[data-opens]");
  if (!opens) return;
  event.preventDefault();
  const to = opens.dataset.opens;
  document.getElementById("reply").hidden = to !== "reply";
  document.getElementById("note").hidden = to !== "note";
  document.getElementById(`${to}-text`)?.focus();
});
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest?.("#composer form");
  if (!writing || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const send = writing.querySelector("[data-send]");
  if (send.name === "then") send.value = event.shiftKey ? "stay" : "next";
  send.click();
});

// --- after sending --------------------------------------------------------------------------------------------
let next = null;
let waits = false;
document.addEventListener("htmx:confirm", (event) => {
  if (!box() || event.detail.path !== form().getAttribute("hx-post")) return;
  const saving = rest(box());
  if (!saving && !waits) return;
  event.preventDefault();
  if (waits) return; // pressed twice: it goes once
  waits = true;
  const go = () => {
    waits = false;
    event.detail.issueRequest(true);
  };
  saving.then(go, go);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.closest?.("#composer")) return;
  // From here the door speaks; a check or a claim still under way would write over its answer.
  heard += 1;
  clearTimeout(checkTimer);
  checking?.abort();
  next = nextRow();
});
document.addEventListener("htmx:afterRequest", (event) => {
  // Refused: whatever is pressed next is meant for this conversation, not on the way to the next.
  const send = form()?.querySelector("[data-send]");
  if (send && event.detail.xhr.status >= 400 && event.target.closest?.("#composer")) send.value = "stay";
});
document.addEventListener("rapport-sent", (event) => {
  const text = box();
  if (!text || String(event.detail.conversation) !== document.getElementById("composer").dataset.conversation) return;
  clearTimeout(checkTimer);
  text.value = before = "";
  notSo().replaceChildren();
  document.getElementById("saved-from").value = "";
  forget(text);
  count();
  claimedAt = 0;
  const send = form().querySelector("[data-send]");
  if (send.value === "next" && next?.isConnected) {
    next.focus({ preventScroll: true }); // the box goes with the conversation; the hand is on the list again
    next.click();
  }
  send.value = "stay";
});
document.addEventListener("rapport-noted", () => {
  const note = document.getElementById("note-text");
  if (!note) return;
  note.value = "";
  forget(note);
  const reply = form();
  if (!reply) return; // nothing can be answered here: the note stays open
  document.getElementById("note").hidden = true;
  reply.hidden = false;
});
// The answer of the server may find another conversation here: the form that sent is gone, htmx has nobody to tell, and
// the browser's copy would be put into the box again, to be sent a second time.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt: sender } = event.detail.requestConfig;
  if (!sender.matches("#reply, #note")) return;
  event.detail.xhr.addEventListener("load", ({ target }) => {
    if (!sender.isConnected && target.status < 300) forgetSent(sender.querySelector("[data-draft]"));
  });
});

function forgetSent(sent) {
  forget(sent);
  const again = document.querySelector(`[data-draft="${sent.dataset.draft}"]`); // opened again meanwhile
  if (again?.value !== sent.value) return;
  again.value = "";
  forget(again);
}

// Undone: the words come back to where they were written, above anything begun since.
document.addEventListener("htmx:afterRequest", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr?.responseText ?? "", "text/html");
  const back = answer.querySelector("[data-undone]");
  const text = box();
  if (!back || !text || back.dataset.undone !== document.getElementById("composer").dataset.conversation) return;
  text.value = [back.value, text.value].filter(Boolean).join("\n\n");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});

// Another conversation takes this one's place, or the page goes: keep the text, let go of the claim.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "open") return;
  release(heldNow());
});
addEventListener("pagehide", () => release(heldNow()));
setInterval(() => document.activeElement === box() && box().value && Date.now() - claimedAt > RENEW_MS && claim(), RENEW_MS);

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id === "answer-state") mirror();
});
document.addEventListener("htmx:load", () => box() && start());

function start() {
  if (box().dataset.started) return;
  box().dataset.started = "yes";
  claimedAt = 0;
  before = box().value;
  mirror();
  count();
  if (box().value) check();
}
if (box()) start();
