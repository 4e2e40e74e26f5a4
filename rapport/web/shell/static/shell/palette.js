// Ctrl K: places, what is on the page, what can be done here, and what the server finds by a few letters of a name.
//   <span data-palette-finds="/people/named/" data-palette-kind="Person">   asked with ?q=, answers {offers: [{words, url}]}
import { keyed, press } from "./keys.js";

const palette = document.getElementById("palette");
const input = palette?.querySelector("input");
const list = palette?.querySelector("[role=listbox]");
const none = palette?.querySelector(".palette-none");
const LIMIT = 40;
// The server is asked once the writing rests.
const REST_MS = 150;
let offers = [];
let found = [];
let waiting = 0;
let at = 0;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function offer(kind, node, words, keys = "") {
  return { kind, node, words, keys, folded: fold(words) };
}

function collect() {
  const rows = [...document.querySelectorAll("[data-item][data-palette], [data-item] [data-palette]")];
  const places = [...document.querySelectorAll(".rail > .place[href]")];
  const actions = keyed().filter((node) => !places.includes(node) && node.dataset.keySays);
  return [
    ...places.map((node) => offer("Place", node, node.getAttribute("aria-label"), node.dataset.key)),
    ...actions.map((node) => offer("Do", node, node.dataset.keySays, node.dataset.key)),
    ...rows.map((node) => offer("Conversation", node, node.dataset.palette)),
  ];
}

function draw() {
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  const fitting = [...offers.filter((one) => words.every((word) => one.folded.includes(word))), ...found].slice(0, LIMIT);
  at = Math.max(0, Math.min(at, fitting.length - 1));
  list.replaceChildren(
    ...fitting.map((one, index) => {
      const option = document.createElement("div");
      option.role = "option";
      option.id = `palette-${index}`;
      option.ariaSelected = String(index === at);
      const what = document.createElement("span");
      what.className = "what";
      what.textContent = one.words;
      const kind = document.createElement("span");
      kind.className = "faint xs sp";
      kind.textContent = one.kind;
      option.append(what, kind);
      option.addEventListener("click", () => choose(one));
      return option;
    }),
  );
  none.hidden = fitting.length > 0;
  list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", fitting.length ? `palette-${at}` : "");
  return fitting;
}

function choose(one) {
  palette.close();
  if (one.url) window.location.assign(one.url);
  else press(one.node);
}

// What was found for other words than stand there now is dropped; a server that cannot be reached leaves the rest as it is.
async function find() {
  const words = input.value.trim();
  const places = words.length > 1 ? [...palette.querySelectorAll("[data-palette-finds]")] : [];
  const answers = await Promise.all(places.map((place) => ask(place.dataset, words)));
  if (words !== input.value.trim() || !palette.open) return;
  found = answers.flat();
  draw();
}

async function ask({ paletteFinds, paletteKind }, words) {
  try {
    const response = await fetch(`${paletteFinds}?${new URLSearchParams({ q: words })}`);
    const { offers: answer } = response.ok ? await response.json() : { offers: [] };
    return answer.map(({ words: name, url }) => ({ kind: paletteKind, words: name, url }));
  } catch {
    return [];
  }
}

export function openPalette() {
  if (!palette || palette.open) return;
  offers = collect();
  found = [];
  at = 0;
  input.value = "";
  palette.showModal();
  draw();
  input.focus();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-show-palette]")) openPalette();
});

input?.addEventListener("input", () => {
  found = [];
  at = 0;
  draw();
  clearTimeout(waiting);
  waiting = setTimeout(find, REST_MS);
});

input?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    at += event.key === "ArrowDown" ? 1 : -1;
    draw();
  } else if (event.key === "Enter") {
    event.preventDefault();
    const chosen = draw()[at];
    if (chosen) choose(chosen);
  }
});
