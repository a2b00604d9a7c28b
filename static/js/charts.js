// What every chart shares: its figures from the page, and the look of the page around it.
export const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// The canvas and the figures of a chart; nothing where the page or the library lacks them.
export function chartOn(name) {
  const figures = document.getElementById(`${name}-data`);
  const canvas = document.getElementById(name);
  if (!figures || !canvas || !window.Chart) return null;
  const { Chart } = window;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 13;
  Chart.defaults.color = colour("--ink-soft");
  return { Chart, canvas, data: JSON.parse(figures.textContent) };
}
