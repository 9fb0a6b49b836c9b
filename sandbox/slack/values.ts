import { type Fields, fieldsOf, listOf } from './blocks/check.js';
import type { View } from './model.js';

const optionsOf = (element: Fields): readonly Fields[] => [
  ...listOf(element.options).map(fieldsOf),
  ...listOf(element.option_groups).flatMap((group) => listOf(fieldsOf(group).options).map(fieldsOf)),
];

const chosen = (element: Fields, raw: unknown): Fields | null => optionsOf(element).find((option) => option.value === raw) ?? null;

const textOrNull = (raw: unknown): string | null => (typeof raw === 'string' && raw !== '' ? raw : null);

/** What an element says that was given this raw value (a string, a list of strings, nothing), as payloads show it. */
export const elementValue = (element: Fields, raw: unknown): Fields => {
  const type = element.type;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
      return { type, value: textOrNull(raw) };
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: chosen(element, raw) };
    case 'checkboxes':
      return { type, selected_options: listOf(raw).flatMap((value) => chosen(element, value) ?? []) };
    case 'users_select':
      return { type, selected_user: textOrNull(raw) };
    case 'conversations_select':
      return { type, selected_conversation: textOrNull(raw) };
    case 'datepicker':
      return { type, selected_date: textOrNull(raw) };
    default:
      return { type };
  }
};

/** The raw value that an element shows before anybody touches it. */
const initialValue = (element: Fields): unknown =>
  element.initial_value ??
  fieldsOf(element.initial_option).value ??
  (element.initial_options === undefined ? undefined : listOf(element.initial_options).map((option) => fieldsOf(option).value)) ??
  element.initial_user ??
  element.initial_conversation ??
  element.initial_date;

/** All interactive elements of a block. */
export const elementsOf = (block: Fields): readonly Fields[] =>
  [block.element, block.accessory, ...(block.type === 'actions' ? listOf(block.elements) : [])].filter((entry) => entry !== undefined).map(fieldsOf);

const stateful = new Set([
  'plain_text_input',
  'number_input',
  'static_select',
  'radio_buttons',
  'checkboxes',
  'users_select',
  'conversations_select',
  'datepicker',
]);

/** `state.values` of blocks: block id, action id, value; buttons and overflow menus have none. */
export const stateValues = (blocks: readonly Fields[], entered: View['entered']): Fields => {
  const values = new Map<string, Map<string, Fields>>();
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      if (!stateful.has(String(element.type))) continue;
      const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
      const given = Object.hasOwn(entered, blockId) ? entered[blockId] : undefined;
      const raw = given && Object.hasOwn(given, actionId) ? given[actionId] : initialValue(element);
      const inBlock = values.get(blockId) ?? new Map<string, Fields>();
      values.set(blockId, inBlock.set(actionId, elementValue(element, raw)));
    }
  }
  // From entries, so that an id like __proto__ is a name like any other.
  return Object.fromEntries([...values].map(([id, inBlock]) => [id, Object.fromEntries(inBlock)]));
};

/** `state.values` of a view. */
export const enteredValues = (view: View): Fields => stateValues(view.blocks, view.entered);

const missing = (value: Fields): boolean => {
  const { type, ...rest } = value;
  return Object.values(rest).every((entry) => entry === null || (Array.isArray(entry) && entry.length === 0));
};

const numberProblem = (element: Fields, text: string): string | undefined => {
  const value = Number(text);
  if (!Number.isFinite(value)) return 'Enter a number.';
  if (element.is_decimal_allowed === false && !Number.isInteger(value)) return 'Enter a whole number.';
  if (element.min_value !== undefined && value < Number(element.min_value)) return `Enter a number of at least ${String(element.min_value)}.`;
  if (element.max_value !== undefined && value > Number(element.max_value)) return `Enter a number of at most ${String(element.max_value)}.`;
  return undefined;
};

const lengthProblem = (element: Fields, text: string): string | undefined => {
  if (typeof element.min_length === 'number' && text.length < element.min_length) return `Enter at least ${element.min_length} characters.`;
  if (typeof element.max_length === 'number' && text.length > element.max_length) return `Enter at most ${element.max_length} characters.`;
  return undefined;
};

/** What Slack itself refuses before the app hears of a submission: sentences by block id. */
export const inputProblems = (view: View): Readonly<Record<string, string>> => {
  const problems: Record<string, string> = {};
  const values = enteredValues(view);
  for (const block of view.blocks.filter((entry) => entry.type === 'input')) {
    const element = fieldsOf(block.element);
    const id = String(block.block_id);
    const value = fieldsOf(fieldsOf(values[id])[String(element.action_id)]);
    if (missing(value)) {
      if (block.optional !== true) problems[id] = 'Please complete this required field.';
      continue;
    }
    const found =
      element.type === 'number_input'
        ? numberProblem(element, String(value.value))
        : element.type === 'plain_text_input'
          ? lengthProblem(element, String(value.value))
          : undefined;
    if (found) problems[id] = found;
  }
  return problems;
};
