import type { Language } from '../../domain/digest.js';
import { fitText } from '../limits.js';
import type { CarriedModal } from '../listeners/files/carried.js';
import type { PlainText, TextObject } from './block.js';
import { FILE_WORDS } from './files-words.js';
import { escapeMrkdwn } from './mrkdwn.js';

/** A field of the form: a day is chosen, a year is typed. */
interface Input {
  type: 'input';
  block_id: string;
  label: PlainText;
  element: { type: 'datepicker'; action_id: 'value' } | { type: 'plain_text_input'; action_id: 'value'; max_length: number };
}

/** The form in which a day, days or a year are given for a question of a file. */
export interface AnswerForm {
  type: 'modal';
  callback_id: 'files.answered';
  private_metadata: string;
  title: PlainText;
  submit: PlainText;
  close: PlainText;
  blocks: ({ type: 'section'; text: TextObject } | Input)[];
}

/** The fields of the form by what is asked; their ids are the blocks' ids. */
export const FORM_FIELDS = { day: ['day'], days: ['firstDay', 'lastDay'], year: ['year'] } as const;

/** The form for a question. */
export function answerForm(carried: CarriedModal, language: Language): AnswerForm {
  const words = FILE_WORDS[language];
  const plain = (text: string): PlainText => ({ type: 'plain_text', text: fitText(text, 24).text });
  const input = (field: 'day' | 'firstDay' | 'lastDay' | 'year'): Input => ({
    type: 'input',
    block_id: field,
    label: { type: 'plain_text', text: words[field] },
    element: field === 'year' ? { type: 'plain_text_input', action_id: 'value', max_length: 4 } : { type: 'datepicker', action_id: 'value' },
  });
  return {
    type: 'modal',
    callback_id: 'files.answered',
    private_metadata: JSON.stringify(carried),
    title: plain(words.modalTitle),
    submit: plain(words.send),
    close: plain(words.cancel),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: escapeMrkdwn(carried.t) } }, ...FORM_FIELDS[carried.k].map(input)],
  };
}
