import { describe, expect, it } from 'vitest';
import { blockProblems, type Surface, viewProblems } from '../../sandbox/slack/blocks/blocks.js';

const known = (file: Readonly<Record<string, unknown>>): boolean => file.id === 'F0PICTURE1';
const problems = (block: unknown, surface: Surface = 'message'): readonly string[] => blockProblems([block], surface, known);

const plain = { type: 'plain_text', text: 'x' };
const cell = { type: 'raw_text', text: 'x' };
const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }] };
const table = { type: 'table', rows: [[cell, { type: 'raw_number', value: 1, text: '1' }, rich]] };
const dataTable = { type: 'data_table', caption: 'Posts', rows: [[cell], [rich]] };
const markdown = { type: 'markdown', text: '**x**' };
const pie = { type: 'data_visualization', title: 'x', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } };
const line = (labels: readonly string[], names: readonly string[] = ['n']) => ({
  type: 'data_visualization',
  title: 'x',
  chart: {
    type: 'line',
    series: names.map((name) => ({ name, data: labels.map((label) => ({ label, value: 1 })) })),
    axis_config: { categories: ['Jan', 'Feb'] },
  },
});
const image = { type: 'image', alt_text: 'x' };
const picture = { ...image, slack_file: { id: 'F0PICTURE1' } };
const text = { type: 'section', text: plain };

describe('rules of blocks that are no numbers', () => {
  it.each([
    ['text', text],
    ['a table with cells of every kind', table],
    ['a data_table', dataTable],
    ['markdown', markdown],
    ['a pie', pie],
    ['a line with a point for every category', line(['Feb', 'Jan'])],
    ['a picture of ours', picture],
    ['a picture from outside', { ...image, image_url: 'https://example.org/a.png' }],
  ])('accept %s', (_, block) => {
    expect(problems(block)).toEqual([]);
  });

  it.each([
    [
      'a picture from both places',
      { ...picture, image_url: 'https://example.org/a.png' },
      'must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
    ],
    ['a picture from nowhere', image, 'must provide exactly one of: image_url, slack_file [json-pointer:/blocks/0]'],
    ['a picture without words', { type: 'image', slack_file: { id: 'F0PICTURE1' } }, 'missing required field: alt_text [json-pointer:/blocks/0]'],
    ['a picture that is not there', { ...image, slack_file: { id: 'F0PICTURE2' } }, 'invalid slack file [json-pointer:/blocks/0/slack_file]'],
    ['a picture of this machine', { ...image, image_url: 'http://127.0.0.1/a.png' }, 'downloading image failed [json-pointer:/blocks/0/image_url]'],
    ['a picture in the address', { ...image, image_url: 'data:image/png;base64,AA' }, 'must be a valid URL [json-pointer:/blocks/0/image_url]'],
    ['a data_table without a caption', { type: 'data_table', rows: dataTable.rows }, 'missing required field: caption [json-pointer:/blocks/0]'],
    [
      'a rich head of a data_table',
      { ...dataTable, rows: [[rich], [cell]] },
      'a header cell must not be rich_text [json-pointer:/blocks/0/rows/0/0/type]',
    ],
    ['uneven rows', { ...dataTable, rows: [[cell], [cell, cell]] }, 'all rows must have the same number of cells [json-pointer:/blocks/0/rows/1]'],
    [
      'an empty cell',
      { ...table, rows: [[{ type: 'raw_text', text: '' }]] },
      'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
    ],
    [
      'a segment of nothing',
      { ...pie, chart: { type: 'pie', segments: [{ label: 'a', value: 0 }] } },
      'must be greater than or equal to 5e-324 [json-pointer:/blocks/0/chart/segments/0/value]',
    ],
    ['a category without a point', line(['Jan']), 'labels must match axis_config.categories [json-pointer:/blocks/0/chart/series/0/data]'],
    ['two series of one name', line(['Jan', 'Feb'], ['n', 'n']), 'must be unique [json-pointer:/blocks/0/chart/series/1/name]'],
    ['a block of another kind', { type: 'video' }, 'unsupported type: video [json-pointer:/blocks/0/type]'],
    ['a field that is none', { ...text, colour: 'red' }, 'invalid additional property: colour [json-pointer:/blocks/0]'],
    ['a section of nothing', { type: 'section' }, 'must provide text or fields [json-pointer:/blocks/0]'],
    ['markup in a head', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }, 'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]'],
  ])('refuse %s', (_, block, sentence) => {
    expect(problems(block)).toContain(sentence);
  });

  it('refuse two blocks or elements of one name', () => {
    const button = { type: 'button', action_id: 'a', text: plain };
    const twice = blockProblems(
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      'message',
      known,
    );
    expect(twice).toEqual(['`block_id` a already exists [json-pointer:/blocks/1/block_id]']);
    expect(problems({ type: 'actions', elements: [button, button] })).toEqual([
      '`action_id` a already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
  });

  it('want a submit where there is an input', () => {
    const input = { type: 'input', label: plain, element: { type: 'plain_text_input' } };
    expect(viewProblems({ type: 'modal', title: plain, blocks: [input] }, 'modal', known)).toEqual([
      'missing required field: submit [json-pointer:/view]',
    ]);
    expect(viewProblems({ type: 'modal', title: plain, submit: plain, blocks: [input] }, 'modal', known)).toEqual([]);
  });
});

describe('blocks stand only where they may', () => {
  it.each([
    ['text', text, ['message', 'modal', 'home']],
    ['a picture', picture, ['message', 'modal', 'home']],
    ['markdown', markdown, ['message']],
    ['a chart', pie, ['message']],
    ['a table', table, ['message', 'home']],
    ['a data_table', dataTable, ['message', 'home']],
  ] as const)('%s', (_, block, allowed) => {
    expect((['message', 'modal', 'home'] as const).filter((surface) => problems(block, surface).length === 0)).toEqual(allowed);
  });
});
