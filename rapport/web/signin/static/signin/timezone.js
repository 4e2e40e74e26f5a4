// Offers the browser's own time zone where the page asks for one and nobody has chosen yet.
const zones = document.querySelector("[data-own-timezone]");
if (zones && zones.value === "UTC") {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zones.options].some((option) => option.value === own)) zones.value = own;
}
