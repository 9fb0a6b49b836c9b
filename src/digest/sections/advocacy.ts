import type { Text } from '../../../connectors/contract/metric.js';
import type { SectionSetting, Target } from '../../config/config.js';
import type { Check, Line } from '../../domain/digest.js';
import type { Figure, KnownFigure } from '../../domain/figure.js';
import { value } from '../../domain/formula.js';
import { advocacyCharts } from '../advocacy-charts.js';
import { type AdvocacyData, type Part, readAdvocacy } from '../advocacy-data.js';
import { countedLine, ledgerLines, originLines, participationLine, partLines } from '../advocacy-lines.js';
import { agreementCheck, CONFIGURATION_AND_REPORT, sumCheck } from '../checks.js';
import { metricOf } from '../rows.js';
import { defineSection, type SectionBody, type SectionContext } from '../section.js';
import { standingLines, targetLeaf } from '../target-lines.js';

type AdvocacySetting = Extract<SectionSetting, { kind: 'advocacy' }>;

interface SectionData extends AdvocacyData {
  /** a target as a file states it, to reconcile with the configuration's */
  readonly stated: { readonly target: Target; readonly figure: KnownFigure } | undefined;
}

/** People, activations and platform touches: three units that are never added together; the targets, and the share of all employees. */
export const advocacy = defineSection<AdvocacySetting, SectionData>(
  {
    kind: 'advocacy',
    title: { id: 'Employee advocacy', en: 'Employee advocacy' },
    query: readSection,
    render: renderSection,
  },
  (setting): setting is AdvocacySetting => setting.kind === 'advocacy',
);

async function readSection({ subject, target: named }: AdvocacySetting, context: SectionContext): Promise<SectionData> {
  const data = await readAdvocacy(subject, named, context);
  const target = data.standings.map((standing) => standing.target).find((one) => one.id === named && one.metric === 'active_employees');
  if (target === undefined) return { ...data, stated: undefined };
  const metric = metricOf('target_active_employees', context);
  const figure = await context.figures.read({ subject, metric, dimensions: {}, period: target.period });
  return { ...data, stated: figure.state === 'known' ? { target, figure } : undefined };
}

function renderSection(data: SectionData, setting: AdvocacySetting, context: SectionContext): SectionBody {
  const { people, activations, touches, headcount, ledger } = data;
  const lines: Line[] = [countedLine('people', { id: 'Pegawai aktif', en: 'Active employees' }, people, data, context, ledger?.atLeast)];
  const rules = { calendar: context.calendar, digits: context.config.organisation.decimals.attainment };
  data.standings.forEach((standing, index) => {
    lines.push(...standingLines(standing, rules, index === 0 ? 'target' : `target/${standing.target.id}`));
  });
  if (people.state === 'known' && headcount.state === 'known') lines.push(participationLine(people, headcount, ledger?.atLeast, context));
  lines.push(
    countedLine('activations', { id: 'Aktivasi', en: 'Activations' }, activations, data, context),
    ...partLines('kinds', data.kinds, context),
    countedLine('touches', { id: 'Sentuhan platform', en: 'Platform touches' }, touches, data, context),
    ...partLines('platforms', data.platforms, context),
    ...(ledger === undefined ? [] : ledgerLines(ledger, context)),
    ...originLines(data, setting.scope ?? context.config.organisation.name),
  );
  return { lines, charts: advocacyCharts(data, context), checks: advocacyChecks(data) };
}

function advocacyChecks(data: SectionData): readonly Check[] {
  const { stated } = data;
  return [
    ...sumOf('sum/activations', data.kinds, data.activations, { id: 'aktivasi', en: 'activations' }),
    ...sumOf('sum/touches', data.platforms, data.touches, { id: 'sentuhan platform', en: 'platform touches' }),
    ...(stated === undefined
      ? []
      : [
          agreementCheck(
            `target/${stated.target.id}`,
            stated.target.label,
            CONFIGURATION_AND_REPORT,
            value(targetLeaf(stated.target)),
            stated.figure.expression,
          ),
        ]),
  ];
}

/** A whole that was summed from its parts needs no check; one that is reported, or counted by itself, does. */
function sumOf(id: string, parts: readonly Part[], whole: Figure, label: Text): readonly Check[] {
  const apart = whole.state === 'known' && (whole.via === 'reported' || whole.expression.kind === 'value');
  return parts.length > 0 && apart
    ? [
        sumCheck(
          id,
          label,
          parts.map((part) => part.figure),
          whole,
        ),
      ]
    : [];
}
