// [data-copy]: pressed, its words are on the clipboard, and it says so.
import { say } from "../shell/toasts.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  say(`${button.dataset.copy} copied.`);
});
