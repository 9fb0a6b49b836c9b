import type { Text } from '../../connectors/contract/metric.js';
import { type AddressOptions, checkAddress, checkResolved } from '../config/address.js';
import type { Config } from '../config/config.js';
import { downloadGuarded, type NotDownloaded } from '../http/guarded-download.js';
import type { WayOutSettings } from '../http/way-out.js';
import { RefusedFile } from './import-report.js';

/** Whether what somebody hands in is an address and no file's name. */
export const isAddress = (text: string): boolean => /^https?:\/\//i.test(text);

/** An address as it may be shown and logged: whoever knows the rest of a published sheet's address can read the sheet. */
export function shownAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url === undefined ? 'https://…' : `${url.protocol}//${url.hostname}/…`;
}

/** What fetching a sheet needs. */
export interface SheetDependencies {
  readonly config: Pick<Config, 'imports'>;
  readonly way: WayOutSettings;
  /** for tests */
  readonly options?: AddressOptions;
}

/** The bytes of a sheet that was published, and a name for them. */
export interface PublishedSheet {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

const WITHIN_MS = 60_000;
const MOST_BYTES = 100_000_000;

/** Fetches a sheet that was published as CSV (or any file) from an address of an allowed host. Throws `RefusedFile` with what to do; no sentence holds the address. */
export async function fetchSheet(address: string, { config, way, options = {} }: SheetDependencies): Promise<PublishedSheet> {
  const hosts = config.imports?.hosts ?? [];
  const given = publishedCsv(address);
  const answer = await downloadGuarded(given, {
    refusal: (one) => hostRefusal(one, hosts, options),
    resolvedRefusal: (addresses) => (options.allowPrivate ? undefined : checkResolved(addresses)),
    timeoutMs: WITHIN_MS,
    mostBytes: MOST_BYTES,
    way,
  });
  if (answer.kind !== 'downloaded') throw new RefusedFile(refusalText(answer));
  if (answer.type === 'text/html') throw new RefusedFile(PAGE);
  return { bytes: answer.bytes, fileName: answer.name ?? `${new URL(given).hostname}.csv` };
}

/** Google's sheets are published at the first, which leads to the second (2026-11-25). */
const isGoogles = (host: string): boolean => host === 'docs.google.com' || host.endsWith('.googleusercontent.com');

function hostRefusal(address: string, hosts: readonly string[], options: AddressOptions): string | undefined {
  const verdict = checkAddress(address, options);
  if (verdict.kind === 'refused') return verdict.reason;
  const host = verdict.url.hostname.toLowerCase();
  return isGoogles(host) || hosts.includes(host)
    ? undefined
    : `The host ${host} is not allowed; an operator can add it to imports.hosts in the configuration.`;
}

/** The same sheet as CSV, where somebody handed in the address of its page. */
function publishedCsv(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.hostname !== 'docs.google.com' || !url.pathname.startsWith('/spreadsheets/d/e/')) return address;
  url.pathname = url.pathname.replace(/\/pubhtml$/, '/pub');
  if (url.pathname.endsWith('/pub') && !url.searchParams.has('output')) url.searchParams.set('output', 'csv');
  return url.href;
}

const PAGE: Text = {
  id: 'Alamat ini memberi halaman, bukan CSV. Di Google Sheets pilih File > Bagikan > Publikasikan ke web, satu lembar, sebagai CSV. Tidak ada yang diimpor.',
  en: 'This address gives a page and no CSV. In Google Sheets choose File > Share > Publish to web, one sheet, as CSV. Nothing was imported.',
};

function refusalText({ kind, detail }: NotDownloaded): Text {
  switch (kind) {
    case 'refused':
      return {
        id: `Alamat ini tidak boleh dibuka. ${detail} Tidak ada yang diimpor.`,
        en: `This address may not be opened. ${detail} Nothing was imported.`,
      };
    case 'redirected':
      return {
        id: `Alamat ini mengarah ke tempat lain yang tidak boleh dibuka (${detail}). Mungkin lembarnya belum dipublikasikan. Tidak ada yang diimpor.`,
        en: `This address leads to another that may not be opened (${detail}). Perhaps the sheet is not published. Nothing was imported.`,
      };
    case 'status':
      return {
        id: `Alamat ini menjawab ${detail}. Periksa apakah lembarnya masih dipublikasikan. Tidak ada yang diimpor.`,
        en: `This address answered ${detail}. Check that the sheet is still published. Nothing was imported.`,
      };
    case 'too-large':
      return {
        id: `Jawabannya lebih besar dari ${detail}. Tidak ada yang diimpor.`,
        en: `The answer is larger than ${detail}. Nothing was imported.`,
      };
    case 'timeout':
      return {
        id: `Tidak ada jawaban lengkap dalam ${detail}. Coba lagi nanti.`,
        en: `There was no whole answer within ${detail}. Try again later.`,
      };
    case 'unreachable':
      return { id: `Alamat ini tidak terjangkau (${detail}). Coba lagi nanti.`, en: `This address can't be reached (${detail}). Try again later.` };
  }
}
