// What an owner types is kept by the server two seconds after a pause, and is sent with the button
// only. Without this script it is a form with a button to keep it.
const form = document.querySelector("form[data-work]");
const PAUSE = 2000, AGAIN = 8000, SIDE = 1600;

if (form) {
  const texts = JSON.parse(document.getElementById("work-texts").textContent);
  const said = form.querySelector("[data-said]");
  let timer = null, isSending = false, changed = 0, kept = 0;

  const say = (text) => { if (said.textContent !== text) said.textContent = text; };
  const later = (pause) => { clearTimeout(timer); timer = setTimeout(keep, pause); };

  function fields() {
    const data = new FormData(form);
    for (const file of form.querySelectorAll('[type="file"]')) data.delete(file.name);
    data.set("do", "keep");
    return data;
  }

  async function keep() {
    if (isSending || changed === kept) return;
    isSending = true;
    const sent = changed;
    let pause = PAUSE;
    try {
      const answer = await fetch(form.dataset.work, { method: "POST", body: fields() });
      if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
      if (!answer.ok) return location.assign(form.dataset.work);
      kept = sent;
      say(`✓ ${texts.saved.replace("{time}", (await answer.json()).saved_at)}`);
    } catch {
      say(texts.offline);
      pause = AGAIN;
    }
    isSending = false;
    if (changed !== kept) later(pause);
  }

  // A photo is made smaller before it leaves the phone: its place and camera stay behind too.
  async function shrink(input) {
    const file = input.files[0];
    if (!file?.type.startsWith("image/")) return;
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
      if (!blob || input.files[0] !== file) return;
      const smaller = new DataTransfer();
      smaller.items.add(new File([blob], "foto.jpg", { type: "image/jpeg" }));
      input.files = smaller.files;
    } catch { /* The server says what is wrong with it. */ }
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return shrink(event.target);
    changed += 1;
    later(PAUSE);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); kept = changed; });
}
