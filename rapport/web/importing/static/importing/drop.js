// The place where a file is dropped: shows which, proposes a name, and takes the demo's sample with one press.
// Without this module the field and the link work as the browser makes them.
const form = document.querySelector("[data-drop]");
const zone = form?.querySelector("[data-drop-zone]");
const input = form?.querySelector("input[type=file]");
const about = form?.querySelector("[data-drop-about]");
const name = form?.querySelector("[name=account]");

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function chosen() {
  const file = input.files[0];
  zone.classList.toggle("has-file", Boolean(file));
  if (!file) return;
  about.textContent = `${file.name}, ${size(file.size)}`;
  if (!name.value) name.value = file.name.replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ").trim().slice(0, 100);
}

function put(file) {
  const carried = new DataTransfer();
  carried.items.add(file);
  input.files = carried.files;
  chosen();
  name.focus();
  name.select();
}

if (form) {
  input.addEventListener("change", chosen);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) put(event.dataTransfer.files[0]);
    });
  }
  form.querySelector("[data-drop-sample]")?.addEventListener("click", async (event) => {
    event.preventDefault();
    const { href: url, dataset } = event.currentTarget;
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(String(answer.status));
      name.value = dataset.dropSample;
      put(new File([await answer.blob()], url.split("/").pop(), { type: "text/csv" }));
    } catch {
      location.href = url;
    }
  });
  chosen();
}
