// A menu one types into: [data-chooser] is a <details>, [data-chooser-find] filters its [data-choice] buttons, Enter presses
// the first that is left, arrows walk them. Without this module all choices stand there and can be pressed.
const choices = (menu) => [...menu.querySelectorAll("[data-choice]")];
const left = (menu) => choices(menu).filter((one) => !one.hidden);
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function filter(menu) {
  const words = plain(menu.querySelector("[data-chooser-find]").value).split(/\s+/).filter(Boolean);
  for (const one of choices(menu)) one.hidden = !words.every((word) => plain(one.textContent).includes(word));
  menu.querySelector("[data-chooser-none]").hidden = left(menu).length > 0;
}

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    const find = menu.matches?.("[data-chooser]") && menu.querySelector("[data-chooser-find]");
    if (!find || !menu.open) return;
    find.hidden = false;
    find.value = "";
    filter(menu);
    find.focus();
  },
  true,
);
document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-chooser-find]")) filter(event.target.closest("[data-chooser]"));
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[data-chooser][open]");
  if (!menu) return;
  const rows = left(menu);
  const at = rows.indexOf(document.activeElement);
  if (event.key === "Enter" && event.target.matches("[data-chooser-find]")) {
    event.preventDefault();
    rows[0]?.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? menu.querySelector("[data-chooser-find]") : rows[Math.min(rows.length - 1, next)])?.focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
