// Clocks are words, and words age: "answer in 6 min" is said anew while the page is open, as wording.py says it.
//   data-due="ISO" data-verb="answer"   a chip     data-due="ISO" data-seconds   "sends in 8 s"     data-since="ISO"   an age
//   data-still="ISO"   with data-due: leave the words alone until then     data-gone="ISO"   hidden from then on
const EVERY_MS = 1000;
const SOON_MIN = 15;

function span(minutes) {
  if (minutes < 90) return `${minutes} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  const days = Math.round(minutes / 1440);
  return days === 1 ? "1 day" : `${days} days`;
}

// Touching the text only when it changes keeps screen readers and the layout quiet.
function put(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

function say(node) {
  // Outside business hours minutes do not run: the words name a moment, and stand until the clock runs on without a stop.
  if (Date.parse(node.dataset.still) > Date.now()) return;
  const due = Date.parse(node.dataset.due ?? node.dataset.since);
  const now = Date.now();
  const minutes = Math.max(1, Math.ceil(Math.abs(due - now) / 60_000));
  if (node.hasAttribute("data-seconds")) {
    const left = Math.ceil((due - now) / 1000);
    put(node, left > 0 ? `sends in ${left} s` : "sending");
    node.parentElement.querySelector("form")?.toggleAttribute("hidden", left <= 0);
  } else if (node.dataset.since) {
    put(node, span(minutes));
  } else if (node.dataset.verb) {
    put(node, due > now ? `${node.dataset.verb} in ${span(minutes)}` : `${node.dataset.verb} ${span(minutes)} late`);
    node.classList.toggle("hot", due <= now);
    node.classList.toggle("warn", due > now && minutes <= SOON_MIN);
  } else {
    put(node, due > now ? `in ${span(minutes)}` : `${span(minutes)} late`);
  }
}

function tick() {
  if (document.hidden) return;
  document.querySelectorAll("[data-due]:not(.toast), [data-since]").forEach(say);
  document.querySelectorAll("[data-gone]").forEach((node) => {
    node.hidden = Date.parse(node.dataset.gone) <= Date.now();
  });
}
setInterval(tick, EVERY_MS);
document.addEventListener("visibilitychange", tick);
