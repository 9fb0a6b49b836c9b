import type { Text } from '../../../connectors/contract/metric.js';
import type { Period } from '../../../connectors/contract/period.js';
import type { Language } from '../../domain/digest.js';
import { fieldName } from '../../pipeline/handed/answers.js';
import type { Held } from '../../pipeline/handed/collection.js';
import type { FigureItem } from '../../pipeline/handed/items.js';
import type { FormPage } from '../../pipeline/handed/pages.js';
import type { PasteAnswers, PasteQuestion } from '../../pipeline/handed/reading.js';
import { OPEN_HINT, type TypedPage } from '../../pipeline/handed/typed-form.js';
import { formatMonth } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block } from './block.js';
import { monthOnly } from './collect-board.js';
import { questionBlocks } from './collect-questions.js';
import { COLLECT_WORDS } from './collect-words.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { type InputBlock, type Modal, type Option, plain } from './view.js';

/** The view in which a page is filled in. */
export const SAVE_PAGE = 'collect.save';
/** What stands before the name of an item in the id of its field; the control inside is `typed`. */
export const FIELD = 'field:';
/** The other blocks of that view; block and control bear the same name. */
export const PAGE_FIELDS = { typed: 'typed', about: 'about', none: 'none', note: 'note' } as const;

const NOTE_LENGTH = 500;

/** A page as it is to be filled in. */
export interface PageForm {
  readonly page: FormPage;
  readonly period: Period;
  readonly before: Period;
  /** what is stored of the month, and of the month before, by the item's key */
  readonly held: ReadonlyMap<string, Held>;
  readonly earlier: ReadonlyMap<string, Held>;
  /** what was typed before, where something must be asked */
  readonly typed: TypedPage | undefined;
  readonly asked: readonly PasteQuestion[];
  readonly answers: PasteAnswers;
}

/** The modal of a page: one field for each figure with that of the month before beside it, or one for all lines. `metadata` comes back with it. */
export function pageForm(form: PageForm, language: Language, metadata: string): Modal {
  const words = COLLECT_WORDS[language];
  const { page, period, asked, answers } = form;
  const intro = words.formIntro(page.label[language], formatMonth(period.start, language));
  return {
    type: 'modal',
    callback_id: SAVE_PAGE,
    title: plain(words.formTitle),
    submit: plain(words.save),
    close: plain(words.cancel),
    private_metadata: metadata,
    blocks: [textBlock(escapeMrkdwn(intro), false), ...questionBlocks(asked, answers, language), ...fields(form, language)],
  };
}

function fields(form: PageForm, language: Language): (Block | InputBlock)[] {
  const { page } = form;
  const words = COLLECT_WORDS[language];
  const note: InputBlock = {
    type: 'input',
    block_id: PAGE_FIELDS.note,
    label: plain(words.note),
    element: { type: 'plain_text_input', action_id: PAGE_FIELDS.note, max_length: NOTE_LENGTH },
    optional: true,
  };
  switch (page.kind) {
    case 'figures':
      return [
        ...page.items.map((item) => figureField(item, form, language)),
        ticks('about', words.aboutLabel, page.items, form.typed?.about ?? [], language),
        ticks('none', words.noneLabel, page.items, form.typed?.none ?? declined(form), language),
        note,
      ];
    case 'open': {
      const [item] = page.items;
      return [...heldEntries(form, item.key, language), linesField(item.key, words.openLabel, OPEN_HINT[language], form), note];
    }
    case 'list': {
      const [item] = page.items;
      const hint = words.listHint(item.columns.map((column) => words.columns[column] ?? column).join(' | '));
      return [...heldEntries(form, item.key, language), linesField(item.key, words.listLabel, hint, form)];
    }
  }
}

const declined = ({ page, held }: PageForm): readonly string[] => page.items.flatMap(({ key }) => (held.get(key)?.kind === 'declined' ? [key] : []));

function figureField(item: FigureItem, { earlier, held, before, typed }: PageForm, language: Language): InputBlock {
  const words = COLLECT_WORDS[language];
  const [known, own] = [earlier.get(item.key), held.get(item.key)];
  const stored = own?.kind === 'value' ? formatNumber(own.value, language) : undefined;
  const hints = [
    ...(known?.kind === 'value' ? [words.before(monthOnly(before, language), formatNumber(known.value, language))] : []),
    ...(stored === undefined ? [] : [words.held(stored)]),
  ];
  const initial = typed?.texts[item.key] ?? stored ?? '';
  return {
    type: 'input',
    block_id: `${FIELD}${fieldName(item.key)}`,
    label: plain(fitText(item.what[language], LIMITS.inputLabel).text),
    element: { type: 'plain_text_input', action_id: PAGE_FIELDS.typed, max_length: 40, ...(initial === '' ? {} : { initial_value: initial }) },
    ...(hints.length === 0 ? {} : { hint: plain(hints.join(' · ')) }),
    optional: true,
  };
}

function ticks(name: 'about' | 'none', label: string, items: readonly FigureItem[], chosen: readonly string[], language: Language): InputBlock {
  const optionOf = ({ key, what }: { readonly key: string; readonly what: Text }): Option => ({
    text: plain(fitText(what[language], LIMITS.optionText).text),
    value: fieldName(key),
  });
  const initial = items.filter(({ key }) => chosen.includes(key)).map(optionOf);
  return {
    type: 'input',
    block_id: PAGE_FIELDS[name],
    label: plain(label),
    element: {
      type: 'checkboxes',
      action_id: PAGE_FIELDS[name],
      options: items.map(optionOf),
      ...(initial.length === 0 ? {} : { initial_options: initial }),
    },
    optional: true,
  };
}

function heldEntries({ held }: PageForm, key: string, language: Language): Block[] {
  const own = held.get(key);
  return own?.kind === 'entries' ? [textBlock(COLLECT_WORDS[language].heldEntries(formatNumber(own.count, language)), true)] : [];
}

function linesField(key: string, label: string, hint: string, { typed }: PageForm): InputBlock {
  const initial = typed?.texts[key] ?? '';
  return {
    type: 'input',
    block_id: `${FIELD}${fieldName(key)}`,
    label: plain(label),
    element: {
      type: 'plain_text_input',
      action_id: PAGE_FIELDS.typed,
      multiline: true,
      max_length: LIMITS.plainInput,
      ...(initial === '' ? {} : { initial_value: initial }),
    },
    hint: plain(fitText(hint, LIMITS.hint).text),
    optional: true,
  };
}
