// What is going on, said in a press: the line goes after what stands in the reply, and the form carries which fact it was.
const box = () => document.getElementById("reply-text");
const form = () => document.getElementById("reply");

function carry(said) {
  const carried = [...form().querySelectorAll("input[name=fact]")];
  if (carried.some((one) => one.value === said)) return;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "fact";
  field.value = said;
  form().append(field);
}

function putIn(line) {
  const text = box();
  const before = text.value.trimEnd();
  text.focus();
  text.setSelectionRange(before.length, text.value.length);
  const words = before ? `\n\n${line}` : line;
  // execCommand keeps the browser's own undo; where it is gone, setRangeText does.
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, before.length, text.value.length, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

document.addEventListener("click", (event) => {
  const say = event.target.closest("[data-say]");
  if (!say || !form()) return;
  event.preventDefault();
  form().hidden = false;
  const note = document.getElementById("note");
  if (note) note.hidden = true;
  // On a narrow page the person covers the conversation.
  if (location.hash === "#side") location.hash = "conversation";
  if (!box().value.includes(say.dataset.say)) putIn(say.dataset.say);
  else box().focus();
  if (say.dataset.sayFact) carry(say.dataset.sayFact);
});
// A link that looks and works as a button is pressed by the space bar too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.("[data-say]")) return;
  event.preventDefault();
  event.target.click();
});
document.addEventListener("rapport-sent", () => form()?.querySelectorAll("input[name=fact]").forEach((one) => one.remove()));
