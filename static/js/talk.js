// The cap that is chosen stands on the button, with who reads the note; and where the leader does
// not read it, what was agreed with the leader says so.
const form = document.querySelector(".talk-form");

if (form) {
  const save = form.querySelector("[data-save]");
  const who = form.querySelector("[data-who]");
  const cap = form.querySelector('select[name="cap"]');
  const tell = () => {
    const chosen = cap.selectedOptions[0];
    if (chosen?.value) {
      save.textContent = chosen.dataset.button;
      who.textContent = chosen.dataset.sentence;
    }
    for (const row of form.querySelectorAll(".agreed-row")) {
      const isTheirs = row.querySelector("select").value !== "advisor";
      row.querySelector("[data-closed]").hidden = !(chosen?.dataset.hides && isTheirs);
    }
  };
  form.addEventListener("change", tell);
  tell();
}
