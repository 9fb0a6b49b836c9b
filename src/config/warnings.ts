import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { PLATFORMS, type Platform } from '../../connectors/index.js';
import type { Rule } from './rules.js';
import type { RawConfig } from './schema.js';

type RawSection = RawConfig['digests'][number]['sections'][number];

const isPlatformSection = (section: RawSection): section is Extract<RawSection, { kind: Platform }> =>
  PLATFORMS.some((platform) => platform === section.kind);

/** What is allowed and yet probably not meant. */
export const WARNINGS: readonly Rule[] = [
  {
    name: 'a linear plan is for what adds up',
    check: (config) =>
      config.targets?.flatMap((target, index) => {
        const metric = [...BUILT_IN_METRICS, ...(config.metrics ?? [])].find((candidate) => candidate.id === target.metric);
        return target.plan?.kind === 'linear' && metric && metric.additivity !== 'flow'
          ? [
              {
                path: `targets[${index}].plan`,
                sentence: `"${metric.id}" is a ${metric.additivity}, which does not grow evenly with the days; use milestones or none.`,
              },
            ]
          : [];
      }) ?? [],
  },
  {
    name: 'two digests at once in one channel',
    check: (config) =>
      config.digests?.flatMap((digest, index, all) => {
        const twin = all
          .slice(0, index)
          .find(
            (other) =>
              other.schedule.cron === digest.schedule.cron &&
              other.schedule.zone === digest.schedule.zone &&
              other.channels.some((channel) => digest.channels.includes(channel)),
          );
        return twin
          ? [{ path: `digests[${index}].schedule`, sentence: `is that of "${twin.id}", in the same channel; both are posted at the same moment.` }]
          : [];
      }) ?? [],
  },
  {
    name: 'a platform section has accounts',
    check: (config) =>
      config.digests?.flatMap((digest, d) =>
        digest.sections.flatMap((section, s) =>
          isPlatformSection(section) && section.accounts === undefined && !config.accounts?.some((account) => account.platform === section.kind)
            ? [{ path: `digests[${d}].sections[${s}]`, sentence: `there is no ${section.kind} account; the section will be empty.` }]
            : [],
        ),
      ) ?? [],
  },
];
