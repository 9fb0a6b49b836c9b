import { addDays, type CivilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import { opens } from '../../src/domain/incident.js';
import { EVERY_MS, evaluations, knownAt, play, quietYear, type Story, storiesOf } from './stories.js';

const DAY_MS = 86_400_000;
const HOUR = 3_600_000;

/** The first evaluation at or after a moment. */
const evaluationAfter = (story: Story, moment: string): Instant | undefined => [...evaluations(story)].find((at) => at >= moment);

/** When a period can first be believed: it is over, all its days are complete, and read twice. */
function believableAt(story: Story, start: CivilDate): string | undefined {
  const period = periodOf(story.rule.grain, start);
  const moments: string[] = [new Date(Date.parse(`${period.end}T00:00:00Z`) - 7 * HOUR).toISOString()];
  for (let day = period.start; day < period.end; day = addDays(day, 1)) {
    const complete = (story.readings.get(day) ?? []).filter(({ quality }) => quality === 'complete');
    const second = complete.find(({ at }) => knownAt(story.readings.get(day) ?? [], at)?.twice);
    if (second === undefined) return undefined;
    moments.push(second.at);
  }
  return moments.sort().at(-1);
}

/**
 * The last evaluation at which a decline is to be told, reckoned from the story alone: its first period is believed, the rule's hold passes, and where
 * the figure of a later period is due by then, that one is believed too. One evaluation is allowed on top.
 */
function deadlineOf(story: Story): string {
  const { rule, declines } = story;
  if (declines === undefined) throw new Error('Nothing declines.');
  const held: string[] = [];
  let start = declines;
  for (let n = 0; n < 20; n += 1) {
    const believed = believableAt(story, start);
    const at = believed === undefined ? undefined : evaluationAfter(story, believed);
    if (at !== undefined) held.push(at);
    start = periodOf(rule.grain, start).end;
  }
  const [first = ''] = held;
  const passed = new Date(Date.parse(first) + rule.holdHours * HOUR).toISOString();
  const due = rule.holdHours === 0 ? first : rule.grain === 'day' ? (held.find((at) => at >= passed) ?? '') : passed;
  return new Date(Date.parse(evaluationAfter(story, due) ?? '') + EVERY_MS).toISOString();
}

/** What is wrong with what is told of a decline; nothing where it is told in time, once, and not before it. */
function faultsOfDecline(story: Story): readonly string[] {
  const fired = play(story).filter(opens);
  const [first] = fired;
  if (first?.reason !== 'fired' || !first.told) return [`${story.name}: nobody is told`];
  const faults: string[] = [];
  if ((first.period?.end ?? '') <= (story.declines ?? '')) faults.push(`${story.name}: told of ${first.period?.start}, before it declines`);
  const deadline = deadlineOf(story);
  if (first.at > deadline) faults.push(`${story.name}: told at ${first.at}, after ${deadline}`);
  // The median follows the fall in a few weeks; a low week of what is still low may be told once more.
  if (fired.length > 2) faults.push(`${story.name}: told ${fired.length} times`);
  return faults;
}

/** What is told of a story in which nothing declines, and why that is wrong. */
const falseAlertsOf = (story: Story, every = EVERY_MS): readonly string[] =>
  play(story, every)
    .filter(opens)
    .map(({ sentence, at }) => `${story.name}: ${at} ${sentence.text.en}`);

/** What is wrong with how true declines are told. */
export const faultsOfDeclines = (seed: number): readonly string[] =>
  storiesOf(seed)
    .filter(({ declines }) => declines !== undefined)
    .flatMap(faultsOfDecline);

/** What is told of what is only missing, late, partial, read wrong, defined anew, or a holiday. */
export const falseAlerts = (seed: number): readonly string[] =>
  storiesOf(seed)
    .filter(({ declines, kind }) => declines === undefined && kind !== 'weekends')
    .flatMap((story) => falseAlertsOf(story));

/** What fifty rules tell in a year of noise and weekends. */
export const alertsOfQuietYear = (seed: number): readonly string[] => quietYear(seed).flatMap((story) => falseAlertsOf(story, DAY_MS));
