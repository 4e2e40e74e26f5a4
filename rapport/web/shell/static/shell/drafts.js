// What one writes is kept in the browser at every key, and on the server a second after the last.
// <textarea data-draft="conversation-12" data-draft-url="/inbox/12/draft/">. The browser's copy goes as soon as the
// server holds the same text; it is the one that survives a session ended, a restart or a lost line.
import { signedOut } from "./away.js";

const KEEP_DAYS = 7;
const SAVE_MS = 1000;
const member = document.body.dataset.member;
const nameOf = (box) => `rapport-draft:${member}:${box.dataset.draft}`;

function read(box) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(box)));
  } catch {
    return null;
  }
}

function keep(box) {
  try {
    localStorage.setItem(nameOf(box), JSON.stringify({ text: box.value, at: Date.now() }));
  } catch {
    // Storage is full or switched off: the server's copy is all there is.
  }
}

export function forget(box) {
  clearTimeout(box.draftTimer);
  localStorage.removeItem(nameOf(box));
}

// A page that is being left cannot know whether the next one was drawn before or after its words were saved: it keeps
// the browser's copy, and the next page lets go of it once it finds the same words on the server.
export async function save(box, { leaving = false } = {}) {
  clearTimeout(box.draftTimer);
  const text = box.value;
  const body = new URLSearchParams({ text });
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  try {
    const answer = await fetch(box.dataset.draftUrl, { method: "POST", body, headers: { ...headers, "HX-Request": "true" }, keepalive: text.length < 15000 });
    if (answer.status === 401 || answer.status === 403) signedOut();
    else if (answer.ok && !leaving && box.value === text) localStorage.removeItem(nameOf(box));
  } catch {
    // No line: the browser's copy stays.
  }
}

function restore(box) {
  box.draftKnown = true;
  const kept = read(box);
  if (kept?.text === box.value) localStorage.removeItem(nameOf(box));
  if (!kept || kept.text === box.value || !kept.text) return;
  box.value = kept.text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function lookAround(root) {
  const boxes = root.matches?.("[data-draft]") ? [root] : [...(root.querySelectorAll?.("[data-draft]") ?? [])];
  boxes.filter((box) => !box.draftKnown).forEach(restore);
}

function sweep() {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith("rapport-draft:")) continue;
    const at = JSON.parse(localStorage.getItem(name) ?? "{}").at ?? 0;
    if (Date.now() - at > KEEP_DAYS * 86_400_000) localStorage.removeItem(name);
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
  document.querySelectorAll("[data-draft]").forEach((box) => read(box) && save(box, { leaving: true }));
});
document.addEventListener("htmx:load", (event) => lookAround(event.detail.elt));
lookAround(document);
try {
  sweep();
} catch {
  // Storage is switched off.
}
