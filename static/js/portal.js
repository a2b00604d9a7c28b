// Small things for every page: close an open menu, ask once, print.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".topbar details[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".topbar details[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.querySelector(".error-summary")?.focus();

// A button that cannot be taken back asks once.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
