import { CellProblem, cell, filled, layout } from './cell.js';
import { dayOf, moment } from './moment.js';

/** One published item in each row; the id is the platform's, without the account. */
export const content = layout(
  {
    id: 'content',
    columns: ['account', 'id', 'kind', 'published_at', 'title', 'link'],
    optionalColumns: [],
    places: { subject: 'account', id: 'id', kind: 'kind', publishedAt: 'published_at', title: 'title' },
  },
  (row, _line, context) => {
    const account = filled(row, 'account');
    const publishedAt = moment('published_at', cell(row, 'published_at'));
    const link = cell(row, 'link');
    if (link !== '' && !/^https?:\/\/[^\s]+$/.test(link))
      throw new CellProblem('link', {
        id: 'Tautan diawali https:// atau http:// dan tidak memuat spasi.',
        en: 'A link begins with https:// or http:// and has no spaces.',
      });
    return [
      {
        type: 'content',
        content: {
          id: `${account}/${filled(row, 'id')}`,
          subject: account,
          kind: filled(row, 'kind'),
          publishedAt,
          publishedOn: dayOf(publishedAt, context.origin.zone),
          title: cell(row, 'title'),
          ...(link === '' ? {} : { link }),
          origin: context.origin.id,
        },
      },
    ];
  },
);
