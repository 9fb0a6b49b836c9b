import { h } from './dom.js';

const share = (value, most) => Math.max(0, Math.min(100, (value / (most || 1)) * 100));

const bar = (value, most, series) => {
  const fill = h('span', { class: `fill series-${series % 6}` });
  fill.style.width = `${share(value, most)}%`;
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, fill);
};

const row = (label, values, most) =>
  h(
    'tr',
    {},
    h('th', { scope: 'row' }, label),
    values.map((value, index) =>
      h('td', {}, bar(value, most, index), h('span', { class: 'figure' }, value === undefined ? '–' : value.toLocaleString())),
    ),
  );

/** A data_visualization block: its figures with a bar each, whatever the kind of chart. */
export const chart = (block) => {
  const { chart: drawn } = block;
  const pie = drawn.type === 'pie';
  const series = pie ? [{ name: '', data: drawn.segments }] : drawn.series;
  const labels = pie ? drawn.segments.map((segment) => segment.label) : drawn.axis_config.categories;
  const figureOf = (entry, label) => entry.data.find((point) => point.label === label)?.value;
  const most = Math.max(...series.flatMap((entry) => entry.data.map((point) => point.value)));
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, block.title, h('small', {}, ` ${drawn.type} chart, shown as bars`)),
    h(
      'table',
      {},
      pie
        ? undefined
        : h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('td'),
              series.map((entry) => h('th', { scope: 'col' }, entry.name)),
            ),
          ),
      h(
        'tbody',
        {},
        labels.map((label) =>
          row(
            label,
            series.map((entry) => figureOf(entry, label)),
            most,
          ),
        ),
      ),
    ),
  );
};
