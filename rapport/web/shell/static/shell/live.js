// Live notices: one event stream a visible tab, none in a hidden one. A notice names what changed (kind, ids, versions);
// only the parts of the page that show it are asked for afresh, and only what differs is put in place. What names its ids
// is what somebody looks at: it is asked for at once, at most four times a second and less where answers take long. All
// else comes at most once a second and at a moment of its own, so that fifty browsers do not ask in the same one.
//   <div id="alarm" data-live-part data-live-kinds="pile_on">   asked for when a notice of that kind arrives
//   data-live-ids="conversation:12 delivery:3"                  only for these ids
//   data-live-version="7"                                       not for a version it shows already
//   data-live-url="/around/" data-live-target="open"            where it comes from, if not from the whole page
//   data-live-least="4000"                                      costs much: rests so many milliseconds in between
// A part that wants to decide for itself listens to the event `rapport:fresh` on it (detail: {next}) and prevents it.
import { offline, online, signedOut } from "./away.js";

const LEAST_MS = 30;
const REST_MS = 1000;
const JITTER_MS = 200;
/** For `paced`: of what somebody looks at. */
export const LOOKED_AT = { restMs: 250, jitterMs: 50 };
const REST_AT_MOST_MS = 2000;
// What costs much lets what is looked at go first.
const COSTLY = { leastMs: 300 };
const CLOSE_HIDDEN_MS = 20_000;
const REMEMBERED_MS = 20_000;
const RESYNC = { kind: "resync", ids: [], versions: [] };
const url = document.body.dataset.live;
let stream = null;
let missed = false;
let heard = [];
let closing = 0;
let wanted = new Set();

/** Runs `work` soon after it is called, one run at a time, rests in between, and not in a hidden tab. Once a second at
 *  most, or as the most hurried of its calls says; twice as long as it took last, where that is more. */
export function paced(work) {
  let timer = 0;
  let runsAt = 0;
  let endedAt = 0;
  let tookMs = 0;
  let busy = false;
  let after = null;
  async function run() {
    const began = Date.now();
    timer = 0;
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
      endedAt = Date.now();
      tookMs = endedAt - began;
      if (after) soon(after);
      after = null;
    }
  }
  function soon({ leastMs = LEAST_MS, restMs = REST_MS, jitterMs = JITTER_MS } = {}) {
    if (document.hidden) missed = true;
    else if (busy) after = after && after.restMs <= restMs ? after : { leastMs, restMs, jitterMs };
    else {
      const rest = Math.max(restMs, Math.min(2 * tookMs, REST_AT_MOST_MS));
      const now = Date.now();
      const at = Math.max(now + leastMs, endedAt + rest) + Math.random() * jitterMs;
      if (timer && runsAt <= at) return;
      clearTimeout(timer);
      timer = setTimeout(run, at - now);
      runsAt = at;
    }
  }
  return soon;
}

const parts = () => [...document.querySelectorAll("[data-live-part]")];

function shows(part, notice) {
  if (notice.kind === "resync") return true;
  if (!(part.dataset.liveKinds ?? "").split(" ").includes(notice.kind)) return false;
  const only = part.dataset.liveIds;
  if (!only || !notice.ids.length) return true;
  const keys = new Set(only.split(" "));
  const shown = Number(part.dataset.liveVersion ?? 0);
  return notice.ids.some((id, at) => keys.has(`${notice.kind}:${id}`) && !(notice.versions[at] && notice.versions[at] <= shown));
}

const freshAt = new Map();
const waitsMs = (part) => Math.max(0, (freshAt.get(part.id) ?? 0) + Number(part.dataset.liveLeast ?? 0) - Date.now());
// Parts that come from one place come together; one place does not wait for another.
const lane = (part) => part.dataset.liveTarget ?? part.dataset.liveUrl ?? "";
const lanes = new Map();

function soon(part, pace = {}) {
  const name = lane(part);
  if (!lanes.has(name)) lanes.set(name, paced(() => fetchAfresh(name)));
  lanes.get(name)(pace);
}

function paceOf(part, notice) {
  if (part.dataset.liveLeast) return COSTLY;
  return part.dataset.liveIds && notice.ids.length ? LOOKED_AT : {};
}

/** Ask anew for every part that shows what the notice names; for all of them without one. */
export function refresh(notice = RESYNC) {
  const hit = parts().filter((part) => shows(part, notice));
  for (const part of hit) {
    wanted.add(part.id);
    soon(part, paceOf(part, notice));
  }
  if (!hit.length && document.hidden) missed = true;
}

async function fetchAfresh(name) {
  const asked = parts().filter((part) => wanted.has(part.id) && lane(part) === name);
  const due = asked.filter((part) => waitsMs(part) === 0);
  due.forEach((part) => wanted.delete(part.id));
  if (due.length < asked.length) {
    soon(asked.find((part) => !due.includes(part)), { leastMs: Math.min(...asked.map(waitsMs).filter(Boolean)) });
  }
  const sources = Map.groupBy ? Map.groupBy(due, source) : grouped(due);
  await Promise.all([...sources].map(([from, some]) => fetchFrom(from, some)));
}

const source = (part) => JSON.stringify([part.dataset.liveUrl ?? location.href, part.dataset.liveTarget ?? ""]);

function grouped(some) {
  const found = new Map();
  for (const part of some) found.set(source(part), [...(found.get(source(part)) ?? []), part]);
  return found;
}

async function fetchFrom(from, some) {
  const [address, target] = JSON.parse(from);
  const page = location.href;
  const text = await fetchPiece(address, target);
  if (text !== null && page === location.href) put(some, new DOMParser().parseFromString(text, "text/html"));
}

/** A piece of the product as text; null where there is none, and the line above the page says why. */
export async function fetchPiece(address, target = "") {
  const asks = target ? { "HX-Request": "true", "HX-Target": target } : {};
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html", ...asks }, cache: "no-store" });
    const elsewhere = answer.redirected && new URL(answer.url).pathname !== new URL(address, location.href).pathname;
    if (elsewhere || answer.status === 401) {
      signedOut();
      return null;
    }
    online();
    return answer.ok ? await answer.text() : null;
  } catch {
    offline();
    return null;
  }
}

// What is asked for from within a part is put into that part; drawn anew meanwhile, the answer would fall beside it.
const asksWithin = (part) => part.matches(".htmx-request") || part.querySelector(".htmx-request") !== null;

function later(part) {
  wanted.add(part.id);
  soon(part);
}

/** Puts the parts of a fetched document in place of those on the page, where they differ. */
export function put(some, fetched) {
  for (const part of some) {
    const next = part.id && fetched.getElementById(part.id);
    if (!next || !part.isConnected) continue;
    if (asksWithin(part)) {
      later(part);
      continue;
    }
    freshAt.set(part.id, Date.now());
    const fresh = new CustomEvent("rapport:fresh", { bubbles: true, cancelable: true, detail: { next } });
    if (part.dispatchEvent(fresh) && differs(part, next)) swap(part, next);
  }
}

// Every rendering masks the form token anew, and what somebody unfolded is theirs: neither alone is a change.
const UNSAID = /name="csrfmiddlewaretoken" value="[^"]*"|(?<=<details\b[^>]*) open=""/g;
const live = (node) => [...node.attributes].filter(({ name }) => name.startsWith("data-live-"));

function bare(node) {
  const shell = node.cloneNode(false);
  live(shell).forEach(({ name }) => shell.removeAttribute(name));
  return (shell.outerHTML + node.innerHTML).replace(UNSAID, "");
}

/** Whether two renderings of a part show something different. Where not, the part takes over what the newer says of its version. */
export function differs(part, next) {
  if (bare(part) !== bare(next)) return true;
  live(next).forEach(({ name, value }) => part.setAttribute(name, value));
  return false;
}

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

/** As `swap`, child by child: those of the same id that show the same stay the nodes they are, with all that is under way in them. */
export function renew(part, next) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const top = part.scrollTop;
  const ahead = new Map([...part.children].filter((child) => child.id).map((child) => [child.id, child]));
  let at = part.firstElementChild;
  const drop = () => {
    const gone = at;
    at = at.nextElementSibling;
    ahead.delete(gone.id);
    gone.remove();
  };
  for (const child of [...next.children]) {
    const stands = ahead.get(child.id);
    if (stands && !differs(stands, child)) {
      while (at !== stands) drop();
      ahead.delete(stands.id);
      at = stands.nextElementSibling;
    } else {
      const fresh = document.importNode(child, true);
      part.insertBefore(fresh, at);
      htmx.process(fresh);
    }
  }
  while (at) drop();
  live(next).forEach(({ name, value }) => part.setAttribute(name, value));
  part.scrollTop = top;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function hear(notice) {
  document.dispatchEvent(new CustomEvent("rapport:notice", { detail: notice }));
  refresh(notice);
}

// A piece that was drawn before a notice and is put in place after it does not show what the notice was about.
const askedAt = new WeakMap();
document.addEventListener("htmx:beforeRequest", ({ detail }) => askedAt.set(detail.xhr, Date.now()));
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const since = askedAt.get(detail.xhr) ?? Infinity;
  heard.filter(({ at }) => at >= since).forEach(({ notice }) => hear(notice));
});

function open() {
  if (stream || !url) return;
  let first = true;
  // The first stream begins where the page did; a later one makes good for the time between by asking for everything.
  stream = new EventSource(missed ? url : `${url}?since=${document.body.dataset.liveSince}`);
  stream.addEventListener("open", () => {
    online();
    // Whatever happened while there was no stream is on the page only after asking.
    if (!first || missed) refresh();
    first = missed = false;
  });
  stream.addEventListener("notice", (event) => {
    const notice = JSON.parse(event.data);
    heard = [...heard.filter(({ at }) => at > Date.now() - REMEMBERED_MS), { at: Date.now(), notice }];
    hear(notice);
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
