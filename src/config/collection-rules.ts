import { nearestNames } from '../../connectors/contract/nearest.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import type { Finding } from './explain.js';
import type { Rule } from './rules.js';
import type { RawConfig } from './schema.js';

type Duty = RawConfig['collection']['duties'][number];
type OwedFigure = Duty['figures'][number];
type OwedList = Duty['lists'][number];

const eachDuty = (config: Partial<RawConfig>, check: (duty: Duty, path: string) => readonly Finding[]): readonly Finding[] =>
  config.collection?.duties.flatMap((duty, index) => check(duty, `collection.duties[${index}]`)) ?? [];

const eachFigure = (config: Partial<RawConfig>, check: (figure: OwedFigure, path: string) => readonly Finding[]): readonly Finding[] =>
  eachDuty(config, (duty, path) => duty.figures.flatMap((figure, index) => check(figure, `${path}.figures[${index}]`)));

const eachList = (config: Partial<RawConfig>, check: (list: OwedList, path: string) => readonly Finding[]): readonly Finding[] =>
  eachDuty(config, (duty, path) => duty.lists.flatMap((list, index) => check(list, `${path}.lists[${index}]`)));

const metricIn = (config: Partial<RawConfig>, id: string) => [...BUILT_IN_METRICS, ...(config.metrics ?? [])].find((metric) => metric.id === id);
const valueNames = ({ values }: OwedFigure): readonly string[] => (Array.isArray(values) ? values : Object.keys(values));
const givenDimensions = ({ dimensions }: OwedFigure): readonly string[] =>
  Object.entries(dimensions ?? {}).map(([name, value]) => `${name}=${value}`);

/** What stands at a second place under the same key. */
function repeated(places: readonly (readonly [path: string, key: string])[], say: (key: string) => string): readonly Finding[] {
  const seen = new Set<string>();
  return places.flatMap(([path, key]) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ path, sentence: say(key) }];
  });
}

function valueMistakes(figure: OwedFigure, path: string, config: Partial<RawConfig>): readonly Finding[] {
  const values = valueNames(figure);
  if (values.length === 0) return [];
  if (figure.by === undefined) return [{ path: `${path}.values`, sentence: 'values are those of a dimension; name it under by.' }];
  const known = Object.keys(metricIn(config, figure.metric)?.dimensions[figure.by]?.labels ?? {});
  if (known.length === 0) return [];
  return values
    .filter((value) => !known.includes(value))
    .map((value) => ({
      path: `${path}.values`,
      sentence: `"${figure.metric}" has no ${figure.by} "${value}"; the nearest: ${nearestNames(value, known).join(', ')}.`,
    }));
}

function columnMistakes({ columns }: OwedList, path: string): readonly Finding[] {
  const missing = ['date', 'title'].filter((column) => !columns.includes(column));
  if (missing.length > 0) return [{ path: `${path}.columns`, sentence: `${missing.join(' and ')} must be among the columns of a list.` }];
  return new Set(columns).size < columns.length ? [{ path: `${path}.columns`, sentence: 'a column stands here twice; keep one.' }] : [];
}

/** Every name that people write, with what it names. */
function givenNames(config: Partial<RawConfig>): readonly (readonly [path: string, name: string])[] {
  const found: (readonly [string, string])[] = [];
  const take = (path: string, names: readonly string[]): void => void found.push(...names.map((name) => [path, name.toLowerCase().trim()] as const));
  config.collection?.duties.forEach((duty, d) => {
    duty.figures.forEach((figure, f) => {
      const path = `collection.duties[${d}].figures[${f}]`;
      take(`${path}.names`, figure.names);
      if (!Array.isArray(figure.values)) for (const names of Object.values(figure.values)) take(`${path}.values`, names);
    });
    for (const [l, list] of duty.lists.entries()) take(`collection.duties[${d}].lists[${l}].names`, list.names);
  });
  return found;
}

/** The rules about figures that people hand in. */
export const COLLECTION_RULES: readonly Rule[] = [
  {
    name: 'figures are owed by somebody known',
    check: (config) =>
      config.people
        ? eachDuty(config, ({ owner }, path) =>
            config.people?.some((person) => person.id === owner)
              ? []
              : [{ path: `${path}.owner`, sentence: `nobody is called "${owner}"; add them under people.` }],
          )
        : [],
  },
  {
    name: 'a figure is owed once',
    check: (config) =>
      repeated(
        [
          ...(config.collection?.duties.flatMap((duty, d) =>
            duty.figures.map((figure, f): readonly [string, string] => [
              `collection.duties[${d}].figures[${f}]`,
              [figure.subject, figure.metric, ...givenDimensions(figure), ...(figure.by === undefined ? [] : [`by ${figure.by}`])].join(' '),
            ]),
          ) ?? []),
          ...(config.collection?.duties.flatMap((duty, d) =>
            duty.lists.map(({ kind }, l): readonly [string, string] => [`collection.duties[${d}].lists[${l}]`, `list ${kind}`]),
          ) ?? []),
        ],
        (key) => `"${key}" is owed already; leave it with one owner.`,
      ),
  },
  { name: "owed values are their dimension's", check: (config) => eachFigure(config, (figure, path) => valueMistakes(figure, path, config)) },
  {
    name: 'what follows from other figures is not handed in',
    check: (config) =>
      eachFigure(config, ({ metric }, path) => {
        const derivation = BUILT_IN_METRICS.find((candidate) => candidate.id === metric)?.derivation;
        return derivation?.kind === 'platform-mean'
          ? [{ path: `${path}.metric`, sentence: `"${metric}" is computed from "${derivation.of}" of the accounts; let those be handed in.` }]
          : [];
      }),
  },
  { name: 'lists have a date and a title', check: (config) => eachList(config, columnMistakes) },
  {
    name: 'a name means one thing',
    check: (config) => repeated(givenNames(config), (name) => `"${name}" names something else already; give each its own.`),
  },
];
