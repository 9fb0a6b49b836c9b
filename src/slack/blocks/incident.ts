import type { Instant } from '../../../connectors/contract/period.js';
import type { CardOutgoing, Outgoing } from '../../domain/delivery.js';
import type { Language } from '../../domain/digest.js';
import type { CardAction, CardEvent, CardItem, CardView } from '../../domain/incident-view.js';
import { formatMoment } from '../../text/date.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Button, Message, Select } from './block.js';
import { INCIDENT_WORDS, type IncidentWords } from './incident-words.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';

/** In what a card is written. */
interface Voice {
  readonly words: IncidentWords;
  readonly language: Language;
  readonly zone: string;
}

const SHOWN_ITEMS = 10;

/** The card of some incidents. Its text, which a lock screen shows, begins with the whole news. */
export function cardMessage({ view, language, picture }: CardOutgoing): Message {
  const voice = { words: INCIDENT_WORDS[language], language, zone: view.zone };
  const [only] = view.items;
  const single = view.title === undefined && only !== undefined;
  const blocks = [
    ...(single ? itemBlocks(only, view, voice) : groupBlocks(view, voice)),
    ...(picture === undefined ? [] : [imageBlock(picture)]),
    ...actionBlocks(view, voice),
  ];
  const lines = single ? [headlineOf(only, view, voice), ...only.details.map((text) => text[language])] : groupLines(view, voice);
  return { text: fitText(lines.map(escapeMrkdwn).join('\n'), LIMITS.text).text, blocks };
}

/** What is over is not read as if it held: whoever hears a card instead of seeing it hears so first. */
const headlineOf = ({ headline, ended }: CardItem, { kind }: CardView, { words, language }: Voice): string =>
  ended === undefined || kind === 'news' ? headline[language] : `${words.events.resolved('', '')}: ${headline[language]}`;

const person = (by: string | undefined, { words }: Voice): string => (by === undefined ? words.pantau : `<@${by}>`);
const moment = (at: Instant, { zone, language }: Voice): string => formatMoment(`${at}@${zone}`, language);
const small = (text: string): Block => textBlock(text, true);

const ROOM_FOR_MARKS = 100;

function itemBlocks(item: CardItem, view: CardView, voice: Voice): Block[] {
  const { language } = voice;
  const headline = escapeMrkdwn(fitText(item.headline[language], LIMITS.section / 6).text);
  const details = item.details.map((text) => escapeMrkdwn(text[language])).join('\n');
  const body = details === '' ? `*${headline}*` : `*${headline}*\n${details}`;
  return [
    textBlock(`${stateWords(item, view, voice)}\n${fitText(body, LIMITS.section - ROOM_FOR_MARKS).text}`, false),
    small(footWords(item, view, voice)),
  ];
}

/** How it stands, first of all. */
function stateWords({ ended }: CardItem, { kind }: CardView, voice: Voice): string {
  const { words } = voice;
  if (ended !== undefined) return (kind === 'news' ? words.closed : words.ended)(moment(ended.at, voice));
  return kind === 'news' ? words.news : words.firing;
}

/** Who has it, until when it is quiet, what ended it, since when, by which rule. */
function footWords(item: CardItem, { rules, kind }: CardView, voice: Voice): string {
  const { words, language } = voice;
  const { acknowledged, quiet, ended, firedAt } = item;
  const news = ended?.sentence === undefined || kind === 'news' ? [] : [escapeMrkdwn(ended.sentence[language])];
  return [
    ...news,
    ...(acknowledged === undefined ? [] : [words.acknowledged(person(acknowledged.by, voice), moment(acknowledged.at, voice))]),
    ...(quiet === undefined ? [] : [words[quiet.what](person(quiet.by, voice), moment(quiet.until, voice))]),
    [
      kind === 'news' ? moment(firedAt, voice) : words[ended === undefined ? 'since' : 'began'](moment(firedAt, voice)),
      words.rules(rules.map((rule) => `\`${rule}\``).join(', '), rules.length),
    ].join(' · '),
  ].join('\n');
}

function groupTitle({ items, title }: CardView, { words, language }: Voice): string {
  const open = items.filter(({ ended }) => ended === undefined).length;
  const said = title?.[language] ?? '';
  return open === 0 ? words.severalEnded(items.length, said) : words.several(open, items.length, said);
}

/** The open ones first: what is over matters less. */
const ordered = ({ items }: CardView): readonly CardItem[] => [
  ...items.filter(({ ended }) => ended === undefined),
  ...items.filter(({ ended }) => ended !== undefined),
];

function groupLines(view: CardView, voice: Voice): readonly string[] {
  const shown = ordered(view).slice(0, SHOWN_ITEMS);
  const more = view.items.length - shown.length;
  const lines = shown.map(({ headline }) => headline[voice.language]);
  return [groupTitle(view, voice), ...lines, ...(more > 0 ? [voice.words.more(more)] : [])];
}

const ROOM_FOR_ITEM = 220;

function groupBlocks(view: CardView, voice: Voice): Block[] {
  const { words } = voice;
  const open = view.items.some(({ ended }) => ended === undefined);
  const mark = open ? (view.kind === 'news' ? words.news : words.firing) : '';
  const items = ordered(view);
  const shown = items.slice(0, SHOWN_ITEMS);
  const more = items.length > shown.length ? [words.more(items.length - shown.length)] : [];
  const since = items.map(({ firedAt }) => firedAt).sort()[0];
  const foot = [
    ...(since === undefined ? [] : [words.since(moment(since, voice))]),
    words.rules(fitText(view.rules.map((rule) => `\`${rule}\``).join(', '), 500).text, view.rules.length),
  ];
  const heading = `*${escapeMrkdwn(groupTitle(view, voice))}*`;
  const title = [...(mark === '' ? [] : [mark]), heading].join('\n');
  return [...sections([title, ...shown.map((item) => itemLines(item, voice)), ...more]), small(foot.join(' · '))];
}

/** Texts under each other, as many in one block as fit. */
function sections(texts: readonly string[]): readonly Block[] {
  const found: string[] = [];
  for (const text of texts) {
    const last = found.at(-1);
    if (last === undefined || last.length + 1 + text.length > LIMITS.section) found.push(text);
    else found[found.length - 1] = `${last}\n${text}`;
  }
  return found.map((text) => textBlock(text, false));
}

const ROOM_FOR_DETAIL = 400;

/** An incident of several, and what is needed of it as long as it holds: each dead access with what to renew, and where. */
function itemLines(item: CardItem, voice: Voice): string {
  const details = item.ended === undefined ? item.details : [];
  const said = details.map((text) => `   ${escapeMrkdwn(fitText(text[voice.language], ROOM_FOR_DETAIL).text)}`);
  return [itemLine(item, voice), ...said].join('\n');
}

function itemLine(item: CardItem, voice: Voice): string {
  const { words } = voice;
  const headline = escapeMrkdwn(fitText(item.headline[voice.language], ROOM_FOR_ITEM).text);
  const { acknowledged, quiet, ended } = item;
  if (ended !== undefined) return `✓ ~${headline}~`;
  const who = acknowledged === undefined ? '' : ` _(${person(acknowledged.by, voice)})_`;
  const until = quiet === undefined ? '' : ` _(${words[quiet.what](person(quiet.by, voice), moment(quiet.until, voice))})_`;
  return `• ${headline}${who}${until}`;
}

const imageBlock = ({ file, alt }: NonNullable<CardOutgoing['picture']>): Block => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: fitText(alt, LIMITS.altText).text || '-',
});

function actionBlocks(view: CardView, voice: Voice): Block[] {
  const elements = view.actions.map((action) => (action === 'snooze' ? snoozeSelect(view, voice) : actionButton(action, view, voice)));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });

function actionButton(action: Exclude<CardAction, 'snooze'>, { id }: CardView, { words }: Voice): Button {
  const button: Button = { type: 'button', action_id: `incident.${action}`, text: plain(words.actions[action]), value: id };
  if (action === 'acknowledge') return { ...button, style: 'primary' };
  if (action !== 'mute') return button;
  const confirm = { title: plain(words.muteTitle), text: plain(words.muteText), confirm: plain(words.actions.mute), deny: plain(words.cancel) };
  return { ...button, style: 'danger', confirm };
}

function snoozeSelect({ id, hasPeriod }: CardView, { words }: Voice): Select {
  const choices = (['hour', 'day', ...(hasPeriod ? (['period'] as const) : [])] as const).map((choice) => ({
    text: plain(words.snooze[choice]),
    value: `${choice}:${id}`,
  }));
  return { type: 'static_select', action_id: 'incident.snooze', placeholder: plain(words.actions.snooze), options: choices };
}

/** What happened to the incidents of a card, for its thread. */
export function logMessage({ events, zone, language }: Extract<Outgoing, { readonly type: 'incident-log' }>): Message {
  const voice = { words: INCIDENT_WORDS[language], language, zone };
  const lines = events.slice(0, SHOWN_EVENTS).map((event) => eventLine(event, voice));
  const more = events.length > lines.length ? [voice.words.more(events.length - lines.length)] : [];
  const text = fitText([...lines, ...more].join('\n'), LIMITS.section).text;
  return { text, blocks: [textBlock(text, false)] };
}

const SHOWN_EVENTS = 12;

/** "1 Maret 2024 pukul 09.00 WIB: @Bima menangani". A sentence that says by itself what happened stands alone. */
function eventLine(event: CardEvent, voice: Voice): string {
  const { words, language } = voice;
  const until = event.until === undefined ? '' : moment(event.until, voice);
  const sentence = event.text === undefined ? '' : escapeMrkdwn(fitText(event.text[language], ROOM_FOR_ITEM).text);
  const told = words.events[event.what](person(event.by, voice), until);
  const saidByItself = SENTENCES.has(event.what) && sentence !== '';
  const rest = sentence === '' ? told : saidByItself ? sentence : `${told}: ${sentence}`;
  return `_${moment(event.at, voice)}_ · ${rest}`;
}

/** Their sentences begin with what happened. */
const SENTENCES: ReadonlySet<CardEvent['what']> = new Set<CardEvent['what']>(['resolved', 'calmed', 'found', 'flapping', 'lost']);
