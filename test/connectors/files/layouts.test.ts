import { describe, expect, it } from 'vitest';
import type { LayoutContext } from '../../../connectors/contract/layout.js';
import type { Instant } from '../../../connectors/contract/period.js';
import { LAYOUTS, layoutOf, unknownHeader } from '../../../connectors/files/index.js';
import { demoConfig } from '../../support/report.js';

const now = '2024-03-01T02:00:00.000Z' as Instant;
const context: LayoutContext = {
  origin: { id: 'file:x:0', kind: 'file', name: 'x', detail: 'x.csv', hash: '0', zone: 'Asia/Jakarta', receivedAt: now },
  metrics: demoConfig.metrics,
  subjects: new Set(),
  calendar: demoConfig.organisation.calendar,
  observedAt: now,
};

const read = (header: string, cells: readonly string[]) => {
  const columns = header.split(',');
  const layout = layoutOf(columns);
  return layout?.read(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])), 3, context);
};

describe('recognising a file by its header', () => {
  it.each(LAYOUTS.map((layout) => [layout.id, layout] as const))(
    'knows %s in any order of columns, and by nothing less than all of them',
    (_id, layout) => {
      expect(layoutOf(layout.columns)).toBe(layout);
      expect(layoutOf([...layout.columns].reverse())).toBe(layout);
      expect(layoutOf([...layout.optionalColumns, ...layout.columns])).toBe(layout);
      expect(layoutOf(layout.columns.slice(1))).toBeUndefined();
      expect(layoutOf([...layout.columns, 'extra'])).toBeUndefined();
      expect(layoutOf([...layout.columns, ...layout.columns.slice(0, 1)])).toBeUndefined();
    },
  );

  it('names every part of a fact by a column that the layout has', () => {
    for (const layout of LAYOUTS) for (const column of Object.values(layout.places)) expect(layout.columns).toContain(column);
  });

  it.each([
    ['kind,date,title', 'nearly that of entries, but it lacks "attributes"'],
    ['kind,date,titel,attributes', 'has "titel" (perhaps for "title")'],
    ['kind;date;title;attributes', 'not parted by commas'],
    ['Tanggal,Jangkauan', 'not a header that Pantau knows'],
    ['kind,kind,date,title,attributes', '"kind" stands twice'],
  ])('says of %s what is wrong, and which headers are known', (header, sentence) => {
    const message = unknownHeader(header.split(',')).en;
    expect(message).toContain(sentence);
    for (const layout of LAYOUTS) expect(message).toContain(layout.columns.join(','));
  });
});

describe('a row of entries', () => {
  const header = 'kind,date,title,attributes';

  it('becomes a dated entry with its attributes', () => {
    expect(read(header, ['visit', '2024-02-02', 'PDRD, DID', 'region=Kota Palembang;guests=4'])).toEqual([
      {
        type: 'entry',
        entry: {
          kind: 'visit',
          date: '2024-02-02',
          title: 'PDRD, DID',
          attributes: { region: 'Kota Palembang', guests: '4' },
          origin: 'file:x:0',
          reference: '3',
        },
      },
    ]);
  });

  it.each([
    ['a day that does not exist', ['visit', '2024-02-30', 'DAU', ''], 'date'],
    ['a kind of several words', ['Kunjungan kerja', '2024-02-02', 'DAU', ''], 'kind'],
    ['no title', ['visit', '2024-02-02', ' ', ''], 'title'],
    ['attributes that are no pairs', ['visit', '2024-02-02', 'DAU', 'Kota Bima'], 'attributes'],
  ])('is rejected for %s', (_name, cells, column) => {
    expect(read(header, cells)).toMatchObject({ line: 3, column });
  });
});

describe('a row of content', () => {
  const header = 'account,id,kind,published_at,title,link';

  it('becomes a content item under its account, on the day of the zone', () => {
    expect(read(header, ['instagram:ditjenpk', '179', 'feed', '2024-02-28T17:30:00Z', 'Dana Desa', 'https://example.org/p/179'])).toEqual([
      {
        type: 'content',
        content: {
          id: 'instagram:ditjenpk/179',
          subject: 'instagram:ditjenpk',
          kind: 'feed',
          publishedAt: '2024-02-28T17:30:00.000Z',
          publishedOn: '2024-02-29',
          title: 'Dana Desa',
          link: 'https://example.org/p/179',
          origin: 'file:x:0',
        },
      },
    ]);
  });

  it.each([
    ['a moment without a zone', ['instagram:ditjenpk', '1', 'feed', '2024-02-28T17:30:00', '', ''], 'published_at'],
    ['a day that does not exist', ['instagram:ditjenpk', '1', 'feed', '2024-02-30T17:30:00Z', '', ''], 'published_at'],
    ['an hour that does not exist', ['instagram:ditjenpk', '1', 'feed', '2024-02-28T25:30:00Z', '', ''], 'published_at'],
    ['a link that is none', ['instagram:ditjenpk', '1', 'feed', '2024-02-28T17:30:00Z', '', 'javascript:x'], 'link'],
    ['no id', ['instagram:ditjenpk', '', 'feed', '2024-02-28T17:30:00Z', '', ''], 'id'],
  ])('is rejected for %s', (_name, cells, column) => {
    expect(read(header, cells)).toMatchObject({ line: 3, column });
  });
});

describe('a row of snapshots', () => {
  const header = 'content,metric,read_at,value,quality';

  it('becomes a reading at a moment', () => {
    expect(read(header, ['instagram:ditjenpk/179', 'reach', '2024-02-29T23:59:00+07:00', '51916', 'synthetic'])).toEqual([
      {
        type: 'snapshot',
        snapshot: {
          content: 'instagram:ditjenpk/179',
          metric: 'reach',
          readAt: '2024-02-29T16:59:00.000Z',
          value: 51916,
          quality: 'synthetic',
          origin: 'file:x:0',
        },
      },
    ]);
  });

  it('is rejected where the moment has not come', () => {
    expect(read(header, ['instagram:ditjenpk/179', 'reach', '2024-03-01T02:00:01Z', '1', ''])).toMatchObject({ column: 'read_at' });
  });
});
