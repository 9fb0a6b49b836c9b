import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel, redactText } from '../src/log.js';

function logged(level: LogLevel = 'debug') {
  const lines: string[] = [];
  return { lines, logger: createLogger({ level, destination: { write: (line) => void lines.push(line) } }) };
}

const BOT = 'xoxb-1234567890-abcDEF';
const META = 'EAAGm0PX4ZCpsBAKZCexampleexample';

describe('redactText', () => {
  it.each([
    [`token ${BOT} given`, 'token [hidden] given'],
    ['xapp-1-A0123-99-abcdef', '[hidden]'],
    ['xoxp-11-22-33', '[hidden]'],
    ['xoxe.xoxp-1-Mi0yLTEy', '[hidden]'],
    [`the page's ${META}`, "the page's [hidden]"],
    ['Authorization: Bearer abc.def-123', 'Authorization: Bearer [hidden]'],
    ['https://graph.facebook.com/me?access_token=12345|abc&fields=id', 'https://graph.facebook.com/me?access_token=[hidden]&fields=id'],
    ['https://a.example/back?code=AQD12&state=1', 'https://a.example/back?code=[hidden]&state=1'],
    ['the exit code: 1234', 'the exit code: 1234'],
    ['{"client_secret":"abcdefgh"}', '{"client_secret":"[hidden]"}'],
    ['http://user:pass@proxy.example:3128', 'http://[hidden]@proxy.example:3128'],
    ['https://hooks.slack.com/services/T00/B00/XXXX', 'https://hooks.slack.com/services/[hidden]'],
    ['9837 employees of C0123456789 at 09:00', '9837 employees of C0123456789 at 09:00'],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});

describe('the logger', () => {
  it('writes the message, the level and the fields as one line of JSON', () => {
    const { lines, logger } = logged();
    logger.info('digest sent', { digest: 'monthly', charts: 3 });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, msg: 'digest sent', digest: 'monthly', charts: 3 });
  });

  it('hides secrets in messages, by key, by shape, in lists, in errors and in their causes', () => {
    const { lines, logger } = logged();
    const cause = Object.assign(new Error(`GET /me?access_token=${META} failed`), { config: { headers: { authorization: `Bearer ${BOT}` } } });
    logger.error(`start with ${BOT}`, {
      botToken: 'unshaped-secret',
      nested: [{ note: `it was ${BOT}`, client_secret: 'unshaped-secret' }],
      error: new Error(`invalid ${BOT}`, { cause }),
      errors: new AggregateError([new Error(BOT)], 'several'),
      headers: new Map([['cookie', 'unshaped-secret']]),
    });
    const line = lines.join('');
    expect(line).not.toContain('1234567890');
    expect(line).not.toContain('unshaped-secret');
    expect(line).not.toContain('EAAGm0');
    expect(JSON.parse(line)).toMatchObject({ error: { name: 'Error', message: 'invalid [hidden]', cause: { name: 'Error' } } });
  });

  it('does not fall over a circle or a big integer', () => {
    const { lines, logger } = logged();
    const circle: Record<string, unknown> = { count: 10n };
    circle.self = circle;
    logger.warn('circle', { circle });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ circle: { count: '10', self: '[circular]' } });
  });

  it('writes nothing below its level', () => {
    const { lines, logger } = logged('warn');
    logger.info('quiet');
    logger.error('loud');
    expect(lines).toHaveLength(1);
  });
});
