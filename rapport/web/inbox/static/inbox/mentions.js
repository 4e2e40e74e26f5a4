// Naming a colleague in a note: "@" opens the list, letters narrow it, arrows walk it, Enter or Tab takes one, Escape closes.
const AT_MOST = 8;
let names = null;
let chosen = 0;

const noteBox = (node) => (node?.matches?.("[data-mentions]") ? node : null);
const list = () => document.getElementById("names-list");

/** What is written after the "@" before the cursor; null where none is being written. */
function begun(text) {
  const found = /(?:^|[\s(])@([^@\n]{0,40})$/u.exec(text.value.slice(0, text.selectionStart));
  return found ? found[1] : null;
}

async function known(text) {
  if (!names) {
    const answer = await fetch(text.dataset.mentions, { headers: { Accept: "text/html", "HX-Request": "true" } });
    if (!answer.ok) return [];
    names = [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-name]")];
  }
  return names;
}

async function offer(text) {
  if (begun(text) === null) return close();
  const all = await known(text);
  const letters = begun(text)?.toLocaleLowerCase();
  if (letters === undefined || document.activeElement !== text) return close();
  const fits = all.filter((one) => one.dataset.name.toLocaleLowerCase().split(/\s/).some((_, at, words) => words.slice(at).join(" ").startsWith(letters)));
  if (!fits.length || fits.some((one) => letters.startsWith(`${one.dataset.name.toLocaleLowerCase()} `))) return close();
  show(text, fits.slice(0, AT_MOST));
}

function show(text, fits) {
  close();
  const box = document.createElement("ul");
  box.id = "names-list";
  box.className = "names-list";
  box.setAttribute("role", "listbox");
  box.append(...fits.map((one, at) => option(one, at)));
  text.closest(".writing").after(box);
  text.setAttribute("aria-controls", "names-list");
  choose(text, 0);
}

function option(one, at) {
  const line = document.importNode(one, true);
  line.id = `name-${at}`;
  line.setAttribute("role", "option");
  return line;
}

function choose(text, at) {
  const lines = [...list().children];
  chosen = (at + lines.length) % lines.length;
  lines.forEach((line, number) => line.setAttribute("aria-selected", String(number === chosen)));
  lines[chosen].scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", lines[chosen].id);
}

function take(text, line) {
  const end = text.selectionStart;
  const start = end - begun(text).length;
  text.setRangeText(`${line.dataset.name} `, start, end, "end");
  close();
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}

function close() {
  list()?.remove();
  const text = document.querySelector("[data-mentions]");
  text?.removeAttribute("aria-activedescendant");
  text?.removeAttribute("aria-controls");
}

document.addEventListener("input", (event) => noteBox(event.target) && offer(event.target));
document.addEventListener("focusout", (event) => noteBox(event.target) && setTimeout(() => document.activeElement === event.target || close(), 150));
document.addEventListener("pointerdown", (event) => {
  const line = event.target.closest?.("#names-list > li");
  if (!line) return;
  event.preventDefault();
  take(document.querySelector("[data-mentions]"), line);
});
document.addEventListener(
  "keydown",
  (event) => {
    const text = noteBox(event.target);
    if (!text || !list() || event.ctrlKey || event.metaKey) return;
    const does = {
      ArrowDown: () => choose(text, chosen + 1),
      ArrowUp: () => choose(text, chosen - 1),
      Enter: () => take(text, list().children[chosen]),
      Tab: () => take(text, list().children[chosen]),
      Escape: close,
    }[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  },
  true,
);
