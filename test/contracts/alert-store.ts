import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import { type AlertState, newAlertState, type TracedText, type Transition } from '../../src/domain/alert-state.js';
import { acknowledgeIncident, type Incident, incidentId, openIncident } from '../../src/domain/incident.js';
import type { TemporaryStore } from '../support/store.js';
import { importFacts, origin, PHONE, value } from './store.js';

const at = (hour: number): Instant => new Date(Date.UTC(2024, 2, 1, hour)).toISOString() as Instant;
const said = (text: string): TracedText => ({ text: { id: text, en: text }, basis: { formula: '', values: [] } });

const fired = (rule: string, hour: number): Transition => ({
  rule,
  series: 's',
  at: at(hour),
  from: 'normal',
  to: 'firing',
  reason: 'fired',
  obstacles: [],
  period: undefined,
  incident: incidentId(rule, 's', at(hour)),
  told: true,
  sentence: said('News'),
  details: [],
});

const resolved = (rule: string, hour: number, since: number): Transition => ({
  ...fired(rule, hour),
  from: 'firing',
  to: 'normal',
  reason: 'resolved',
  incident: incidentId(rule, 's', at(since)),
});

const opening = ({ rule, series, at: firedAt, sentence }: Transition): Incident =>
  openIncident({ rule, series, about: 'condition', group: 'g', firedAt, period: undefined, headline: sentence, details: [], told: true });

const firing = (rule: string, hour: number): AlertState => ({
  ...newAlertState(rule, 's', at(hour)),
  kind: 'firing',
  incident: incidentId(rule, 's', at(hour)),
  about: 'condition',
  flips: [at(hour)],
});

/** What every store must keep for alerts; `create` makes an empty one. */
export function alertStoreContract(name: string, create: () => Promise<TemporaryStore>): void {
  describe(`${name}, for alerts`, () => {
    let home: TemporaryStore;
    beforeEach(async () => {
      home = await create();
    });
    afterEach(() => home.remove());
    const fire = (rule: string, hour: number) => {
      const transition = fired(rule, hour);
      return home.store.saveEvaluation({ states: [firing(rule, hour)], transitions: [transition], opened: [opening(transition)] });
    };

    it('hands out what an evaluation left, to another process too', async () => {
      await fire('a', 1);
      const other = await home.open();
      expect(await other.readAlertStates()).toEqual([firing('a', 1)]);
      expect(await other.readTransitions({ rule: 'a' })).toEqual([fired('a', 1)]);
      expect(await other.listIncidents({ open: true })).toEqual([opening(fired('a', 1))]);
    });

    it('finds transitions by rule, series and time', async () => {
      await fire('a', 1);
      await fire('b', 2);
      expect(await home.store.readTransitions({ since: at(2) })).toHaveLength(1);
      expect(await home.store.readTransitions({ until: at(2) })).toHaveLength(1);
      expect(await home.store.readTransitions({ series: 'other' })).toEqual([]);
      expect((await home.store.listIncidents({})).map(({ rule }) => rule)).toEqual(['b', 'a']);
    });

    it('refuses a second open incident of a rule and a series, and then keeps nothing of that evaluation', async () => {
      await fire('a', 1);
      await expect(fire('a', 2)).rejects.toThrow();
      expect(await home.store.readTransitions({})).toHaveLength(1);
      await home.store.saveEvaluation({ states: [], transitions: [resolved('a', 3, 1)], opened: [] });
      await fire('a', 4);
      expect(await home.store.listIncidents({ open: true })).toHaveLength(1);
      expect(await home.store.listIncidents({})).toHaveLength(2);
    });

    it('names one of two people who acknowledge the same version, and keeps that through the end', async () => {
      await fire('a', 1);
      const incident = opening(fired('a', 1));
      const pressed = ['manager-1', 'manager-2'].map((by) => acknowledgeIncident(incident, by, at(2)).incident);
      expect(await Promise.all(pressed.map((next) => home.store.saveIncident(next)))).toEqual([true, false]);
      await home.store.saveEvaluation({ states: [], transitions: [resolved('a', 3, 1)], opened: [] });
      const ended = await (await home.open()).readIncident(incident.id);
      expect(ended).toMatchObject({ acknowledged: { by: 'manager-1' }, resolvedAt: at(3), version: 3 });
      expect(ended?.log.map(({ what }) => what)).toEqual(['fired', 'acknowledged', 'resolved']);
    });

    it('reads many series at once as it reads each', async () => {
      const email = { ...PHONE, dimensions: { channel: 'email' } };
      await importFacts(home.store, origin('file', 'a'), [
        value(PHONE, '2024-02-01', 46),
        value(email, '2024-01-01', 7),
        value(email, '2024-02-01', 9),
      ]);
      const window = { start: civilDate('2024-01-01'), end: civilDate('2024-03-01') };
      const questions = [email, PHONE, { ...PHONE, metric: 'nothing' }].map((series) => ({ ...series, window }));
      const many = await home.store.readSeriesMany(questions);
      expect(many).toEqual(await Promise.all(questions.map((question) => home.store.readSeries(question))));
      expect(many.map((rows) => rows.map((row) => row.value))).toEqual([[7, 9], [46], []]);
    });

    it('knows which sources were read again', async () => {
      await importFacts(home.store, origin('api', 'a', at(1)), [value(PHONE, '2024-02-01', 46)]);
      expect(await home.store.readAgain(['api:laporan:a'])).toEqual(new Set());
      await importFacts(home.store, { ...origin('api', 'b', at(2)), id: 'api:other:b', name: 'other' }, [value(PHONE, '2024-01-01', 1)]);
      expect(await home.store.readAgain(['api:laporan:a'])).toEqual(new Set());
      await importFacts(home.store, origin('api', 'c', at(3)), [value(PHONE, '2024-02-01', 46)]);
      expect(await home.store.readAgain(['api:laporan:a', 'api:laporan:c'])).toEqual(new Set(['api:laporan:a']));
    });

    it('knows the newest day of each subject', async () => {
      const day = { subject: 'x:a', metric: 'views', dimensions: {}, grain: 'day' as const };
      await importFacts(home.store, origin('api', 'a'), [
        value(day, '2024-02-10', 1),
        value(day, '2024-02-27', 5),
        value({ ...day, metric: 'likes' }, '2024-02-20', 2),
        value({ ...day, subject: 'x:old' }, '2023-12-31', 1),
      ]);
      expect(await home.store.newestDays(civilDate('2024-01-15'))).toEqual(new Map([['x:a', '2024-02-27']]));
    });
  });
}
