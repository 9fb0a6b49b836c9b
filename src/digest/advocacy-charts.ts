import type { Text } from '../../connectors/contract/metric.js';
import { lastDay } from '../../connectors/contract/period.js';
import type { DigestChart } from '../domain/digest.js';
import type { KnownFigure } from '../domain/figure.js';
import { operation, value } from '../domain/formula.js';
import { day, embed, integer, name, type Phrase, percent } from '../text/sentence.js';
import type { AdvocacyData } from './advocacy-data.js';
import { countedPhrase, timeOf } from './advocacy-lines.js';
import { footnote, leading, listing, plain } from './bar-charts.js';
import { type ChartDraft, writeCharts } from './charts.js';
import type { SectionContext } from './section.js';
import { type Standing, targetLeaf } from './target-lines.js';

/** The pictures of a section on advocacy: the first target on people of the whole organisation, and the platforms. */
export function advocacyCharts(data: AdvocacyData, context: SectionContext): readonly DigestChart[] {
  const main = data.standings.find(({ target }) => target.metric === 'active_employees' && target.dimensions.unit === undefined);
  const whole = main !== undefined && main.counted.start === data.counted.start;
  const progress = data.people.state === 'known' && whole ? writeCharts(progressChart(data.people, main, data, context)) : [];
  const platforms = data.platforms.length > 1 ? writeCharts(platformsChart(data, context)) : [];
  return [...progress, ...platforms];
}

const PEOPLE: Text = { id: 'Pegawai aktif', en: 'Active employees' };

/** The actual value against the target as a line. */
function progressChart(people: KnownFigure, { target }: Standing, { counted }: AdvocacyData, context: SectionContext): ChartDraft {
  const goal = value(targetLeaf(target));
  const digits = context.config.organisation.decimals.attainment;
  const title: Phrase = {
    words: { id: '{label}: {attainment} per {until}', en: '{label}: {attainment} on {until}' },
    parts: { label: name(target.label), attainment: percent(operation(people.expression, '/', goal), digits), until: day(lastDay(counted)) },
  };
  const mark: Phrase = { words: { id: 'Target {goal}', en: 'Target {goal}' }, parts: { goal: integer(goal) } };
  const actual = countedPhrase(PEOPLE, people, counted, context);
  return {
    id: 'advocacy-target',
    kind: 'progress',
    title,
    subtitle: embed({ words: { id: '{actual}', en: '{actual}' }, parts: {} }, 'actual', actual),
    footnote: footnote(context),
    alt: embed(
      embed({ words: { id: 'Grafik capaian target. {actual}. {mark}', en: 'Progress chart. {actual}. {mark}' }, parts: {} }, 'actual', actual),
      'mark',
      mark,
    ),
    labels: { id: [PEOPLE.id], en: [PEOPLE.en] },
    series: [{ name: PEOPLE, points: [people.expression], emphasis: true }],
    marks: [{ at: goal, label: mark }],
    valueFormat: { kind: 'integer' },
  };
}

function platformsChart({ platforms, counted }: AdvocacyData, context: SectionContext): ChartDraft {
  const label: Text = { id: 'Sentuhan platform', en: 'Platform touches' };
  const [largest] = platforms;
  const time = timeOf(counted, context);
  const subtitle: Phrase = {
    words: { id: `{label}, ${time.words.id}`, en: `{label}, ${time.words.en}` },
    parts: { label: name(label), ...time.parts },
  };
  return {
    id: 'advocacy-platforms',
    kind: 'bar',
    title: largest ? leading(label, largest, context) : plain(label),
    subtitle,
    footnote: footnote(context),
    alt: embed(
      { words: { id: 'Grafik batang sentuhan per platform. {list}', en: 'Bar chart of touches by platform. {list}' }, parts: {} },
      'list',
      listing(platforms),
    ),
    labels: { id: platforms.map((part) => part.label.id), en: platforms.map((part) => part.label.en) },
    series: [{ name: label, points: platforms.map((part) => part.figure.expression), emphasis: true }],
    marks: [],
    valueFormat: { kind: 'integer' },
  };
}
