import type { Text } from '../../../connectors/contract/metric.js';
import type { Config, Person } from '../../config/config.js';
import { mayDo } from '../../config/roles.js';
import type { FigureItem, HandedItem, ListItem, OpenItem } from './items.js';
import { handedNames } from './names.js';

/** What is filled in at once: some figures of one subject, the figures of an open dimension, or a list. All of it is one person's duty. */
export type FormPage =
  | { readonly kind: 'figures'; readonly id: string; readonly owner: string; readonly label: Text; readonly items: readonly FigureItem[] }
  | { readonly kind: 'open'; readonly id: string; readonly owner: string; readonly label: Text; readonly items: readonly [OpenItem] }
  | { readonly kind: 'list'; readonly id: string; readonly owner: string; readonly label: Text; readonly items: readonly [ListItem] };

/** So many figures stand on one page: as many options as Slack's checkboxes have. */
const PAGE_FIGURES = 10;

/** Everything that is handed in, in pages, in the order of the configuration. */
export function formPages(config: Config): readonly FormPage[] {
  const { items } = handedNames(config);
  const subjects = new Map<string, readonly FigureItem[]>();
  const pages = new Map<string, readonly FormPage[]>();
  for (const item of items) {
    const { owner } = item.owed;
    if (item.kind === 'open') pages.set(item.key, [{ kind: 'open', id: item.key, owner, label: item.label, items: [item] }]);
    else if (item.kind === 'list') pages.set(item.key, [{ kind: 'list', id: item.key, owner, label: item.label, items: [item] }]);
    else {
      const key = `${owner}/${item.subject}`;
      const figures = [...(subjects.get(key) ?? []), item];
      subjects.set(key, figures);
      pages.set(key, figurePages(key, owner, figures));
    }
  }
  return [...pages.values()].flat();
}

function figurePages(key: string, owner: string, figures: readonly FigureItem[]): readonly FormPage[] {
  const count = Math.ceil(figures.length / PAGE_FIGURES);
  const size = Math.ceil(figures.length / count);
  return Array.from({ length: count }, (_, index) => {
    const whose = figures[0]?.whose ?? { id: key, en: key };
    const part = count > 1 ? ` (${index + 1}/${count})` : '';
    const label = { id: `${whose.id}${part}`, en: `${whose.en}${part}` };
    return { kind: 'figures', id: `${key}/${index + 1}`, owner, label, items: figures.slice(index * size, (index + 1) * size) } as const;
  });
}

/** Whether somebody may hand an item in: whoever may record figures, and its owner. */
export const mayHand = (person: Person | undefined, item: HandedItem): boolean =>
  person !== undefined && (mayDo(person.role, 'record') || item.owed.owner === person.id);
