// What was fetched into the side, and a promise half written there, stay when the side is drawn anew around them.
document.addEventListener("rapport:fresh", (event) => {
  const { target: part, detail } = event;
  if (part.id !== "side") return;
  const found = part.querySelector("#alike.alike");
  const place = detail.next.querySelector("#alike");
  if (found && place) place.replaceWith(document.importNode(found, true));
  const written = part.querySelector(".promise-more[open]");
  const fresh = detail.next.querySelector(".promise-more");
  if (!written || !fresh) return;
  fresh.setAttribute("open", "");
  for (const field of written.querySelectorAll("input:not([type=hidden])")) {
    fresh.querySelector(`#${field.id}`)?.setAttribute("value", field.value);
  }
  if (written.contains(document.activeElement)) event.preventDefault(); // nothing moves under the hand
});
