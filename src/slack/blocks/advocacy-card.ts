import type { Outgoing } from '../../domain/delivery.js';
import type { Language } from '../../domain/digest.js';
import { formatDay } from '../../text/date.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Message } from './block.js';
import { textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';
import { button, plain } from './view.js';

/** The button of a card; its value is the content's id. */
export const SHARE_CONTENT = 'activation.share';

interface CardWords {
  readonly link: string;
  readonly caption: string;
  readonly deadline: (day: string) => string;
  readonly campaign: (label: string) => string;
  readonly shared: string;
  readonly sharedLabel: (title: string) => string;
  readonly voluntary: string;
  readonly ended: string;
}

const WORDS: Readonly<Record<Language, CardWords>> = {
  id: {
    link: 'Tautan',
    caption: 'Teks untuk disalin:',
    deadline: (day) => `Batas waktu ${day}`,
    campaign: (label) => `Kampanye ${label}`,
    shared: 'Saya sudah membagikan',
    sharedLabel: (title) => `Saya sudah membagikan ${title}`,
    voluntary: 'Ikut serta bersifat sukarela.',
    ended: 'Batas waktunya sudah lewat. Yang sudah dibagikan masih dapat dicatat dengan `/pantau catat`.',
  },
  en: {
    link: 'Link',
    caption: 'Text to copy:',
    deadline: (day) => `Deadline ${day}`,
    campaign: (label) => `Campaign ${label}`,
    shared: 'I shared it',
    sharedLabel: (title) => `I shared ${title}`,
    voluntary: 'Taking part is voluntary.',
    ended: 'The deadline is over. What was shared can still be logged with `/pantau log`.',
  },
};

/** The card of something to share, as everybody in a channel sees it; `campaign` is the campaign's label. One that has ended asks for nothing any more. */
export function contentCard({ item, campaign, language, ended }: Omit<Extract<Outgoing, { readonly type: 'card' }>, 'type'>): Message {
  const words = WORDS[language];
  const { id, title, link, caption, deadline } = item;
  const small = [
    ...(deadline === undefined ? [] : [`*${words.deadline(formatDay(deadline, language))}*`]),
    ...(campaign === undefined ? [] : [escapeMrkdwn(words.campaign(campaign))]),
    words.voluntary,
  ];
  const shared = button(SHARE_CONTENT, words.shared, id, 'primary');
  const blocks: Block[] = [
    { type: 'header', text: plain(fitText(title, LIMITS.header).text) },
    ...(link === undefined ? [] : [textBlock(`${words.link}: <${escapeMrkdwn(link).replaceAll('|', '%7C')}>`, false)]),
    ...(caption === undefined ? [] : captionBlocks(words.caption, caption)),
    textBlock(small.join(' · '), true),
    ended
      ? textBlock(words.ended, false)
      : { type: 'actions', elements: [{ ...shared, accessibility_label: fitText(words.sharedLabel(title), LIMITS.buttonText).text }] },
  ];
  const summary = [
    title,
    ended ? words.ended : undefined,
    link,
    caption,
    deadline === undefined ? undefined : words.deadline(formatDay(deadline, language)),
  ];
  const [text = '-'] = escapedPieces(summary.filter((line) => line !== undefined).join('\n'), LIMITS.text);
  return { text, blocks };
}

const FENCE = '```';

/** The caption as preformatted text, which copies as it was written. */
function captionBlocks(label: string, caption: string): Block[] {
  // A fence inside the caption would end the preformatted text.
  const pieces = escapedPieces(caption.replaceAll(FENCE, "'''"), LIMITS.section - 100);
  return pieces.map((piece, index) => textBlock(`${index === 0 ? `${label}\n` : ''}${FENCE}${piece}${FENCE}`, false));
}
