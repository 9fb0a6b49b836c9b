import type { Block, Button, Message, Select } from './blocks/block.js';

/** What Slack accepts, in characters or items (docs.slack.dev, 2026-11-25). `text` is where a message's summary should end, far below the hard 40,000. */
export const LIMITS = {
  blocks: 50,
  homeBlocks: 100,
  header: 150,
  section: 3_000,
  contextElements: 10,
  contextText: 3_000,
  altText: 2_000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  placeholder: 150,
  options: 100,
  optionText: 75,
  optionValue: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  text: 4_000,
  modalTitle: 24,
  plainInput: 3_000,
  inputLabel: 2_000,
  hint: 2_000,
} as const;

/** A text of at most `limit` characters; a longer one ends in an ellipsis, and `cut` is true. */
export function fitText(text: string, limit: number): { readonly text: string; readonly cut: boolean } {
  if (text.length <= limit) return { text, cut: false };
  const head = text.slice(0, limit - 1);
  const whole = /[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head;
  return { text: `${whole}…`, cut: true };
}

/** Every way in which a message breaks Slack's limits, as `place: sentence`; empty where it may be sent. */
export function violations(message: Message, blockLimit: number = LIMITS.blocks): string[] {
  const found: string[] = [];
  if (message.text.trim() === '') found.push('text: is empty');
  if (message.text.length > LIMITS.text) found.push(`text: has ${message.text.length} characters`);
  if (message.blocks.length > blockLimit) found.push(`blocks: there are ${message.blocks.length}`);
  message.blocks.forEach((block, index) => {
    found.push(...blockViolations(block).map((sentence) => `blocks/${index}/${block.type}: ${sentence}`));
  });
  return found;
}

function blockViolations(block: Block): string[] {
  switch (block.type) {
    case 'divider':
      return [];
    case 'header':
      return length('text', block.text.text, LIMITS.header);
    case 'section':
      return length('text', block.text.text, LIMITS.section);
    case 'context':
      return [
        ...items('elements', block.elements, LIMITS.contextElements),
        ...block.elements.flatMap((element) => length('element', element.text, LIMITS.contextText)),
      ];
    case 'image':
      return [
        ...length('alt_text', block.alt_text, LIMITS.altText),
        ...(/^F[A-Z0-9]{8,}$/.test(block.slack_file.id) ? [] : ['slack_file: is no file id']),
      ];
    case 'actions':
      return [
        ...items('elements', block.elements, LIMITS.actions),
        ...block.elements.flatMap((element) => (element.type === 'button' ? buttonViolations(element) : selectViolations(element))),
      ];
  }
}

const buttonViolations = ({ text, value, accessibility_label: label = '-', confirm }: Button): string[] => [
  ...length('button', text.text, LIMITS.buttonText),
  ...length('value', value, LIMITS.buttonValue),
  ...length('accessibility_label', label, LIMITS.buttonText),
  ...(confirm === undefined
    ? []
    : [
        ...length('confirm/title', confirm.title.text, LIMITS.confirmTitle),
        ...length('confirm/text', confirm.text.text, LIMITS.confirmText),
        ...length('confirm/confirm', confirm.confirm.text, LIMITS.confirmButton),
        ...length('confirm/deny', confirm.deny.text, LIMITS.confirmButton),
      ]),
];

const selectViolations = ({ placeholder, options }: Select): string[] => [
  ...length('placeholder', placeholder.text, LIMITS.placeholder),
  ...items('options', options, LIMITS.options),
  ...options.flatMap(({ text, value }) => [...length('option', text.text, LIMITS.optionText), ...length('option value', value, LIMITS.optionValue)]),
];

const length = (name: string, text: string, limit: number): string[] =>
  text.length >= 1 && text.length <= limit ? [] : [`${name} has ${text.length} characters, 1 to ${limit} are allowed`];

const items = (name: string, list: readonly unknown[], limit: number): string[] =>
  list.length >= 1 && list.length <= limit ? [] : [`${name} has ${list.length} items, 1 to ${limit} are allowed`];
