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

// "/" opens the search, unless somebody types.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector('input[type="search"]');
  event.preventDefault();
  if (box) box.focus();
  else document.querySelector("[data-find]")?.click();
});

document.querySelector(".error-summary")?.focus();

// What a filter leaves open stays out of the address.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.filters") || event.target.method !== "get") return;
  const open = [...event.target.elements].filter((field) => field.name && !field.value);
  for (const field of open) field.disabled = true;
  setTimeout(() => {
    for (const field of open) field.disabled = false;
  });
});

// A button that cannot be taken back asks once.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// All boxes of a form at once, or none where all are ticked.
for (const button of document.querySelectorAll("[data-tick-all]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const boxes = [...button.form.elements].filter((field) => field.type === "checkbox");
    const wanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = wanted;
  });
}
