// The square moves by itself: new posts arrive, likes count up, posts fade away.
// Everything works without this file, with a reload after each step.

const page = document.body;
const timeline = document.querySelector("[data-posts]");
const thread = document.querySelector("[data-thread]");
const bar = document.querySelector("[data-fresh]");
const DEEPEST = 4;
const KEPT = 200;
const waiting = [];

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
}

function standing(key) {
  return document.querySelector(`[data-post="${CSS.escape(key)}"]`);
}

// A row never moves what somebody is about to press: it waits while the reader is further down or inside.
function isReading() {
  return window.scrollY > 160 || timeline.matches(":focus-within");
}

function insert(post) {
  if (standing(post.dataset.post)) return;
  post.classList.add("post--new");
  timeline.prepend(post);
  timeline.querySelector(".empty")?.remove();
  while (timeline.children.length > KEPT) timeline.lastElementChild.remove();
}

function showWaiting() {
  while (waiting.length) insert(waiting.shift());
  bar.hidden = true;
}

function announceWaiting() {
  bar.hidden = !waiting.length;
  bar.textContent = waiting.length === 1 ? "1 new post" : `${waiting.length} new posts`;
}

function arrive(told) {
  count(told.parent);
  if (thread && told.root === page.dataset.root) return grow(told);
  if (!timeline || (page.dataset.view === "brand" && !told.brand)) return;
  const post = element(told.html);
  if (isReading()) {
    waiting.push(post);
    announceWaiting();
  } else {
    insert(post);
  }
}

// In a thread an answer stands below the last answer to the same post.
function grow(told) {
  if (standing(told.key)) return;
  const post = element(told.html);
  post.querySelector(".post__to")?.remove();
  post.classList.add("post--new");
  const parent = told.parent && standing(told.parent);
  place(post, parent);
  tally();
}

function place(post, parent) {
  if (!parent) {
    thread.append(post);
    return;
  }
  const depth = Math.min(Number(parent.dataset.depth) + 1, DEEPEST);
  post.dataset.depth = depth;
  post.classList.add(`post--depth-${depth}`);
  let last = parent;
  while (last.nextElementSibling) {
    const next = last.nextElementSibling;
    if (next.matches("[data-post]") && Number(next.dataset.depth) < depth) break;
    last = next;
  }
  last.after(post);
}

function tally() {
  const posts = [...thread.querySelectorAll("[data-post]")];
  const people = new Set(posts.map((post) => post.dataset.author)).size;
  document.querySelector("[data-tally]").textContent =
    `${posts.length} posts by ${people > 1 ? `${people} people` : "one"}`;
}

function count(key) {
  const replies = key && standing(key)?.querySelector("[data-replies]");
  if (replies && /^\d*$/.test(replies.textContent)) replies.textContent = Number(replies.textContent) + 1;
}

function listen() {
  if (!page.dataset.live || !window.EventSource) return;
  const source = new EventSource(`${page.dataset.live}?after=${page.dataset.sequence}`);
  source.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.kind === "posted") arrive(told);
    if (told.kind === "liked") {
      const likes = standing(told.key)?.querySelector("[data-likes]");
      if (likes && told.likes < 1000) likes.textContent = told.likes;
    }
    if (told.kind === "removed") standing(told.key)?.remove();
    const pileOn = document.querySelector("[data-pile-on]");
    if (told.kind === "posted" && pileOn) refreshControls();
  };
  window.addEventListener("pagehide", () => source.close());
}

let refreshing = 0;
function refreshControls() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    const controls = document.querySelector("[data-controls]");
    if (!controls || controls.matches(":focus-within")) return;
    const answer = await fetch(controls.dataset.address, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) controls.replaceWith(element(await answer.text()));
  }, 600);
}

async function send(form, extra) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(extra ?? {})) body.set(name, value);
  return fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
}

function say(words) {
  document.querySelector("[data-say]").textContent = words;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-steer]")) {
    event.preventDefault();
    const pressed = event.submitter;
    const answer = await send(form, pressed?.name ? { [pressed.name]: pressed.value } : {});
    if (!answer.ok) return;
    const fresh = element(await answer.text());
    form.closest("[data-controls]").replaceWith(fresh);
    const same = pressed?.value && fresh.querySelector(`[value="${CSS.escape(pressed.value)}"]`);
    (same || fresh.querySelector(".button--hot"))?.focus();
    if (fresh.querySelector("[data-pile-on]")) refreshControls();
  } else if (form.matches("[data-like]")) {
    event.preventDefault();
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await send(form, { csrfmiddlewaretoken: token });
    if (!answer.ok) return;
    form.querySelector("[data-likes]").textContent = (await answer.json()).likes;
    form.querySelector(".act").classList.add("act--on");
  } else if (form.matches("[data-composer]")) {
    event.preventDefault();
    await post(form);
  }
});

async function post(form) {
  const button = form.querySelector("[type=submit]");
  const wrong = form.querySelector("[data-wrong]");
  const text = form.elements.text;
  button.disabled = true;
  try {
    const answer = await send(form);
    const told = await answer.json();
    wrong.hidden = answer.ok;
    wrong.textContent = told.error ?? "";
    if (!answer.ok) return;
    text.value = "";
    left(form);
    form.elements.speaker.value = told.speaker;
    if (timeline) showWaiting();
    say("Posted.");
  } catch {
    wrong.hidden = false;
    wrong.textContent = "The square does not answer. Your words are still here; try again.";
  } finally {
    button.disabled = false;
    text.focus();
  }
}

// The length as readers see it, the way the server counts.
const graphemes = window.Intl?.Segmenter && new Intl.Segmenter();
function left(form) {
  const shown = form.querySelector("[data-left]");
  const text = form.elements.text.value;
  const length = graphemes ? [...graphemes.segment(text.slice(0, 4000))].length : text.length;
  const rest = Number(shown.dataset.left) - length;
  shown.textContent = text && rest < 120 ? rest : "";
  shown.classList.toggle("composer__left--over", rest < 0);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-composer]");
  if (form && event.target.name === "text") left(form);
  if (event.target.name === "speaker") suggest(event.target);
});

let suggesting = 0;
function suggest(field) {
  clearTimeout(suggesting);
  suggesting = setTimeout(async () => {
    const answer = await fetch(`${field.dataset.address}?typed=${encodeURIComponent(field.value)}`);
    if (!answer.ok) return;
    const { citizens } = await answer.json();
    field.list.replaceChildren(...citizens.map(({ handle, name }) => new Option(name, handle)));
  }, 150);
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-composer]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-speaker]");
  const field = document.querySelector("#speaker");
  if (chosen && field && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    field.value = chosen.dataset.speaker;
    document.querySelector("#text").focus();
  }
  const mention = event.target.closest("[data-mention]");
  if (mention) {
    const text = mention.form.elements.text;
    const gap = text.value && !/\s$/.test(text.value) ? " " : "";
    text.setRangeText(`${gap}${mention.dataset.mention} `, text.value.length, text.value.length, "end");
    text.focus();
    left(mention.form);
  }
});

bar?.addEventListener("click", () => {
  showWaiting();
  window.scrollTo({ top: 0 });
  timeline.querySelector("a")?.focus({ preventScroll: true });
});

// Times grow older while one looks.
function age() {
  for (const time of document.querySelectorAll("time[datetime]")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (seconds < 45) time.textContent = "now";
    else if (seconds < 3600) time.textContent = `${Math.max(1, Math.round(seconds / 60))} min`;
    else if (seconds < 86400) time.textContent = `${Math.round(seconds / 3600)} h`;
  }
}

for (const button of document.querySelectorAll("[data-mention]")) button.hidden = false;
setInterval(age, 20000);
if (document.querySelector("[data-pile-on]")) refreshControls();
listen();
