// The query box: offers the fields a query can ask, and their values, while one writes. Taking one writes it into the box,
// which asks for the list as typing does. ArrowDown goes to the offers, Escape back.
const AT_MOST = 6;
const box = () => document.getElementById("find");
const shelf = () => document.querySelector("[data-find-offers]");
const WORD = /[^\s()]*$/;

/** The word that is being written, up to the cursor. */
const written = () => WORD.exec(box().value.slice(0, box().selectionStart ?? box().value.length))[0].replace(/^-/, "");

function valuesFor(word) {
  const [name, begun] = [word.slice(0, word.indexOf(":") + 1), word.slice(word.indexOf(":") + 1)];
  const offer = [...shelf().querySelectorAll("[data-offer]")].find((one) => one.dataset.offer === name && !one.dataset.value);
  const last = begun.split(",").at(-1);
  const values = (offer?.dataset.values ?? "").split(" ").filter((value) => value && value.startsWith(last) && value !== last);
  return values.map((value) => ({ words: value, takes: last.length }));
}

function offer() {
  const word = written().toLowerCase();
  for (const made of shelf().querySelectorAll("[data-value]")) made.remove();
  const fields = [...shelf().querySelectorAll("[data-offer]")];
  const values = word.includes(":") ? valuesFor(word) : [];
  const fitting = fields.filter((one) => (word ? one.dataset.offer.startsWith(word) : "first" in one.dataset));
  fields.forEach((one) => (one.hidden = true));
  if (!word.includes(":")) fitting.slice(0, AT_MOST).forEach((one) => (one.hidden = false));
  for (const { words, takes } of values.slice(0, AT_MOST)) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "pill", textContent: words });
    made.dataset.value = words;
    made.dataset.takes = takes;
    shelf().append(made);
  }
  shelf().hidden = !shelf().querySelector("button:not([hidden])");
}

function take(button) {
  const field = box();
  const at = field.selectionStart ?? field.value.length;
  const takes = button.dataset.value ? Number(button.dataset.takes) : written().length;
  const words = button.dataset.value ? `${button.dataset.value} ` : button.dataset.offer;
  field.setRangeText(words, at - takes, at, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("input", (event) => event.target.id === "find" && offer());
document.addEventListener("focusin", (event) => {
  if (event.target.id === "find") offer();
  else if (shelf() && !event.target.closest?.(".find-form")) shelf().hidden = true;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-find-offers] button");
  if (button) take(button);
});
document.addEventListener("keydown", (event) => {
  const shown = shelf() && !shelf().hidden ? [...shelf().querySelectorAll("button:not([hidden])")] : [];
  if (event.target.id === "find" && event.key === "ArrowDown" && shown.length) {
    event.preventDefault();
    shown[0].focus();
  } else if (event.target.closest?.("[data-find-offers]")) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (shown[shown.indexOf(event.target) + step] ?? box()).focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      box().focus();
    }
  }
});
