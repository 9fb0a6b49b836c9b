import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import { opens } from '../../src/domain/incident.js';
import { EVERY_MS, evaluations, knownAt, play, quietYear, type Story, storiesOf } from './stories.js';

const TIME = 240_000;
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

/** What alerts promise, over the stories and the quiet years of some seeds. */
export function storySuite(seeds: readonly number[]): void {
  describe.each(seeds)('fifty stories of seed %i', (seed) => {
    const stories = storiesOf(seed);

    it('are fifty, and hold declines', () => {
      expect(stories).toHaveLength(50);
      expect(stories.filter(({ declines }) => declines !== undefined)).toHaveLength(16);
    });

    it(
      'tell every true decline of a fifth or more in time, and nothing before it',
      () => {
        for (const story of stories.filter(({ kind }) => kind === 'decline')) {
          const fired = play(story).filter(opens);
          expect(fired[0], story.name).toMatchObject({ reason: 'fired', told: true });
          expect((fired[0]?.period?.end ?? '') > (story.declines ?? ''), story.name).toBe(true);
          expect((fired[0]?.at ?? '9') <= deadlineOf(story), `${story.name}: ${fired[0]?.at} after ${deadlineOf(story)}`).toBe(true);
          // The median follows the fall in a few weeks; a low week of what is still low may be told once more.
          expect(fired.length, story.name).toBeLessThanOrEqual(2);
        }
      },
      TIME,
    );

    it(
      'tell nothing that is only missing, late, partial, read wrong, defined anew, or a holiday',
      () => {
        for (const story of stories.filter(({ kind }) => kind !== 'decline' && kind !== 'weekends')) {
          const fired = play(story).filter(opens);
          expect(
            fired.map(({ sentence }) => sentence.text.en),
            story.name,
          ).toEqual([]);
        }
      },
      TIME,
    );
  });

  describe.each(seeds)('a year of noise and weekends of seed %i', (seed) => {
    it(
      'tells at most one false alert for fifty rules',
      () => {
        const fired = quietYear(seed).flatMap((story) => play(story, DAY_MS).filter(opens));
        expect(fired.length).toBeLessThanOrEqual(1);
      },
      TIME,
    );
  });
}
