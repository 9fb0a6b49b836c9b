import { QUALITIES } from '../contract/observation.js';
import { CellProblem, cell, filled, layout, oneOf } from './cell.js';
import { moment } from './moment.js';
import { plainNumber } from './number.js';

/** One reading of a content item's lifetime figure in each row; `content` is the account and the item's id, such as `instagram:ditjenpk/17900`. */
export const snapshots = layout(
  {
    id: 'snapshots',
    columns: ['content', 'metric', 'read_at', 'value'],
    optionalColumns: ['quality'],
    places: { content: 'content', metric: 'metric', readAt: 'read_at', value: 'value' },
  },
  (row, _line, context) => {
    const readAt = moment('read_at', cell(row, 'read_at'));
    if (readAt > context.observedAt) throw new CellProblem('read_at', { id: `${readAt} belum tiba.`, en: `${readAt} has not come yet.` });
    const value = plainNumber('value', cell(row, 'value'));
    return [
      {
        type: 'snapshot',
        snapshot: {
          content: filled(row, 'content'),
          metric: filled(row, 'metric'),
          readAt,
          value,
          ...(value === null ? { absence: 'not-available' as const } : {}),
          quality: oneOf(row, 'quality', QUALITIES, 'complete'),
          origin: context.origin.id,
        },
      },
    ];
  },
);
