// A count that is typed moves its bar and says how far the activity is from its plan: the same
// earned schedule as on the server, over the plan of one activity.
import { texts } from "./check_in_conflict.js";

const MONTH = 30.4375, SAME = 1e-9, BAR = 320;
const number = new Intl.NumberFormat("nl-NL");
const months = new Intl.NumberFormat("nl-NL", { maximumFractionDigits: 1 });

// "1.091" is a total, "+22" what came since last time; null where it is neither.
export function totalOf(text, before) {
  const found = text.trim().match(/^(\+?)\s*(\d{1,3}(?:[. ]\d{3})+|\d+)$/);
  if (!found) return null;
  return Number(found[2].replace(/\D/g, "")) + (found[1] ? before : 0);
}

const between = (at, xs, ys, n) =>
  xs[n] === xs[n - 1] ? ys[n] : ys[n - 1] + ((at - xs[n - 1]) * (ys[n] - ys[n - 1])) / (xs[n] - xs[n - 1]);

// How many xs lie before a place, those that equal it included.
const upTo = (xs, at) => xs.filter((x) => x <= at).length;

// Days from now to the day on which the plan had reached this part.
export function daysAhead(days, parts, part) {
  const passed = upTo(days, 0);
  if (!passed) return 0;
  const planned = passed === days.length ? 1 : between(0, days, parts, passed);
  if (Math.abs(part - planned) <= SAME) return 0;
  if (part >= 1 - SAME) return Math.max(0, days.at(-1));
  if (part < planned) return Math.min(0, between(part, parts, days, upTo(parts, part + SAME)));
  return Math.max(0, between(part, parts, days, parts.filter((one) => one < part - SAME).length));
}

function standing(row, total, target) {
  const points = row.dataset.plan.split(" ").filter(Boolean).map((pair) => pair.split(",").map(Number));
  if (!points.length) return "";
  const part = Math.min(1, total / target);
  const ahead = daysAhead(points.map((one) => one[0]), points.map((one) => one[1]), part) / MONTH;
  const text = months.format(Math.abs(ahead));
  if (text === "0") return texts.on_plan;
  const unit = text === "1" ? texts.month : texts.months;
  return (ahead < 0 ? texts.behind : texts.ahead).replace("{months}", `${text} ${unit}`);
}

function show(row, field) {
  const [before, target] = row.dataset.count.split(" ").map(Number);
  const total = totalOf(field.value, before);
  let told = row.querySelector(".moves");
  if (!told) {
    told = document.createElement("output");
    told.className = "moves";
    row.querySelector(".bar").after(told);
  }
  const counted = total ?? before;
  row.querySelector(".bar path").setAttribute("d", `M0 7h${Math.round(Math.min(1, counted / target) * BAR)}`);
  told.textContent = total === null ? "" : `${number.format(before)} → ${number.format(total)} · ${standing(row, total, target)}`;
}

export function followCount(form) {
  form.addEventListener("input", (event) => {
    if (event.target.closest(".tally")) show(event.target.closest("[data-row]"), event.target);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    event.preventDefault();
    const field = button.closest("[data-row]").querySelector(".tally input");
    field.value = button.dataset.take;
    button.closest(".known").remove();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
