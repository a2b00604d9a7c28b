// Plan, reality and "at this tempo" as lines; the page has the same figures in a table.
import { chartOn, colour } from "./charts.js";

const found = chartOn("plan-chart");

if (found) {
  const { Chart, canvas, data } = found;
  const lang = document.documentElement.lang;
  const points = (line) => line.map(([x, y]) => ({ x, y }));
  const labels = new Map(data.ticks);
  const last = Math.max(...[data.plan, data.actual, data.forecast].flat().map(([x]) => x));
  const day = (x) => {
    const date = new Date(`${data.base}T12:00:00Z`);
    date.setUTCDate(date.getUTCDate() + x);
    return date.toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  };
  const whole = (y) => `${Math.round(y)}%`;
  const line = (key, more) => ({ label: data.texts[key], data: points(data[key]), pointRadius: 0, pointHitRadius: 8, ...more });
  const fits = (x, width) => width > 480 || !labels.get(x) || labels.get(x).includes("’");

  const chart = new Chart(canvas, {
    type: "line",
    data: {
      datasets: [
        line("plan", { borderColor: colour("--ink"), backgroundColor: colour("--ink"), borderWidth: 1.5 }),
        line("actual", { borderColor: colour("--behind"), backgroundColor: colour("--behind"), borderWidth: 3 }),
        ...(data.forecast.length
          ? [line("forecast", { borderColor: colour("--behind"), borderDash: [5, 5], borderWidth: 1.5, backgroundColor: "transparent" })]
          : []),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: "nearest", intersect: false },
      plugins: {
        legend: { position: "top", align: "start", labels: { boxWidth: 18, boxHeight: 2 } },
        tooltip: { callbacks: { title: (items) => day(items[0].parsed.x), label: (item) => `${item.dataset.label}: ${whole(item.parsed.y)}` } },
      },
      scales: {
        x: {
          type: "linear", min: 0, max: last, grid: { display: false },
          afterBuildTicks: (axis) => { axis.ticks = data.ticks.filter(([x]) => fits(x, axis.width)).map(([value]) => ({ value })); },
          ticks: { autoSkip: false, maxRotation: 0, callback: (x) => labels.get(x) },
        },
        y: { min: 0, max: 100, grid: { color: colour("--line") }, ticks: { stepSize: 25, callback: whole } },
      },
    },
  });
  document.fonts?.ready.then(() => chart.update());
  window.addEventListener("beforeprint", () => chart.resize());
  window.addEventListener("afterprint", () => chart.resize());
}
