import type { Text } from '../../connectors/contract/metric.js';
import type { Account, Config, FigureSetting } from '../config/config.js';
import type { Language, Line } from '../domain/digest.js';
import { name } from '../text/sentence.js';
import { sentence } from './notes.js';
import { askingFor, askingForSubject, type Vocabulary, vocabularyOf } from './vocabulary.js';

/** A question that is understood under a configuration, and what it gives, in both languages. */
export interface Example {
  readonly question: Text;
  readonly gives: Text;
}

const inBoth = (of: (language: Language) => string): Text => ({ id: of('id'), en: of('en') });

const LAST_MONTH: Text = { id: 'bulan lalu', en: 'last month' };

/** Examples with this configuration's own accounts, metrics and digests. */
export function examplesOf(config: Config): readonly Example[] {
  const vocabulary = vocabularyOf(config);
  const counted = countedMetric(config, vocabulary);
  return [
    ...config.accounts.slice(0, 1).flatMap((account) => accountExamples(account, config, vocabulary)),
    ...config.digests
      .flatMap(({ sections }) => sections.flatMap((section) => (section.kind === 'advocacy' ? [section.subject] : [])))
      .slice(0, 1)
      .map((subject) => ({
        question: inBoth((language) => `${askingForSubject(subject, config, language, vocabulary).toLowerCase()} ${LAST_MONTH[language]}`),
        gives: { id: 'semua angkanya', en: 'all its figures' },
      })),
    ...splitExample(config, vocabulary),
    ...(counted ? countedExamples(counted) : []),
    ...config.digests.slice(0, 1).map(({ id }) => ({
      question: { id: `laporan ${id}`, en: `${id} digest` },
      gives: { id: 'kapan dan di mana laporan itu terbit', en: 'when and where that report is posted' },
    })),
    { question: { id: 'status', en: 'status' }, gives: { id: 'keadaan data', en: 'the state of the data' } },
  ];
}

function accountExamples(account: Account, config: Config, vocabulary: Vocabulary): readonly Example[] {
  const owner = (language: Language): string => askingForSubject(account.id, config, language, vocabulary).toLowerCase();
  const compared = vocabulary.expected.has(account.id, 'content_reach_sum') ? { id: 'jangkauan', en: 'reach' } : { id: 'unggahan', en: 'posts' };
  return [
    {
      question: { id: `pengikut ${owner('id')} 90 hari`, en: `${owner('en')} followers 90d` },
      gives: { id: 'perkembangan selama 90 hari', en: 'how they moved over 90 days' },
    },
    {
      question: {
        id: `bandingkan ${compared.id} ${owner('id')} bulan lalu dengan tahun lalu`,
        en: `compare ${owner('en')} ${compared.en} last month with last year`,
      },
      gives: { id: 'dua waktu berdampingan', en: 'two times side by side' },
    },
  ];
}

const countedFigures = (config: Config): readonly FigureSetting[] =>
  config.digests.flatMap(({ sections }) => sections.flatMap((section) => (section.kind === 'counted' ? section.figures : [])));

/** How one asks for a metric in both languages; undefined where its names are shared. */
function askingInBoth(id: string, config: Config, vocabulary: Vocabulary): Text | undefined {
  const metric = config.metrics.get(id);
  const [indonesian, english] = metric ? [askingFor(metric, 'id', vocabulary), askingFor(metric, 'en', vocabulary)] : [];
  return indonesian !== undefined && english !== undefined ? { id: indonesian.toLowerCase(), en: english.toLowerCase() } : undefined;
}

/** A figure that a digest splits, by the first of its labelled values. */
function splitExample(config: Config, vocabulary: Vocabulary): readonly Example[] {
  for (const { metric, by } of countedFigures(config)) {
    const asking = askingInBoth(metric, config, vocabulary);
    const [label] = by === undefined ? [] : Object.values(config.metrics.get(metric)?.dimensions[by]?.labels ?? {});
    if (!asking || !label) continue;
    const question = inBoth((language) => `${asking[language]} ${label[language].toLowerCase()} ${LAST_MONTH[language]}`);
    return [{ question, gives: { id: 'satu bagian dari angka itu', en: 'one part of the figure' } }];
  }
  return [];
}

/** The first flow in the digests. */
const countedMetric = (config: Config, vocabulary: Vocabulary): Text | undefined =>
  countedFigures(config)
    .filter(({ metric }) => config.metrics.get(metric)?.additivity === 'flow')
    .flatMap(({ metric }) => askingInBoth(metric, config, vocabulary) ?? [])[0];

const countedExamples = (metric: Text): readonly Example[] => [
  {
    question: { id: `${metric.id} sejak januari`, en: `${metric.en} since january` },
    gives: { id: 'jumlah, dan berapa hari yang ada datanya', en: 'the sum, and how many days have data' },
  },
  {
    question: inBoth((language) => `${language === 'id' ? 'sumber' : 'source'} ${metric[language]} ${LAST_MONTH[language]}`),
    gives: { id: 'baris yang menjadi dasar angka', en: 'the rows behind a figure' },
  },
];

const COLLECTING: Text = {
  id: 'Angka yang dikumpulkan dari orang, di Slack: /pantau kumpul (yang belum masuk, dan mengisinya), /pantau tempel (menempel pesan), /pantau templat (lembar kerja untuk diisi).',
  en: 'Figures that people hand in, in Slack: /pantau collect (what is missing, and filling it in), /pantau paste (pasting a message), /pantau template (a workbook to fill in).',
};

/** What only Slack can do, by its word; the leaderboard is a question as well. */
const IN_SLACK: Text = {
  id: 'Di Slack juga: `/pantau catat` mencatat aktivasi, `/pantau saya` catatan Anda sendiri, `/pantau papan` papan unit, `/pantau target` target triwulan, `/pantau konten` membagikan konten, `/pantau peringatan` peringatan yang berlaku, `/pantau bahasa` bahasa jawaban.',
  en: 'In Slack also: `/pantau log` logs an activation, `/pantau me` shows your own record, `/pantau leaderboard` the units, `/pantau target` the targets of the quarter, `/pantau content` shares content, `/pantau alerts` shows the alerts that hold, `/pantau language` sets the language of answers.',
};

/** The help: how to ask, examples of this configuration, and what happens with words that are not known. */
export function helpLines(config: Config): readonly Line[] {
  const opening = {
    id: 'Tanyakan angka dengan kata biasa, dalam bahasa Indonesia atau Inggris, dengan urutan bebas. Misalnya:',
    en: 'Ask for figures in plain words, in Indonesian or English, in any order. For example:',
  };
  const closing = {
    id: 'Tanpa waktu, jawabannya memakai bulan lengkap terakhir. Kata yang tidak dikenal selalu disebut, tidak pernah ditebak diam-diam.',
    en: 'Without a time, the answer is on the last complete month. A word that is not known is always named, never guessed in silence.',
  };
  const examples = examplesOf(config).map(({ question, gives }, index) =>
    sentence(
      `help/${index + 1}`,
      'entry',
      { id: '{question}: {gives}', en: '{question}: {gives}' },
      { question: name(question), gives: name(gives) },
    ),
  );
  const collecting = config.duties.length > 0 ? [sentence('help/collecting', 'detail', COLLECTING)] : [];
  const ends = [sentence('help/slack', 'detail', IN_SLACK), ...collecting, sentence('help/closing', 'small', closing)];
  return [sentence('help/opening', 'headline', opening), ...examples, ...ends];
}
