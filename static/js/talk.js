// The cap that is chosen stands on the button, with who reads the note.
const form = document.querySelector(".talk-form");

if (form) {
  const save = form.querySelector("[data-save]");
  const who = form.querySelector("[data-who]");
  const tell = () => {
    const cap = form.querySelector('input[name="cap"]:checked');
    if (!cap) return;
    save.textContent = cap.dataset.button;
    who.textContent = cap.dataset.sentence;
  };
  form.addEventListener("change", tell);
  tell();
}
