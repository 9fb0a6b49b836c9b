import { type Period, periodLabel } from '../../../connectors/contract/period.js';
import type { Config } from '../../config/config.js';
import type { ClosedMonth } from '../../digest/closing.js';
import type { Language } from '../../domain/digest.js';
import { nameOfPerson } from '../../domain/person.js';
import type { MissingHanding } from '../../pipeline/month-close.js';
import { formatMoment, formatMonth } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Message } from './block.js';
import { CLOSING_WORDS } from './closing-words.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { button, plain } from './view.js';

/** The button that closes a month; its value is the month and how much was missing when the button was shown. */
export const CLOSE_MONTH = 'month.close';

/** How messages about closing are written. */
export interface ClosingWriting {
  readonly language: Language;
  readonly config: Config;
}

const MOST_ITEMS = 30;

/** A month before it is closed: what is missing and from whom, and the button. `again` where the list changed since it was shown. */
export function closingMessage(period: Period, missing: readonly MissingHanding[], { language, config }: ClosingWriting, again = false): Message {
  const words = CLOSING_WORDS[language];
  const month = formatMonth(period.start, language);
  const count = formatNumber(missing.length, language);
  const listed = missing.slice(0, MOST_ITEMS).map(({ label, owner }) => `• ${words.item(label[language], nameOfPerson(owner, config.people))}`);
  const left = missing.length - listed.length;
  const lines = [...listed, ...(left > 0 ? [words.more(formatNumber(left, language))] : [])].join('\n');
  const state = missing.length === 0 ? words.complete : words.missing(count);
  const asked = missing.length === 0 ? words.confirm(month) : words.confirmMissing(month, count);
  const approve = missing.length === 0 ? words.approve : words.approveAnyway;
  const blocks: Block[] = [
    { type: 'header', text: plain(fitText(words.title(month), LIMITS.header).text) },
    ...(again ? [textBlock(escapeMrkdwn(words.changed), false)] : []),
    textBlock(`*${escapeMrkdwn(state)}*`, false),
    ...(lines === '' ? [] : [textBlock(fitText(escapeMrkdwn(lines), LIMITS.section).text, false)]),
    textBlock(escapeMrkdwn(words.explained), true),
    {
      type: 'actions',
      elements: [
        {
          ...button(CLOSE_MONTH, approve, `${periodLabel(period, config.organisation.calendar)} ${missing.length}`, 'primary'),
          confirm: { title: plain(words.confirmTitle), text: plain(asked), confirm: plain(approve), deny: plain(words.back) },
        },
      ],
    },
  ];
  return { text: `${words.title(month)}: ${state}`, blocks };
}

/** What was frozen, by whom and when. */
export function closedMessage(period: Period, closed: ClosedMonth, { language, config }: ClosingWriting): Message {
  const words = CLOSING_WORDS[language];
  const head = words.closed(formatMonth(period.start, language), ...closer(closed, { language, config }));
  const titles = closed.digests.map(({ id, sha256 }) => {
    const title = config.digests.find((digest) => digest.id === id)?.title[language] ?? id;
    return `• ${words.frozen(title, sha256.slice(0, 12))}`;
  });
  const without = closed.missing.length === 0 ? [] : [words.without(formatNumber(closed.missing.length, language))];
  const said = [...titles, ...without].join('\n');
  return {
    text: head,
    blocks: [
      textBlock(`*${escapeMrkdwn(head)}*`, false),
      ...(said === '' ? [] : [textBlock(escapeMrkdwn(said), false)]),
      textBlock(escapeMrkdwn(words.later), true),
    ],
  };
}

/** The name of whoever closed a month, and when. */
export const closer = ({ by, at }: ClosedMonth, { language, config }: ClosingWriting): readonly [string, string] => [
  nameOfPerson(by, config.people),
  formatMoment(`${at}@${config.organisation.zone}`, language),
];
