// How many characters stand in a field while somebody types, the way a form of the funder counts.
for (const place of document.querySelectorAll("[data-count-of]")) {
  const field = document.getElementById(place.dataset.countOf);
  const words = place.querySelector("[data-count-text]");
  const limit = Number(place.dataset.limit || 0);
  const tell = () => {
    const length = field.value.length;
    words.textContent = words.dataset.countText.replace("{n}", length.toLocaleString("nl-NL"));
    place.classList.toggle("error", limit > 0 && length > limit);
  };
  field.addEventListener("input", tell);
  tell();
}
