import type { Instant } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import { closedMonthOf, closingOf } from '../digest/closing.js';
import { nameOfPerson } from '../domain/person.js';
import type { AuditEntry } from '../store/advocacy-port.js';
import type { SettingVersion, StoredImport } from '../store/port.js';
import type { WholeStore } from '../store/whole-store.js';

/** Who did what when. `who` is an id, or `file` where a file came without anybody's name. */
export interface Deed {
  readonly at: Instant;
  readonly who: string;
  /** the name of the person where the configuration has it, else the id */
  readonly name: string;
  /** `import`, `hand-in`, `close`, `reopen`, `setting`, or what the audit trail calls it */
  readonly kind: string;
  readonly detail: string;
}

/** Which deeds to read: from one moment to before another, of one person (id or name), of one kind. Fields that are left out match everything. */
export interface DeedFilter {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly who?: string;
  readonly kind?: string;
}

/** What reading the deeds needs. */
export interface AuditDependencies {
  readonly store: Pick<WholeStore, 'listImports' | 'listSettings' | 'advocacy'>;
  readonly config: Pick<Config, 'people'>;
}

const MOST = 1_000_000;

/**
 * Everything that somebody did, oldest first: one reading over the trails that the store keeps anyway (the audit trail, the origins of what was handed
 * in, the versions of settings). What Pantau notes for itself is none of it.
 */
export async function readDeeds(filter: DeedFilter, { store, config }: AuditDependencies): Promise<readonly Deed[]> {
  const [trail, imports, settings] = [await store.advocacy.auditLog(MOST), await store.listImports(MOST), await store.listSettings()];
  const inTrail = new Set(trail.filter(({ what }) => what === 'import').map(({ detail }) => detail.slice(0, detail.lastIndexOf(': {'))));
  const others = imports.filter(({ origin }) => !inTrail.has(origin.id));
  const told = [...trail.map(ofTrail), ...others.flatMap(ofImport), ...settings.flatMap(ofSetting)];
  return told
    .map((deed): Deed => ({ ...deed, name: nameOfPerson(personId(deed.who), config.people) }))
    .filter((deed) => matches(deed, filter))
    .sort((one, other) => one.at.localeCompare(other.at) || one.kind.localeCompare(other.kind) || one.detail.localeCompare(other.detail));
}

type Told = Omit<Deed, 'name'>;

/** A member of Slack is written `slack:U123` in some trails. */
const personId = (who: string): string => who.replace(/^slack:/, '');

function matches({ at, who, name, kind }: Deed, filter: DeedFilter): boolean {
  const { from, to } = filter;
  const person = filter.who?.toLowerCase();
  return (
    (from === undefined || at >= from) &&
    (to === undefined || at < to) &&
    (filter.kind === undefined || kind === filter.kind) &&
    (person === undefined || [who, personId(who), name].some((one) => one.toLowerCase() === person))
  );
}

const ofTrail = ({ at, who, what, detail }: AuditEntry): Told => ({ at, who, kind: what, detail });

/** What was handed in. Voiding is an import too, and stands in the trail already. */
function ofImport({ origin, lastReceivedAt, inserted, revised, outranked }: StoredImport): readonly Told[] {
  if (origin.kind === 'synthetic' || origin.detail === 'void') return [];
  const brought = `${inserted} new, ${revised} revised, ${outranked} kept beside`;
  const typed = origin.kind === 'typed';
  return [
    {
      at: lastReceivedAt,
      who: typed ? origin.name : 'file',
      kind: typed ? 'hand-in' : 'import',
      detail: `${origin.detail}: ${brought} (${origin.id})`,
    },
  ];
}

/** Who is none of the people: what Pantau notes by itself. */
const OWN: ReadonlySet<string> = new Set(['pantau', 'import', 'demo']);

/** Settings that are no deed of their own, and a person's choice to be left out, which is nobody's business. */
const NOTED_ELSEWHERE = ['imported:', 'published:', 'advocacy-opt-out:'];

function ofSetting({ name, value, validFrom, by }: SettingVersion): readonly Told[] {
  if (OWN.has(by) || NOTED_ELSEWHERE.some((start) => name.startsWith(start))) return [];
  const closed = closedMonthOf(name);
  if (closed !== undefined) return [{ at: validFrom, who: by, ...closingOf(closed, value) }];
  return [{ at: validFrom, who: by, kind: 'setting', detail: `${name} = ${value}` }];
}
