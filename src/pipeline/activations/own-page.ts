import { type Period, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import { type Activation, ADVOCACY_PLATFORMS, type AdvocacyPlatform, type PersonName } from '../../domain/activation.js';
import type { DeskDependencies } from './desk.js';
import { optedOut } from './opt-out.js';
import { exportPerson, ownActivations } from './people.js';
import { type OwnTally, ownTally, todayOf } from './tally.js';

/** How a person stands to the ledger; one who was forgotten is not recorded any more. */
export type Standing = 'taking-part' | 'opted-out' | 'forgotten';

/** What one person is shown of themselves, and nobody else. */
export interface OwnPage {
  readonly standing: Standing;
  readonly tally: OwnTally;
  /** touches of the quarter by platform, those without any left out */
  readonly platforms: readonly { readonly platform: AdvocacyPlatform; readonly touches: number }[];
  /** activations of the quarter by campaign, by its label, most first */
  readonly campaigns: readonly { readonly label: string; readonly activations: number }[];
  /** the last few of this quarter and the one before, newest first; `title` is that of the content library, else what was told */
  readonly latest: readonly { readonly activation: Activation; readonly title: string | undefined }[];
}

const LATEST = 5;

/** Reads what a person is shown of themselves. */
export async function ownPage(person: PersonName, dependencies: DeskDependencies): Promise<OwnPage> {
  const { ledger, config } = dependencies;
  const { calendar } = config.organisation;
  const quarter = periodOf('quarter', todayOf(dependencies), calendar);
  const recent: Period = { ...quarter, start: shiftPeriod(quarter, -1, calendar).start };
  const [standing, tally, { activations }, campaigns] = await Promise.all([
    standingOf(person, dependencies),
    ownTally(person, dependencies),
    ownActivations(person, recent, dependencies),
    ledger.listCampaigns(),
  ]);
  const labels = new Map(campaigns.map(({ id, label }) => [id, label]));
  const latest = await Promise.all(
    activations
      .slice(-LATEST)
      .reverse()
      .map(async (activation) => ({
        activation,
        title: activation.content && ((await ledger.content(activation.content))?.title ?? activation.content),
      })),
  );
  return { standing, tally, platforms: platformsIn(tally.latest), campaigns: campaignsIn(tally.latest, labels), latest };
}

/** Whether a person takes part, has chosen not to, or was forgotten. */
export async function standingOf(person: PersonName, dependencies: DeskDependencies): Promise<Standing> {
  const { hash } = dependencies.pseudonymiser.hash(person);
  if ((await dependencies.ledger.tombstones()).includes(hash)) return 'forgotten';
  return (await optedOut(person, dependencies)) ? 'opted-out' : 'taking-part';
}

const platformsIn = (activations: readonly Activation[]): OwnPage['platforms'] =>
  ADVOCACY_PLATFORMS.map((platform) => ({ platform, touches: activations.filter(({ platforms }) => platforms.includes(platform)).length }))
    .filter(({ touches }) => touches > 0)
    .sort((one, other) => other.touches - one.touches);

function campaignsIn(activations: readonly Activation[], labels: ReadonlyMap<string, string>): OwnPage['campaigns'] {
  const counts = new Map<string, number>();
  for (const { campaign } of activations) if (campaign !== undefined) counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
  return [...counts]
    .map(([id, count]) => ({ label: labels.get(id) ?? id, activations: count }))
    .sort((one, other) => other.activations - one.activations);
}

/** A file of everything that is stored about a person. */
export interface OwnFile {
  readonly bytes: Uint8Array;
  readonly activations: number;
}

/** Writes all that is stored about a person as JSON, at their own request; undefined where there is nothing. */
export async function ownFile(person: PersonName, dependencies: DeskDependencies): Promise<OwnFile | undefined> {
  const { ledger, pseudonymiser, clock } = dependencies;
  const standing = await standingOf(person, dependencies);
  const known = await ledger.advocate(pseudonymiser.hash(person));
  const exported = await exportPerson(person, { ledger, pseudonymiser }, { who: known?.id ?? '', at: clock.now() });
  if (exported === undefined && standing === 'taking-part') return undefined;
  const { activations = [] } = exported ?? {};
  const text = JSON.stringify({ asOf: clock.now(), standing, advocate: exported?.advocate, activations, audit: exported?.audit ?? [] }, undefined, 2);
  return { bytes: new TextEncoder().encode(`${text}\n`), activations: activations.length };
}
