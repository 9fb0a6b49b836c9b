import type { Text } from '../../connectors/contract/metric.js';
import type { Content, Origin, Quality } from '../../connectors/contract/observation.js';
import { civilDate, type Instant, type Period, type Window } from '../../connectors/contract/period.js';
import { figureNumber } from '../digest/phrases.js';
import { type TargetRevision, targetLabel } from '../domain/advocacy-target.js';
import type { BasisValue } from '../domain/basis.js';
import type { Figure } from '../domain/figure.js';
import { figureValue } from '../domain/figure.js';
import { writeBasis } from '../domain/formula-text.js';
import { toNumber } from '../domain/rational.js';
import type { StoredObservation, StoredSnapshot } from '../store/port.js';
import { formatPeriod } from '../text/date.js';
import type { AnswerDeps } from './deps.js';
import { sourceOfCount } from './ledger-source.js';
import { figureLabel } from './owner.js';
import { type RowId, readRowId } from './row-id.js';

/** One statement of a value: what was said, by whom, and when. */
export interface Statement {
  readonly value: number | string | null;
  readonly quality: Quality;
  /** the source's name and the file, the connector or the person */
  readonly origin: string;
  /** the line of the file */
  readonly reference: string | undefined;
  readonly observedAt: Instant | undefined;
  readonly revision: number;
  /** why the value was voided; given where it was */
  readonly voided?: string;
}

/** One row behind a figure, in the order of the formula's values; `revisions` are the other statements of the same value, oldest first. */
export interface SourceRow extends Statement {
  readonly observation: string;
  readonly revisions: readonly Statement[];
}

/** A figure with the formula over its rows. */
export interface SourcedFigure {
  /** whose figure it is, what, and for which period */
  readonly title: Text;
  readonly value: number | null;
  readonly formula: string;
  readonly rows: readonly SourceRow[];
}

const inBoth = (text: string): Text => ({ id: text, en: text });

const inPeriod = (label: Text, period: Period): Text => ({
  id: `${label.id}, ${formatPeriod(period, 'id')}`,
  en: `${label.en}, ${formatPeriod(period, 'en')}`,
});

/** Where a figure comes from. */
export async function sourceOf(figure: Figure, deps: AnswerDeps): Promise<SourcedFigure> {
  const { subject, metric, dimensions, period } = figure.question;
  const title = inPeriod(figureLabel(subject, metric, dimensions, deps.config), period);
  if (figure.state === 'missing') {
    const { voided } = figure;
    const rows = voided === undefined ? [] : [await sourceRow({ observation: voided.row, value: null, quality: 'typed' }, deps)];
    return { title, value: null, formula: '', rows };
  }
  const { formula, values } = writeBasis([figureNumber(figure)]);
  const rows: SourceRow[] = [];
  for (const value of values) rows.push(await sourceRow(value, deps));
  return { title, value: toNumber(figureValue(figure)), formula, rows };
}

/** The stored row of an id; undefined where there is none. */
export async function sourceOfId(id: string, deps: AnswerDeps): Promise<SourcedFigure | undefined> {
  const found = await findRow(id, deps);
  if (!found) return undefined;
  const { value } = found.row;
  return { title: found.title, value: typeof value === 'number' ? value : null, formula: 'v1', rows: [found.row] };
}

/** The stored row behind one value of a basis; with the value alone where the row is not found. */
export async function sourceRow({ observation, value, quality }: BasisValue, deps: AnswerDeps): Promise<SourceRow> {
  const found = await findRow(observation, deps);
  if (found) return { ...found.row, observation };
  return { observation, value, quality, origin: '', reference: undefined, observedAt: undefined, revision: 1, revisions: [] };
}

interface Found {
  readonly title: Text;
  readonly row: SourceRow;
}

function findRow(id: string, deps: AnswerDeps): Promise<Found | undefined> {
  const row = readRowId(id, deps.config.organisation.calendar);
  switch (row?.kind) {
    case undefined:
      return Promise.resolve(undefined);
    case 'observation':
      return findObservation(id, deps);
    case 'snapshot':
      return findSnapshot(id, row, deps);
    case 'content':
      return findContent(id, row.content, deps);
    case 'entry':
      return findEntry(id, row, deps);
    case 'target':
      return findTarget(id, row.target, deps);
    case 'ledger':
      return findCount(id, deps);
  }
}

type Row<K extends RowId['kind']> = Extract<RowId, { kind: K }>;

const originText = (origin: Origin | undefined): string => (origin ? `${origin.name} (${origin.detail})` : '');

async function statementOf(row: StoredObservation, { store }: AnswerDeps): Promise<Statement> {
  const { value, quality, reference, observedAt, revision } = row;
  const voided = row.absence === 'voided' ? { voided: row.note ?? '' } : {};
  return { value, quality, reference, observedAt, revision, origin: originText(await store.origin(row.origin)), ...voided };
}

async function findObservation(id: string, deps: AnswerDeps): Promise<Found | undefined> {
  const own = await deps.store.observation(id);
  if (!own) return undefined;
  const { series, period } = own;
  const stored = await deps.store.revisions(series, period.start, period.end);
  const revisions: Statement[] = [];
  for (const other of stored) if (other.id !== id) revisions.push(await statementOf(other, deps));
  const metric = deps.config.metrics.get(series.metric);
  const label = metric ? figureLabel(series.subject, metric, series.dimensions, deps.config) : inBoth(`${series.subject} · ${series.metric}`);
  return { title: inPeriod(label, period), row: { observation: id, ...(await statementOf(own, deps)), revisions } };
}

const EVER: Window = { start: civilDate('1900-01-01'), end: civilDate('2200-01-01') };

/** A content's id begins with its subject's, which may hold slashes itself. */
async function contentOf(id: string, { store }: AnswerDeps): Promise<Content | undefined> {
  const subject = id.slice(0, Math.max(0, id.lastIndexOf('/')));
  return (await store.readContent(subject, EVER)).find((content) => content.id === id);
}

async function findContent(id: string, contentId: string, deps: AnswerDeps): Promise<Found | undefined> {
  const content = await contentOf(contentId, deps);
  if (!content) return undefined;
  const origin = await deps.store.origin(content.origin);
  const quality: Quality = origin?.kind === 'synthetic' ? 'synthetic' : 'complete';
  const row = {
    observation: id,
    value: content.title,
    quality,
    reference: content.link,
    observedAt: content.publishedAt,
    revision: 1,
    revisions: [],
  };
  return { title: inBoth(`${content.kind}: ${content.title}`), row: { ...row, origin: originText(origin) } };
}

async function readingOf({ value, quality, readAt, revision, origin }: StoredSnapshot, { store }: AnswerDeps): Promise<Statement> {
  return { value, quality, reference: undefined, observedAt: readAt, revision, origin: originText(await store.origin(origin)) };
}

async function findSnapshot(id: string, { content, metric, readAt }: Row<'snapshot'>, deps: AnswerDeps): Promise<Found | undefined> {
  const stored = await deps.store.snapshotRevisions(content, metric, readAt);
  const own = stored.find((candidate) => !id.includes('#') || candidate.id === id);
  if (!own) return undefined;
  const item = await contentOf(content, deps);
  const revisions: Statement[] = [];
  for (const other of stored) if (other !== own) revisions.push(await readingOf(other, deps));
  const label = deps.config.metrics.get(metric)?.label ?? inBoth(metric);
  const of = item?.title ?? content;
  return { title: { id: `${label.id}: ${of}`, en: `${label.en}: ${of}` }, row: { observation: id, ...(await readingOf(own, deps)), revisions } };
}

async function findEntry(id: string, { entry: entryId, entryKind }: Row<'entry'>, deps: AnswerDeps): Promise<Found | undefined> {
  const entry = (await deps.store.readEntries(entryKind, EVER)).find((candidate) => candidate.id === entryId);
  if (!entry) return undefined;
  const origin = await deps.store.origin(entry.origin);
  const attribute = id.split('#')[1];
  const value = attribute === undefined ? entry.title : (entry.attributes[attribute] ?? null);
  const row = {
    observation: id,
    value,
    quality: 'complete' as const,
    reference: entry.reference,
    observedAt: origin?.receivedAt,
    revision: 1,
    revisions: [],
  };
  return { title: inBoth(`${entry.date}: ${entry.title}`), row: { ...row, origin: originText(origin) } };
}

async function findCount(id: string, deps: AnswerDeps): Promise<Found | undefined> {
  const counted = await sourceOfCount(id, deps);
  if (counted === undefined) return undefined;
  const { title, ...statement } = counted;
  return { title, row: { observation: id, ...statement, reference: undefined, revision: 1, revisions: [] } };
}

async function findTarget(id: string, targetId: string, { config, store }: AnswerDeps): Promise<Found | undefined> {
  const target = config.targets.find((candidate) => candidate.id === targetId);
  if (!target) return findSetTarget(id, targetId, { store });
  const row = {
    observation: id,
    value: target.value,
    quality: 'complete' as const,
    reference: undefined,
    observedAt: undefined,
    revision: 1,
    revisions: [],
  };
  return { title: target.label, row: { ...row, origin: `config (${target.owner})` } };
}

/** A target that was set in Slack, with who set it when and the versions before. */
async function findSetTarget(id: string, targetId: string, { store }: Pick<AnswerDeps, 'store'>): Promise<Found | undefined> {
  const versions = (await store.advocacy.targetRevisions()).filter((revision) => revision.id === targetId);
  const newest = versions.at(-1);
  if (newest?.target === undefined) return undefined;
  const said = (version: TargetRevision): Statement => ({
    value: version.target?.value ?? null,
    quality: 'complete',
    origin: version.by,
    reference: undefined,
    observedAt: version.at,
    revision: version.version,
  });
  const { metric, unit } = newest.target;
  return { title: targetLabel(metric, unit), row: { observation: id, ...said(newest), revisions: versions.slice(0, -1).map(said) } };
}
