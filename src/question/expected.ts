import type { Dimensions } from '../../connectors/contract/observation.js';
import { PLATFORM_FACTS } from '../../connectors/index.js';
import type { Account, Config, SectionSetting } from '../config/config.js';

/** What a configuration lets one expect of each subject: which metrics, split by which dimension values. A subject may have more in the store. */
export interface Expectations {
  readonly subjects: readonly string[];
  /** ids in the order in which they are named */
  readonly metricsOf: (subject: string) => readonly string[];
  readonly has: (subject: string, metric: string, dimensions?: Dimensions) => boolean;
}

/** What every platform reports of an account. */
const EVERY_ACCOUNT = ['followers', 'followers_gained', 'posts', 'likes', 'comments', 'shares'];
const ANY = '*';

/** Reads the expectations of a configuration from its accounts, targets and digests. */
export function expectationsOf(config: Config): Expectations {
  const splits = new Map<string, Map<string, Set<string>>>();
  const expect = (subject: string, metric: string, values: readonly string[] = []): void => {
    if (!config.metrics.has(metric)) return;
    const metrics = splits.get(subject) ?? new Map<string, Set<string>>();
    splits.set(subject, metrics.set(metric, new Set([...(metrics.get(metric) ?? []), ...values])));
  };
  for (const account of config.accounts) expectOfAccount(account, expect);
  for (const target of config.targets) expect(target.subject, target.metric, pairs(target.dimensions));
  for (const section of config.digests.flatMap((digest) => digest.sections)) expectOfSection(section, expect);
  return {
    subjects: [...splits.keys()],
    metricsOf: (subject) => [...(splits.get(subject)?.keys() ?? [])],
    has: (subject, metric, dimensions = {}) => {
      const values = splits.get(subject)?.get(metric);
      return (
        values !== undefined && Object.entries(dimensions).every(([name, value]) => values.has(`${name}=${value}`) || values.has(`${name}=${ANY}`))
      );
    },
  };
}

type Expect = (subject: string, metric: string, values?: readonly string[]) => void;

const pairs = (dimensions: Dimensions): readonly string[] => Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);

function expectOfAccount({ id, platform }: Account, expect: Expect): void {
  const { metrics, kinds } = PLATFORM_FACTS[platform];
  for (const metric of [...EVERY_ACCOUNT, ...metrics]) expect(id, metric);
  expect(
    id,
    'posts',
    kinds.map((kind) => `kind=${kind}`),
  );
  expect(id, 'followers', [`segment=${ANY}`]);
}

function expectOfSection(section: SectionSetting, expect: Expect): void {
  if (section.kind === 'advocacy') {
    for (const metric of ['active_employees', 'target_active_employees', 'headcount']) expect(section.subject, metric);
    expect(section.subject, 'activations', [`kind=${ANY}`]);
    expect(section.subject, 'touches', [`platform=${ANY}`]);
  }
  if (section.kind === 'summary' || section.kind === 'counted')
    for (const figure of section.figures)
      expect(figure.subject, figure.metric, [...pairs(figure.dimensions), ...(figure.by ? [`${figure.by}=${ANY}`] : [])]);
}
