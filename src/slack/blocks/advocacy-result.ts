import type { Period } from '../../../connectors/contract/period.js';
import { type Calendar, periodLabel } from '../../../connectors/contract/period.js';
import { ACTIVATION_KINDS } from '../../domain/activation.js';
import type { Language } from '../../domain/digest.js';
import type { Recorded, RecordedActivation } from '../../pipeline/activations/desk.js';
import { undoableUntil } from '../../pipeline/activations/log.js';
import type { OwnTally, SharedTally } from '../../pipeline/activations/tally.js';
import { formatMoment, formatQuarter } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { placesText } from './advocacy-form.js';
import { ADVOCACY_WORDS } from './advocacy-words.js';
import type { Block } from './block.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { button, type Modal, plain } from './view.js';

/** The button that takes an activation back; its value is the activation's id. */
export const UNDO_ACTIVATION = 'activation.undo';
/** The button that takes back what was added to an activation; its value is the activation's id, a blank and the platforms. */
export const UNDO_TOUCH = 'activation.undo-touch';
/** The button by which one who opted out takes part again. */
export const TAKE_PART = 'activation.opt-in';

/** How moments and quarters are written. */
export interface Writing {
  readonly language: Language;
  readonly zone: string;
  readonly calendar: Calendar;
}

const quarterText = (quarter: Period, { language, calendar }: Writing): string => formatQuarter(periodLabel(quarter, calendar).slice(0, 7), language);

/** A modal without a form. */
export const said = (title: string, blocks: Block[], language: Language, metadata = ''): Modal => ({
  type: 'modal',
  callback_id: 'activation.said',
  title: plain(title),
  close: plain(ADVOCACY_WORDS[language].close),
  private_metadata: metadata,
  blocks,
});

/** While the ledger is being written. */
export const recordingView = (language: Language): Modal => {
  const words = ADVOCACY_WORDS[language];
  return said(words.formTitle, [textBlock(words.recording, false)], language);
};

/** One's own counts of the quarter, as blocks. */
export function ownBlocks(own: OwnTally, writing: Writing): Block[] {
  const words = ADVOCACY_WORDS[writing.language];
  const count = (value: number): string => formatNumber(value, writing.language);
  const kinds = ACTIVATION_KINDS.filter((kind) => own.byKind[kind] > 0).map(
    (kind) => `• ${words.ownKind(words.kinds[kind], count(own.byKind[kind]))}`,
  );
  const head = words.own(quarterText(own.quarter, writing), own.activations, count(own.activations), count(own.touches));
  return [textBlock([head, ...kinds].join('\n'), false)];
}

/** What everybody did together, as small print. */
function sharedBlocks(shared: SharedTally, writing: Writing): Block[] {
  const words = ADVOCACY_WORDS[writing.language];
  const count = (value: number): string => formatNumber(value, writing.language);
  const sentences = [
    ...(shared.campaign === undefined ? [] : [words.campaign(escapeMrkdwn(shared.campaign.label), count(shared.campaign.activations))]),
    words.everybody(quarterText(shared.quarter, writing), count(shared.activations)),
  ];
  return [textBlock(sentences.join('\n'), true)];
}

/** What became of an activation, with the person's own tally; `metadata` comes back with the button. */
export function recordedView(recorded: Recorded, writing: Writing, metadata: string): Modal {
  const words = ADVOCACY_WORDS[writing.language];
  if (recorded.outcome === 'opted-out') return optedOutView(writing.language, metadata);
  if (recorded.outcome === 'forgotten') return said(words.notRecordedTitle, [textBlock(words.forgotten, false)], writing.language);
  const { activation, own, shared } = recorded;
  const since = formatMoment(`${activation.occurredAt}@${writing.zone}`, writing.language);
  const places = placesText(activation.platforms);
  const undo = undoBlocks(recorded, writing.language);
  const { title, sentence } = {
    added: { title: words.addedTitle, sentence: words.added(words.kinds[activation.kind], places) },
    touch: { title: words.touchTitle, sentence: words.touch(placesText(recorded.added), since) },
    repeat: { title: words.repeatTitle, sentence: words.repeat(words.kinds[activation.kind], places, since) },
  }[recorded.outcome];
  const until = formatMoment(`${undoableUntil(recorded.at)}@${writing.zone}`, writing.language);
  const blocks: Block[] = [
    textBlock(sentence, false),
    ...ownBlocks(own, writing),
    ...sharedBlocks(shared, writing),
    ...undo,
    textBlock([...(undo.length > 0 ? [words.undoUntil(until)] : []), words.onlyYou, words.voluntary].join(' '), true),
  ];
  return said(title, blocks, writing.language, metadata);
}

function undoBlocks({ outcome, activation, added, own }: RecordedActivation, language: Language): Block[] {
  const words = ADVOCACY_WORDS[language];
  if (outcome === 'touch') return [{ type: 'actions', elements: [button(UNDO_TOUCH, words.undo, `${activation.id} ${added.join(',')}`)] }];
  if (outcome === 'repeat' || !own.undoable.includes(activation.id)) return [];
  return [{ type: 'actions', elements: [button(UNDO_ACTIVATION, words.undo, activation.id)] }];
}

/** That an activation (or what was added to one) was taken back, or can't be any more, with the tally as it is now. */
export function undoneView(undone: boolean | 'touch', own: OwnTally, writing: Writing): Modal {
  const words = ADVOCACY_WORDS[writing.language];
  const sentence = undone === 'touch' ? words.touchUndone : undone ? words.undone : words.notUndone;
  const blocks = [textBlock(sentence, false), ...ownBlocks(own, writing), textBlock(words.onlyYou, true)];
  return said(undone === false ? words.notUndoneTitle : words.undoneTitle, blocks, writing.language);
}

/** To one who opted out: how to take part again. */
export function optedOutView(language: Language, metadata: string): Modal {
  const words = ADVOCACY_WORDS[language];
  const again: Block = { type: 'actions', elements: [button(TAKE_PART, words.takePart, 'yes', 'primary')] };
  return said(words.notRecordedTitle, [textBlock(words.optedOut, false), again, textBlock(words.voluntary, true)], language, metadata);
}
