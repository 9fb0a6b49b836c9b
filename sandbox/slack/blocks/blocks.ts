import { limits } from '../limits.js';
import {
  all,
  anything,
  byType,
  type Check,
  exactlyOneOf,
  type Fields,
  fieldsOf,
  flag,
  list,
  listOf,
  number,
  object,
  problem,
  type Report,
  text,
} from './check.js';
import { accessory, actionElement, inputElement } from './elements.js';
import { cellCharacters, chartFields, dataTableFields, tableFields } from './tables.js';
import { anyText, imageBlockFields, imageElement, plainText, richTextElements } from './text.js';

/** Where blocks are shown: the set of allowed types and their number depend on it. */
export type Surface = 'message' | 'modal' | 'home';

interface Shape {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
}

const type = anything;
const block = (shape: Shape): Check => object(shape.required, { ...shape.optional, block_id: text(limits.blockId) });
const contextText = anyText(limits.text);

const section = all(
  (value, pointer, report) => {
    if (fieldsOf(value).text === undefined && fieldsOf(value).fields === undefined) problem(report, pointer, 'must provide text or fields');
  },
  block({
    required: { type },
    optional: {
      text: anyText(limits.section.text),
      fields: list(anyText(limits.section.fieldText), limits.section.fields),
      accessory,
      expand: flag,
    },
  }),
);

const header = block({ required: { type, text: plainText(limits.header.text) }, optional: { level: number(1, limits.header.level) } });
const context = block({
  required: { type, elements: list(byType({ image: imageElement, mrkdwn: contextText, plain_text: contextText }), limits.context.elements) },
  optional: {},
});
const actions = block({ required: { type, elements: list(actionElement, limits.actions.elements) }, optional: {} });
const image = all(exactlyOneOf('image_url', 'slack_file'), block(imageBlockFields));
const input = block({
  required: { type, label: plainText(limits.input.label), element: inputElement },
  optional: { hint: plainText(limits.input.hint), optional: flag, dispatch_action: flag },
});

const everywhere = {
  section,
  header,
  context,
  actions,
  image,
  input,
  divider: block({ required: { type }, optional: {} }),
  rich_text: block({ required: { type, elements: richTextElements }, optional: {} }),
};
const tables = { table: block(tableFields), data_table: block(dataTableFields) };
const allowed: Readonly<Record<Surface, Check>> = {
  message: byType({
    ...everywhere,
    ...tables,
    markdown: block({ required: { type, text: text(limits.markdown.total) }, optional: {} }),
    data_visualization: block(chartFields),
  }),
  home: byType({ ...everywhere, ...tables }),
  modal: byType(everywhere),
};

const uniqueIds = (blocks: readonly unknown[], pointer: string, report: Report): void => {
  const blockIds = new Set<unknown>();
  for (const [index, entry] of blocks.entries()) {
    const fields = fieldsOf(entry);
    if (fields.block_id !== undefined && blockIds.has(fields.block_id))
      problem(report, `${pointer}/${index}/block_id`, `\`block_id\` ${String(fields.block_id)} already exists`);
    blockIds.add(fields.block_id);
    const actionIds = new Set<unknown>();
    for (const [place, element] of listOf(fields.elements).entries()) {
      const id = fieldsOf(element).action_id;
      if (id !== undefined && actionIds.has(id))
        problem(report, `${pointer}/${index}/elements/${place}/action_id`, `\`action_id\` ${String(id)} already exists`);
      actionIds.add(id);
    }
  }
};

const totals = (blocks: readonly unknown[], pointer: string, report: Report): void => {
  const ofType = (name: string): readonly Fields[] => blocks.map(fieldsOf).filter((entry) => entry.type === name);
  const most = (sum: number, limit: number, what: string): void => {
    if (sum > limit) problem(report, pointer, `no more than ${limit} ${what} allowed`);
  };
  const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0);
  most(sum(ofType('markdown').map((entry) => String(entry.text).length)), limits.markdown.total, 'characters of markdown');
  most(sum(ofType('table').map(cellCharacters)), limits.table.characters, 'characters of table cells');
  most(sum(ofType('data_table').map(cellCharacters)), limits.dataTable.characters, 'characters of data_table cells');
  most(ofType('table').length, limits.table.perMessage, 'table');
  most(ofType('data_visualization').length, limits.chart.perMessage, 'data_visualization blocks');
};

/** What is wrong with a list of blocks, in Slack's words with JSON pointers; an empty list when nothing is. */
export const blockProblems = (blocks: unknown, surface: Surface, fileUsable: Report['fileUsable'], pointer = '/blocks'): readonly string[] => {
  const report: Report = { problems: [], fileUsable };
  list(allowed[surface], surface === 'message' ? limits.message.blocks : limits.view.blocks, 0)(blocks, pointer, report);
  uniqueIds(listOf(blocks), pointer, report);
  totals(listOf(blocks), pointer, report);
  return report.problems;
};

const viewShared = {
  required: { type, blocks: anything },
  optional: {
    private_metadata: text(limits.view.privateMetadata, 0),
    callback_id: text(limits.view.callbackId, 0),
    external_id: text(limits.view.externalId, 0),
  },
};
const home = object(viewShared.required, viewShared.optional);
const modal = object(
  { ...viewShared.required, title: plainText(limits.view.title) },
  {
    ...viewShared.optional,
    submit: plainText(limits.view.submit),
    close: plainText(limits.view.close),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
  },
);

/** What is wrong with a view (modal or Home tab), in Slack's words with JSON pointers. */
export const viewProblems = (view: unknown, surface: 'modal' | 'home', fileUsable: Report['fileUsable']): readonly string[] => {
  const report: Report = { problems: [], fileUsable };
  byType(surface === 'modal' ? { modal } : { home })(view, '/view', report);
  const fields = fieldsOf(view);
  const hasInput = listOf(fields.blocks).some((entry) => fieldsOf(entry).type === 'input');
  if (surface === 'modal' && hasInput && fields.submit === undefined) problem(report, '/view', 'missing required field: submit');
  return [...report.problems, ...blockProblems(fields.blocks, surface, fileUsable, '/view/blocks')];
};
