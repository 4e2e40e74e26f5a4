// What was answered is kept with the member: the browser lets go of its copy, so that "Begin again" leaves nothing behind.
import { forget } from "../shell/drafts.js";

const form = document.getElementById("practice-form");
form?.addEventListener("submit", () => forget(form.elements.text));
