import { describe, expect, it } from 'vitest';
import { civilDate, ISO_CALENDAR } from '../../connectors/contract/period.js';
import { platformSet, platformsOf } from '../../src/domain/activation.js';
import { activationKeys, duplicateOf } from '../../src/domain/activation-key.js';
import { readLink, splitLinks } from '../../src/domain/activation-link.js';
import { activationViolation, FIRST_RULE, ruleOn, ruleViolation } from '../../src/domain/activation-rule.js';
import { openPseudonymiser, staffNumberViolation } from '../../src/domain/pseudonym.js';

const keyOf = (text: string): string => {
  const link = readLink(text);
  return 'key' in link ? link.key : link.kind;
};

describe('the canonical key of a link', () => {
  it.each([
    [
      'instagram:C2a-B_c',
      ['https://www.instagram.com/p/C2a-B_c/?igsh=MzR&img_index=1', 'instagram.com/reel/C2a-B_c', 'https://m.instagram.com/ditjenpk/p/C2a-B_c/#x'],
    ],
    [
      'x:1760123',
      ['https://x.com/DitjenPK/status/1760123?s=20&t=abc', 'https://mobile.twitter.com/DitjenPK/status/1760123', 'x.com/i/web/status/1760123'],
    ],
    ['facebook:pfbid02Ab', ['https://m.facebook.com/djpk/posts/pfbid02Ab?mibextid=Nif5oz', 'https://web.facebook.com/djpk/posts/a-title/pfbid02Ab']],
    [
      'facebook:77',
      ['https://www.facebook.com/permalink.php?story_fbid=77&id=5', 'https://facebook.com/watch/?v=77', 'https://www.facebook.com/reel/77'],
    ],
    [
      'linkedin:7160',
      ['https://www.linkedin.com/feed/update/urn:li:activity:7160/', 'https://www.linkedin.com/posts/djpk_apbn-activity-7160-xYz?utm_source=share'],
    ],
    ['youtube:dQw4', ['https://youtu.be/dQw4?si=abc', 'https://www.youtube.com/watch?v=dQw4&feature=share', 'https://m.youtube.com/shorts/dQw4']],
    ['tiktok:73', ['https://www.tiktok.com/@djpk/video/73?_t=8k', 'https://m.tiktok.com/v/73.html']],
    ['tiktok:short:ZSyyyy', ['https://vt.tiktok.com/ZSyyyy/']],
    ['facebook:short:kA', ['https://fb.watch/kA/?mibextid=x']],
    ['instagram:C2', ['https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FC2%2F%3Figsh%3D1&e=AT']],
    ['web:djpk.kemenkeu.go.id?p=5', ['https://djpk.kemenkeu.go.id/?p=5&utm_source=wa', 'http://www.djpk.kemenkeu.go.id/?fbclid=x&p=5']],
  ])('is %s however it was copied', (key, links) => {
    for (const link of links) expect(keyOf(link), link).toBe(key);
  });

  it.each([
    'https://www.instagram.com/ditjenpk/',
    'https://x.com/DitjenPK',
    'https://www.linkedin.com/in/ayu',
    'https://wa.me/628123',
    'facebook.com/profile.php?id=5',
  ])('is refused for the profile %s', (link) => expect(readLink(link).kind).toBe('profile'));

  it.each(['Sudah kak', 'Libur', '', '-', 'https://', 'ayu@kemenkeu'])('is none for "%s"', (text) => expect(readLink(text).kind).toBe('none'));

  it('parts several links of one cell', () => {
    expect(splitLinks('https://a.id/1\nhttps://b.id/2, https://c.id/3;')).toEqual(['https://a.id/1', 'https://b.id/2', 'https://c.id/3']);
  });
});

describe('the decision over a repeat', () => {
  const [first, third, fourth] = ['2024-02-01', '2024-02-03', '2024-02-04'].map(civilDate);
  if (first === undefined || third === undefined || fourth === undefined) throw new Error('no days');
  const kept = { day: first, platforms: platformSet(['instagram']) };

  it('looks at content and links, and at the second only where there is neither', () => {
    expect(activationKeys({ content: 'k', links: ['x:1'], second: 5 })).toEqual(['l:x:1', 'c:k']);
    expect(activationKeys({ content: undefined, links: [], second: 5 })).toEqual(['s:5']);
  });

  it('keeps one within the window, adds a further platform as a touch, and begins anew after it', () => {
    expect(duplicateOf({ ...kept, day: third }, kept, 2)).toEqual({ kind: 'repeat' });
    expect(duplicateOf({ day: third, platforms: platformSet(['instagram', 'x']) }, kept, 2)).toEqual({ kind: 'touch', added: platformSet(['x']) });
    expect(duplicateOf({ ...kept, day: fourth }, kept, 2)).toEqual({ kind: 'new' });
    expect(duplicateOf(kept, undefined, 2)).toEqual({ kind: 'new' });
    expect(platformsOf(platformSet(['tiktok', 'instagram']))).toEqual(['instagram', 'tiktok']);
  });
});

describe('the definition of an activation', () => {
  const second = { ...FIRST_RULE, version: 2, validFrom: civilDate('2024-04-01'), windowDays: 7 };

  it('is that of the day, so that a change leaves closed quarters as they were', () => {
    expect(ruleOn([second], civilDate('2024-03-31')).version).toBe(1);
    expect(ruleOn([second], civilDate('2024-04-01')).version).toBe(2);
    expect(ruleViolation(second, civilDate('2024-05-15'), ISO_CALENDAR)).toBeUndefined();
    expect(ruleViolation(second, civilDate('2024-07-01'), ISO_CALENDAR)).toMatch(/closed/);
  });

  it('requires a link where the platform has one, and none of a like or of WhatsApp', () => {
    const judged = (kind: 'provided' | 'engagement', on: 'instagram' | 'whatsapp', linked = 0) =>
      activationViolation({ kind, platforms: platformSet([on]), linked }, FIRST_RULE);
    expect(judged('provided', 'instagram')).toMatch(/link of the post on instagram is missing/);
    expect(judged('provided', 'instagram', platformSet(['instagram']))).toBeUndefined();
    expect([judged('engagement', 'instagram'), judged('provided', 'whatsapp')]).toEqual([undefined, undefined]);
    expect(activationViolation({ kind: 'original', platforms: 0, linked: 0 }, FIRST_RULE)).toMatch(/No platform/);
    expect(activationViolation({ kind: 'original', platforms: 1, linked: 1 }, { ...FIRST_RULE, kinds: ['provided'] })).toMatch(/don't count/);
  });
});

describe('a pseudonym', () => {
  const one = openPseudonymiser(new Uint8Array(32).fill(1));

  it('is the same for the same person in another spelling, and another under another key or for another kind of name', () => {
    const hash = one.hash({ scope: 'form', value: 'Orang  002 ' });
    expect(hash.hash).toMatch(/^[0-9a-f]{32}$/);
    expect(one.hash({ scope: 'form', value: 'orang 002' })).toEqual(hash);
    expect(one.hash({ scope: 'slack', value: 'orang 002' }).hash).not.toBe(hash.hash);
    expect(openPseudonymiser(new Uint8Array(32).fill(2)).hash({ scope: 'form', value: 'orang 002' }).hash).not.toBe(hash.hash);
    expect(one.hash({ scope: 'staff', value: "'19900101 201501 1 001" })).toEqual(one.hash({ scope: 'staff', value: '199001012015011001' }));
  });

  it.each(['199001012015011000', '1.99001E+17', '1,99001012015011E+17', '19900101 201501 1 000'])(
    'refuses the staff number %s, which a spreadsheet rounded',
    (value) => expect(staffNumberViolation(value)).toMatch(/spreadsheet/),
  );

  it.each(['199001012015011001', '060098765', '000'])('takes the staff number %s', (value) => expect(staffNumberViolation(value)).toBeUndefined());
});
