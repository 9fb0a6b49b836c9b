import type { ChartSpec } from '../../charts/spec.js';
import { type Period, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { figureQualities, figureValue, type KnownFigure } from '../domain/figure.js';
import type { Incident } from '../domain/incident.js';
import { toNumber } from '../domain/rational.js';
import { BADGE_WORDS } from '../text/badge.js';
import { formatMoment, formatPeriod, formatShortDay, formatShortMonth } from '../text/date.js';
import { formatCount } from '../text/number.js';
import { type AlertMoment, figureReader } from './alert-views.js';
import { watchesOf } from './alert-watches.js';

const SHOWN = { day: 28, week: 12, month: 13 } as const;

/** The series of an incident up to the period that fired, as a line. Undefined where it is about no series, or fewer than two of its periods are known. */
export async function incidentChart(incident: Incident, language: Language, moment: AlertMoment): Promise<ChartSpec | undefined> {
  const { config } = moment;
  const watch = watchesOf({ ...config, alerts: config.alerts.filter(({ id }) => id === incident.rule) }).watches.find(
    ({ key }) => key === incident.series,
  );
  if (watch?.kind !== 'series' || incident.period === undefined) return undefined;
  const { calendar } = config.organisation;
  const last = periodOf(watch.rule.grain, incident.period.start, calendar);
  const periods = Array.from({ length: SHOWN[watch.rule.grain] }, (_, index) => shiftPeriod(last, index + 1 - SHOWN[watch.rule.grain], calendar));
  const figures = figureReader(moment);
  const read = await Promise.all(periods.map((period) => figures.read({ ...watch.of, period })));
  const first = read.findIndex(({ state }) => state === 'known');
  const shown = periods.slice(Math.max(first, 0)).map((period, index) => {
    const figure = read[Math.max(first, 0) + index];
    return { period, figure: figure?.state === 'known' ? figure : undefined };
  });
  if (shown.filter(({ figure }) => figure !== undefined).length < 2) return undefined;
  return chartOf(incident, watch.of.label[language], shown, language, moment);
}

interface Point {
  readonly period: Period;
  readonly figure: KnownFigure | undefined;
}

const GRAINS = { day: { id: 'per hari', en: 'by day' }, week: { id: 'per minggu', en: 'by week' }, month: { id: 'per bulan', en: 'by month' } };

function chartOf(incident: Incident, label: string, points: readonly Point[], language: Language, { config, now }: AlertMoment): ChartSpec {
  const grain = points[0]?.period.grain;
  const by = GRAINS[grain === 'day' || grain === 'week' ? grain : 'month'][language];
  const asOf = formatMoment(`${now}@${config.organisation.zone}`, language);
  const value = ({ figure }: Point): string => (figure === undefined ? '–' : formatCount(figureValue(figure), language));
  const listed = points.map((point) => `${formatPeriod(point.period, language)} ${value(point)}`).join('; ');
  const kind = language === 'id' ? 'Grafik garis' : 'Line chart';
  const sample = points.some(({ figure }) => figure !== undefined && figureQualities(figure).includes('synthetic'));
  return {
    kind: 'line',
    title: incident.headline.text[language],
    subtitle: `${label} ${by}`,
    labels: points.map(({ period }) => axisLabel(period, language)),
    series: [{ name: label, values: points.map(({ figure }) => (figure === undefined ? null : toNumber(figureValue(figure)))), emphasis: true }],
    marks: [],
    language,
    footnote: `${language === 'id' ? 'Dibaca' : 'Read'} ${asOf} · ${organisationOf(config, language)}`,
    ...(sample ? { badge: BADGE_WORDS.synthetic[language] } : {}),
    alt: `${kind}, ${label} ${by}: ${listed}`.slice(0, 2_000),
  };
}

const organisationOf = ({ organisation }: Config, language: Language): string => organisation.name[language];

const axisLabel = (period: Period, language: Language): string =>
  period.grain === 'month' ? formatShortMonth(period.start, language) : formatShortDay(period.start, language);
