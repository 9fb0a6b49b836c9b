import { describe, expect, it } from 'vitest';
import { limits } from '../../sandbox/slack/limits.js';
import { readSpec } from '../support/specs.js';

/** The values of a tree by their paths, lists as values. */
const leaves = (tree: unknown, path = ''): readonly (readonly [string, unknown])[] =>
  typeof tree === 'object' && tree !== null && !Array.isArray(tree)
    ? Object.entries(tree).flatMap(([name, value]: [string, unknown]) => leaves(value, path === '' ? name : `${path}.${name}`))
    : [[path, tree]];

/** The number that an entry states: a number itself, the highest of a list's first two, or the one with which its words begin (`1-4`, `20, unique`). */
const stated = (value: unknown): number => (Array.isArray(value) ? Number(value[1]) : Number(/^(?:\d+-)?(\d+)/.exec(String(value))?.[1]));

/** Where each entry of the document stands in the sandbox's table. */
const same: Readonly<Record<string, string>> = {
  'message.blocks': 'message.blocks',
  'message.text_recommended': 'message.updateText',
  'message.text_truncated_after': 'message.textKept',
  'message.attachments': 'message.attachments',
  'message.markdown_text': 'message.markdownText',
  'view.blocks': 'view.blocks',
  'view.title': 'view.title',
  'view.submit': 'view.submit',
  'view.close': 'view.close',
  'view.private_metadata': 'view.privateMetadata',
  'view.callback_id': 'view.callbackId',
  'view.bytes': 'view.bytes',
  'view.stack': 'view.stack',
  block_id: 'blockId',
  action_id: 'actionId',
  'text_object.max': 'text',
  'header.text': 'header.text',
  'header.level': 'header.level',
  'section.text': 'section.text',
  'section.fields': 'section.fields',
  'section.field_text': 'section.fieldText',
  'context.elements': 'context.elements',
  'actions.elements': 'actions.elements',
  'image.alt_text': 'image.altText',
  'image.title': 'image.title',
  'image.image_url': 'image.url',
  'button.text': 'button.text',
  'button.value': 'button.value',
  'button.url': 'button.url',
  'button.accessibility_label': 'button.accessibilityLabel',
  'static_select.options': 'select.options',
  'static_select.option_groups': 'select.groups',
  'static_select.option_text': 'option.text',
  'static_select.option_value': 'option.value',
  'static_select.option_description': 'option.description',
  'static_select.placeholder': 'select.placeholder',
  'overflow.options': 'overflow.options',
  'radio_buttons.options': 'radioButtons.options',
  'checkboxes.options': 'checkboxes.options',
  'confirm.title': 'confirm.title',
  'confirm.text': 'confirm.text',
  'confirm.confirm': 'confirm.confirm',
  'confirm.deny': 'confirm.deny',
  'input.label': 'input.label',
  'input.hint': 'input.hint',
  'markdown.text_total_per_payload': 'markdown.total',
  'table.rows': 'table.rows',
  'table.columns': 'table.columns',
  'table.chars_per_message': 'table.characters',
  'table.per_message': 'table.perMessage',
  'data_table.rows_min': 'dataTable.rowsLeast',
  'data_table.rows_max': 'dataTable.rows',
  'data_table.columns': 'dataTable.columns',
  'data_table.page_size': 'dataTable.pageSize',
  'data_table.chars_per_message': 'dataTable.characters',
  'data_visualization.per_message': 'chart.perMessage',
  'data_visualization.title': 'chart.title',
  'data_visualization.pie_segments': 'chart.segments',
  'data_visualization.series': 'chart.series',
  'data_visualization.points': 'chart.points',
  'data_visualization.categories': 'chart.points',
  'data_visualization.label': 'chart.label',
  'data_visualization.series_name': 'chart.seriesName',
  'data_visualization.axis_label': 'chart.axisLabel',
  'files.alt_txt': 'file.altText',
};

/** What the sandbox has no number for, and why: a group by its first word, an entry by its path. */
const without: Readonly<Record<string, string>> = {
  note: 'words',
  'message.text_one_message_measured': 'a long text is not split (README)',
  'message.contact_cards': 'no contact cards',
  'text_object.min': 'every text has at least one character',
  'button.text_shown_about': 'what a screen shows, not a limit',
  'files.snippet_bytes': 'no snippets',
  'image.types': 'a picture from outside is not fetched (README)',
  'markdown.block_id': 'kept, as it does no harm',
  'data_visualization.note': 'words',
  slack_file: 'a pattern, not a number',
  context_actions: 'refused as unsupported',
  alert: 'refused as unsupported',
  card: 'refused as unsupported',
  carousel: 'refused as unsupported',
  container: 'refused as unsupported',
  video: 'refused as unsupported',
  schedule: 'no scheduled messages',
  slash_command: 'of the manifest: test/config/manifest.test.ts',
  shortcut: 'no shortcuts',
  manifest: 'of the manifest: test/config/manifest.test.ts',
};

/** Entries that say something else than a number: test/sandbox/blocks.test.ts. */
const rules = new Set([
  'image.exactly_one_of',
  'markdown.surfaces',
  'table.cells',
  'table.surfaces',
  'data_table.caption',
  'data_table.header_cells_not',
  'data_table.same_cells_in_every_row',
  'data_table.surfaces',
  'data_visualization.segment_value',
  'data_visualization.points_must_match_categories',
  'data_visualization.surfaces',
]);

/** What stands in the sandbox's table alone: from the pages of the methods, of Socket Mode and of Slack's help, not from this document. */
const ours = [
  'file.perMessage',
  'file.bytes',
  'message.ephemeralText',
  'view.externalId',
  'option.url',
  'plainTextInput.maxLength',
  'responseUrl.uses',
  'responseUrl.lifeMs',
  'triggerLifeMs',
  'ackMs',
  'eventAttempts',
  'history.page',
  'history.most',
  'replies.page',
  'replies.most',
  'sockets',
];

describe("the sandbox's limits against the document", () => {
  const documented = leaves(readSpec('slack/block-kit-limits.json'));
  const table = new Map(leaves(limits));
  const isWithout = (path: string): boolean => path in without || (path.split('.')[0] ?? '') in without;

  it('has the number of every entry', () => {
    const numbers = documented.filter(([path]) => path in same);
    expect(numbers).toHaveLength(Object.keys(same).length);
    expect(Object.fromEntries(numbers.map(([path]) => [path, table.get(same[path] ?? '')]))).toEqual(
      Object.fromEntries(numbers.map(([path, value]) => [path, stated(value)])),
    );
  });

  it('misses no entry', () => {
    expect(documented.map(([path]) => path).filter((path) => !(path in same) && !rules.has(path) && !isWithout(path))).toEqual([]);
  });

  it('names nothing that is not there', () => {
    const paths = documented.map(([path]) => path);
    const named = [...rules, ...Object.keys(without)];
    expect(named.filter((name) => !paths.some((path) => path === name || path.startsWith(`${name}.`)))).toEqual([]);
  });

  it('adds nothing that is not known to be its own', () => {
    const shared = new Set(Object.values(same));
    expect([...table.keys()].filter((path) => !shared.has(path)).sort()).toEqual([...ours].sort());
  });
});
