import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { ALERT_RULES } from './alert-rules.js';
import type { Finding } from './explain.js';
import { type Rule, zoneExists } from './rules.js';
import type { RawConfig } from './schema.js';

/** The sums over a dimension that does not add up to its whole. */
function sumMistakes(config: Partial<RawConfig>): readonly Finding[] {
  const metrics = new Map([...BUILT_IN_METRICS, ...(config.metrics ?? [])].map((metric) => [metric.id, metric]));
  const found: Finding[] = [];
  config.digests?.forEach((digest, d) => {
    digest.sections.forEach((section, s) => {
      if (section.kind !== 'counted') return;
      section.checks.forEach((check, c) => {
        for (const [p, part] of check.sum.entries()) {
          const kind = part.by === undefined ? undefined : metrics.get(part.metric)?.dimensions[part.by]?.kind;
          if (kind === undefined || kind === 'partition') continue;
          const path = `digests[${d}].sections[${s}].checks[${c}].sum[${p}].by`;
          found.push({ path, sentence: `"${part.by}" is a ${kind}, which does not add up to the whole; sum over a partition.` });
        }
      });
    });
  });
  return found;
}

/** The languages that a channel or a person asks for and the organisation does not have. */
function languageMistakes(config: Partial<RawConfig>): readonly Finding[] {
  const languages = config.organisation?.languages;
  if (!languages) return [];
  const asked = [
    ...Object.entries(config.slack?.channels ?? {}).map(([name, channel]) => ({
      path: `slack.channels.${name}.language`,
      language: channel.language,
    })),
    ...(config.people ?? []).map((person, index) => ({ path: `people[${index}].language`, language: person.language })),
  ];
  return asked.flatMap(({ path, language }) =>
    language === undefined || languages.includes(language)
      ? []
      : [{ path, sentence: `"${language}" is none of the organisation's languages (${languages.join(', ')}); add it there.` }],
  );
}

/** The rules about values: which fit together, and which exist. */
export const SETTING_RULES: readonly Rule[] = [
  ...ALERT_RULES,
  { name: 'only a partition is summed', check: sumMistakes },
  { name: "languages are the organisation's", check: languageMistakes },
  {
    name: "a digest's zone exists",
    check: (config) =>
      config.digests?.flatMap(({ schedule }, index) =>
        schedule.zone === undefined || zoneExists(schedule.zone)
          ? []
          : [{ path: `digests[${index}].schedule.zone`, sentence: `"${schedule.zone}" is no time zone; write one such as Asia/Jakarta.` }],
      ) ?? [],
  },
  {
    name: 'a channel has one name',
    check: (config) => {
      const channels = Object.entries(config.slack?.channels ?? {});
      return channels.flatMap(([name, channel], index) => {
        const before = channels.slice(0, index).find(([, other]) => other.id === channel.id);
        return before ? [{ path: `slack.channels.${name}.id`, sentence: `${channel.id} is called "${before[0]}" already; keep one name.` }] : [];
      });
    },
  },
  {
    name: 'a successor exists',
    check: (config) => {
      const known = new Set([...BUILT_IN_METRICS, ...(config.metrics ?? [])].map((metric) => metric.id));
      return (
        config.metrics?.flatMap((metric, index) =>
          metric.successor === undefined || (known.has(metric.successor) && metric.successor !== metric.id)
            ? []
            : [{ path: `metrics[${index}].successor`, sentence: `no other metric is called "${metric.successor}"; name one that exists.` }],
        ) ?? []
      );
    },
  },
  {
    name: 'milestones rise',
    check: (config) =>
      config.targets?.flatMap((target, index) => {
        if (target.plan?.kind !== 'milestones') return [];
        return target.plan.milestones.flatMap((milestone, m, all) => {
          const before = all[m - 1];
          if (!before) return [];
          const onward = target.direction === 'higher' ? milestone.value >= before.value : milestone.value <= before.value;
          return milestone.by > before.by && onward
            ? []
            : [
                {
                  path: `targets[${index}].plan.milestones[${m}]`,
                  sentence: 'comes before the milestone above it, or asks for less; put them in order.',
                },
              ];
        });
      }) ?? [],
  },
];
