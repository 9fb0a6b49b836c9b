import { CellProblem, cell, filled, layout, pairs } from './cell.js';
import { day } from './moment.js';

/** One dated thing in each row: a post on the website, a webinar, a visit. */
export const entries = layout(
  {
    id: 'entries',
    columns: ['kind', 'date', 'title', 'attributes'],
    optionalColumns: [],
    places: { kind: 'kind', date: 'date', title: 'title', attributes: 'attributes' },
  },
  (row, line, context) => {
    const kind = filled(row, 'kind');
    if (!/^[a-z][a-z0-9_]*$/.test(kind))
      throw new CellProblem('kind', {
        id: 'Jenis adalah satu kata huruf kecil, angka, dan garis bawah, misalnya "website_post".',
        en: 'A kind is one word of small letters, digits and underscores, such as "website_post".',
      });
    const attributes = cell(row, 'attributes');
    return [
      {
        type: 'entry',
        entry: {
          kind,
          date: day('date', cell(row, 'date')),
          title: filled(row, 'title'),
          attributes: attributes === '' ? {} : pairs('attributes', attributes),
          origin: context.origin.id,
          reference: String(line),
        },
      },
    ];
  },
);
