// A card is not replaced under the hands of somebody who is giving a reason in it.
document.addEventListener("rapport:fresh", (event) => {
  if (event.target.matches(".account") && event.target.querySelector("details[open]")) event.preventDefault();
});
