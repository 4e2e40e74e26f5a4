// On a phone the tabs are wider than the page: the one that is open is brought into view.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
