// Saved replies by keyboard: a slash at the start of a word, or the button, opens the picker; what is typed filters it.
const box = () => document.getElementById("reply-text");
const form = () => document.getElementById("reply");
const place = () => document.getElementById("saved");
const finder = () => document.getElementById("saved-find");
const all = () => [...place().querySelectorAll("[data-saved]")];
const seen = () => all().filter((one) => !one.hidden);
let bySlash = false;

async function open({ slash }) {
  const holder = place();
  if (!holder || !holder.hidden) return;
  bySlash = slash;
  if (!holder.childElementCount) {
    const answer = await fetch(holder.dataset.url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || place() !== holder) return;
    holder.innerHTML = await answer.text();
  }
  // Typed on meanwhile: then the slash was a slash.
  if (slash && !slashBefore(box())) return;
  holder.hidden = false;
  finder().value = "";
  filter();
  finder().focus();
}

function close({ back = true } = {}) {
  if (!place() || place().hidden) return;
  place().hidden = true;
  if (back) box()?.focus();
}

function filter() {
  const words = finder().value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of all()) {
    const held = `${one.textContent} ${one.dataset.saved}`.toLowerCase();
    one.hidden = !words.every((word) => held.includes(word));
  }
  const none = place().querySelector("[data-saved-none]");
  if (all().length) none.hidden = seen().length > 0;
  choose(seen()[0]);
}

function choose(option) {
  for (const one of all()) one.setAttribute("aria-selected", String(one === option));
  if (option) finder().setAttribute("aria-activedescendant", option.id);
  else finder().removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

const slashBefore = (text) => {
  const before = text.value.slice(0, text.selectionStart);
  return text.selectionStart === text.selectionEnd && /(^|\s)\/$/.test(before);
};

function pick(option) {
  const text = box();
  const { saved, macro, does } = option.dataset;
  close();
  const at = text.selectionStart;
  text.setSelectionRange(bySlash && slashBefore(text) ? at - 1 : at, text.selectionEnd);
  const [from, to] = [text.selectionStart, text.selectionEnd];
  // Before the words: putting them in asks the check.
  document.getElementById("saved-from").value = saved;
  // execCommand keeps the browser's own undo; where it is gone, setRangeText does.
  if (!document.execCommand("insertText", false, saved)) {
    text.setRangeText(saved, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (macro) carry(macro, does);
}

function carry(macro, does) {
  const slot = document.getElementById("macro");
  const line = document.importNode(document.getElementById("macro-form").content, true);
  line.querySelector("[name=macro]").value = macro;
  line.querySelector("[data-does]").textContent = does;
  slot.replaceChildren(line);
}

document.addEventListener("input", (event) => {
  if (event.target === finder()) filter();
  else if (event.target === box() && event.data === "/" && slashBefore(box())) open({ slash: true });
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-saved-open]");
  if (opener) {
    event.preventDefault();
    if (form().hidden) return;
    return place().hidden ? open({ slash: false }) : close();
  }
  const option = event.target.closest("#saved [data-saved]");
  if (option) pick(option);
  else if (!event.target.closest("#saved")) close({ back: false });
});
document.addEventListener("keydown", (event) => {
  if (event.target !== finder()) return;
  const at = seen().findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(seen()[Math.min(seen().length - 1, Math.max(0, at + step))]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (seen()[at]) pick(seen()[at]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key === "Tab") close({ back: false });
});
document.addEventListener("rapport-sent", () => document.getElementById("macro")?.replaceChildren());
