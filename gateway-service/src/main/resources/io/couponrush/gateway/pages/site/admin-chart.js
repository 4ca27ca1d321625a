// A line chart of the last ten minutes. Lines differ by dash and width as well as by colour.
import "./chart.js"; // the library's one file, which makes a global
import { $, write } from "./dom.js";
import { language, number, onLanguage, t } from "./language.js";

const { Chart } = globalThis;

const WINDOW = 10 * 60_000;
const TICK = 2 * 60_000;
const DASHES = [[], [7, 4], [2, 3], [11, 3, 2, 3], [4, 8], [16, 6]];
const TOLD = 15_000; // how often the words for those who don't see it change

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 12;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function clock(ms) {
  return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(ms);
}

/** Of five: with six dashes no two of twelve lines have dash and width in common, nor hue and dash. */
function hueOf(i) {
  return (i % 5) + 1;
}

function dashOf(i) {
  return i % DASHES.length;
}

function isThick(i) {
  return i >= DASHES.length;
}

export class LiveChart {
  #chart;
  #lines;
  #canvas;
  #legend;
  #title;
  #told = -TOLD;
  #unit;

  /**
   * @param lines each {key (of its name), of (a point's number, or null), optional (left out while it is 0)}; at most twelve
   * @param unit added to numbers in words
   */
  constructor(id, lines, unit = "") {
    this.#canvas = $(`#${id}`);
    this.#legend = $(`#${id}-legend`);
    this.#title = `admin.chart.${id.slice(2)}`;
    this.#lines = lines;
    this.#unit = unit;
    this.#chart = new Chart(this.#canvas, {
      type: "line",
      data: { datasets: lines.map(() => ({ data: [], pointRadius: 0, pointHitRadius: 8, tension: 0 })) },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              title: ([item]) => (item ? new Date(item.parsed.x).toLocaleTimeString(language(), { hourCycle: "h23" }) : ""),
              label: ({ dataset, parsed }) => `${dataset.label}: ${round(parsed.y)}${unit}`,
            },
          },
        },
        scales: {
          x: {
            type: "linear",
            afterBuildTicks: (axis) => {
              const first = Math.ceil(axis.min / TICK) * TICK;
              axis.ticks = Array.from({ length: 6 }, (_, i) => ({ value: first + i * TICK })).filter(
                ({ value }) => value <= axis.max,
              );
            },
            ticks: { callback: (value) => clock(value), maxRotation: 0 },
          },
          y: {
            beginAtZero: true,
            suggestedMax: 5,
            ticks: { maxTicksLimit: 5, callback: (value) => number(value) },
            afterFit: (axis) => {
              axis.width = 52; // or the whole chart would move when a number gets longer
            },
          },
        },
      },
    });
    this.#paint();
    this.#name();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint());
    onLanguage(() => {
      this.#told = -TOLD;
      this.#name();
      this.#chart.update();
    });
  }

  /** All points, oldest first. */
  show(points) {
    const end = points.at(-1)?.ms ?? Date.now();
    const { datasets } = this.#chart.data;
    this.#lines.forEach(({ of, optional }, i) => {
      datasets[i].data = points.map((point) => ({ x: point.ms, y: of(point) }));
      datasets[i].hidden = Boolean(optional) && !datasets[i].data.some(({ y }) => y > 0);
    });
    Object.assign(this.#chart.options.scales.x, { min: end - WINDOW, max: end });
    this.#chart.update("none");
    this.#drawLegend(points.at(-1));
    this.#describe(points);
  }

  #paint() {
    const { options, data } = this.#chart;
    data.datasets.forEach((line, i) => {
      line.borderColor = line.backgroundColor = colour(`line-${hueOf(i)}`);
      line.borderDash = DASHES[dashOf(i)];
      line.borderWidth = isThick(i) ? 3.5 : 2;
    });
    for (const axis of [options.scales.x, options.scales.y]) {
      axis.grid = { color: colour("track") };
      axis.border = { color: colour("line") };
      axis.ticks.color = colour("soft");
    }
    Object.assign(options.plugins.tooltip, {
      backgroundColor: colour("ink"),
      titleColor: colour("paper"),
      bodyColor: colour("paper"),
    });
    this.#chart.update("none");
  }

  #name() {
    this.#chart.data.datasets.forEach((line, i) => {
      line.label = t(this.#lines[i].key);
    });
    if (this.#legend) {
      this.#legend.replaceChildren(...this.#lines.map(({ key }, i) => legendOf(t(key), i)));
    }
    this.#canvas.setAttribute("aria-label", t(this.#title));
  }

  #drawLegend(point) {
    this.#lines.forEach(({ of }, i) => {
      const item = this.#legend?.children[i];
      if (item) {
        item.hidden = this.#chart.data.datasets[i].hidden;
        write(item.lastElementChild, point ? round(of(point)) : "");
      }
    });
  }

  /** Not read aloud by itself: there for whoever comes to the chart. */
  #describe(points) {
    if (performance.now() - this.#told < TOLD || points.length === 0) {
      return;
    }
    this.#told = performance.now();
    const words = this.#lines
      .filter((_, i) => !this.#chart.data.datasets[i].hidden)
      .map(({ key, of }) => {
        const known = points.map(of).filter((value) => value !== null);
        const now = `${round(of(points.at(-1)))}${this.#unit}`;
        const most = `${round(known.length ? Math.max(...known) : null)}${this.#unit}`;
        return t("admin.chart.words", { name: t(key), now, most });
      });
    this.#canvas.setAttribute("aria-label", `${t(this.#title)}. ${words.join(" ")}`);
  }
}

/** A piece of the line, as the chart draws it, the name and the newest number. */
function legendOf(name, i) {
  const item = document.createElement("li");
  const piece = document.createElement("span");
  const word = document.createElement("span");
  const value = document.createElement("strong");
  piece.className = "piece";
  piece.dataset.hue = hueOf(i);
  piece.dataset.dash = dashOf(i) + 1;
  piece.dataset.thick = String(isThick(i));
  piece.setAttribute("aria-hidden", "true");
  word.textContent = name;
  item.append(piece, word, value);
  return item;
}

/** A number short enough for a tile; what is not known is no zero. */
export function round(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  return number(Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
}
