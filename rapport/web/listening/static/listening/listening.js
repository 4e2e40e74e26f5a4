// A part of the page is not replaced under the hands of somebody who decides or writes something in it.
document.addEventListener("rapport:fresh", (event) => {
  const part = event.target;
  if (part.querySelector("details.sure[open]")) event.preventDefault();
});
