import { DateTime } from 'luxon';
import type { Fact } from '../../contract/layout.js';
import type { CivilDate, Instant } from '../../contract/period.js';
import { remembering } from '../../contract/remember.js';
import { dayOf } from '../moment.js';
import { cleanText } from '../reader/header.js';
import type { TableRow } from '../reader/table.js';
import { readDay, type StatedDay } from '../values/days.js';
import { isRoundedId, readId } from '../values/ids.js';
import type { ExportPlatform } from './layout.js';
import { kindOf, linkParts } from './links.js';
import type { KnownColumn } from './recognise.js';
import { FOREIGN, figuresOf, left, noDay, type ReadRow, type RowContext, UNKNOWN_NETWORK } from './row-figures.js';
import { accountOf, cellOf, columnOf, dayIn } from './survey.js';

const CHOSEN_PERIOD = {
  id: 'Angka tiap kiriman dari periode yang dipilih dan bukan angka sepanjang masa.',
  en: 'The figures of single items are of the chosen period and no lifetime figures.',
};

/** Why a row is left out whose item nobody can tell any more. */
export const LOST_ID = {
  id: 'Id-nya dibulatkan oleh program lembar kerja dan hilang.',
  en: "The item's id was rounded by a spreadsheet program and is lost.",
};

/** Reads a row of one item: the item, and its lifetime figures as snapshots. */
export function itemRow(row: TableRow, context: RowContext): ReadRow {
  const { recognised, columns, decisions, dated } = context;
  // Before anything returns: the days without a year are counted by row.
  const column = columnOf(columns, 'published');
  const text = cellOf(row, column);
  const stated = dayIn(row, column, recognised, decisions.order);
  const published = dated(stated);
  const account = accountOf(row, recognised);
  const platform = recognised.platform ?? account?.platform;
  if (platform === undefined) return left(row, UNKNOWN_NETWORK);
  const remark = cleanText(cellOf(row, columnOf(columns, 'comment')));
  const link = cellOf(row, columnOf(columns, 'link')).trim();
  const id = idOf(row, columns, link, platform, decisions.idsRounded);
  if (id === undefined)
    return left(
      row,
      remark === ''
        ? { id: 'Barisnya tidak memiliki id.', en: 'The row has no id.' }
        : {
            id: 'Alatnya tidak dapat menghitung barisnya dan menyatakannya di tempat id.',
            en: 'The tool could not compute the row and says so in place of its id.',
          },
    );
  if (id === 'lost') return left(row, LOST_ID);
  if (readDay(cellOf(row, columnOf(columns, 'scope'))) !== undefined)
    return left(row, {
      id: 'Angkanya dari satu hari dan bukan angka sepanjang masa.',
      en: 'The figures of the item are of one day and no lifetime figures.',
    });
  const subject = decisions.subject(platform, account?.key);
  if (subject === undefined) return left(row, FOREIGN);
  if (stated === undefined && text.trim() !== '') throw noDay(row, text);
  const content = `${subject}/${id}`;
  const read = !decisions.lifetime
    ? left(row, CHOSEN_PERIOD)
    : figuresOf(row, context, (metric, value) => ({
        ...{ metric, platform, subject, value, line: row.line, grain: 'total', day: undefined },
        fact:
          decisions.exportedAt === undefined
            ? undefined
            : { type: 'snapshot', snapshot: { content, metric, readAt: decisions.exportedAt, value, quality: 'complete', origin: decisions.origin } },
      }));
  const item =
    published === undefined || published === 'open' ? undefined : itemFact(row, context, { subject, content, link, platform, published, stated });
  const undated =
    published === undefined && read.figures.length > 0
      ? [
          {
            id: 'Kirimannya tidak memiliki tanggal terbit: angkanya disimpan, tetapi kirimannya tidak didaftar.',
            en: 'The item has no day of publication: its figures are kept, and it is not listed.',
          },
        ]
      : [];
  return { ...read, item, leftOut: [...read.leftOut, ...undated] };
}

/** The platform's id of the item: from its column, else from its link; `lost` where a spreadsheet rounded it. */
function idOf(
  row: TableRow,
  columns: readonly KnownColumn[],
  link: string,
  platform: ExportPlatform,
  allRounded: boolean,
): string | 'lost' | undefined {
  const cell = readId(cellOf(row, columnOf(columns, 'id')));
  const fromLink = linkParts(link, platform).id;
  if (cell === '') return fromLink;
  if (isRoundedId(cell) || (allRounded && /^\d{16,}$/.test(cell))) return fromLink ?? 'lost';
  return /\s/.test(cell) ? undefined : cell;
}

interface Item {
  readonly subject: string;
  readonly content: string;
  readonly link: string;
  readonly platform: ExportPlatform;
  readonly published: CivilDate;
  readonly stated: StatedDay | undefined;
}

const instantOf: (local: string, zone: string, offset: number) => Instant = remembering(
  (local, zone, offset) => `${local} ${zone} ${offset}`,
  (local, zone, offset) => new Date(DateTime.fromISO(local, { zone }).minus({ minutes: offset }).toMillis()).toISOString() as Instant,
);

function itemFact(row: TableRow, { recognised, columns, decisions }: RowContext, item: Item): Fact {
  const { stated, published, platform, link } = item;
  const utc = stated?.offset !== undefined || recognised.layout.zone === 'UTC';
  const publishedAt = instantOf(`${published}T${stated?.time ?? '00:00:00'}`, utc ? 'utc' : decisions.zone, stated?.offset ?? 0);
  const type = cleanText(cellOf(row, columnOf(columns, 'type')));
  const words = cleanText(cellOf(row, columnOf(columns, 'title'))) || cleanText(cellOf(row, columnOf(columns, 'text')));
  return {
    type: 'content',
    content: {
      id: item.content,
      subject: item.subject,
      kind: recognised.layout.kind ?? kindOf(type, platform),
      publishedAt,
      publishedOn: utc && stated?.time !== undefined ? dayOf(publishedAt, decisions.zone) : published,
      title: [...words].slice(0, 200).join(''),
      ...(/^https?:\/\/\S+$/.test(link) ? { link } : {}),
      origin: decisions.origin,
    },
  };
}
