import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/http/json.js';

describe('JSON of a platform', () => {
  it('integers that a number cannot hold become strings, digit for digit', () => {
    expect(readJson('{"id":17841400000000001,"ids":[1880000000000000001,-9007199254740993],"n":9007199254740991}')).toEqual({
      id: '17841400000000001',
      ids: ['1880000000000000001', '-9007199254740993'],
      n: 9007199254740991,
    });
    expect(readJson('1880000000000000001')).toBe('1880000000000000001');
  });

  it('digits inside texts, fractions and exponents stay as they are', () => {
    const text =
      '{"note":"see \\"17841400000000001\\", 9007199254740993","path":"c:\\\\","next":99999999999999999999,"f":1234567890123456.5,"e":1e21}';
    expect(readJson(text)).toEqual({
      note: 'see "17841400000000001", 9007199254740993',
      path: 'c:\\',
      next: '99999999999999999999',
      f: 1234567890123456.5,
      e: 1e21,
    });
  });

  it('what is no JSON is undefined, and null is null', () => {
    for (const text of ['', '<html>502</html>', '{"a":', 'ok', '{"id":01788140000000000100}', '{"a":17841400000000001'])
      expect(readJson(text)).toBeUndefined();
    expect(readJson('null')).toBeNull();
    expect(readJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  it('reads a text of many megabytes without a deep stack', () => {
    const long = 'a\\"'.repeat(2_000_000);
    expect(readJson(`{"text":"${long}","id":17841400000000001}`)).toEqual({ text: 'a"'.repeat(2_000_000), id: '17841400000000001' });
  });

  it('reads any JSON as JSON.parse does, save its long integers', () => {
    const json = fc.json().filter((text) => !/\d{16}/.test(text));
    fc.assert(
      fc.property(json, fc.bigInt({ min: 2n ** 53n }), (text, id) => {
        expect(readJson(text)).toEqual(JSON.parse(text));
        expect(readJson(`{"before":${text},"id": ${id},"after":${text}}`)).toEqual({
          before: JSON.parse(text),
          id: String(id),
          after: JSON.parse(text),
        });
      }),
    );
  });
});
