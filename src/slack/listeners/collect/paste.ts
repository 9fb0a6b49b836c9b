import type { App } from '@slack/bolt';
import { type Period, periodLabel, shiftPeriod } from '../../../../connectors/contract/period.js';
import type { Person } from '../../../config/config.js';
import type { Language } from '../../../domain/digest.js';
import { type Answered, readAnswered, replacedIn } from '../../../pipeline/handed/answers.js';
import { monthNamed } from '../../../pipeline/handed/board.js';
import { pasteContext } from '../../../pipeline/handed/held.js';
import { mayHand } from '../../../pipeline/handed/pages.js';
import { readPaste } from '../../../pipeline/handed/paste.js';
import type { PasteQuestion, PasteReading } from '../../../pipeline/handed/reading.js';
import type { Message } from '../../blocks/block.js';
import { PASTE } from '../../blocks/collect-board.js';
import { collectSentence } from '../../blocks/collect-kept.js';
import { pasteForm, pasteOffer, pasteReview, SAVE_PASTE, type ShownPaste } from '../../blocks/collect-paste.js';
import { COLLECT_WORDS } from '../../blocks/collect-words.js';
import type { CommandAsked, DirectAsked } from '../../feature.js';
import type { ListenerDeps } from '../deps.js';
import { keepForm, sayInPlace } from './kept.js';
import { type CollectDesk, type Opening, onForm, onOpening, personOf, type SubmittedForm } from './parts.js';
import { type CollectMetadata, readGiven, readMonth, readPasteValue, readText, textHash } from './told.js';

/** The paste box: a text is read, shown as it was understood, and kept once it was checked. */
export function registerPaste(app: App, deps: ListenerDeps, present: () => CollectDesk): void {
  onOpening(app, PASTE, deps, (opening) => openPaste(opening, present()));
  onForm(app, SAVE_PASTE, deps, (form) => savePaste(form, present()));
}

/** Opens the empty paste box for a month; a sentence where there is none of that name. */
export async function openPasteBox({ rest, channel, trigger, language, client }: CommandAsked, desk: CollectDesk): Promise<string | undefined> {
  const period = monthNamed(rest, desk);
  if (period === undefined) return COLLECT_WORDS[language].noMonth(rest.slice(0, 60));
  const metadata: CollectMetadata = { language, channel, month: periodLabel(period) };
  await client.views.open({ trigger_id: trigger, view: pasteForm(period, language, JSON.stringify(metadata)) });
  return undefined;
}

async function openPaste({ user, value, language, channel, show }: Opening, desk: CollectDesk): Promise<void> {
  const words = COLLECT_WORDS[language];
  const { month, text } = readPasteValue(value);
  const period = readMonth(month, desk.config);
  if (period === undefined) return show(collectSentence(words.refused, words.gone, language));
  const metadata: CollectMetadata = { language, channel, month };
  if (text === '') return show(pasteForm(period, language, JSON.stringify(metadata)));
  const person = personOf(user, desk.config);
  if (person === undefined) return show(collectSentence(words.refused, words.notAllowed, language));
  await show(reviewOf(text, await readFor(text, {}, { person, period, language }, desk), period, metadata, desk));
}

interface Reader {
  readonly person: Person;
  readonly period: Period;
  readonly language: Language;
}

type ReadText = Answered<PasteReading> & { readonly others: readonly string[] };

const questionsOf = ({ figures, entries }: PasteReading): readonly PasteQuestion[] => [...figures, ...entries].flatMap(({ questions }) => questions);

/** Reads a text for a person: what they may not hand in is named apart, and nothing is asked about it. */
async function readFor(
  text: string,
  given: Readonly<Record<string, string>>,
  { person, period, language }: Reader,
  desk: CollectDesk,
): Promise<ReadText> {
  const context = await pasteContext({ config: desk.config, store: desk.store, now: desk.clock.now() }, period, language);
  const others = new Set<string>();
  const read = (answers: Parameters<typeof readPaste>[2]): PasteReading => {
    const whole = readPaste(text, context, answers);
    const figures = whole.figures.filter(({ item }) => item === undefined || mayHand(person, item) || !others.add(item.label[language]));
    const entries = whole.entries.filter(({ list }) => mayHand(person, list) || !others.add(list.label[language]));
    return { ...whole, figures, entries };
  };
  return { ...readAnswered(read, questionsOf, given), others: [...others] };
}

const shownOf = ({ reading, others, asked, answers }: ReadText): ShownPaste => ({ reading, others, asked, answers });

const reviewOf = (text: string, read: ReadText, period: Period, metadata: CollectMetadata, desk: CollectDesk) =>
  pasteReview(
    text,
    shownOf(read),
    shiftPeriod(period, -1, desk.config.organisation.calendar),
    metadata.language,
    JSON.stringify({ ...metadata, shown: textHash(text) } satisfies CollectMetadata),
  );

async function savePaste(form: SubmittedForm, desk: CollectDesk): Promise<void> {
  const { user, metadata, values, show } = form;
  const { language, month } = metadata;
  const words = COLLECT_WORDS[language];
  const period = readMonth(month, desk.config);
  const person = personOf(user, desk.config);
  if (period === undefined) return sayInPlace(form, words.refused, words.gone, language);
  if (person === undefined) return sayInPlace(form, words.refused, words.notAllowed, language);
  const text = readText(values);
  // Answers are to the text that was shown; another text is shown first.
  const isShown = metadata.shown === textHash(text);
  const read = await readFor(text, isShown ? readGiven(values) : {}, { person, period, language }, desk);
  if (!isShown || questionsOf(read.reading).length > 0) return show(reviewOf(text, read, period, metadata, desk));
  if (read.reading.figures.length + read.reading.entries.length === 0) return sayInPlace(form, words.keptTitle, words.nothingChanged, language);
  await keepForm(read.reading, { way: 'paste', note: undefined, person, page: undefined, replacing: replacedIn(read.answers) }, form, desk);
}

const QUESTION_WORDS = /^\s*(?:berapa|apa|siapa|kapan|kenapa|mengapa|bagaimana|how|what|who|when|why|which|show|tampilkan|bandingkan|compare)\b|\?/i;

/** Offers to keep a direct message that reads as figures of the last month; undefined where it reads as a question. */
export async function offerPaste({ user, text, language }: DirectAsked, desk: CollectDesk): Promise<Message | undefined> {
  const person = personOf(user, desk.config);
  const period = monthNamed('', desk);
  if (person === undefined || period === undefined || !/\d/.test(text) || QUESTION_WORDS.test(text)) return undefined;
  const read = await readFor(text, {}, { person, period, language }, desk);
  const sure = read.reading.figures.filter(
    ({ item, figure, questions }) => item !== undefined && figure !== undefined && !questions.some(({ kind }) => kind === 'item' || kind === 'role'),
  );
  if (sure.length === 0) return undefined;
  const before = shiftPeriod(period, -1, desk.config.organisation.calendar);
  return pasteOffer(text, periodLabel(period), shownOf(read), { period, before }, language);
}
