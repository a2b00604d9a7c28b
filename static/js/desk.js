// Hands that stay on the keyboard: j and k go from question to question, x ticks the one that has
// the focus, a ticks all, t, o and c go to theme, colleague and card. Nothing here is needed to use the desk.
const form = document.getElementById("desk");
const links = [...form.querySelectorAll(".desk-what a")];
const ticks = [...form.querySelectorAll(".desk-tick input")];

const here = () => links.findIndex((link) => link.closest("li").contains(document.activeElement));

function go(step) {
  const next = links[Math.min(Math.max(here() + step, 0), links.length - 1)];
  next.focus();
  next.closest("li").scrollIntoView({ block: "nearest" });
}

function tickHere() {
  links[here()]?.closest("li").querySelector(".desk-tick input")?.click();
}

function tickAll() {
  const wanted = ticks.some((tick) => !tick.checked);
  for (const tick of ticks) tick.checked = wanted;
}

const deeds = {
  j: () => go(1),
  k: () => go(-1),
  x: tickHere,
  a: tickAll,
  t: () => document.getElementById("desk-theme")?.focus(),
  c: () => document.getElementById("desk-card")?.focus(),
  o: () => document.getElementById("desk-colleague")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  const deed = deeds[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});

const help = form.querySelector(".desk-keys");
if (help) help.hidden = false;
