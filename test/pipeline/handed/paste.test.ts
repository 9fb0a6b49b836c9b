import { describe, expect, it } from 'vitest';
import { periodLabel } from '../../../connectors/contract/period.js';
import { keyOf } from '../../../src/pipeline/handed/checks.js';
import { readPaste } from '../../../src/pipeline/handed/paste.js';
import type { PasteReading, ReadFigure } from '../../../src/pipeline/handed/reading.js';
import { february } from './february.js';
import { MESSAGES } from './messages.js';

const stated = (figure: ReadFigure): string => {
  const month = periodLabel(figure.period);
  return `${keyOf(figure)}${month === '2024-02' ? '' : `@${month}`} ${figure.figure}${figure.precision === 'exact' ? '' : ` ${figure.precision}`}`;
};
const asked = ({ figures, left }: PasteReading): readonly string[] => [
  ...figures.flatMap(({ questions, source }) => questions.map(({ kind }) => `${kind}: ${source}`)),
  ...left.map(({ source }) => `left: ${source}`),
];
const certain = ({ figures }: PasteReading): readonly string[] => figures.filter(({ questions }) => questions.length === 0).map(stated);

describe('a pasted message', () => {
  it('is one of at least forty in the table', () => expect(MESSAGES.length).toBeGreaterThanOrEqual(40));

  it.each(MESSAGES)('is read rightly or asked about: $text', ({ text, right, asked: expected = [] }) => {
    const reading = readPaste(text, february);
    // Nothing that is kept without a question may differ from what the message says.
    expect(certain(reading).filter((one) => !right.includes(one))).toEqual([]);
    expect(asked(reading)).toEqual(expected);
    // What is not kept is asked about.
    const open = reading.figures.length - certain(reading).length + reading.left.length;
    expect(right.length === certain(reading).length || open > 0).toBe(true);
  });

  it('keeps every figure of the table that has no question', () => {
    const whole = MESSAGES.filter((message) => message.asked === undefined);
    expect(whole.length).toBeGreaterThan(20);
    for (const { text, right } of whole) expect([...certain(readPaste(text, february))].sort()).toEqual([...right].sort());
  });
});

describe('answers to its questions', () => {
  it('settle which figure is meant', () => {
    const reading = readPaste('Email 131', february, { '1.1:item': 'email_lapor/emails' });
    expect(certain(reading)).toEqual(['email_lapor/emails 131']);
  });

  it('settle the number, and keep asking of an answer that was not offered', () => {
    expect(certain(readPaste('kepuasan 4.750', february, { '1.1:number': '4.75' }))).toEqual(['contact_centre/satisfaction 4.75']);
    expect(certain(readPaste('kepuasan 4.750', february, { '1.1:number': '47' }))).toEqual([]);
  });

  it('tell nought from no data', () => {
    expect(certain(readPaste('Pengaduan: nihil', february, { '1.1:nothing': '0' }))).toEqual(['contact_centre/complaints 0']);
    expect(certain(readPaste('Pengaduan: nihil', february, { '1.1:nothing': 'none' }))).toEqual(['contact_centre/complaints null']);
  });

  it('leave a figure out', () => expect(readPaste('Telp 630', february, { '1.1:jump': 'no' }).figures).toEqual([]));

  it('choose between two statements of one figure', () => {
    const text = 'Telp 46\nTelp 64';
    expect(asked(readPaste(text, february))).toEqual(['twice: Telp 46', 'twice: Telp 64']);
    expect(certain(readPaste(text, february, { '2.1:twice': 'yes' }))).toEqual(['contact_centre/tickets/channel=phone 64']);
  });
});

describe('what is stored already', () => {
  it('is revised only after a question', () => {
    const stores = {
      ...february,
      known: (key: string, period: typeof february.period) => (key.endsWith('phone') && periodLabel(period) === '2024-02' ? 46 : undefined),
    };
    expect(asked(readPaste('Telp 46', stores))).toEqual([]);
    expect(asked(readPaste('Telp 47', stores))).toEqual(['revises: Telp 47']);
  });
});

describe('lists of entries', () => {
  it('are read by their columns, whichever mark is between them', () => {
    const { entries, left } = readPaste(
      'Daftar tamu:\n1 Februari\tKota Bima\tDAU\t2\n2 Feb - Kota Palembang - PDRD, DID - 4\n5/2; PT. PLN; PDRD; 4\n20 Feb Kota Tomohon',
      february,
    );
    expect(entries.map(({ list, date, title, attributes }) => [list.list, date, title, attributes.region, attributes.guests])).toEqual([
      ['visit', '2024-02-01', 'DAU', 'Kota Bima', '2'],
      ['visit', '2024-02-02', 'PDRD, DID', 'Kota Palembang', '4'],
      ['visit', '2024-02-05', 'PDRD', 'PT. PLN', '4'],
    ]);
    expect(left).toEqual([{ line: 5, source: '20 Feb Kota Tomohon', why: 'columns' }]);
  });

  it('ask about a day outside the month', () => {
    const { entries } = readPaste('Daftar webinar\n2 Maret - THM', february);
    expect(entries[0]?.questions.map(({ kind }) => kind)).toEqual(['period']);
  });
});

describe('figures that come later', () => {
  it('are named', () => {
    const { later, figures } = readPaste('Telp 46\nWA blm ada', february);
    expect(figures).toHaveLength(1);
    expect(later.map(({ item }) => item.key)).toEqual(['contact_centre/tickets/channel=whatsapp']);
  });
});
