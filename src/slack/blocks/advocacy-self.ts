import type { Language } from '../../domain/digest.js';
import type { OwnPage } from '../../pipeline/activations/own-page.js';
import type { Erasure } from '../../store/advocacy-port.js';
import { formatMoment } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import { placesText } from './advocacy-form.js';
import { ownBlocks, said, UNDO_ACTIVATION, type Writing } from './advocacy-result.js';
import { SELF_WORDS } from './advocacy-self-words.js';
import { ADVOCACY_WORDS, placeName } from './advocacy-words.js';
import type { Block, Button } from './block.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { button, type Modal, plain } from './view.js';

/** The buttons of one's own page. */
export const SELF_ACTIONS = { optOut: 'self.opt-out', optIn: 'self.opt-in', data: 'self.data', erase: 'self.erase', link: 'self.link' } as const;

const MOST_TITLE = 80;

/** How a page is shown: `token` is a value of its own, by which two presses of one button are known; `note` says what was just done. */
export interface Showing {
  readonly token: string;
  readonly note?: string | undefined;
  /** whether there is anybody who may confirm a link */
  readonly linkable: boolean;
}

/** One's own page: the quarter, the latest activations, and what one may decide. */
export function selfPage(page: OwnPage, writing: Writing, showing: Showing): Modal {
  const { language } = writing;
  const words = SELF_WORDS[language];
  const shared = ADVOCACY_WORDS[language];
  const note = showing.note === undefined ? [] : [textBlock(`*${showing.note}*`, false)];
  if (page.standing === 'forgotten')
    return said(words.title, [...note, textBlock(shared.forgotten, false), textBlock(shared.onlyYou, true)], language);
  const blocks: Block[] = [
    ...note,
    ...(page.standing === 'opted-out' ? [textBlock(words.optedOut, false)] : []),
    ...(page.latest.length === 0 ? [textBlock(words.nothing, false)] : countBlocks(page, writing)),
    { type: 'actions', elements: buttons(page, language, showing) },
    textBlock(`${shared.onlyYou} ${shared.voluntary}`, true),
  ];
  return said(words.title, blocks, language);
}

function countBlocks(page: OwnPage, writing: Writing): Block[] {
  const { language, zone } = writing;
  const words = SELF_WORDS[language];
  const count = (value: number): string => formatNumber(value, language);
  const platforms = page.platforms.map(({ platform, touches }) => `${placeName(platform)} ${count(touches)}`).join(', ');
  const campaigns = page.campaigns
    .map(({ label, activations }) => `${escapeMrkdwn(fitText(label, MOST_TITLE).text)} ${count(activations)}`)
    .join(', ');
  const parts = [...(platforms === '' ? [] : [words.platforms(platforms)]), ...(campaigns === '' ? [] : [words.campaigns(campaigns)])];
  const latest = page.latest.map(({ activation, title }) => {
    const named = title ? `, "${escapeMrkdwn(fitText(title, MOST_TITLE).text)}"` : '';
    const what = `${ADVOCACY_WORDS[language].kinds[activation.kind]}, ${placesText(activation.platforms)}${named}`;
    return `• ${formatMoment(`${activation.occurredAt}@${zone}`, language)}: ${what}`;
  });
  return [
    ...ownBlocks(page.tally, writing),
    ...(parts.length === 0 ? [] : [textBlock(fitText(parts.join('\n'), LIMITS.section).text, false)]),
    textBlock([words.latest, ...latest].join('\n'), false),
  ];
}

function buttons({ standing, tally }: OwnPage, language: Language, { token, linkable }: Showing): Button[] {
  const words = SELF_WORDS[language];
  const shared = ADVOCACY_WORDS[language];
  const undoable = tally.latest.find(({ id }) => tally.undoable.includes(id));
  return [
    ...(undoable === undefined ? [] : [button(UNDO_ACTIVATION, words.undoLatest, undoable.id)]),
    standing === 'opted-out' ? button(SELF_ACTIONS.optIn, shared.takePart, token, 'primary') : button(SELF_ACTIONS.optOut, words.optOut, token),
    button(SELF_ACTIONS.data, words.data, token),
    ...(linkable ? [button(SELF_ACTIONS.link, words.link, token)] : []),
    {
      ...button(SELF_ACTIONS.erase, words.erase, token, 'danger'),
      confirm: {
        title: plain(words.eraseTitle),
        text: plain(words.eraseAsk),
        confirm: plain(words.eraseYes),
        deny: plain(words.eraseNo),
        style: 'danger',
      },
    },
  ];
}

/** What was erased, and what stays. */
export function erasedView({ activations, unknown }: Erasure, language: Language): Modal {
  const words = SELF_WORDS[language];
  const sentence = unknown ? words.erasedUnknown : words.erased(formatNumber(activations, language));
  return said(
    words.erasedTitle,
    [textBlock(sentence, false), textBlock(words.erasedAfter, false), textBlock(ADVOCACY_WORDS[language].onlyYou, true)],
    language,
  );
}
