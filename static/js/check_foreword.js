// The foreword is kept a second after a pause, and the mail below it shows it.
const form = document.getElementById("check");
const frame = form.querySelector("iframe");
const said = form.querySelector("[data-said]");
const PAUSE = 1000;
let timer;

async function save() {
  const sent = new FormData(form);
  sent.set("do", "save");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: sent });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const revision = page.querySelector("[name=revision]");
    if (!revision) return;
    form.elements.revision.value = revision.value;
    if (form.elements.text.value === sent.get("text")) frame.src = frame.getAttribute("src");
  } catch {
    // The button sends what was typed.
  }
}

form.elements.text.addEventListener("input", () => {
  const { value, maxLength } = form.elements.text;
  said.textContent = `${value.length} / ${maxLength}`;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
form.addEventListener("submit", () => clearTimeout(timer));
