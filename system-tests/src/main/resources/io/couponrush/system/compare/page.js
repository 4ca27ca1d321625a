'use strict';
// Draws the charts from the JSON in the page, again whenever the colour scheme changes.
// Long, because it is put into the page as one script: what is looked at years later needs no other file.
(() => {
  const comparison = JSON.parse(document.getElementById('comparison').textContent);
  const contenders = comparison.contenders;
  const ids = contenders.map((c) => c.id);
  const typical = (c) => c.rounds.find((r) => r.number === c.typical);
  const DASHES = [[3, 3], [9, 4], [], [10, 3, 2, 3]];
  const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'cross', 'star'];
  const number = (v) => v.toLocaleString('en', { maximumSignificantDigits: 3 });
  let drawn = [];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const hue = (c) => colour(`--h${c.hue}`);

  // The number at the end of each bar, and the line from the lowest round to the highest.
  const labels = {
    id: 'labels',
    afterDatasetsDraw(chart) {
      const { ctx, scales } = chart;
      ctx.save();
      ctx.font = '600 12px system-ui, sans-serif';
      ctx.textBaseline = 'middle';
      chart.data.datasets.forEach((set, s) => {
        if (!set.words) return;
        chart.getDatasetMeta(s).data.forEach((bar, i) => {
          const spread = set.spreads?.[i];
          let end = bar.x;
          ctx.strokeStyle = ctx.fillStyle = colour('--ink');
          if (spread && spread.max > spread.min) {
            const from = scales.x.getPixelForValue(spread.min);
            const to = scales.x.getPixelForValue(spread.max);
            ctx.lineWidth = 1.5;
            ctx.beginPath();
            ctx.moveTo(from, bar.y); ctx.lineTo(to, bar.y);
            ctx.moveTo(from, bar.y - 5); ctx.lineTo(from, bar.y + 5);
            ctx.moveTo(to, bar.y - 5); ctx.lineTo(to, bar.y + 5);
            ctx.stroke();
            end = Math.max(end, to);
          }
          ctx.fillText(set.words[i], end + 6, bar.y);
        });
      });
      ctx.restore();
    },
  };

  const axis = (title, more = {}) => ({
    beginAtZero: true,
    grid: { color: colour('--line') },
    border: { color: colour('--line') },
    ticks: { color: colour('--soft'), maxTicksLimit: 6, maxRotation: 0 },
    title: { display: Boolean(title), text: title, color: colour('--soft') },
    ...more,
  });
  const legend = (more = {}) => ({
    position: 'bottom',
    labels: { color: colour('--ink'), usePointStyle: true, boxWidth: 28, ...more },
  });

  // Room for the longest line and the number behind it.
  const room = (spreads) => ({ suggestedMax: 1.22 * Math.max(...spreads.map((s) => s.max)) });

  function bars(words, spreadOf) {
    const spreads = contenders.map(spreadOf);
    return {
      type: 'bar',
      data: {
        labels: ids,
        datasets: [{
          data: spreads.map((s) => s.median),
          spreads,
          words: spreads.map((s) => number(s.median)),
          backgroundColor: contenders.map(hue),
          maxBarThickness: 34,
        }],
      },
      options: {
        indexAxis: 'y',
        scales: {
          x: axis(words, room(spreads)),
          y: axis('', { grid: { display: false }, ticks: { color: colour('--ink'), autoSkip: false } }),
        },
        plugins: { legend: { display: false } },
      },
    };
  }

  // A run of minutes has too many steps to look at: neighbours are taken together.
  const STEPS_SHOWN = 48;
  function together(field) {
    const longest = Math.max(...contenders.map((c) => typical(c).timeline[field].length));
    return Math.max(1, Math.ceil(longest / STEPS_SHOWN));
  }

  function overTime(field, words) {
    const width = together(field);
    return {
      type: 'line',
      data: {
        datasets: contenders.map((c) => {
          const { stepMillis, [field]: counts } = typical(c).timeline;
          const seconds = (stepMillis * width) / 1000;
          const points = [{ x: 0, y: 0 }];
          for (let from = 0; from < counts.length; from += width) {
            const sum = counts.slice(from, from + width).reduce((a, b) => a + b, 0);
            // the point stands in the middle of its step
            points.push({ x: (from / width + 0.5) * seconds, y: sum / seconds });
          }
          points.push({ x: (Math.ceil(counts.length / width)) * seconds, y: 0 });
          return {
            label: c.id,
            data: points,
            borderColor: hue(c),
            backgroundColor: hue(c),
            borderDash: DASHES[c.hue % DASHES.length],
            pointStyle: POINTS[c.hue % POINTS.length],
            pointRadius: 2.5,
            borderWidth: 2,
          };
        }),
      },
      options: {
        parsing: false,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        scales: { x: axis('seconds after the first claim', { type: 'linear' }), y: axis(words) },
        plugins: {
          legend: legend({
            pointStyle: 'line',
            pointStyleWidth: 34,
            generateLabels: (chart) => chart.data.datasets.map((set, datasetIndex) => ({
              text: set.label, datasetIndex, pointStyle: 'line', strokeStyle: set.borderColor, lineWidth: 3,
              lineDash: set.borderDash, fontColor: colour('--ink'), hidden: !chart.isDatasetVisible(datasetIndex),
            })),
          }),
        },
      },
    };
  }

  function latency() {
    const measures = { p50: 'p50', p95: 'p95', p99: 'p99', slowest: 'max' };
    return {
      type: 'bar',
      data: {
        labels: Object.values(measures),
        datasets: contenders.map((c) => ({
          label: c.id,
          data: Object.keys(measures).map((m) => c[m].median),
          spreads: Object.keys(measures).map((m) => c[m]),
          words: Object.keys(measures).map((m) => number(c[m].median)),
          backgroundColor: hue(c),
          pointStyle: 'rect',
        })),
      },
      options: {
        indexAxis: 'y',
        scales: {
          x: axis('milliseconds', room(contenders.flatMap((c) => Object.keys(measures).map((m) => c[m])))),
          y: axis('', { grid: { display: false }, ticks: { color: colour('--ink') } }),
        },
        plugins: { legend: legend() },
      },
    };
  }

  function answers() {
    const kinds = [...new Set(contenders.flatMap((c) => Object.keys(typical(c).answers)))].sort();
    return {
      type: 'bar',
      data: {
        labels: ids,
        datasets: kinds.map((kind, k) => ({
          label: kind,
          data: contenders.map((c) => typical(c).answers[kind] ?? 0),
          backgroundColor: colour(`--k${k % 6}`),
          borderColor: colour('--card'),
          borderWidth: { right: 1 },
          maxBarThickness: 34,
          pointStyle: 'rect',
        })),
      },
      options: {
        indexAxis: 'y',
        scales: {
          x: axis('claims', { stacked: true }),
          y: axis('', { stacked: true, grid: { display: false }, ticks: { color: colour('--ink'), autoSkip: false } }),
        },
        plugins: { legend: legend() },
      },
    };
  }

  function books() {
    const worst = contenders.map((c) => c.rounds.map((r) => r.books)
      .reduce((a, b) => (b.oversold > a.oversold || (b.oversold === a.oversold && b.rows < a.rows) ? b : a)));
    return {
      type: 'bar',
      data: {
        labels: ids,
        datasets: [
          {
            label: 'coupons there were', data: worst.map((b) => b.total), backgroundColor: 'transparent',
            borderColor: colour('--soft'), borderWidth: 1.5, pointStyle: 'rect', words: worst.map((b) => number(b.total)),
          },
          {
            label: 'rows written', data: worst.map((b) => b.rows), pointStyle: 'rect',
            backgroundColor: worst.map((b, i) => (b.oversold ? colour('--bad') : hue(contenders[i]))),
            words: worst.map((b) => b.rows.toLocaleString('en')
              + (b.oversold ? ` (${b.oversold.toLocaleString('en')} oversold)` : '')),
          },
        ],
      },
      options: {
        indexAxis: 'y',
        scales: {
          // room for the words behind the bar
          x: axis('', { grace: worst.some((b) => b.oversold) ? '60%' : '22%' }),
          y: axis('', { grid: { display: false }, ticks: { color: colour('--ink'), autoSkip: false } }),
        },
        plugins: { legend: { ...legend(), labels: { color: colour('--ink'), generateLabels: () => [
          { text: 'coupons there were (outline)', fillStyle: 'transparent', strokeStyle: colour('--soft'), lineWidth: 1.5, fontColor: colour('--ink') },
          { text: 'rows written (filled)', fillStyle: colour('--soft'), strokeStyle: colour('--soft'), fontColor: colour('--ink') },
        ] } } },
      },
    };
  }

  const charts = {
    issued: () => bars('issued rows per second', (c) => c.issuedPerSecond),
    last: () => bars('seconds', (c) => c.lastRowSeconds),
    rowsOverTime: () => overTime('rows', 'rows per second'),
    answersOverTime: () => overTime('answers', 'answers per second'),
    latency,
    answers,
    books,
  };
  // Bars need room for each contender, whatever the width of the page.
  const heights = {
    issued: 70 + 42 * ids.length,
    last: 70 + 42 * ids.length,
    latency: 110 + 4 * (14 + 16 * ids.length),
    answers: 110 + 4 * (14 + 16 * ids.length),
    books: 90 + 52 * ids.length,
  };

  function draw() {
    drawn.forEach((chart) => chart.destroy());
    drawn = [...document.querySelectorAll('[data-chart]')].map((box) => {
      const name = box.dataset.chart;
      if (heights[name]) box.style.height = `${heights[name]}px`;
      const canvas = document.createElement('canvas');
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', `${box.closest('figure').querySelector('h3').textContent}; the numbers are in the tables below`);
      box.replaceChildren(canvas);
      const spec = charts[name]();
      spec.options = { ...spec.options, animation: false, responsive: true, maintainAspectRatio: false };
      spec.plugins = [labels];
      return new Chart(canvas, spec);
    });
    document.body.dataset.drawn = String(drawn.length);
  }

  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
