import type { Text } from '../../connectors/contract/metric.js';
import type { ExportPlatform } from '../../connectors/files/layouts/layout.js';
import type { RecognisedTable } from '../../connectors/files/layouts/recognise.js';
import type { NamedAccount, Survey } from '../../connectors/files/layouts/survey.js';
import type { Account } from '../config/config.js';
import type { Answers, ExportQuestion } from './export-report.js';

/** Whose the rows of a file are. */
export interface AccountChoice {
  /** the account of a row by its platform and key; undefined for rows of somebody else */
  readonly subject: (platform: ExportPlatform | undefined, key: string | undefined) => string | undefined;
  /** the accounts that the file is about, as far as it tells; not all of them need be configured */
  readonly named: readonly string[];
  readonly questions: readonly ExportQuestion[];
  /** what an answer settled for good: the account that a file names, and ours */
  readonly learnt: Readonly<Record<string, string>>;
}

/** What accounts are chosen by. */
export interface AccountCircumstances {
  readonly fileName: string;
  readonly answers: Answers;
  readonly config: { readonly accounts: readonly Account[] };
}

type Surveyed = { readonly recognised: RecognisedTable; readonly survey: Survey };

/** The subject of rows whose account is open. */
const openSubject = (platform: ExportPlatform | undefined): string => `${platform ?? 'unknown'}:?`;

/** Chooses the accounts of a file: those that its rows name, else the one that its name or the configuration leaves; otherwise there is a question. */
export function chooseAccounts(surveys: readonly Surveyed[], about: AccountCircumstances): AccountChoice {
  const named = merged(surveys.flatMap(({ survey }) => survey.accounts));
  const platforms = platformsOf(surveys, named);
  const several = platforms.size > 1;
  const subjects = new Map<string, string>();
  const questions: ExportQuestion[] = [];
  const listed: string[] = [];
  const learnt: Record<string, string> = {};
  if (surveys.some(({ recognised }) => needsPlatform(recognised, named))) questions.push(PLATFORM);
  for (const platform of platforms) {
    const here = named.filter((account) => account.platform === platform);
    const chosen = choose(platform, here, several, about);
    for (const [key, subject] of chosen.subjects) subjects.set(key, subject);
    if (chosen.question !== undefined) questions.push(chosen.question);
    if (chosen.named !== undefined) listed.push(...chosen.named);
    Object.assign(learnt, chosen.learnt);
  }
  return {
    subject: (platform, key) => (platform === undefined ? openSubject(undefined) : subjects.get(key ?? platform)),
    named: [...new Set(listed)],
    questions,
    learnt,
  };
}

const PLATFORM: ExportQuestion = {
  id: 'platform',
  text: {
    id: 'Judul dan kolomnya tidak menyebut apakah angkanya dari Facebook atau Instagram.',
    en: 'Neither the title nor the columns say whether the figures are of Facebook or of Instagram.',
  },
  readings: [
    { answer: 'facebook', shows: { id: 'angka Halaman Facebook', en: 'figures of a Facebook Page' } },
    { answer: 'instagram', shows: { id: 'angka akun Instagram', en: 'figures of an Instagram account' } },
  ],
};

const needsPlatform = ({ platform, layout, columns }: RecognisedTable, named: readonly NamedAccount[]): boolean =>
  platform === undefined && layout.tool === 'meta-business-suite' && columns.length > 0 && named.length === 0;

function merged(accounts: readonly NamedAccount[]): readonly NamedAccount[] {
  const byKey = new Map<string, NamedAccount>();
  for (const account of accounts) byKey.set(account.key, { ...account, rows: account.rows + (byKey.get(account.key)?.rows ?? 0) });
  return [...byKey.values()].sort((one, other) => other.rows - one.rows);
}

function platformsOf(surveys: readonly Surveyed[], named: readonly NamedAccount[]): ReadonlySet<ExportPlatform> {
  const platforms = new Set<ExportPlatform>(named.map(({ platform }) => platform));
  for (const { recognised } of surveys) {
    if (recognised.platform !== undefined) platforms.add(recognised.platform);
    for (const { platform } of recognised.columns) if (platform !== undefined) platforms.add(platform);
  }
  return platforms;
}

interface Choice {
  readonly subjects: readonly (readonly [string, string])[];
  readonly named?: readonly string[];
  readonly question?: ExportQuestion;
  readonly learnt?: Readonly<Record<string, string>>;
}

function choose(platform: ExportPlatform, here: readonly NamedAccount[], several: boolean, about: AccountCircumstances): Choice {
  const id = several ? `account-${platform}` : 'account';
  const ours = about.config.accounts.filter((account) => account.platform === platform);
  const given = about.answers[id] ?? about.answers[`account-${platform}`];
  if (given === 'none' && several) return { subjects: [] };
  const answer = ours.find((account) => account.id === given);
  const [modal] = here;
  if (answer !== undefined) {
    const keys = modal === undefined ? [] : [[modal.key, answer.id] as const];
    return {
      subjects: [[platform, answer.id], ...keys, ...matching(here.slice(1), ours)],
      named: [answer.id],
      ...(modal === undefined ? {} : { learnt: { [`is:${modal.key}`]: answer.id } }),
    };
  }
  if (modal !== undefined) return byRows(platform, modal, here, ours, id, about);
  const [only] = ours;
  const inName = ours.filter((account) => isInName(account, about.fileName));
  const chosen = inName.length === 1 ? inName[0] : ours.length === 1 ? only : undefined;
  if (chosen !== undefined) return { subjects: [[platform, chosen.id]], named: [chosen.id] };
  return {
    subjects: [[platform, openSubject(platform)]],
    question: question(
      id,
      { id: `Berkasnya tidak menyebut dari akun ${platform} yang mana.`, en: `The file does not say of which ${platform} account it is.` },
      ours,
      platform,
    ),
  };
}

/** The accounts that the rows name: those that are configured, and where none is, the one with most rows, which must then be said. */
function byRows(
  platform: ExportPlatform,
  modal: NamedAccount,
  here: readonly NamedAccount[],
  ours: readonly Account[],
  id: string,
  { answers }: AccountCircumstances,
): Choice {
  const remembered = here.flatMap((account) => {
    const known = ours.find((one) => one.id === answers[`is:${account.key}`]);
    return known === undefined ? [] : [[account.key, known.id] as const];
  });
  const known = [...remembered, ...matching(here, ours)];
  if (known.length > 0) {
    const ids = [...new Set(known.map(([, subject]) => subject))];
    return { subjects: [...known, ...(ids[0] === undefined ? [] : [[platform, ids[0]] as const])], named: ids };
  }
  const name = `${platform}:${modal.handle ?? modal.id ?? ''}`;
  const label = modal.name === undefined || modal.name === modal.handle ? name : `${name} (${modal.name})`;
  return {
    subjects: [
      [modal.key, name],
      [platform, name],
    ],
    named: [name],
    question: question(
      id,
      { id: `Berkasnya dari ${label}, yang tidak ada di konfigurasi.`, en: `The file is of ${label}, which is not configured.` },
      ours,
      platform,
    ),
  };
}

const question = (id: string, text: Text, ours: readonly Account[], platform: ExportPlatform): ExportQuestion => ({
  id,
  text:
    ours.length === 0
      ? {
          id: `${text.id} Belum ada akun ${platform} di konfigurasi: tambahkan dahulu.`,
          en: `${text.en} No ${platform} account is configured: add it to the configuration first.`,
        }
      : text,
  readings: [
    ...ours.map((account) => ({ answer: account.id, shows: { id: `angka ${account.label}`, en: `figures of ${account.label}` } })),
    ...(id === 'account'
      ? []
      : [{ answer: 'none', shows: { id: `angka ${platform} tidak diambil`, en: `the figures of ${platform} are left out` } }]),
  ],
});

const plain = (text: string): string => text.replace(/^@/, '').normalize('NFC').toLowerCase();

/** Rows of accounts that are configured: by handle, by the id or by the name. */
function matching(here: readonly NamedAccount[], ours: readonly Account[]): readonly (readonly [string, string])[] {
  return here.flatMap((account) => {
    const found = ours.find((one) => {
      const handle = plain(one.id.slice(one.id.indexOf(':') + 1));
      const names = [account.handle, account.id, account.name].flatMap((name) => (name === undefined ? [] : [plain(name)]));
      return names.includes(handle) || names.includes(plain(one.label)) || (account.id !== undefined && account.id === one.pulled?.platformId);
    });
    return found === undefined ? [] : [[account.key, found.id] as const];
  });
}

/** Whether a file's name has the account's handle as a word of its own. */
function isInName({ id }: Account, fileName: string): boolean {
  const words = plain(fileName).split(/[^\p{L}\p{N}]+/u);
  const handle = plain(id.slice(id.indexOf(':') + 1)).split(/[^\p{L}\p{N}]+/u);
  return words.some((_, index) => handle.every((word, at) => words[index + at] === word));
}
