// The cap that is chosen stands on the button, with who reads the note.
(() => {
  const form = document.querySelector(".talk-form");
  const save = form && form.querySelector("[data-save]");
  const who = form && form.querySelector("[data-who]");
  const tell = () => {
    const cap = form.querySelector('input[name="pet"]:checked');
    if (!cap) return;
    save.textContent = cap.dataset.button;
    who.textContent = cap.dataset.sentence;
  };
  if (form) {
    form.addEventListener("change", tell);
    tell();
  }
})();
