// Live notices: one event stream a visible tab, none in a hidden one. What changed is gathered and the page asked for
// afresh, at most once a second and at a moment of its own; then only the parts that differ are put in place.
//   <div id="alarm" data-live-part data-live-kinds="pile_on">   replaced when a notice of that kind arrives
// A part that wants to decide for itself listens to the event `rapport:fresh` on it (detail: {next}) and prevents it.
import { offline, online, signedOut } from "./away.js";

const LEAST_MS = 1000;
const JITTER_MS = 400;
const CLOSE_HIDDEN_MS = 20_000;
const url = document.body.dataset.live;
let stream = null;
let timer = 0;
let lastAt = 0;
let wanted = new Set();
let missed = false;
let busy = false;
let closing = 0;

const parts = () => [...document.querySelectorAll("[data-live-part]")];
const touched = (part, kinds) => kinds.has("resync") || (part.dataset.liveKinds ?? "").split(" ").some((kind) => kinds.has(kind));

// A part that costs much may ask for rest: data-live-least="4000".
const freshAt = new Map();
const waitsMs = (part) => Math.max(0, (freshAt.get(part.id) ?? 0) + Number(part.dataset.liveLeast ?? 0) - Date.now());

export function refresh(kind = "resync") {
  wanted.add(kind);
  if (document.hidden) missed = true;
  else if (!timer) timer = setTimeout(fetchAfresh, Math.max(30, lastAt + LEAST_MS - Date.now()) + Math.random() * JITTER_MS);
}

async function fetchAfresh() {
  timer = 0;
  const kinds = wanted;
  wanted = new Set();
  const hit = parts().filter((part) => touched(part, kinds));
  const changed = hit.filter((part) => waitsMs(part) === 0);
  if (changed.length < hit.length) setTimeout(() => kinds.forEach((kind) => refresh(kind)), Math.max(...hit.map(waitsMs)));
  if (busy || !changed.length) {
    if (busy) kinds.forEach((kind) => refresh(kind));
    return;
  }
  busy = true;
  const asked = location.href;
  try {
    const answer = await fetch(asked, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return signedOut();
    if (answer.ok && asked === location.href) put(changed, await answer.text());
    online();
  } catch {
    offline();
  } finally {
    busy = false;
    lastAt = Date.now();
  }
}

function put(changed, text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of changed) {
    const next = part.id && page.getElementById(part.id);
    if (!next || !part.isConnected) continue;
    freshAt.set(part.id, Date.now());
    const fresh = new CustomEvent("rapport:fresh", { bubbles: true, cancelable: true, detail: { next, page } });
    if (part.dispatchEvent(fresh) && differs(part, next)) swap(part, next);
  }
}

// Every rendering masks the form token anew; that alone is no change.
const bare = (node) => node.outerHTML.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");

/** Whether two renderings of a part show something different. */
export const differs = (part, next) => bare(part) !== bare(next);

/** Puts `next` where `part` stands and keeps the cursor on the element of the same id and the place it was scrolled to. */
export function swap(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const top = part.scrollTop;
  const fresh = document.importNode(next, true);
  part.replaceWith(fresh);
  fresh.scrollTop = top;
  htmx.process(fresh);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return fresh;
}

function open() {
  if (stream || !url) return;
  let first = true;
  stream = new EventSource(url);
  stream.addEventListener("open", () => {
    online();
    // Whatever happened while there was no stream is on the page only after asking.
    if (!first || missed) refresh();
    first = missed = false;
  });
  stream.addEventListener("notice", (event) => {
    const notice = JSON.parse(event.data);
    document.dispatchEvent(new CustomEvent("rapport:notice", { detail: notice }));
    refresh(notice.kind);
  });
  stream.addEventListener("ended", () => {
    close();
    signedOut();
  });
  stream.addEventListener("error", () => {
    if (stream?.readyState !== EventSource.CLOSED) return offline();
    close();
    probe();
  });
}

function close() {
  stream?.close();
  stream = null;
}

// A stream refused outright is a session that ended, or a server that is not there yet.
async function probe() {
  try {
    const answer = await fetch(url, { method: "HEAD" });
    if (answer.status === 401) return signedOut();
  } catch {
    offline();
  }
  missed = true;
  setTimeout(() => document.hidden || open(), 2000 + Math.random() * 2000);
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(closing);
  if (document.hidden) {
    closing = setTimeout(() => {
      missed = true;
      close();
    }, CLOSE_HIDDEN_MS);
  } else {
    if (missed && stream) refresh();
    open();
  }
});
if (!document.hidden) open();
