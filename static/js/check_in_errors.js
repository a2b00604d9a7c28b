// What is wrong stands at its field, and the field says so itself.
export function clearErrors(row) {
  for (const line of row.querySelectorAll(".error.by-script")) line.remove();
  for (const field of row.querySelectorAll("[data-wrong]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    field.classList.remove("is-invalid");
    delete field.dataset.wrong;
  }
}

export function showError(row, field, text) {
  const line = document.createElement("p");
  line.className = "error by-script";
  line.textContent = text;
  if (!(field instanceof HTMLElement)) {
    row.append(line);
    return;
  }
  line.id = `wrong-${field.name}`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", line.id);
  field.classList.add("is-invalid");
  field.dataset.wrong = "";
  (field.closest("label") ?? field).after(line);
}
