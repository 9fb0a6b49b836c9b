import type { Fields } from './http.js';
import { laporan } from './rig.js';

/** A thing whose size has a limit: its place in the table, how it is made in a size, and what is said of one that is too large. */
export interface Limited {
  /** Like `header.text`. */
  readonly path: string;
  readonly method: 'chat.postMessage' | 'views.publish' | 'views.open';
  readonly make: (size: number) => Fields;
  /** The error, and the sentence in its list of errors. */
  readonly error: string;
  readonly says: (most: number) => string;
}

const words = (size: number): string => 'x'.repeat(size);
const plain = (size: number): Fields => ({ type: 'plain_text', text: words(size) });
const markup = (size: number): Fields => ({ type: 'mrkdwn', text: words(size) });
const many = (size: number, item: (place: number) => unknown): readonly unknown[] => Array.from({ length: size }, (_, place) => item(place));

const characters = (most: number): string => `must be less than ${most + 1} characters`;
const items = (most: number): string => `no more than ${most} items allowed`;
const highest = (most: number): string => `must be less than or equal to ${most}`;
const all =
  (what: string) =>
  (most: number): string =>
    `no more than ${most} ${what} allowed`;

type Says = (most: number) => string;
type Make = (size: number) => unknown;

const inMessage = (path: string, pointer: string, says: Says, blocks: (size: number) => readonly unknown[]): Limited => ({
  path,
  method: 'chat.postMessage',
  make: (size) => ({ channel: laporan, text: 'x', blocks: blocks(size) }),
  error: 'invalid_blocks',
  says: (most) => `${says(most)} [json-pointer:/blocks${pointer}]`,
});

const inBlock = (path: string, pointer: string, says: Says, block: Make): Limited => inMessage(path, `/0${pointer}`, says, (size) => [block(size)]);

const inModal = (path: string, pointer: string, says: Says, more: (size: number) => Fields): Limited => ({
  path,
  method: 'views.open',
  make: (size) => ({ view: { type: 'modal', title: plain(5), submit: plain(5), blocks: [{ type: 'divider' }], ...more(size) } }),
  error: 'invalid_arguments',
  says: (most) => `${says(most)} [json-pointer:/view${pointer}]`,
});

const section = (more: Fields): Fields => ({ type: 'section', text: markup(1), ...more });
const image = (more: Fields): Fields => ({ type: 'image', alt_text: 'x', image_url: 'https://example.org/a.png', ...more });
const element = (path: string, pointer: string, says: Says, make: Make): Limited =>
  inBlock(path, `/elements/0${pointer}`, says, (size) => ({ type: 'actions', elements: [make(size)] }));
const button = (more: Fields): Fields => ({ type: 'button', text: plain(1), ...more });
const choice = (more: Fields): Fields => ({ text: plain(1), value: 'a', ...more });
const select = (more: Fields): Fields => ({ type: 'static_select', options: [choice({})], ...more });
const numbered = (size: number): readonly unknown[] => many(size, (place) => choice({ value: String(place) }));
const inOption = (path: string, pointer: string, option: (size: number) => Fields): Limited =>
  element(path, `/options/0${pointer}`, characters, (size) => select({ options: [choice(option(size))] }));
const asked = (path: string, pointer: string, confirm: (size: number) => Fields): Limited =>
  element(path, `/confirm${pointer}`, characters, (size) => button({ confirm: { text: markup(1), ...confirm(size) } }));
const address = (size: number): string => 'https://example.org/'.padEnd(size, 'x');
const input = (more: Fields): Fields => ({ type: 'input', label: plain(1), element: { type: 'plain_text_input' }, ...more });
const inInput = (path: string, pointer: string, says: Says, more: (size: number) => Fields): Limited =>
  inModal(path, `/blocks/0${pointer}`, says, (size) => ({ blocks: [input(more(size))] }));

const cell = (size: number): Fields => ({ type: 'raw_text', text: words(size) });
const row = (size: number): readonly unknown[] => many(size, () => cell(1));
const table = (rows: readonly unknown[]): Fields => ({ type: 'table', rows });
const dataTable = (rows: readonly unknown[], more: Fields = {}): Fields => ({ type: 'data_table', caption: 'x', rows, ...more });

const pie = (segments: number): Fields => ({ type: 'pie', segments: many(segments, (place) => ({ label: String(place), value: 1 })) });
const chart = (more: Fields): Fields => ({ type: 'data_visualization', title: 'x', chart: pie(1), ...more });
const lines = (given: { readonly series?: number; readonly points?: number; readonly name?: number; readonly axis?: number }): Fields => {
  const categories = many(given.points ?? 1, String);
  const data = categories.map((label) => ({ label, value: 1 }));
  const series = many(given.series ?? 1, (place) => ({ name: given.name === undefined ? String(place) : words(given.name), data }));
  return { type: 'line', series, axis_config: { categories, x_label: words(given.axis ?? 1) } };
};
const inChart = (path: string, pointer: string, says: Says, make: (size: number) => Fields): Limited =>
  inBlock(path, `/chart${pointer}`, says, (size) => chart({ chart: make(size) }));

const views: readonly Limited[] = [
  {
    path: 'view.blocks',
    method: 'views.publish',
    make: (size) => ({ view: { type: 'home', blocks: many(size, () => ({ type: 'divider' })) } }),
    error: 'invalid_arguments',
    says: (most) => `${items(most)} [json-pointer:/view/blocks]`,
  },
  inModal('view.title', '/title/text', characters, (size) => ({ title: plain(size) })),
  inModal('view.submit', '/submit/text', characters, (size) => ({ submit: plain(size) })),
  inModal('view.close', '/close/text', characters, (size) => ({ close: plain(size) })),
  inModal('view.privateMetadata', '/private_metadata', characters, (size) => ({ private_metadata: words(size) })),
  inModal('view.callbackId', '/callback_id', characters, (size) => ({ callback_id: words(size) })),
  inModal('view.externalId', '/external_id', characters, (size) => ({ external_id: words(size) })),
  inInput('input.label', '/label/text', characters, (size) => ({ label: plain(size) })),
  inInput('input.hint', '/hint/text', characters, (size) => ({ hint: plain(size) })),
  inInput('plainTextInput.maxLength', '/element/max_length', highest, (size) => ({ element: { type: 'plain_text_input', max_length: size } })),
];

const texts: readonly Limited[] = [
  inMessage('message.blocks', '', items, (size) => many(size, () => ({ type: 'divider' }))),
  inBlock('blockId', '/block_id', characters, (size) => ({ type: 'divider', block_id: words(size) })),
  inBlock('text', '/elements/0/text', characters, (size) => ({ type: 'context', elements: [markup(size)] })),
  inBlock('header.text', '/text/text', characters, (size) => ({ type: 'header', text: plain(size) })),
  inBlock('header.level', '/level', highest, (level) => ({ type: 'header', text: plain(1), level })),
  inBlock('section.text', '/text/text', characters, (size) => section({ text: markup(size) })),
  inBlock('section.fields', '/fields', items, (size) => section({ fields: many(size, () => markup(1)) })),
  inBlock('section.fieldText', '/fields/0/text', characters, (size) => section({ fields: [plain(size)] })),
  inBlock('context.elements', '/elements', items, (size) => ({ type: 'context', elements: many(size, () => markup(1)) })),
  inBlock('image.altText', '/alt_text', characters, (size) => image({ alt_text: words(size) })),
  inBlock('image.title', '/title/text', characters, (size) => image({ title: plain(size) })),
  inBlock('image.url', '/image_url', characters, (size) => image({ image_url: address(size) })),
  inMessage('markdown.total', '', all('characters of markdown'), (size) => [
    { type: 'markdown', text: words(6_000) },
    { type: 'markdown', text: words(size - 6_000) },
  ]),
];

const elements: readonly Limited[] = [
  inBlock('actions.elements', '/elements', items, (size) => ({ type: 'actions', elements: many(size, () => button({})) })),
  element('actionId', '/action_id', characters, (size) => button({ action_id: words(size) })),
  element('button.text', '/text/text', characters, (size) => button({ text: plain(size) })),
  element('button.value', '/value', characters, (size) => button({ value: words(size) })),
  element('button.url', '/url', characters, (size) => button({ url: address(size) })),
  element('button.accessibilityLabel', '/accessibility_label', characters, (size) => button({ accessibility_label: words(size) })),
  element('select.options', '/options', items, (size) => select({ options: numbered(size) })),
  element('select.groups', '/option_groups', items, (size) => ({
    type: 'static_select',
    option_groups: many(size, () => ({ label: plain(1), options: [choice({})] })),
  })),
  element('select.placeholder', '/placeholder/text', characters, (size) => select({ placeholder: plain(size) })),
  inOption('option.text', '/text/text', (size) => ({ text: plain(size) })),
  inOption('option.value', '/value', (size) => ({ value: words(size) })),
  inOption('option.description', '/description/text', (size) => ({ description: plain(size) })),
  inOption('option.url', '/url', (size) => ({ url: address(size) })),
  element('overflow.options', '/options', items, (size) => ({ type: 'overflow', options: numbered(size) })),
  element('radioButtons.options', '/options', items, (size) => ({ type: 'radio_buttons', options: numbered(size) })),
  element('checkboxes.options', '/options', items, (size) => ({ type: 'checkboxes', options: numbered(size) })),
  asked('confirm.title', '/title/text', (size) => ({ title: plain(size) })),
  asked('confirm.text', '/text/text', (size) => ({ text: markup(size) })),
  asked('confirm.confirm', '/confirm/text', (size) => ({ confirm: plain(size) })),
  asked('confirm.deny', '/deny/text', (size) => ({ deny: plain(size) })),
];

const figures: readonly Limited[] = [
  inMessage('table.perMessage', '', all('table'), (size) => many(size, () => table([row(1)]))),
  inBlock('table.rows', '/rows', items, (size) => table(many(size, () => row(1)))),
  inBlock('table.columns', '/rows/0', items, (size) => table([row(size)])),
  inMessage('table.characters', '', all('characters of table cells'), (size) => [table([[cell(size)]])]),
  inBlock('dataTable.rows', '/rows', items, (size) => dataTable(many(size, () => row(1)))),
  inBlock('dataTable.columns', '/rows/0', items, (size) => dataTable([row(size), row(size)])),
  inBlock('dataTable.pageSize', '/page_size', highest, (size) => dataTable([row(1), row(1)], { page_size: size })),
  inMessage('dataTable.characters', '', all('characters of data_table cells'), (size) => [dataTable([[cell(1)], [cell(size - 1)]])]),
  inMessage('chart.perMessage', '', all('data_visualization blocks'), (size) => many(size, () => chart({}))),
  inBlock('chart.title', '/title', characters, (size) => chart({ title: words(size) })),
  inChart('chart.segments', '/segments', items, pie),
  inChart('chart.label', '/segments/0/label', characters, (size) => ({ type: 'pie', segments: [{ label: words(size), value: 1 }] })),
  inChart('chart.series', '/series', items, (series) => lines({ series })),
  inChart('chart.points', '/series/0/data', items, (points) => lines({ points })),
  inChart('chart.seriesName', '/series/0/name', characters, (name) => lines({ name })),
  inChart('chart.axisLabel', '/axis_config/x_label', characters, (axis) => lines({ axis })),
];

/** Everything that is too large by one when it is one larger than its limit, and that Slack names with a sentence and a place. */
export const limitedThings: readonly Limited[] = [...views, ...texts, ...elements, ...figures];
