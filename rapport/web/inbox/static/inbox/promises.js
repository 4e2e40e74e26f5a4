// What a draft promises, beside it while one writes. A line stays as it was left while its sentence stands.
const slot = () => document.getElementById("promises");
const lines = (root) => [...root.querySelectorAll("[data-promise]")];

document.addEventListener("rapport-checked", (event) => {
  const fresh = event.detail.told.getElementById("promises");
  if (!fresh || !slot()) return;
  const held = new Map(lines(slot()).map((line) => [line.dataset.promise, line]));
  const wanted = lines(fresh).map((line) => held.get(line.dataset.promise) ?? document.importNode(line, true));
  const now = lines(slot());
  if (wanted.length === now.length && wanted.every((line, at) => line === now[at])) return;
  slot().replaceChildren(...wanted);
});
document.addEventListener("rapport-sent", () => slot()?.replaceChildren());
