import type { Metric, Text } from '../../connectors/contract/metric.js';
import { type Dimensions, dimensionsKey, type Series } from '../../connectors/contract/observation.js';
import type { Grain } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { SectionContext } from '../digest/section.js';
import type { Line } from '../domain/digest.js';
import { number, type Statement } from '../domain/formula.js';
import { integer, line, name, type Phrase, periodName } from '../text/sentence.js';
import { ownerOf } from './owner.js';
import type { Asked, Correction, FigureAsked, MetricChoice, Question, Remark, UnknownWord } from './question.js';
import { askingFor, askingForSubject, vocabularyOf } from './vocabulary.js';

/** A word of the question, quoted as it was written. */
export const quoted = (word: string): Statement => name({ id: word, en: word });

/** A sentence of words alone. */
export const sentence = (id: string, role: Line['role'], words: Text, parts: Phrase['parts'] = {}, badges: Line['badges'] = []): Line =>
  line(id, role, { words, parts }, badges);

/** What the answer must say about how the question was read: corrected words, shared names, alternatives that were not taken. */
export function readingNotes(question: Asked | FigureAsked, config: Config): readonly Line[] {
  const choices = 'metrics' in question ? question.metrics : [];
  return [
    ...correctionNotes(question.corrections),
    ...choices.filter((choice) => choice.alternatives.length > 0).map((choice) => choiceNote(choice, config)),
    ...question.remarks.map((remark) => remarkNote(remark, config)),
  ];
}

/** "'folower' dibaca sebagai 'follower'". */
export const correctionNotes = (corrections: readonly Correction[]): readonly Line[] =>
  corrections.map(({ word, readAs }) =>
    sentence(
      `note/correction/${word}`,
      'small',
      { id: '"{word}" dibaca sebagai "{readAs}".', en: '"{word}" was read as "{readAs}".' },
      { word: quoted(word), readAs: quoted(readAs) },
    ),
  );

/** A metric's name; beside others that count people several times, a unique one says so, and they too. */
function distinctName(metric: Metric): Text {
  return metric.additivity === 'unique'
    ? { id: `${metric.label.id} (unik)`, en: `${metric.label.en} (unique)` }
    : { id: `${metric.label.id} (bukan unik)`, en: `${metric.label.en} (not unique)` };
}

function choiceNote({ word, metric, alternatives }: MetricChoice, config: Config): Line {
  const others = alternatives.flatMap((id) => config.metrics.get(id) ?? []);
  const taken = config.metrics.get(metric);
  const unique = [...others, ...(taken ? [taken] : [])].some((one) => one.additivity === 'unique');
  const nameOf = (one: Metric): Text => (unique ? distinctName(one) : one.label);
  const ask = (one: Metric, language: 'id' | 'en'): string => `"${askingFor(one, language, vocabularyOf(config)) ?? one.id}"`;
  const other = (language: 'id' | 'en'): string => others.map((one) => `${nameOf(one)[language]}: ${ask(one, language)}`).join(', ');
  return sentence(
    `note/choice/${metric}`,
    'small',
    {
      id: '"{word}" dibaca sebagai {taken}. Untuk yang lain, tanyakan: {others}.',
      en: '"{word}" was read as {taken}. For the other, ask: {others}.',
    },
    { word: quoted(word), taken: name(taken ? nameOf(taken) : { id: metric, en: metric }), others: name({ id: other('id'), en: other('en') }) },
  );
}

function remarkNote(remark: Remark, config: Config): Line {
  if (remark.kind === 'not-split') {
    const metric = config.metrics.get(remark.metric)?.label ?? { id: remark.metric, en: remark.metric };
    return sentence(
      `note/not-split/${remark.metric}`,
      'small',
      { id: '{metric} tidak dirinci menurut "{word}"; yang ditunjukkan seluruhnya.', en: 'Not split by "{word}" and therefore whole: {metric}.' },
      { metric: name(metric), word: quoted(remark.word) },
    );
  }
  const list = (language: 'id' | 'en'): string => remark.subjects.map((subject) => ownerOf(subject, config)[language]).join(', ');
  const example = (language: 'id' | 'en'): string =>
    remark.subjects.map((subject) => `"${askingForSubject(subject, config, language, vocabularyOf(config))}"`).join(', ');
  return sentence(
    `note/shared/${remark.word}`,
    'small',
    { id: '"{word}" cocok dengan: {list}. Untuk satu saja, sebut: {example}.', en: '"{word}" fits: {list}. For one of them, say: {example}.' },
    { word: quoted(remark.word), list: name({ id: list('id'), en: list('en') }), example: name({ id: example('id'), en: example('en') }) },
  );
}

const SHOWN_UNKNOWN = 5;

/** Each unknown word with the known ones that are near it. */
export function unknownNotes(words: readonly UnknownWord[]): readonly Line[] {
  const shown = words
    .slice(0, SHOWN_UNKNOWN)
    .map(({ word, nearest }) =>
      nearest.length > 0
        ? sentence(
            `unknown/${word}`,
            'headline',
            { id: '"{word}" tidak dikenal; yang paling dekat: {nearest}.', en: '"{word}" is not known; nearest: {nearest}.' },
            { word: quoted(word), nearest: quoted(nearest.join(', ')) },
          )
        : sentence(`unknown/${word}`, 'headline', { id: '"{word}" tidak dikenal.', en: '"{word}" is not known.' }, { word: quoted(word) }),
    );
  if (words.length <= SHOWN_UNKNOWN) return shown;
  const more = { id: 'Dan {more} kata lain tidak dikenal.', en: 'And {more} more words are not known.' };
  return [...shown, sentence('unknown/more', 'small', more, { more: integer(number(words.length - SHOWN_UNKNOWN)) })];
}

/** "feed" beside metrics that are not split by it. */
export function misfitNote({ word, metrics }: Extract<Question, { kind: 'misfit' }>, config: Config): Line {
  const labels = metrics.map((id) => config.metrics.get(id)?.label ?? { id, en: id });
  return sentence(
    'misfit',
    'headline',
    { id: '{metrics} tidak dirinci menurut "{word}".', en: 'Not split by "{word}": {metrics}.' },
    {
      word: quoted(word),
      metrics: name({ id: labels.map((label) => label.id).join(', '), en: labels.map((label) => label.en).join(', ') }),
    },
  );
}

/** That contributions to a change are not known yet, and what is shown instead. */
export const whyNote = (): Line =>
  sentence('note/why', 'small', {
    id: 'Perubahan ini tidak dapat diuraikan: hanya jumlah yang punya bagian, untuk dua periode yang ada angkanya. Yang ada: perbandingannya di bawah ini, dan dengan kata "sumber" di depan pertanyaan, baris di baliknya.',
    en: 'This change can not be taken apart: only totals have parts, for two periods that have figures. What there is: the comparison below, and with the word "source" before the question the rows behind it.',
  });

const LACKS: Readonly<Record<'expected' | 'foreign', Text>> = {
  expected: { id: '{owner}: belum ada data {metric}.', en: '{owner}: no data for {metric} yet.' },
  foreign: { id: '{owner} tidak memiliki {metric}.', en: '{owner} has no {metric}.' },
};

/** That a subject has never had a metric, whether or not it should have, and what it has. */
export async function lacksLine(subject: string, metric: Metric, isExpected: boolean, context: SectionContext): Promise<Line> {
  const there = await metricsOf(subject, context);
  const parts = { owner: name(ownerOf(subject, context.config)), metric: name(metric.label) };
  const words = LACKS[isExpected ? 'expected' : 'foreign'];
  const id = `${subject}/${metric.id}/lacks`;
  if (there.length === 0) return sentence(id, 'missing', words, parts, ['no-data']);
  const list = (language: 'id' | 'en'): string => there.map(({ label }) => label[language]).join(', ');
  const withList = { id: `${words.id} Yang ada: {list}.`, en: `${words.en} There is: {list}.` };
  return sentence(id, 'missing', withList, { ...parts, list: name({ id: list('id'), en: list('en') }) }, ['no-data']);
}

/** The metrics that a subject has in the store, and those that follow from them; none where the store has nothing of it. */
async function metricsOf(subject: string, { config, store }: SectionContext): Promise<readonly Metric[]> {
  const stored = new Set((await store.listSeries({ subject })).map((series) => series.metric));
  const expected = vocabularyOf(config).expected.metricsOf(subject);
  return stored.size === 0
    ? []
    : [...config.metrics.values()].filter(({ id, derivation, internal }) => (!internal && stored.has(id)) || (derivation && expected.includes(id)));
}

const GRAINS: Readonly<Record<Grain, Text>> = {
  day: { id: 'per hari', en: 'by day' },
  week: { id: 'per minggu', en: 'by week' },
  month: { id: 'per bulan', en: 'by month' },
  quarter: { id: 'per triwulan', en: 'by quarter' },
  year: { id: 'per tahun', en: 'by year' },
  total: { id: 'sepanjang waktu', en: 'as a lifetime figure' },
};

/** For what lengths of time a missing figure is stored; nothing where it is stored for none. */
export function storedGrainsLine(id: string, stored: readonly Series[], dimensions: Dimensions): readonly Line[] {
  const grains = [
    ...new Set(stored.filter((series) => dimensionsKey(series.dimensions) === dimensionsKey(dimensions)).map((series) => series.grain)),
  ];
  if (grains.length === 0) return [];
  const list = (language: 'id' | 'en'): string => grains.map((grain) => GRAINS[grain][language]).join(', ');
  const words = { id: 'Angka ini tersimpan {grains}.', en: 'This figure is stored {grains}.' };
  return [sentence(`${id}/grains`, 'small', words, { grains: name({ id: list('id'), en: list('en') }) })];
}

/** That nothing at all is stored of what was asked. */
export function nothingLine(subjects: readonly string[], { config, period, calendar }: SectionContext): Line {
  const owners = subjects.map((subject) => ownerOf(subject, config));
  const list = (language: 'id' | 'en'): string => owners.map((owner) => owner[language]).join(', ') || '-';
  const words = { id: '{owners}, {period}: tidak ada data.', en: '{owners}, {period}: no data.' };
  return sentence('nothing', 'missing', words, { owners: name({ id: list('id'), en: list('en') }), period: periodName(period, calendar) });
}
