// "Copy" beside a link that is shown once.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = button.parentElement.querySelector("[data-copy-from]");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copy;
    } catch {
      // Not allowed here (no https): the text is selected, Ctrl C takes it.
    }
  });
}
