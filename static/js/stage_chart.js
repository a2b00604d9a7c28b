// Electives by stage and quarter, stacked; the page has the same figures in a table.
import { chartOn, colour } from "./charts.js";

const found = chartOn("stage-chart");

if (found) {
  const { Chart, canvas, data } = found;
  new Chart(canvas, {
    type: "bar",
    data: {
      labels: data.labels,
      datasets: data.stages.map((stage, at) => ({
        ...stage,
        backgroundColor: colour(`--stage-${at + 1}`),
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { stacked: true, grid: { display: false } }, y: { stacked: true, ticks: { precision: 0 } } },
      plugins: { legend: { position: "bottom", align: "start", labels: { boxWidth: 14 } } },
    },
  });
}
