import type { Delivery } from '../../domain/delivery.js';
import { count, literal } from '../../domain/formula.js';
import { integer, type Phrase, text } from '../../text/sentence.js';
import { type FactCondition, factReading } from './fact-condition.js';

/** Messages that failed, or of which nobody knows whether they arrived. */
export const delivery: FactCondition = {
  id: 'delivery',
  watches: 'facts',
  judge: (_rule, { deliveries }) => [{ series: 'deliveries', reading: factReading(deliveries.length > 0, news(deliveries)) }],
};

function news(deliveries: readonly Delivery[]): Phrase {
  const [first] = deliveries;
  if (first === undefined) return { words: { id: 'Semua pesan terkirim', en: 'Every message was sent' }, parts: {} };
  return {
    words: {
      id: '{count} pesan belum pasti terkirim, di antaranya {slot} ke {channel}',
      en: '{count} messages were not surely sent, among them {slot} to {channel}',
    },
    parts: {
      count: integer(
        count(deliveries.map(({ key }) => ({ kind: 'value', value: { observation: `delivery:${key}`, value: 1, quality: 'complete' } }))),
      ),
      slot: text(literal(first.slot)),
      channel: text(literal(first.channel)),
    },
  };
}
