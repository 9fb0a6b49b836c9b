import { dayText, months, weekday } from '../calendar.js';
import { apportion, type Chance, seededChance } from '../chance.js';

/** A campaign of the demo. */
export interface DemoCampaign {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly until: string;
}

/** The campaigns to which the demo's activations belong. */
export const DEMO_CAMPAIGNS: readonly DemoCampaign[] = [
  { id: 'apbd-2024', label: 'Penyusunan APBD 2024 (contoh)', from: '2023-10-01', until: '2023-11-30' },
  { id: 'akhir-tahun', label: 'Kinerja akhir tahun (contoh)', from: '2023-12-01', until: '2023-12-31' },
  { id: 'uu-hkpd', label: 'UU HKPD (contoh)', from: '2024-01-01', until: '2024-01-31' },
  { id: 'dana-desa', label: 'Dana Desa (contoh)', from: '2024-02-01', until: '2024-02-29' },
];

/** The ledger of activations as a file to import. */
export interface DemoLedger {
  readonly name: string;
  readonly sourceName: string;
  readonly text: string;
}

const HEADER = 'occurred_at,staff_number,unit,kind,platform,content,campaign,link';
const SEED = 13_559;

/** Units with so many of their people in the demo: the last three are under five. */
const UNITS: readonly (readonly [name: string, people: number])[] = [
  ['DJP', 7_200],
  ['DJBC', 3_400],
  ['DJPB', 2_300],
  ['SETJEN', 1_200],
  ['DJKN', 1_150],
  ['DJPK', 420],
  ['DJA', 330],
  ['BPPK', 290],
  ['ITJEN', 240],
  ['BKF', 180],
  ['DJPPR', 170],
  ['LNSW', 40],
  ['STAF AHLI', 4],
  ['SATGAS CONTOH', 3],
  ['STAF KHUSUS', 2],
];

type Kind = 'provided' | 'engagement' | 'original';

/** What a quarter of the ledger must count to. */
interface QuarterPlan {
  readonly months: readonly (readonly [name: string, weight: number])[];
  /** the first of the people who take part; they follow each other */
  readonly firstPerson: number;
  readonly people: number;
  readonly kinds: Readonly<Record<Kind, number>>;
  /** touches by platform; what is more than the activations are second platforms */
  readonly touches: readonly (readonly [platform: string, touches: number])[];
}

/** The whole last quarter of 2023, invented, and the first of 2024 up to 29 February, which is the report's page. */
const QUARTERS: readonly QuarterPlan[] = [
  {
    months: [
      ['2023-10', 30],
      ['2023-11', 33],
      ['2023-12', 37],
    ],
    firstPerson: 3_370,
    people: 11_873,
    kinds: { provided: 2_610, engagement: 14_322, original: 143 },
    touches: [
      ['instagram', 11_604],
      ['x', 2_071],
      ['facebook', 1_998],
      ['whatsapp', 1_480],
      ['linkedin', 552],
      ['youtube', 44],
      ['tiktok', 29],
    ],
  },
  {
    months: [
      ['2024-01', 43],
      ['2024-02', 57],
    ],
    firstPerson: 0,
    people: 13_559,
    kinds: { provided: 2_245, engagement: 11_954, original: 117 },
    touches: [
      ['instagram', 9_721],
      ['x', 1_656],
      ['facebook', 1_677],
      ['whatsapp', 1_271],
      ['linkedin', 491],
      ['youtube', 37],
      ['tiktok', 34],
    ],
  },
];

/** Double submissions, as forms have them: the import keeps one of each. */
const DOUBLES = 120;

/** The ledger of invented activations, October 2023 to February 2024, the same bytes on every machine; what is told twice in it must be kept once. */
export function demoLedger(): DemoLedger {
  const chance = seededChance(SEED);
  const rows = QUARTERS.flatMap((quarter) => quarterRows(quarter, chance)).sort((one, other) => (one < other ? -1 : Number(one > other)));
  return { name: 'contoh-aktivasi.csv', sourceName: 'contoh', text: `${[HEADER, ...rows].join('\n')}\n` };
}

interface Act {
  readonly person: number;
  readonly kind: Kind;
  readonly platforms: string[];
}

function quarterRows(plan: QuarterPlan, chance: Chance): readonly string[] {
  const acts = actsOf(plan, chance);
  const days = daysOf(plan, acts.length, chance);
  const rows = acts.flatMap((act, index) => rowsOf(act, index, days[index] ?? 0, chance));
  return [...rows, ...rows.slice(0, DOUBLES)];
}

/** Each person once at first, then some of them again. */
function actsOf({ firstPerson, people, kinds, touches }: QuarterPlan, chance: Chance): readonly Act[] {
  const kindOf = shuffled(
    (Object.keys(kinds) as Kind[]).flatMap((kind) => Array<Kind>(kinds[kind]).fill(kind)),
    chance,
  );
  const second = touches.reduce((sum, [, count]) => sum + count, 0) - kindOf.length;
  // Second platforms are X and Facebook in equal parts, beside Instagram.
  const seconds: Readonly<Record<string, number>> = { x: Math.ceil(second / 2), facebook: Math.floor(second / 2) };
  const first = shuffled(
    touches.flatMap(([platform, count]) => Array<string>(count - (seconds[platform] ?? 0)).fill(platform)),
    chance,
  );
  const rest = Object.entries(seconds).flatMap(([platform, count]) => Array<string>(count).fill(platform));
  return kindOf.map((kind, index): Act => {
    const platforms = [first[index] ?? 'instagram'];
    const beside = kind === 'provided' && platforms[0] === 'instagram' ? rest.pop() : undefined;
    if (beside !== undefined) platforms.push(beside);
    const person = index < people ? index : chance.between(0, people - 1);
    return { person: firstPerson + person, kind, platforms };
  });
}

/** A day for each act, in proportion to the months' weights, fewer at weekends. */
function daysOf(plan: QuarterPlan, acts: number, chance: Chance): readonly number[] {
  const days = plan.months.flatMap(([name, weight]) =>
    months(name, name).flatMap(({ first, days: length }) =>
      Array.from({ length }, (_, index) => ({ day: first + index, weight: weight * (weekday(first + index) % 6 === 0 ? 3 : 10) })),
    ),
  );
  const counts = apportion(
    acts,
    days.map(({ weight }) => weight),
  );
  return shuffled(
    days.flatMap(({ day }, index) => Array<number>(counts[index] ?? 0).fill(day)),
    chance,
  );
}

function shuffled<Thing>(things: readonly Thing[], chance: Chance): readonly Thing[] {
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = chance.between(0, at);
    const [one, two] = [mixed[at], mixed[other]];
    if (one === undefined || two === undefined) continue;
    mixed[at] = two;
    mixed[other] = one;
  }
  return mixed;
}

/** One row for an activation; every other second platform is told in a row of its own, as people do who remember it later. */
function rowsOf({ person, kind, platforms }: Act, index: number, day: number, chance: Chance): readonly string[] {
  const time = `${String(chance.between(8, 16)).padStart(2, '0')}:${String(chance.between(0, 59)).padStart(2, '0')}:${String(chance.between(0, 59)).padStart(2, '0')}`;
  const date = dayText(day);
  const campaign = DEMO_CAMPAIGNS.find(({ from, until }) => from <= date && date <= until)?.id ?? '';
  const content = kind === 'original' ? '' : `${date.slice(0, 7)}-${kind === 'provided' ? 'k' : 'p'}${index % 97}`;
  const row = (some: readonly string[]): string => {
    const links = some.map((platform) => linkOf(platform, kind, index)).filter((link) => link !== '');
    return `${date} ${time},CONTOH-${String(person + 1).padStart(6, '0')},${unitOf(person)},${kind},"${some.join(', ')}",${content},${campaign},${links.join(' ')}`;
  };
  return platforms.length > 1 && index % 2 === 0 ? platforms.map((platform) => row([platform])) : [row(platforms)];
}

const starts: readonly number[] = UNITS.map((_, index) => UNITS.slice(0, index).reduce((sum, [, people]) => sum + people, 0));
const ALL = UNITS.reduce((sum, [, people]) => sum + people, 0);

/** The unit of a person. People are spread over the units, so that each unit has some in either quarter. */
function unitOf(person: number): string {
  const place = (person * 7_919) % ALL;
  return UNITS.findLast((_, index) => place >= (starts[index] ?? 0))?.[0] ?? '';
}

/** The link of an act: that of an official post for a like, one of their own for what people post. */
function linkOf(platform: string, kind: Kind, index: number): string {
  const post = kind === 'engagement' ? `CONTOH${index % 97}` : `CONTOHsendiri${index}`;
  const digits = kind === 'engagement' ? 900_000 + (index % 97) : 1_000_000 + index;
  switch (platform) {
    case 'instagram':
      return `https://www.instagram.com/p/${post}/?igsh=contoh`;
    case 'x':
      return `https://x.com/contoh/status/${digits}?s=20`;
    case 'facebook':
      return `https://m.facebook.com/contoh/posts/${digits}?mibextid=contoh`;
    case 'linkedin':
      return `https://www.linkedin.com/feed/update/urn:li:activity:${digits}/`;
    case 'youtube':
      return `https://youtu.be/${post}?si=contoh`;
    case 'tiktok':
      return `https://www.tiktok.com/@contoh/video/${digits}`;
    default:
      return '';
  }
}
