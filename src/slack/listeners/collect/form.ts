import type { App } from '@slack/bolt';
import { shiftPeriod } from '../../../../connectors/contract/period.js';
import { fieldName, readAnswered, replacedIn } from '../../../pipeline/handed/answers.js';
import { pasteContext, readHeld } from '../../../pipeline/handed/held.js';
import { type FormPage, formPages, mayHand } from '../../../pipeline/handed/pages.js';
import type { PasteQuestion } from '../../../pipeline/handed/reading.js';
import { type FormReading, readTypedPage } from '../../../pipeline/handed/typed-form.js';
import { CHANGE, FILL } from '../../blocks/collect-board.js';
import { FIELD, PAGE_FIELDS, pageForm, SAVE_PAGE } from '../../blocks/collect-form.js';
import { collectSentence } from '../../blocks/collect-kept.js';
import { COLLECT_WORDS } from '../../blocks/collect-words.js';
import type { ListenerDeps } from '../deps.js';
import { keepForm, sayInPlace } from './kept.js';
import { type CollectDesk, type Opening, onForm, onOpening, personOf, type SubmittedForm } from './parts.js';
import { type CollectMetadata, readGiven, readMonth, readPageValue, readTyped } from './told.js';

/** The form in which figures and entries are filled in. */
export function registerPages(app: App, deps: ListenerDeps, present: () => CollectDesk): void {
  for (const id of [FILL, CHANGE]) onOpening(app, id, deps, (opening) => openPage(opening, present()));
  onForm(app, SAVE_PAGE, deps, (form) => savePage(form, present()));
}

/** What is stored for a page, of the month and of the month before. */
async function heldFor(page: FormPage, month: string, desk: CollectDesk) {
  const period = readMonth(month, desk.config);
  if (period === undefined) return undefined;
  const before = shiftPeriod(period, -1, desk.config.organisation.calendar);
  const options = { config: desk.config, store: desk.store, now: desk.clock.now() };
  const [held, earlier] = [await readHeld(options, period), await readHeld(options, before)];
  return { page, period, before, held, earlier, options };
}

async function openPage({ user, value, language, channel, show }: Opening, desk: CollectDesk): Promise<void> {
  const words = COLLECT_WORDS[language];
  const { month, page: id } = readPageValue(value);
  const page = formPages(desk.config).find((one) => one.id === id);
  const stored = page && (await heldFor(page, month, desk));
  if (stored === undefined) return show(collectSentence(words.refused, words.gone, language));
  if (!mayHand(personOf(user, desk.config), stored.page.items[0])) return show(collectSentence(words.refused, words.notAllowed, language));
  const metadata: CollectMetadata = { language, channel, month, page: id };
  await show(pageForm({ ...stored, typed: undefined, asked: [], answers: {} }, language, JSON.stringify(metadata)));
}

const questionsOf = (reading: FormReading): readonly PasteQuestion[] =>
  reading.kind === 'wrong' ? [] : [...reading.figures, ...reading.entries].flatMap(({ questions }) => questions);

async function savePage(form: SubmittedForm, desk: CollectDesk): Promise<void> {
  const { user, metadata, values, fail, show } = form;
  const { language, month } = metadata;
  const words = COLLECT_WORDS[language];
  const said = (sentence: string): Promise<void> => sayInPlace(form, words.refused, sentence, language);
  const page = formPages(desk.config).find((one) => one.id === metadata.page);
  const stored = page && (await heldFor(page, month, desk));
  const person = personOf(user, desk.config);
  if (stored === undefined || page === undefined) return said(words.gone);
  if (person === undefined || !mayHand(person, page.items[0])) return said(words.notAllowed);
  const { typed, note } = readTyped(values, page);
  const context = await pasteContext(stored.options, stored.period, language);
  const { reading, answers, asked } = readAnswered(
    (given) => readTypedPage(page, typed, context, stored.held, given),
    questionsOf,
    readGiven(values),
  );
  if (reading.kind === 'wrong') {
    const errors = Object.entries(reading.errors).map(([key, text]) => [`${FIELD}${fieldName(key)}`, text[language]] as const);
    return fail(Object.fromEntries(errors));
  }
  if (questionsOf(reading).length > 0) return show(pageForm({ ...stored, typed, asked, answers }, language, JSON.stringify(metadata)));
  if (reading.figures.length + reading.entries.length === 0)
    return note === undefined ? sayInPlace(form, words.keptTitle, words.nothingChanged, language) : fail({ [PAGE_FIELDS.note]: words.noteAlone });
  await keepForm(reading, { way: 'modal', note, person, page, replacing: replacedIn(answers) }, form, desk);
}
