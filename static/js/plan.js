// One more empty row in the list of milestones; without JavaScript there are always two.
const rows = document.querySelector("[data-milestones]");
const empty = document.querySelector("template[data-empty]");
const total = document.querySelector("[name$='-TOTAL_FORMS']");
const button = document.querySelector("[data-add-milestone]");

if (rows && empty && total && button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const holder = document.createElement("div");
    holder.innerHTML = empty.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    rows.append(row);
    total.value = Number(total.value) + 1;
    row.querySelector("input[type=text]").focus();
  });
}
