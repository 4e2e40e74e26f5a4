// Pictures with a reply: chosen, pasted or dropped, each with what it shows for those who cannot see it. A picture is kept
// on the server as soon as it is chosen and goes with the reply by its number.
import { signedOut } from "../shell/away.js";
import { say } from "../shell/toasts.js";

const shelf = () => document.getElementById("attachments");
const chooser = () => document.querySelector("[data-attach-file]");
const most = () => Number(shelf()?.dataset.most ?? 0);

async function add(files) {
  for (const file of files) {
    if (shelf().children.length >= most()) return say(`This network takes ${most()} ${most() === 1 ? "picture" : "pictures"} at most.`);
    await upload(file);
  }
}

async function upload(file) {
  const here = shelf();
  const waits = document.createElement("li");
  waits.className = "attachment s muted";
  waits.textContent = `${file.name || "The picture"} is on its way …`;
  here.append(waits);
  const body = new FormData();
  body.set("picture", file);
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  try {
    const answer = await fetch(chooser().dataset.url, { method: "POST", headers, body });
    if (answer.status === 401) return signedOut();
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) return say(told.error ?? "The picture could not be kept. Try again.");
    const item = document.getElementById("attachment-form").content.firstElementChild.cloneNode(true);
    item.querySelector("img").src = told.path;
    item.querySelector("[name=picture]").value = told.id;
    const alt = item.querySelector("[type=text]");
    alt.name = `alt-${told.id}`;
    here.append(item);
    alt.focus();
  } catch {
    say("The line to Rapport is down. The picture was not kept; try again.");
  } finally {
    waits.remove();
  }
}

document.addEventListener("change", (event) => {
  if (event.target !== chooser()) return;
  add([...event.target.files]).finally(() => (chooser().value = ""));
});
document.addEventListener("paste", (event) => {
  const pictures = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  if (!pictures.length || !shelf() || !event.target.closest?.("#reply")) return;
  event.preventDefault();
  add(pictures);
});
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!shelf() || !event.target.closest?.("#reply") || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (kind === "drop") add([...event.dataTransfer.files].filter((file) => file.type.startsWith("image/")));
  });
}
document.addEventListener("click", (event) => {
  const remove = event.target.closest("[data-remove]");
  if (!remove) return;
  remove.closest("[data-attachment]").remove();
  document.getElementById("reply-text")?.focus();
});
document.addEventListener("rapport-sent", () => shelf()?.replaceChildren());
// Undone: the pictures come back beside the words.
document.addEventListener("htmx:afterRequest", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr?.responseText ?? "", "text/html");
  if (!answer.querySelector("[data-undone]") || !shelf()) return;
  for (const item of answer.querySelectorAll("[data-attachment]")) shelf().append(document.importNode(item, true));
});

// Without this module nothing could be done with the button, so it shows only now.
const show = () => document.querySelector("[data-attach]")?.removeAttribute("hidden");
document.addEventListener("htmx:load", show);
show();
