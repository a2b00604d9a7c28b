// A button of one line of a list changes that line and no more of the page. What cannot be sent now
// waits and is sent when the line is back; asking twice does it once.
const AGAIN = 5000;
const waiting = new Map(); // address → [button, fields]

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || button?.dataset.part === undefined) return;
  event.preventDefault();
  const fields = new URLSearchParams({ from: button.form.elements.from.value });
  if (button.name) fields.set(button.name, button.value);
  const address = button.getAttribute("formaction") || button.form.getAttribute("action");
  if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(button.value === "done"));
  waiting.set(address, [button, fields]);
  send(address);
});

async function send(address) {
  const [button, fields] = waiting.get(address) ?? [];
  if (!button) return;
  try {
    const token = button.form.elements.csrfmiddlewaretoken.value;
    const headers = { "X-CSRFToken": token, "X-Part": "1" };
    const answer = await fetch(address, { method: "POST", body: fields, headers, redirect: "manual", keepalive: true });
    if (answer.status >= 500) throw new Error(String(answer.status));
    waiting.delete(address);
    if (answer.ok) show(button, await answer.text());
    else location.reload();
  } catch {
    setTimeout(() => send(address), AGAIN);
  }
}

function show(button, text) {
  const old = button.closest("[data-item]");
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-item]");
  if (!old || !fresh) return location.reload();
  const had = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (had) fresh.querySelector("button, a")?.focus();
  tell(fresh.dataset.said);
}

function tell(text) {
  let place = document.getElementById("part-said");
  if (!place) {
    place = Object.assign(document.createElement("p"), { id: "part-said", className: "visually-hidden" });
    place.setAttribute("role", "status");
    document.querySelector("main").append(place);
  }
  place.textContent = text;
}

// Who leaves while something waits is asked: a page that is gone sends nothing.
window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
window.addEventListener("online", () => { for (const address of waiting.keys()) send(address); });
