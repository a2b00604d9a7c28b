// Electives by stage and quarter, stacked; the page has the same figures in a table.
const found = document.getElementById("stage-chart-data");
const canvas = document.getElementById("stage-chart");

if (found && canvas && window.Chart) {
  const data = JSON.parse(found.textContent);
  const colours = ["#d9d5cc", "#c5d8db", "#a3c2c7", "#7fa9b0", "#4f8790", "#2a6873", "#0f4c5c"];
  const style = getComputedStyle(document.body);
  Chart.defaults.font.family = style.fontFamily;
  Chart.defaults.font.size = 13;
  Chart.defaults.color = style.color;
  new Chart(canvas, {
    type: "bar",
    data: {
      labels: data.labels,
      datasets: data.stages.map((stage, at) => ({ ...stage, backgroundColor: colours[at] })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { stacked: true, grid: { display: false } }, y: { stacked: true, ticks: { precision: 0 } } },
      plugins: { legend: { position: "bottom", align: "start", labels: { boxWidth: 14 } } },
    },
  });
}
