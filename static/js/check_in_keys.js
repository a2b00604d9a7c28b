// Hands that stay on the keyboard: 1–4 choose, ↑ ↓ go from row to row, Enter goes down the counts,
// Ctrl+Enter finishes and ? shows all of it. Nothing here is needed to write a log.
const form = document.getElementById("log");
const help = document.getElementById("log-keys");
const opener = document.querySelector("[data-keys]");

const finish = form.querySelector("[data-finish]");
const rows = [...form.querySelectorAll("[data-row]")];
const counts = [...form.querySelectorAll(".tally input")];
const writes = (field) => field.matches("textarea, select, input:not([type=radio], [type=checkbox])");

// Where the keyboard comes in a row: what became of an obstacle, else the count, else the answer.
function enter(row) {
  const folded = row.closest("details");
  if (folded) folded.open = true;
  const answers = [...row.querySelectorAll(".fate [type=radio]")];
  const count = row.closest(".is-count") && row.querySelector(".tally input");
  if (!answers.length && count) return count.focus();
  if (!answers.length) answers.push(...row.querySelectorAll(".seg [type=radio]"));
  (answers.find((one) => one.checked) ?? answers[0]).focus();
}

function choose(row, field, number) {
  const group = field.closest(".fate, .seg") ?? row.querySelector(".fate, .seg");
  const folded = group.closest("details");
  if (folded) folded.open = true;
  const answer = group.querySelectorAll("[type=radio]")[number - 1];
  answer.focus();
  answer.click();
}

function nextCount(field) {
  const next = counts[counts.indexOf(field) + 1] ?? finish;
  next.focus();
  next.select?.();
}

// What a key does at a field of the log; nothing where the key belongs to the field itself.
function deed(event) {
  const field = event.target;
  const row = field.closest("[data-row]");
  if (event.key === "Enter" && event.ctrlKey) return () => form.requestSubmit(finish);
  if (event.ctrlKey) return null;
  if (event.key === "Enter" && counts.includes(field)) return () => nextCount(field);
  if (row && /^Arrow(Up|Down)$/.test(event.key) && (!writes(field) || counts.includes(field))) {
    const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
    return () => next && enter(next);
  }
  if (writes(field)) return null;
  if (row && /^[1-4]$/.test(event.key)) return () => choose(row, field, Number(event.key));
  return event.key === "?" ? () => help.showModal() : null;
}

form.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey || event.isComposing) return;
  const act = deed(event);
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || event.key.startsWith("Arrow")) act();
});

opener.hidden = false;
opener.addEventListener("click", () => help.showModal());
