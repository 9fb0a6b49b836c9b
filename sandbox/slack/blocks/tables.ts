import { limits } from '../limits.js';
import { all, anything, byType, type Check, fieldsOf, flag, list, listOf, number, object, oneOf, problem, text } from './check.js';
import { richTextElements } from './text.js';

const type = anything;
const some = Number.POSITIVE_INFINITY;
const rawText = object({ type, text: text(some) });
const rawNumber = object({ type, value: number(), text: text(some) });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: object({ type, elements: richTextElements }, { block_id: anything }) });

const evenRows: Check = (value, pointer, report) => {
  const lengths = listOf(value).map((row) => listOf(row).length);
  for (const [index, length] of lengths.entries())
    if (length !== lengths[0]) problem(report, `${pointer}/${index}`, 'all rows must have the same number of cells');
};

const plainHead: Check = (value, pointer, report) => {
  for (const [index, entry] of listOf(listOf(value)[0]).entries())
    if (fieldsOf(entry).type === 'rich_text') problem(report, `${pointer}/0/${index}/type`, 'a header cell must not be rich_text');
};

const column: Check = (value, pointer, report) => {
  if (value !== null) object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: flag })(value, pointer, report);
};

/** The fields of a table block, without what every block has. */
export const tableFields = {
  required: { type, rows: list(list(cell, limits.table.columns), limits.table.rows) },
  optional: { column_settings: list(column, limits.table.columns) },
};

/** The fields of a data_table block, without what every block has. */
export const dataTableFields = {
  required: {
    type,
    caption: text(limits.text),
    rows: all(list(list(cell, limits.dataTable.columns), limits.dataTable.rows, limits.dataTable.rowsLeast), evenRows, plainHead),
  },
  optional: { page_size: number(1, limits.dataTable.pageSize), row_header_column_index: number(0, limits.dataTable.columns - 1) },
};

const label = text(limits.chart.label);
const pie = object({
  type,
  segments: list(object({ label, value: number(Number.MIN_VALUE) }), limits.chart.segments),
});
const samePoints: Check = (value, pointer, report) => {
  const chart = fieldsOf(value);
  const categories = listOf(fieldsOf(chart.axis_config).categories).map(String).sort().join('\u0000');
  const names = listOf(chart.series).map((series) => fieldsOf(series).name);
  for (const [index, series] of listOf(chart.series).entries()) {
    const labels = listOf(fieldsOf(series).data).map((point) => String(fieldsOf(point).label));
    if (labels.sort().join('\u0000') !== categories) problem(report, `${pointer}/series/${index}/data`, 'labels must match axis_config.categories');
    if (names.indexOf(fieldsOf(series).name) !== index) problem(report, `${pointer}/series/${index}/name`, 'must be unique');
  }
};
const axes = all(
  object({
    type,
    series: list(
      object({ name: text(limits.chart.seriesName), data: list(object({ label, value: number() }), limits.chart.points) }),
      limits.chart.series,
    ),
    axis_config: object(
      { categories: list(label, limits.chart.points) },
      { x_label: text(limits.chart.axisLabel), y_label: text(limits.chart.axisLabel) },
    ),
  }),
  samePoints,
);

/** The fields of a data_visualization block, without what every block has. */
export const chartFields = {
  required: { type, title: text(limits.chart.title), chart: byType({ pie, bar: axes, line: axes, area: axes }) },
  optional: {},
};

/** The characters of all cells of a table. */
export const cellCharacters = (block: unknown): number => {
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + count(entry), 0);
    const fields = fieldsOf(value);
    return (typeof fields.text === 'string' ? fields.text.length : 0) + count(listOf(fields.elements));
  };
  return count(listOf(fieldsOf(block).rows));
};
