// While a question is typed, answers that look like it appear below its text.
const form = document.querySelector("form[data-similar]");
const place = document.getElementById("similar");

if (form && place) {
  const text = form.querySelector("textarea");
  const secret = form.querySelector('input[name="is_confidential"]');
  const whom = form.querySelector(".whom");
  let timer = 0;
  let asked = "";

  const look = async () => {
    const typed = text.value.trim();
    if (typed === asked || secret.checked) return;
    asked = typed;
    const answer = await fetch(form.dataset.similar, { method: "POST", body: new FormData(form) });
    if (answer.ok && asked === typed && !secret.checked) place.innerHTML = await answer.text();
  };

  // What is told in confidence is not looked up, and only then an advisor is chosen.
  const tell = () => {
    whom.hidden = !secret.checked;
    if (secret.checked) place.replaceChildren();
    asked = "";
  };

  form.querySelector("[data-look]").hidden = true;
  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 350);
  });
  secret.addEventListener("change", tell);
  tell();
  if (text.value) look();
}
