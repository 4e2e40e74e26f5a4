// What one writes is kept in the browser at every key, and on the server a second after the last.
// <textarea data-draft="conversation-12" data-draft-url="/inbox/12/draft/" data-draft-at="2026-05-12T03:00:00+02:00">,
// the last being when the server's words were written. The browser's copy goes a few seconds after the server holds the
// same text; it is the one that survives a session ended, a restart or a lost line.
import { signedOut } from "./away.js";

const KEEP_DAYS = 7;
const SAVE_MS = 1000;
// A page may be drawn just before the words are saved and shown just after: for so long the browser's copy still counts.
const OVERLAP_MS = 10_000;
const member = document.body.dataset.member;
const nameOf = (box) => `rapport-draft:${member}:${box.dataset.draft}`;

function read(box) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(box)));
  } catch {
    return null;
  }
}

function keep(box, savedAt = 0) {
  try {
    localStorage.setItem(nameOf(box), JSON.stringify({ text: box.value, at: Date.now(), savedAt }));
  } catch {
    // Storage is full or switched off: the server's copy is all there is.
  }
}

export function forget(box) {
  clearTimeout(box.draftTimer);
  localStorage.removeItem(nameOf(box));
}

// What is being sent is no draft any more. A save that reached the server after the sending would bring the sent words
// back: none begins from here, and whoever sends waits for the promise of one under way (null: nothing to wait for).
export function rest(box) {
  clearTimeout(box.draftTimer);
  return box.draftSaving ?? null;
}

// A page that is being left cannot know whether the next one was drawn before or after its words were saved: it keeps
// the browser's copy, and the next page lets go of it once it finds the same words on the server.
export async function save(box, { leaving = false } = {}) {
  clearTimeout(box.draftTimer);
  // Without an address the browser's copy is the only one.
  if (!box.dataset.draftUrl) return;
  const text = box.value;
  const body = new URLSearchParams({ text });
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const saving = fetch(box.dataset.draftUrl, { method: "POST", body, headers: { ...headers, "HX-Request": "true" }, keepalive: text.length < 15000 });
  box.draftSaving = saving;
  try {
    const answer = await saving;
    if (answer.status === 401 || answer.status === 403) signedOut();
    else if (answer.ok && !leaving && box.value === text) letGo(box);
  } catch {
    // No line: the browser's copy stays.
  } finally {
    if (box.draftSaving === saving) box.draftSaving = null;
  }
}

function letGo(box) {
  const savedAt = Date.now();
  keep(box, savedAt);
  setTimeout(() => {
    if (read(box)?.savedAt === savedAt) localStorage.removeItem(nameOf(box));
  }, OVERLAP_MS);
}

// Words that were written later and saved, on another device, win over a copy that never reached the server; that one is
// kept within reach (data-draft-other, a button of the same form) until one writes on.
const isOlder = (kept, box) => Date.parse(box.dataset.draftAt) - kept.at > OVERLAP_MS;

function offer(text, box) {
  const button = box.form?.querySelector("[data-draft-other]");
  if (!button) return;
  button.hidden = false;
  box.addEventListener("input", () => (button.hidden = true), { once: true });
  button.addEventListener("click", () => put(text, box), { once: true });
}

const isOver = (kept) => kept?.savedAt && Date.now() - kept.savedAt > OVERLAP_MS;

function restore(box) {
  box.draftKnown = true;
  const kept = read(box);
  if (kept?.text === box.value || isOver(kept)) {
    localStorage.removeItem(nameOf(box));
    return;
  }
  if (!kept?.text) return;
  if (isOlder(kept, box)) return offer(kept.text, box);
  put(kept.text, box);
}

function put(text, box) {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function lookAround(root) {
  const boxes = root.matches?.("[data-draft]") ? [root] : [...(root.querySelectorAll?.("[data-draft]") ?? [])];
  boxes.filter((box) => !box.draftKnown).forEach(restore);
}

function sweep() {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith("rapport-draft:")) continue;
    const kept = JSON.parse(localStorage.getItem(name) ?? "{}");
    if (isOver(kept) || Date.now() - (kept.at ?? 0) > KEEP_DAYS * 86_400_000) localStorage.removeItem(name);
  }
}

document.addEventListener("input", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-draft]")) return;
  keep(box);
  clearTimeout(box.draftTimer);
  box.draftTimer = setTimeout(() => save(box), SAVE_MS);
});
addEventListener("pagehide", () => {
  document.querySelectorAll("[data-draft]").forEach((box) => {
    const kept = read(box);
    if (kept && !kept.savedAt) save(box, { leaving: true });
  });
});
document.addEventListener("htmx:load", (event) => lookAround(event.detail.elt));
lookAround(document);
try {
  sweep();
} catch {
  // Storage is switched off.
}
