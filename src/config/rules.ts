import { Cron } from 'croner';
import { parsePeriod } from '../../connectors/contract/period.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import type { Finding } from './explain.js';
import { calendarOf } from './normalise.js';
import type { RawConfig } from './schema.js';

/** A rule over more than one field. It sees the parts that could be read; the others are undefined. */
export interface Rule {
  readonly name: string;
  readonly check: (config: Partial<RawConfig>) => readonly Finding[];
}

const duplicates = (path: string, names: readonly string[]): readonly Finding[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ path: `${path}[${index}]`, sentence: `"${name}" stands here a second time; give each its own.` }] : [],
  );

const metricIds = (config: Partial<RawConfig>): ReadonlySet<string> =>
  new Set([...BUILT_IN_METRICS, ...(config.metrics ?? [])].map((metric) => metric.id));
const subjectIds = (config: Partial<RawConfig>): ReadonlySet<string> =>
  new Set([...(config.accounts ?? []), ...(config.subjects ?? [])].map((subject) => subject.id));
const channelNames = (config: Partial<RawConfig>): ReadonlySet<string> => new Set(Object.keys(config.slack?.channels ?? {}));

const dimensionsOf = (config: Partial<RawConfig>, id: string): ReadonlySet<string> =>
  new Set(Object.keys([...BUILT_IN_METRICS, ...(config.metrics ?? [])].find((metric) => metric.id === id)?.dimensions ?? {}));

interface Term {
  readonly path: string;
  readonly subject: string | undefined;
  readonly metric: string;
  readonly by: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Every place where a digest, a target, an alert or a duty names a metric. */
function terms(config: Partial<RawConfig>): readonly Term[] {
  const found: Term[] = [];
  const take = (
    path: string,
    subject: string | undefined,
    term: { metric: string; by?: string | undefined; dimensions?: Record<string, string> },
  ): void => void found.push({ path, subject, metric: term.metric, by: term.by, dimensions: term.dimensions ?? {} });
  config.digests?.forEach((digest, d) => {
    digest.sections.forEach((section, s) => {
      const path = `digests[${d}].sections[${s}]`;
      if (!('figures' in section)) return;
      section.figures.forEach((figure, f) => {
        take(`${path}.figures[${f}]`, figure.subject, figure);
        if (figure.of) take(`${path}.figures[${f}].of`, undefined, figure.of);
      });
      if (section.kind !== 'counted') return;
      section.checks.forEach((check, c) => {
        take(`${path}.checks[${c}].equals`, check.subject, check.equals);
        for (const [index, part] of check.sum.entries()) take(`${path}.checks[${c}].sum[${index}]`, undefined, part);
      });
    });
  });
  config.targets?.forEach((target, index) => {
    take(`targets[${index}]`, target.subject, target);
  });
  config.alerts?.forEach((alert, index) => {
    const { metric, subject, dimensions } = alert;
    if (metric !== undefined) take(`alerts[${index}]`, subject, { metric, dimensions });
  });
  config.collection?.duties.forEach((duty, d) => {
    for (const [f, figure] of duty.figures.entries()) take(`collection.duties[${d}].figures[${f}]`, figure.subject, figure);
  });
  return found;
}

/** Whether a text names an IANA time zone. */
export const zoneExists = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
};

/** The rules in the order in which their sentences are given. */
export const RULES: readonly Rule[] = [
  {
    name: 'ids are given once',
    check: (config) => [
      ...duplicates('accounts', config.accounts?.map((account) => account.id) ?? []),
      ...duplicates('subjects', config.subjects?.map((subject) => subject.id) ?? []),
      ...duplicates('people', config.people?.map((person) => person.id) ?? []),
      ...duplicates('people', config.people?.map((person) => person.slack) ?? []),
      ...duplicates('metrics', config.metrics?.map((metric) => metric.id) ?? []),
      ...duplicates('targets', config.targets?.map((target) => target.id) ?? []),
      ...duplicates('digests', config.digests?.map((digest) => digest.id) ?? []),
      ...duplicates('connections', config.connections?.map((connection) => connection.id) ?? []),
      ...duplicates('alerts', config.alerts?.map((alert) => alert.id) ?? []),
      ...(config.digests?.flatMap((digest, index) =>
        duplicates(
          `digests[${index}].sections`,
          digest.sections.map((section) => section.id ?? section.kind),
        ),
      ) ?? []),
    ],
  },
  {
    name: 'an account is on its platform',
    check: (config) =>
      config.accounts?.flatMap((account, index) =>
        account.id.startsWith(`${account.platform}:`)
          ? []
          : [{ path: `accounts[${index}].id`, sentence: `"${account.id}" must start with its platform, "${account.platform}:".` }],
      ) ?? [],
  },
  {
    name: 'zones exist',
    check: (config) => {
      const zone = config.organisation?.zone;
      return zone === undefined || zoneExists(zone)
        ? []
        : [{ path: 'organisation.zone', sentence: `"${zone}" is no time zone; write one such as Asia/Jakarta.` }];
    },
  },
  {
    name: 'metrics are known',
    check: (config) => {
      if (!config.metrics) return [];
      const known = metricIds(config);
      return terms(config).flatMap((term) =>
        known.has(term.metric)
          ? []
          : [{ path: `${term.path}.metric`, sentence: `no metric is called "${term.metric}"; add it under metrics, or take one of the registry.` }],
      );
    },
  },
  {
    name: 'subjects are known',
    check: (config) => {
      if (!config.accounts || !config.subjects) return [];
      const known = subjectIds(config);
      return terms(config).flatMap((term) =>
        term.subject === undefined || known.has(term.subject)
          ? []
          : [{ path: `${term.path}.subject`, sentence: `nothing is called "${term.subject}"; add it under accounts or subjects.` }],
      );
    },
  },
  {
    name: 'dimensions belong to their metric',
    check: (config) =>
      terms(config).flatMap((term) => {
        if (!metricIds(config).has(term.metric)) return [];
        const known = dimensionsOf(config, term.metric);
        const asked = [...Object.keys(term.dimensions), ...(term.by === undefined ? [] : [term.by])];
        return asked
          .filter((dimension) => !known.has(dimension))
          .map((dimension) => ({
            path: term.path,
            sentence: `"${term.metric}" has no dimension "${dimension}"; it has ${[...known].join(', ') || 'none'}.`,
          }));
      }),
  },
  {
    name: 'sections name accounts of their platform',
    check: (config) =>
      config.digests?.flatMap((digest, d) =>
        digest.sections.flatMap((section, s) =>
          'accounts' in section && config.accounts
            ? (section.accounts ?? []).flatMap((account) =>
                config.accounts?.some((candidate) => candidate.id === account && candidate.platform === section.kind)
                  ? []
                  : [{ path: `digests[${d}].sections[${s}].accounts`, sentence: `there is no ${section.kind} account "${account}".` }],
              )
            : [],
        ),
      ) ?? [],
  },
  {
    name: 'digests go to known channels',
    check: (config) =>
      config.slack
        ? (config.digests?.flatMap((digest, index) =>
            digest.channels
              .filter((channel) => !channelNames(config).has(channel))
              .map((channel) => ({
                path: `digests[${index}].channels`,
                sentence: `no channel is called "${channel}"; add it under slack.channels.`,
              })),
          ) ?? [])
        : [],
  },
  {
    name: 'advocacy sections name a target',
    check: (config) =>
      config.digests?.flatMap((digest, d) =>
        digest.sections.flatMap((section, s) =>
          section.kind === 'advocacy' &&
          config.targets &&
          section.target !== undefined &&
          !config.targets.some((target) => target.id === section.target)
            ? [{ path: `digests[${d}].sections[${s}].target`, sentence: `there is no target "${section.target}".` }]
            : [],
        ),
      ) ?? [],
  },
  {
    name: 'schedules can be read',
    check: (config) =>
      config.digests?.flatMap((digest, index) => {
        try {
          new Cron(digest.schedule.cron, { paused: true, mode: '5-part' });
          return [];
        } catch {
          return [
            { path: `digests[${index}].schedule.cron`, sentence: `"${digest.schedule.cron}" is no schedule; write five fields, such as 0 9 1 * *.` },
          ];
        }
      }) ?? [],
  },
  {
    name: 'targets have an owner who may change them',
    check: (config) =>
      config.people
        ? (config.targets?.flatMap((target, index) => {
            const owner = config.people?.find((person) => person.id === target.owner);
            if (owner?.role === 'manager' || owner?.role === 'owner') return [];
            return [
              {
                path: `targets[${index}].owner`,
                sentence: owner
                  ? `${owner.id} is ${owner.role}; a target's owner is a manager or an owner.`
                  : `nobody is called "${target.owner}"; add them under people.`,
              },
            ];
          }) ?? [])
        : [],
  },
  {
    name: 'target periods and milestones',
    check: (config) =>
      config.targets?.flatMap((target, index) => {
        const period = parsePeriod(target.period, calendarOf(config.organisation));
        if (!period) return [{ path: `targets[${index}].period`, sentence: `"${target.period}" is no period; write 2024-Q1, 2024-02 or 2024.` }];
        if (target.plan?.kind !== 'milestones') return [];
        return target.plan.milestones.flatMap((milestone, m) =>
          milestone.by >= period.start && milestone.by < period.end
            ? []
            : [{ path: `targets[${index}].plan.milestones[${m}].by`, sentence: `${milestone.by} lies outside ${target.period}.` }],
        );
      }) ?? [],
  },
  {
    name: 'added metrics are new',
    check: (config) =>
      config.metrics?.flatMap((metric, index) =>
        BUILT_IN_METRICS.some((builtIn) => builtIn.id === metric.id)
          ? [{ path: `metrics[${index}].id`, sentence: `"${metric.id}" is in the registry already; choose another id.` }]
          : [],
      ) ?? [],
  },
  {
    name: 'somebody owns the bot',
    check: (config) =>
      config.people && !config.people.some((person) => person.role === 'owner')
        ? [{ path: 'people', sentence: 'somebody must have the role owner: failures are told to them.' }]
        : [],
  },
  {
    name: 'people and alerts are routed to known places',
    check: (config) => {
      if (!config.slack || !config.people) return [];
      const ofPeople = new Set(['dm', ...channelNames(config)]);
      const ofAlerts = new Set(['owner', ...channelNames(config), ...config.people.map((person) => person.id)]);
      const unknown = (path: string, routes: readonly string[], known: ReadonlySet<string>, sentence: string): readonly Finding[] =>
        routes.filter((route) => !known.has(route)).map((route) => ({ path, sentence: `"${route}" is neither ${sentence}` }));
      return [
        ...config.people.flatMap((person, index) => unknown(`people[${index}].routes`, person.routes, ofPeople, '"dm" nor a channel.')),
        ...(config.alerts ?? []).flatMap((alert, index) =>
          unknown(`alerts[${index}].route`, alert.route, ofAlerts, '"owner", nor a person, nor a channel.'),
        ),
      ];
    },
  },
];
