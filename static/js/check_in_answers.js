// What follows from an answer on the page itself, before it is stored.
import { texts } from "./check_in_conflict.js";

const OUTLOOK = { moved: "postponed", let_go: "lost" };

// What becomes of an obstacle says how the activity stands, and what may still be expected of it.
export function followFate(row, field) {
  if (!field.name.startsWith("f") || !field.closest(".fate")) return;
  for (const answer of row.querySelectorAll(".seg [type=radio]")) answer.checked = false;
  const outlook = row.querySelector(`[name="o${row.dataset.row}"]`);
  if (outlook && OUTLOOK[field.value]) outlook.value = OUTLOOK[field.value];
}

// A milestone that is ticked was reached today, unless another day is given.
export function askDay(field) {
  const name = field.name.replace("m", "t");
  if (!field.checked || field.form.elements[name]) return;
  const label = document.createElement("label");
  label.className = "on";
  const day = document.createElement("input");
  Object.assign(day, { type: "date", name });
  label.append(texts.reached, day);
  field.parentElement.after(label);
}

// A long page leaves the questions out until they are asked for; the server has them.
export async function fetchMore(form, row) {
  const answer = await fetch(`${form.action}?more=${row.dataset.row}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = page.querySelector(`[data-row="${row.dataset.row}"]`);
  const plan = there.querySelector(".plan");
  if (plan) {
    plan.open = true;
    row.querySelector(".talk > button").replaceWith(plan);
    return;
  }
  row.querySelector(".say > p").replaceWith(there.querySelector(".seg"));
  row.querySelector(".talk").replaceWith(there.querySelector(".more"));
}
