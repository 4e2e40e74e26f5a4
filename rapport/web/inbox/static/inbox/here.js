// Who else is here: this tab says every ten seconds what it shows, and at most every three that somebody types in it;
// the answer says who else looks at the same. Between the beats a notice says that somebody came, left or began to type.
import { paced } from "../shell/live.js";

const BEAT_MS = 10_000;
const TYPING_MS = 3000;
const url = document.getElementById("inbox")?.dataset.here;
const tab = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
let typedAt = 0;
let known = new DOMParser().parseFromString("", "text/html");

const openId = () => document.getElementById("conversation")?.dataset.conversation ?? "";

function rowsInView() {
  const items = document.getElementById("items");
  const box = items?.getBoundingClientRect();
  if (!box?.height) return "";
  const seen = [...items.querySelectorAll("[data-item]")].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > box.top && top < Math.min(box.bottom, innerHeight);
  });
  return seen.map((row) => row.id.slice("row-".length)).join(",");
}

async function ask(method, fields) {
  const told = new URLSearchParams(fields);
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const where = method === "POST" ? url : `${url}?${told}`;
  const more = method === "POST" ? { method, body: told, keepalive: true } : {};
  try {
    const answer = await fetch(where, { headers, cache: "no-store", ...more });
    // Whoever is signed out, or offline, is told by the stream.
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

async function beat({ types = false } = {}) {
  if (document.hidden) return;
  show(await ask("POST", { tab, open: openId(), rows: rowsInView(), types: types ? "1" : "" }));
}

const leave = () => ask("POST", { tab, open: "" });

function show(text) {
  if (text === null) return;
  known = new DOMParser().parseFromString(text, "text/html");
  drawOpen();
  drawRows();
}

function drawOpen() {
  const place = document.getElementById("here");
  const fresh = known.getElementById("here");
  if (place && place.innerHTML !== (fresh?.innerHTML ?? "")) {
    place.innerHTML = fresh?.innerHTML ?? "";
    place.title = fresh?.title ?? "";
  }
  const line = document.getElementById("here-writes");
  const words = known.getElementById("here-writes")?.textContent ?? "";
  // A line that says the same again would be read aloud again.
  if (line && line.textContent !== words) line.textContent = words;
}

function drawRows() {
  for (const old of document.querySelectorAll("#items .row-here")) {
    if (!known.querySelector(`[data-here-row="${old.dataset.hereRow}"]`)) old.remove();
  }
  for (const mark of known.querySelectorAll("[data-here-row]")) {
    const row = document.getElementById(`row-${mark.dataset.hereRow}`);
    const old = row?.querySelector(".row-here");
    if (!row || old?.outerHTML === mark.outerHTML) continue;
    old?.remove();
    row.querySelector(".it-top .net")?.after(document.importNode(mark, true));
  }
}

if (url) {
  const look = paced(async () => show(await ask("GET", { open: openId(), rows: rowsInView() })));
  setInterval(beat, BEAT_MS);
  document.addEventListener("rapport:notice", ({ detail }) => {
    if (detail.kind === "presence" && detail.ids.includes(Number(openId()))) look();
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target?.id === "open" || detail.elt?.id === "open") beat();
  });
  // The head is drawn anew whenever the conversation changes; who is here is no part of that.
  document.addEventListener("rapport:fresh", ({ target, detail }) => {
    const [place, next] = [target, detail.next].map((part) => part.id === "conv-head" && part.querySelector("#here"));
    if (place && next) next.replaceWith(document.importNode(place, true));
  });
  document.addEventListener("input", ({ target }) => {
    if (target.id !== "reply-text" || !target.value || Date.now() - typedAt < TYPING_MS) return;
    typedAt = Date.now();
    beat({ types: true });
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : beat()));
  addEventListener("pagehide", leave);
  const items = document.querySelector(".list");
  if (items) new MutationObserver(drawRows).observe(items, { childList: true, subtree: true });
  beat();
}
