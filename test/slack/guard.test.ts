import { describe, expect, it } from 'vitest';
import { PantauError } from '../../src/errors.js';
import type { Logger } from '../../src/log.js';
import type { Message } from '../../src/slack/blocks/block.js';
import { createGuard } from '../../src/slack/guard.js';
import { languageFor } from '../../src/slack/language.js';
import { createSeen } from '../../src/slack/seen.js';

function given() {
  const logged: (Record<string, unknown> | undefined)[] = [];
  const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: (_, fields) => void logged.push(fields) };
  const told: string[] = [];
  const tell = async (message: Message): Promise<void> => void told.push(message.text);
  return { guard: createGuard(log, () => 'a1b2'), logged, told, tell };
}

describe('the guard', () => {
  it('tells a foreseen failure by its sentence and any other by a code, both found in the log', async () => {
    const { guard, logged, told, tell } = given();
    const foreseen = new PantauError('refused-input', 'Tulis bulan sebagai Februari 2024.');
    await guard({ listener: 'x', language: 'id', tell }, () => Promise.reject(foreseen));
    await guard({ listener: 'x', language: 'en', tell }, () => Promise.reject(new Error('secret detail')));
    expect(told).toEqual(['Tulis bulan sebagai Februari 2024. (kode a1b2)', 'Something went wrong. Tell whoever runs Pantau the code a1b2.']);
    expect(logged[0]).toEqual({ id: 'a1b2', listener: 'x', cause: foreseen });
  });

  it('survives that nobody can be told', async () => {
    const { guard, logged } = given();
    await guard({ listener: 'x', language: 'id', tell: () => Promise.reject(new Error('expired_url')) }, () => Promise.reject(new Error('first')));
    expect(logged).toHaveLength(2);
  });
});

describe('repeated deliveries', () => {
  it('are known by any of their keys for a day', () => {
    let now = 0;
    const seen = createSeen({ now: () => now });
    expect(seen.first('event Ev1', 'message C1 1.1')).toBe(true);
    expect(seen.first('event Ev2', 'message C1 1.1')).toBe(false);
    expect(seen.first('event Ev2')).toBe(false);
    now = 24 * 3_600_000;
    expect(seen.first('event Ev1')).toBe(true);
  });
});

describe('the language of an answer', () => {
  it("is the person's own choice, else the configuration's for the person, else the channel's, else the organisation's", () => {
    const settings = {
      people: [{ id: 'ann', slack: 'U1', name: 'Ann', role: 'member', language: 'en', routes: [] }],
      channels: [{ name: 'tim', id: 'C1', class: 'internal', language: 'en' }],
      organisation: { languages: ['id', 'en'] },
    } as const;
    const of = (chosen: 'id' | 'en' | 'auto' | undefined, user: string, channel: string) => languageFor(settings, chosen, user, channel);
    expect([of('id', 'U1', 'C1'), of('en', 'U2', 'C9')]).toEqual(['id', 'en']);
    expect([of(undefined, 'U1', 'C9'), of(undefined, 'U2', 'C1'), of(undefined, 'U2', 'C9')]).toEqual(['en', 'en', 'id']);
    expect([of('auto', 'U1', 'C1'), of('auto', 'U1', 'C9')]).toEqual(['en', 'id']);
  });
});
