// Two people typed in the same row: both texts are shown, and one click chooses.
// A choice is told as a "log:choose" event on the form; check_in.js saves it.
export const texts = JSON.parse(document.getElementById("log-texts").textContent);

// The field of a row by name; for radios, the one that has the given value.
const fieldOf = (form, name, value) => {
  const found = form.elements[name];
  if (!(found instanceof RadioNodeList)) return found;
  return [...found].find((one) => one.value === value);
};

export const put = (form, name, value) => {
  const field = fieldOf(form, name, value);
  if (field?.type === "radio") field.checked = true;
  else if (field) field.value = value;
  else for (const one of form.querySelectorAll(`[name="${name}"]`)) one.checked = false;
};

// The revision of a row that the text on this page is based on; a new row has none yet.
export const setRevision = (form, place, row, revision) => {
  let field = form.elements[`v${row}`];
  if (!field) {
    field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: `v${row}` });
    place.append(field);
  }
  field.value = revision;
};

export function showConflict(form, place, conflict) {
  place.querySelector(".theirs")?.remove();
  const box = document.createElement("div");
  box.className = "theirs";
  box.setAttribute("role", "alert");
  const about = conflict.is_me ? texts.conflict_me : texts.conflict;
  box.append(about.replace("{name}", conflict.name).replace("{time}", conflict.time));
  for (const [name, both] of Object.entries(conflict.fields)) {
    const line = document.createElement("p");
    line.textContent = `“${both.label || both.theirs || texts.empty}”`;
    line.dataset.field = name;
    box.append(line);
  }
  for (const choice of ["mine", "theirs"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = texts[choice];
    button.addEventListener("click", () => {
      const row = conflict.activity ?? "";
      if (choice === "theirs") {
        for (const [name, both] of Object.entries(conflict.fields)) {
          put(form, name === "going_well" ? name : `${name}${row}`, both.theirs);
        }
      }
      setRevision(form, place, row, conflict.revision);
      box.remove();
      form.dispatchEvent(new CustomEvent("log:choose", { detail: String(row) }));
    });
    box.append(button);
  }
  place.append(box);
}
