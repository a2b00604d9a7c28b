// What is typed on the call card is kept: by the server a second after a pause, and in this browser
// until then. Who leaves with a talk that was not saved is asked. Without this script it is a form.
import { keep as seal, kept } from "./kept.js";

const form = document.querySelector(".talk-form[data-draft]");
const PAUSE = 1000, AGAIN = 5000;

if (form) {
  const KEPT = `talk:${form.dataset.key}`;
  const said = form.querySelector("[data-said-draft]");
  const words = said.dataset;
  const revision = form.elements.revision;
  let timer, isSending = false, changed = 0, stored = 0, pressed = null, isLeaving = false;

  const say = (text) => { if (said.textContent !== text) said.textContent = text; };
  const fields = () => Object.fromEntries(
    [...new FormData(form)].filter(([name, value]) => value && !/csrf|_FORMS$|^from$|^revision$|as_seen/.test(name)),
  );
  const keep = () => seal(KEPT, form.dataset.seal, { fields: fields(), revision: Number(revision.value) });

  const change = () => {
    changed += 1;
    keep();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  };

  async function send() {
    if (isSending || isLeaving || changed === stored) return;
    isSending = true;
    const sent = changed;
    clearTimeout(timer);
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ fields: fields(), revision: Number(revision.value) }),
        redirect: "manual",
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
      await take(answer, sent);
    } catch {
      say(pressed ? words.waits : words.offline);
      timer = setTimeout(send, AGAIN);
    }
    isSending = false;
    if (pressed && changed === stored) leave();
    else if (changed !== stored && !timer) timer = setTimeout(send, PAUSE);
  }

  async function take(answer, sent) {
    timer = null;
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    if (!isJson) { pressed = null; return say(words.signedout); }
    const told = await answer.json();
    if (answer.status === 409) return meet(told);
    revision.value = told.revision;
    stored = sent;
    if (changed === stored) seal(KEPT, form.dataset.seal, null);
    if (told.saved_at) say(told.revision ? `✓ ${words.saved.replace("{time}", told.saved_at)}` : "");
  }

  // Another tab was earlier: its note stands below, and nothing of either is lost.
  function meet(told) {
    pressed = null;
    revision.value = told.revision;
    const mine = form.elements.note.value;
    if (told.note === null) return say(words.gone);
    if (told.note && told.note !== mine) form.elements.note.value = `${told.note}\n\n${mine}`.trim();
    say(words.other);
    change();
  }

  function leave() {
    isLeaving = true;
    form.requestSubmit(pressed);
  }

  async function restore() {
    const found = await kept(KEPT, form.dataset.seal);
    if (!found.fields || found.revision !== Number(revision.value)) return;
    for (const [name, value] of Object.entries(found.fields)) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    form.dispatchEvent(new Event("change"));
    change();
  }

  for (const names of form.querySelectorAll(".with-row")) names.hidden = false;
  form.addEventListener("input", change);
  form.addEventListener("click", (event) => {
    const name = event.target.closest("[data-with]")?.dataset.with;
    if (!name) return;
    const field = form.elements.with_whom;
    const names = field.value.split(",").map((one) => one.trim()).filter(Boolean);
    field.value = (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]).join(", ");
    change();
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.dataset.part !== undefined || isLeaving) return;
    if (changed === stored) { isLeaving = true; return; }
    event.preventDefault();
    pressed = event.submitter;
    send();
  });
  window.addEventListener("beforeunload", (event) => { if (changed && !isLeaving) event.preventDefault(); });
  window.addEventListener("online", send);
  window.addEventListener("offline", () => say(words.offline));
  restore();
}
