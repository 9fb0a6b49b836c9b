import type { Text } from '../../connectors/contract/metric.js';
import type { Obstacle, TracedText, TransitionReason } from '../domain/alert-state.js';
import { embed, name, type Phrase, writeSentence } from '../text/sentence.js';
import type { Reading } from './reading.js';

/** Why a breach is not believed, in words. */
const OBSTACLE_WORDS: Readonly<Record<Obstacle, Text>> = {
  'partial-period': { id: 'periodenya belum selesai', en: 'its period has not ended' },
  unsettled: { id: 'angkanya masih dapat berubah', en: 'the figure may still change' },
  'definition-changed': { id: 'definisinya berubah', en: 'its definition changed' },
  'small-base': { id: 'pembandingnya terlalu kecil', en: 'its baseline is too small' },
  'no-baseline': { id: 'pembandingnya tidak tersedia', en: 'it has no baseline' },
  'single-reading': { id: 'penurunan lebih dari separuh baru dibaca sekali', en: 'a fall of more than half was read only once' },
  holiday: { id: 'hari libur', en: 'it is a holiday' },
  'short-history': { id: 'riwayatnya terlalu pendek', en: 'its history is too short' },
  'no-plan': { id: 'targetnya tidak punya rencana', en: 'its target has no plan' },
};

const FRAMES: Readonly<Record<TransitionReason, Text>> = {
  fired: { id: '{news}', en: '{news}' },
  resolved: { id: 'Pulih: {news}', en: 'Resolved: {news}' },
  held: { id: 'Ditunggu: {news}', en: 'Waiting: {news}' },
  cleared: { id: 'Berakhir sebelum dikabarkan: {news}', en: 'Over before it was told: {news}' },
  lost: { id: '{news}', en: '{news}' },
  found: { id: 'Data sudah ada: {news}', en: 'The data came: {news}' },
  failed: { id: '{news}', en: '{news}' },
  repaired: { id: 'Dapat dinilai lagi: {news}', en: 'It can be judged again: {news}' },
  flapping: {
    id: 'Berulang kali naik turun, tidak dikabarkan lagi sampai tenang: {news}',
    en: 'It comes and goes; no more is told until it is calm: {news}',
  },
  calmed: { id: 'Tenang: {news}', en: 'Calm again: {news}' },
  withheld: { id: 'Belum dipercaya ({why}): {news}', en: 'Not believed yet ({why}): {news}' },
};

/** What happened, in one line, and what else is to be said of it; both languages, with their basis. */
export function transitionSentences(
  reason: TransitionReason,
  reading: Reading,
): { readonly sentence: TracedText; readonly details: readonly TracedText[] } {
  const [news, ...details] = reading.kind === 'failed' ? [failure(reading.message)] : reading.phrases();
  const why = reading.kind === 'measured' ? obstacleText(reading.obstacles) : { id: '', en: '' };
  const frame: Phrase = { words: FRAMES[reason], parts: reason === 'withheld' ? { why: name(why) } : {} };
  const told = reason === 'fired' || reason === 'flapping' || reason === 'lost';
  return { sentence: writeSentence(embed(frame, 'news', news)), details: told ? details.map(writeSentence) : [] };
}

function obstacleText(obstacles: readonly Obstacle[]): Text {
  const words = obstacles.map((obstacle) => OBSTACLE_WORDS[obstacle]);
  return { id: words.map((text) => text.id).join(', '), en: words.map((text) => text.en).join(', ') };
}

function failure(message: string): Phrase {
  return {
    words: { id: 'Aturan ini tidak dapat dinilai: {why}', en: 'This rule cannot be judged: {why}' },
    parts: { why: name({ id: message, en: message }) },
  };
}
