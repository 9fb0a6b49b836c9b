import type { Digest, DigestChart, Language, Section } from '../../domain/digest.js';
import { formatMoment, formatPeriod } from '../../text/date.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Button, Message } from './block.js';
import { badgeWords, commonBadges, lineBlocks, textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';
import { SLACK_WORDS } from './words.js';

/** A digest as one message, and as replies in its thread where one message does not hold it. */
export interface DigestMessages {
  readonly parent: Message;
  readonly replies: readonly Message[];
}

/** What a digest looks like in Slack: `files` maps a chart's file name to the id of the uploaded picture; a chart without one is told in words. */
export interface DigestView {
  readonly digest: Digest;
  readonly language: Language;
  readonly files: ReadonlyMap<string, string>;
  readonly status: string | undefined;
}

/** Digest to blocks within Slack's limits. Every line, check and chart is there, in the message or in a reply that the message announces. */
export function digestMessages(view: DigestView): DigestMessages {
  const { digest, language } = view;
  const blocks = [...opening(view), ...digest.sections.flatMap((section) => sectionBlocks(section, view))];
  const text = summary(view);
  if (blocks.length <= LIMITS.blocks) return { parent: { text, blocks }, replies: [] };
  const first = blocks.slice(0, LIMITS.blocks - 1);
  const chunks = chunk(blocks.slice(LIMITS.blocks - 1), LIMITS.blocks - 1);
  const words = SLACK_WORDS[language];
  const replies = chunks.map((part, index) => {
    const label = words.continued(fitText(digest.title[language], 200).text, index + 1, chunks.length);
    return { text: label, blocks: [textBlock(escapeMrkdwn(label), true), ...part] };
  });
  return { parent: { text, blocks: [...first, textBlock(words.continuesInThread(chunks.length), true)] }, replies };
}

function opening({ digest, language, status }: DigestView): Block[] {
  const title = `${digest.title[language]} · ${formatPeriod(digest.period, language)}`;
  const words = SLACK_WORDS[language];
  const asOf = words.asOf(formatMoment(`${digest.asOf}@${digest.zone}`, language));
  return [
    ...heading(title),
    ...escapedPieces(`${digest.organisation[language]} · ${asOf}`, LIMITS.contextText).map((text) => textBlock(text, true)),
    ...(status ? escapedPieces(status, LIMITS.contextText).map((text) => textBlock(text, true)) : []),
  ];
}

/** A header; where the title is too long for one it stands in full below it. */
function heading(title: string): Block[] {
  const header = fitText(title, LIMITS.header);
  return [
    { type: 'header', text: { type: 'plain_text', text: header.text || '-' } },
    ...(header.cut ? escapedPieces(title, LIMITS.section).map((text) => textBlock(text, false)) : []),
  ];
}

function sectionBlocks(section: Section, view: DigestView): Block[] {
  const { language, digest } = view;
  const shared = section.lines.length > 1 ? commonBadges(section.lines) : [];
  const words = SLACK_WORDS[language];
  const charts = section.charts.filter((chart) => chart.language === language);
  const button = sourceButton(section, digest, language);
  const [first, ...others] = lineBlocks(section.lines, language, shared);
  // Beside the first lines the button costs no block of its own: a monthly digest of fifteen sections stays one message.
  const beside: Block | undefined = button !== undefined && first?.type === 'section' ? { ...first, accessory: button } : undefined;
  return [
    ...heading(section.title[language]),
    ...(first ? [beside ?? first] : []),
    ...others,
    ...charts.flatMap((chart) => chartBlocks(chart, view)),
    ...checkBlocks(section, language),
    ...(shared.length > 0 ? [textBlock(`${words.allLines}${badgeWords(shared, language)}`, true)] : []),
    ...(button === undefined || beside ? [] : [{ type: 'actions' as const, elements: [button] }]),
  ];
}

const ROOM_FOR_LABEL = 100;

/** With its picture or in words a chart has as many blocks, so that the message is divided alike and a reply fits its message after a restart too. */
function chartBlocks(chart: DigestChart, { files, language }: DigestView): Block[] {
  const file = files.get(chart.file);
  const alt = chart.alt[language];
  const words = SLACK_WORDS[language];
  const fitted = fitText(alt, LIMITS.altText);
  const image: Block | undefined = file === undefined ? undefined : { type: 'image', slack_file: { id: file }, alt_text: fitted.text || chart.id };
  const long = fitted.cut || escapeMrkdwn(alt).length > LIMITS.section - ROOM_FOR_LABEL;
  if (!long) return [image ?? textBlock(`${words.pictureMissing} ${escapeMrkdwn(alt)}`, true)];
  const pieces = escapedPieces(`${words.pictureSays} ${alt}`, LIMITS.section).map((text) => textBlock(text, true));
  return [image ?? textBlock(words.pictureMissing, true), ...pieces];
}

function checkBlocks(section: Section, language: Language): Block[] {
  const lines = section.checks.map((check) => ({
    role: 'small' as const,
    text: { id: `${check.ok ? '✓' : '✗'} ${check.text.id}`, en: `${check.ok ? '✓' : '✗'} ${check.text.en}` },
    badges: [],
  }));
  return lineBlocks(lines, language);
}

/** Undefined where an id is too long for a button: the button is an aid, and the command `/pantau` still answers. */
function sourceButton(section: Section, digest: Digest, language: Language): Button | undefined {
  const { grain, start, end } = digest.period;
  const value = JSON.stringify({ digest: digest.digest, section: section.id, period: `${grain}:${start}/${end}` });
  if (value.length > LIMITS.buttonValue) return undefined;
  const words = SLACK_WORDS[language];
  const label = fitText(words.sourceOf(section.title[language]), LIMITS.buttonText).text;
  return { type: 'button', action_id: 'source', text: { type: 'plain_text', text: words.source }, value, accessibility_label: label };
}

/** The digest in plain words, as long as notifications and screen readers bear; says how many lines are only in the blocks. */
function summary({ digest, language }: DigestView): string {
  const words = SLACK_WORDS[language];
  const lines = digest.sections.flatMap((section) => [
    section.title[language],
    ...section.lines
      .filter((line) => line.role !== 'small')
      .map((line) => `${line.text[language]}${badgeWords(line.badges, language).replaceAll('_', '')}`),
  ]);
  const title = fitText(`${digest.title[language]} · ${formatPeriod(digest.period, language)}`, 500).text;
  let text = escapeMrkdwn(title);
  for (const [index, line] of lines.entries()) {
    const next = `${text}\n${escapeMrkdwn(line)}`;
    if (next.length > LIMITS.text - 100) return `${text}\n${words.moreLines(lines.length - index)}`;
    text = next;
  }
  return text;
}

const chunk = <Item>(list: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
