// The monthly log saves itself a second after a pause, keeps what is typed when the line is down,
// and counts the seconds in which somebody works on it. Without this script the page is a form.
import { put, setRevision, showConflict, texts } from "./check_in_conflict.js";
import { clearErrors, showError } from "./check_in_errors.js";
import { followCount } from "./check_in_counts.js";
import { askDay, fetchMore, followFate } from "./check_in_answers.js";
import { keep as seal, kept } from "./kept.js";

const form = document.getElementById("log");
const said = document.querySelector("[data-said]");
const rules = JSON.parse(document.getElementById("log-rules").textContent);
const KEPT = `log:${form.dataset.key}`;
const PAUSE = 1000, AGAIN = 10000, IDLE = 60000;
const opening = Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
const dirty = new Map(); // row ("" is the month's text) → number of the last change
const inConflict = new Set();
let timer, isSending = false, changes = 0, seconds = 0, lastSign = Date.now(), isLeaving = false;
let pressed = null, isStored = false; // the button that waits until everything is stored

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const say = (text, isWarning = false) => {
  if (said.textContent !== text) said.textContent = text;
  said.classList.toggle("is-warning", isWarning);
};
const rowOf = (id) => form.querySelector(id ? `[data-row="${id}"]` : "[data-well]");

function fieldsOf(id) {
  const fields = {};
  if (!id) return { going_well: form.elements.going_well.value, v: form.elements.v.value };
  for (const field of rowOf(id).querySelectorAll("[name]")) {
    if ((field.type === "radio" || field.type === "checkbox") && !field.checked) continue;
    fields[field.type === "checkbox" ? `m${id}-${field.name.slice(1)}` : field.name] = field.value;
  }
  return fields;
}

// What is not yet stored waits in this browser, with the fields as they were typed.
function keep() {
  const waiting = {};
  for (const id of [...dirty.keys(), ...inConflict]) waiting[id] = fieldsOf(id);
  seal(KEPT, form.dataset.seal, Object.keys(waiting).length ? waiting : null);
}

async function restore() {
  for (const [id, fields] of Object.entries(await kept(KEPT, form.dataset.seal))) {
    if (!rowOf(id)) continue;
    if (isShown(fields)) continue;
    note(texts.restored);
    askMore(id, fields[`s${id}`]);
    for (const [name, value] of Object.entries(fields)) {
      const mark = name.match(/^m\d+-(\d+)$/);
      if (mark && form.elements[`m${mark[1]}`]) form.elements[`m${mark[1]}`].checked = true;
      else if (name === `v${id}` && id) setRevision(form, rowOf(id), id, value);
      else if (form.elements[name]) put(form, name, value);
    }
    change(id);
  }
}

// Whether the page already shows what this browser kept.
function isShown(fields) {
  const now = new FormData(form);
  return Object.entries(fields).every(([name, value]) => /^[vm]/.test(name) || (now.get(name) ?? "") === value);
}

function note(text) {
  if (document.querySelector("[data-restored]")) return;
  const line = document.createElement("p");
  line.className = "message";
  line.dataset.restored = "";
  line.textContent = text;
  form.before(line);
}

function change(id) {
  if (inConflict.has(id)) return;
  dirty.set(id, ++changes);
  keep();
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}

async function send() {
  if (isSending || isLeaving || !(dirty.size || pressed)) return;
  isSending = true;
  const sent = new Map(dirty);
  const fields = Object.assign({}, ...[...sent.keys()].map(fieldsOf));
  const rows = [...sent.keys()].filter(Boolean).map(Number);
  clearTimeout(timer);
  say(texts.saving);
  const body = JSON.stringify({ fields, rows, opening, active: Math.round(seconds) });
  try {
    let answer = await post(body);
    if (answer.status === 403 && (await renew())) answer = await post(body);
    if (answer.status >= 500) throw new Error(String(answer.status));
    await take(answer, sent);
  } catch {
    say(pressed ? texts.waiting : texts.offline, true);
    timer = setTimeout(send, AGAIN);
  }
  isSending = false;
  if (isStored) leave();
}

const post = (body) => fetch(form.dataset.save, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  body,
  redirect: "manual",
});

// Who signed out and in again elsewhere has another token; the page of the same person gives it.
async function renew() {
  const answer = await fetch(form.action, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token || page.getElementById("log")?.dataset.key !== form.dataset.key) return false;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  return true;
}

function signedOut() {
  pressed = null;
  say(texts.signed_out, true);
  const link = document.createElement("a");
  link.href = form.dataset.login;
  link.textContent = texts.sign_in;
  said.append(" ", link);
}

// Everything is stored, so the button that was pressed may leave the page.
function leave() {
  const button = pressed;
  pressed = null;
  form.requestSubmit(button);
}

async function take(answer, sent) {
  const isJson = answer.headers.get("Content-Type")?.includes("json");
  const told = isJson ? await answer.json() : {};
  if (!told.saved_at) {
    if (!isJson) return signedOut();
    say(told.message || texts.gone, true);
    isStored = Boolean(pressed); // the page of the server says what became of what was typed
    return;
  }
  for (const [id, revision] of Object.entries(told.revisions)) {
    if (rowOf(id)) setRevision(form, rowOf(id), id, revision);
  }
  if (sent.has("")) form.elements.v.value = told.log_revision;
  for (const [id, number] of sent) if (dirty.get(id) === number) dirty.delete(id);
  tell(told, sent);
  keep();
  progress(told.answered);
  if (told.conflicts.length) pressed = null;
  if (pressed && (told.errors || !dirty.size)) isStored = true;
  else if (dirty.size) timer = setTimeout(send, PAUSE);
}

function tell(told, sent) {
  for (const id of sent.keys()) clearErrors(rowOf(id));
  for (const conflict of told.conflicts) {
    const id = String(conflict.activity ?? "");
    inConflict.add(id);
    dirty.delete(id);
    showConflict(form, rowOf(id), conflict);
  }
  for (const [id, found] of Object.entries(told.errors || {})) {
    for (const [name, text] of Object.entries(found)) {
      const field = form.elements[rules.fields[name] ? rules.fields[name] + id : name];
      showError(rowOf(id === "going_well" ? "" : id), field, text);
    }
  }
  const isWhole = !told.errors && !told.conflicts.length;
  say(isWhole ? `✓ ${fill(texts.saved, { time: told.saved_at })}` : texts.wrong, !isWhole);
}

function progress(answered) {
  const total = form.querySelectorAll("[data-row]").length;
  if (!total) return;
  document.querySelector("[data-progress]").textContent = fill(texts.progress, { answered, total });
}

// On a long page the questions come when an answer asks for them.
function askMore(id, status) {
  const row = rowOf(id);
  if (!rules.troubled.includes(status) || row.querySelector(".more, .talk")) return;
  const more = document.querySelector("[data-questions]").content.cloneNode(true);
  for (const field of more.querySelectorAll("[name]")) field.name += id;
  row.append(more);
}

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && event.target.type === "radio") {
    askMore(row.dataset.row, event.target.value);
    followFate(row, event.target);
  }
  if (row && event.target.type === "checkbox") askDay(event.target);
  if (row || event.target.name === "going_well") change(row?.dataset.row ?? "");
});
form.addEventListener("click", async (event) => {
  const button = event.target.closest('[value^="more-"]');
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  try {
    await fetchMore(form, row);
  } catch {
    say(texts.offline, true);
  }
});
form.addEventListener("log:choose", (event) => {
  inConflict.delete(event.detail);
  change(event.detail);
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target !== form) return;
  if (!isStored) {
    event.preventDefault();
    pressed = event.submitter;
    return send();
  }
  isLeaving = true;
  isStored = false;
  clearTimeout(timer);
  form.elements.opening.value = opening;
  form.elements.active.value = Math.round(seconds);
});
window.addEventListener("online", send);
window.addEventListener("offline", () => say(texts.offline, true));
window.addEventListener("pageshow", () => { isLeaving = false; });

for (const kind of ["input", "pointerdown", "pointermove", "focusin", "keydown"]) {
  document.addEventListener(kind, () => { lastSign = Date.now(); }, { passive: true });
}
followCount(form);
setInterval(() => { if (!document.hidden && Date.now() - lastSign < IDLE) seconds += 1; }, 1000);
restore();
