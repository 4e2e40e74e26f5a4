// A picture that cannot be had gives way to the initials.
for (const picture of document.querySelectorAll("img[data-initials]")) {
  const giveWay = () => picture.replaceWith(picture.dataset.initials);
  const isEmpty = () => picture.naturalWidth <= 1;
  if (picture.complete) { if (isEmpty()) giveWay(); }
  else {
    picture.addEventListener("error", giveWay);
    picture.addEventListener("load", () => { if (isEmpty()) giveWay(); });
  }
}
