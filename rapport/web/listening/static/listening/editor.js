// The query editor: a mirror under the text paints it, a look says how it reads, a dry run says what it would have found.
// Both are asked while one writes and answered by the server alone; typing never waits for either.
import { signedOut } from "../shell/away.js";

const LOOK_MS = 200;
const TRY_MS = 900;
const form = document.getElementById("editor");
const text = document.getElementById("query-text");
const under = form.querySelector(".mirror");
let lookTimer = 0;
let tryTimer = 0;
let looking = null;
let trying = null;

const looked = () => document.getElementById("looked");

// --- painting -------------------------------------------------------------------------------------------------
// Colours count code points, as Python does; the box counts in UTF-16.
function paint(colours) {
  const letters = [...text.value];
  const pieces = [];
  let at = 0;
  for (const [start, end, kind] of colours) {
    if (start < at || start >= letters.length) continue;
    pieces.push(letters.slice(at, start).join(""));
    const node = document.createElement("span");
    node.className = `q-${kind}`;
    node.textContent = letters.slice(start, end).join("");
    pieces.push(node);
    at = Math.min(end, letters.length);
  }
  // The last, empty line has no height of its own without something on it.
  under.replaceChildren(...pieces, `${letters.slice(at).join("")}​`);
}

const painted = () => JSON.parse(looked().dataset.colours || "[]");

// What is written now keeps the colours on either side of it until the look comes.
function shift(before, after) {
  const old = [...before];
  const now = [...after];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const moved = now.length - old.length;
  const kept = [];
  for (const [start, end, kind] of painted()) {
    if (end <= head) kept.push([start, end, kind]);
    else if (start >= old.length - tail) kept.push([start + moved, end + moved, kind]);
    else if (kind !== "error" && end + moved > start) kept.push([start, end + moved, kind]);
  }
  looked().dataset.colours = JSON.stringify(kept);
  paint(kept);
}

// --- asking ---------------------------------------------------------------------------------------------------
async function ask(url, controller) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(new FormData(form)), signal: controller.signal });
  if (answer.status === 401) signedOut();
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function look() {
  const asked = text.value;
  looking?.abort();
  looking = new AbortController();
  try {
    const fetched = await ask(form.dataset.look, looking);
    const fresh = fetched?.getElementById("looked");
    if (!fresh || text.value !== asked) return;
    if (looked().innerHTML !== fresh.innerHTML) looked().replaceWith(document.importNode(fresh, true));
    else looked().dataset.colours = fresh.dataset.colours;
    paint(painted());
  } catch {
    // Overtaken by the next key, or no line: the next look says it.
  }
}

async function tryIt() {
  trying?.abort();
  trying = new AbortController();
  const shown = document.getElementById("tried");
  shown.setAttribute("aria-busy", "true");
  try {
    const fetched = await ask(form.dataset.try, trying);
    const fresh = fetched?.getElementById("tried");
    if (fresh) shown.replaceWith(document.importNode(fresh, true));
  } catch {
    // As above.
  }
  document.getElementById("tried").removeAttribute("aria-busy");
}

// --- events ---------------------------------------------------------------------------------------------------
let before = text.value;
text.addEventListener("input", () => {
  shift(before, text.value);
  before = text.value;
  clearTimeout(lookTimer);
  clearTimeout(tryTimer);
  lookTimer = setTimeout(look, LOOK_MS);
  tryTimer = setTimeout(tryIt, TRY_MS);
});

function replace(start, end, words) {
  const letters = [...text.value];
  const from = letters.slice(0, start).join("").length;
  const to = letters.slice(0, end).join("").length;
  text.focus();
  text.setSelectionRange(from, to);
  // execCommand keeps the browser's own undo; where it is gone, setRangeText does.
  if (!document.execCommand(words ? "insertText" : "delete", false, words)) {
    text.setRangeText(words, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

form.addEventListener("click", (event) => {
  const mend = event.target.closest("[data-mend]");
  if (mend) {
    event.preventDefault();
    replace(Number(mend.dataset.start), Number(mend.dataset.end), mend.dataset.words);
  }
  if (event.target.closest("[data-try-now]")) {
    event.preventDefault();
    tryIt();
  }
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.querySelector("[data-keep]")?.click();
});

paint(painted());
if (text.value.trim() && !form.querySelector("#tried .fig")) tryIt();
