import { type Period, periodLabel, periodOf, shiftPeriod } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Config, Person, Target } from '../config/config.js';
import { mayDo } from '../config/roles.js';
import type { SectionStore } from '../digest/context.js';
import { openLedgerReader } from '../digest/ledger.js';
import { standingLines, targetLeaf } from '../digest/target-lines.js';
import type { AdvocacyTarget, TargetRevision } from '../domain/advocacy-target.js';
import type { Messenger } from '../domain/delivery.js';
import type { Line } from '../domain/digest.js';
import { value } from '../domain/formula.js';
import type { Logger } from '../log.js';
import type { AdvocacyStore } from '../store/advocacy-port.js';
import { civilDateIn } from '../text/date.js';
import { integer, line, name, periodName } from '../text/sentence.js';
import { currentStandings, listTargets } from './targets.js';

/** What the desk at which targets are read and set needs. */
export interface TargetDesk {
  readonly ledger: AdvocacyStore;
  readonly store: SectionStore;
  readonly config: Config;
  readonly clock: BusinessClock;
  readonly messenger: Pick<Messenger, 'prepare'>;
  readonly log: Logger;
}

/** One target as the board shows it: where it stands, or only what it asks for; `revision` is given where it was set in Slack. */
export interface BoardEntry {
  readonly target: Target;
  readonly lines: readonly Line[];
  readonly revision: TargetRevision | undefined;
}

/** The targets of the present quarter and of the next ones; `counting` is false where the ledger holds nothing of the present quarter. */
export interface TargetBoard {
  readonly counting: boolean;
  readonly now: readonly BoardEntry[];
  readonly later: readonly BoardEntry[];
}

/** How many quarters after the present one may have targets of their own in Slack. */
const QUARTERS_AHEAD = 4;

/** Reads the targets of the present quarter with where they stand, and those of the next quarters. */
export async function targetBoard(desk: TargetDesk): Promise<TargetBoard> {
  const { config, store, clock } = desk;
  const present = presentQuarter(desk);
  const counting = await openLedgerReader(store.advocacy, undefined).holds(present);
  const listed = await listTargets(desk, QUARTERS_AHEAD);
  const standings = counting ? await currentStandings(config, store, clock.now()) : [];
  const stood = standings.map((standing) => entryOf(standing.target, standingLines(standing, rulesOf(config)), listed, config));
  const known = new Set(standings.map(({ target }) => target.id));
  const rest = listed.filter(({ target }) => !known.has(target.id)).map(({ target }) => entryOf(target, [], listed, config));
  const isNow = ({ target }: BoardEntry): boolean => target.period.start <= present.start;
  return { counting, now: [...stood, ...rest.filter(isNow)], later: rest.filter((entry) => !isNow(entry)) };
}

/** One target of the board as it is now; undefined where it does not hold. */
export async function boardEntry(id: string, desk: TargetDesk): Promise<BoardEntry | undefined> {
  const { now, later } = await targetBoard(desk);
  return [...now, ...later].find(({ target }) => target.id === id);
}

const rulesOf = ({ organisation }: Config) => ({ calendar: organisation.calendar, digits: organisation.decimals.attainment });

const entryOf = (target: Target, lines: readonly Line[], listed: Awaited<ReturnType<typeof listTargets>>, config: Config): BoardEntry => ({
  target,
  lines: lines.length > 0 ? lines : [askedLine(target, config)],
  revision: listed.find((one) => one.target.id === target.id)?.revision,
});

const askedLine = (target: Target, { organisation }: Config): Line =>
  line('target', 'headline', {
    words: { id: '{label} {period}: {goal}', en: '{label} for {period}: {goal}' },
    parts: { label: name(target.label), period: periodName(target.period, organisation.calendar), goal: integer(value(targetLeaf(target))) },
  });

const presentQuarter = ({ config, clock }: Pick<TargetDesk, 'config' | 'clock'>): Period =>
  periodOf('quarter', civilDateIn(clock.now(), config.organisation.zone), config.organisation.calendar);

/** What a form for a target offers. `known` is the version that is to be changed; undefined where a new target is told. */
export interface TargetForm {
  /** such as `2024-Q1`, the present one first */
  readonly quarters: readonly string[];
  readonly units: readonly string[];
  /** who may be responsible for a target */
  readonly owners: readonly Person[];
  readonly owner: string;
  readonly known: SetVersion | undefined;
}

/** A version that holds. */
export type SetVersion = TargetRevision & { readonly target: AdvocacyTarget };

/** Opens the form for somebody, to change a version that holds or to tell a new target. */
export async function openTargetForm(person: Person, known: SetVersion | undefined, desk: TargetDesk): Promise<TargetForm> {
  const { calendar } = desk.config.organisation;
  const present = presentQuarter(desk);
  const year: Period = { ...present, start: shiftPeriod(present, -3, calendar).start };
  const units = await desk.ledger.groups('unit', year);
  return {
    quarters: Array.from({ length: QUARTERS_AHEAD + 1 }, (_, index) => periodLabel(shiftPeriod(present, index, calendar), calendar)),
    // Those with the most people come first, in case that not all can be offered.
    units: units.flatMap(({ name: unit }) => (unit === undefined || unit === '' ? [] : [unit])),
    owners: desk.config.people.filter(({ role }) => mayDo(role, 'set-target')),
    owner: known?.target.owner ?? person.id,
    known,
  };
}

/** The version of a target that holds, by the target's id in whatever spelling; undefined where none was set in Slack. */
export async function setVersion(id: string, { ledger }: Pick<TargetDesk, 'ledger'>): Promise<SetVersion | undefined> {
  const versions = (await ledger.targetRevisions()).filter((revision) => revision.id.toUpperCase() === id.toUpperCase());
  const newest = versions.reduce<TargetRevision | undefined>(
    (best, one) => (best === undefined || one.version > best.version ? one : best),
    undefined,
  );
  return newest?.target === undefined ? undefined : { ...newest, target: newest.target };
}
