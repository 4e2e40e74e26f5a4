// Toasts go by themselves; one with data-due counts down to it and stays while it can still be undone.
const box = document.getElementById("toasts");
const PLAIN_MS = 6000;
const ABOVE_PX = 8;

export function say(words) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  box.append(toast);
}

// Above the box one writes in: what stands below it is pressed next.
function stand() {
  const writing = document.getElementById("composer");
  const isThere = writing?.getClientRects().length > 0;
  box.style.bottom = isThere ? `${innerHeight - writing.getBoundingClientRect().top + ABOVE_PX}px` : "";
}

function tick() {
  const now = Date.now();
  stand();
  for (const toast of box.querySelectorAll(".toast")) {
    toast.bornAt ??= now;
    const due = toast.dataset.due ? Date.parse(toast.dataset.due) : toast.bornAt + PLAIN_MS;
    const left = Math.max(0, (due - now) / 1000);
    const bar = toast.querySelector("progress");
    if (bar) bar.value = left;
    const words = toast.querySelector("[data-left]");
    if (words) words.textContent = String(Math.ceil(left));
    if (left === 0 && !(toast.matches(":focus-within, :hover") && !toast.dataset.due)) toast.remove();
  }
  if (box.childElementCount) setTimeout(tick, 200);
}

if (box) new MutationObserver(() => box.childElementCount && tick()).observe(box, { childList: true });
if (box?.childElementCount) tick();

// Its way back was taken: what it counts down to does not come.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) event.detail.elt.closest?.("#toasts .toast")?.remove();
});
document.addEventListener("htmx:sendError", () => say("No connection. Nothing was lost; try again when the line is back."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 403) say("Your role does not include this.");
  else if (status === 404) say("It is gone, or not yours to see.");
  else if (status >= 500) say("That failed on our side. Nothing was half done; try again.");
});
