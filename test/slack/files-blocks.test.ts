import { describe, expect, it } from 'vitest';
import { blockProblems } from '../../sandbox/slack/blocks/blocks.js';
import { againMessage, type FileView, keptMessage, previewMessage } from '../../src/slack/blocks/files.js';
import { answerForm } from '../../src/slack/blocks/files-modal.js';
import { droppedFiles, filesToRead } from '../../src/slack/dropped-files.js';
import { violations } from '../../src/slack/limits.js';
import { formAnswer } from '../../src/slack/listeners/files/answers.js';
import { readCarried } from '../../src/slack/listeners/files/carried.js';
import type { IntakeQuestion, RecognisedFile } from '../../src/slack/listeners/files/intake.js';
import { createTurns } from '../../src/slack/listeners/files/turns.js';

const LANGUAGES = ['id', 'en'] as const;
const recognised: RecognisedFile = {
  kind: 'recognised',
  title: 'Meta Business Suite: figures by day',
  account: 'Account: @ditjenpk',
  metrics: ['Reach by day: 30 figures'],
  leftOut: ['2 rows: <b>&'],
  questions: [],
  keptBefore: undefined,
};
const view = (language: FileView['language'] = 'en'): FileView => ({ name: 'reach.csv', carried: { f: 'F0123456789', h: 'ab12', a: {} }, language });
const question = (readings: number): IntakeQuestion => ({
  id: 'account',
  text: 'Whose is it? '.repeat(80),
  asks: 'choice',
  readings: Array.from({ length: readings }, (_, index) => ({
    answer: `instagram:kanwil${index}`,
    shows: `figures of office ${index} ${'x'.repeat(200)}`,
  })),
});

describe('a message about a file', () => {
  it.each(LANGUAGES)("stays within Slack's limits however much a file states or leaves open (%s)", (language) => {
    const many = Array.from({ length: 400 }, (_, index) => `Metric ${index} ${'<&>'.repeat(100)}`);
    const wide = { ...recognised, metrics: many, leftOut: many, title: 'x'.repeat(5_000) };
    const named = { ...view(language), name: `${'n'.repeat(255)}.csv` };
    for (const readings of [0, 1, 5, 6, 25, 26, 60, 500]) {
      const message = previewMessage({ ...wide, questions: [question(readings), question(2)] }, named);
      expect(violations(message)).toEqual([]);
      expect(blockProblems(message.blocks, 'message', () => true)).toEqual([]);
    }
    for (const message of [previewMessage(wide, named), keptMessage(wide, named, 'Kept', 'export:x:1'), againMessage('Gone', named)])
      expect(violations(message)).toEqual([]);
    expect(violations(previewMessage({ kind: 'refused', reason: 'r'.repeat(9_000), advice: 'a' }, named))).toEqual([]);
  });

  it('has both readings of a question with a button each, whose answer the button carries with those before', () => {
    const asked = previewMessage(
      { ...recognised, questions: [{ ...question(2), text: 'Whose?' }] },
      { ...view(), carried: { f: 'F1', h: 'ab', a: { dates: 'day-first' } } },
    );
    const sections = asked.blocks.flatMap((block) => (block.type === 'section' && block.accessory ? [block] : []));
    expect(sections.map(({ text, accessory }) => [text.text.slice(0, 21), readCarried.answer(accessory?.value)])).toEqual([
      ['• figures of office 0', { f: 'F1', h: 'ab', a: { dates: 'day-first' }, q: 'account', v: 'instagram:kanwil0' }],
      ['• figures of office 1', { f: 'F1', h: 'ab', a: { dates: 'day-first' }, q: 'account', v: 'instagram:kanwil1' }],
    ]);
    expect(JSON.stringify(asked)).not.toContain('files.keep');
  });

  it('escapes what a file says', () => {
    expect(JSON.stringify(previewMessage(recognised, { ...view(), name: '<!channel>.csv' }))).not.toContain('<!channel>');
    expect(previewMessage(recognised, view()).text).toContain('&lt;b&gt;&amp;');
  });

  it('without anything that could be undone has no button for it', () => {
    expect(JSON.stringify(keptMessage(recognised, view(), 'Kept', undefined))).not.toContain('files.undo');
    expect(JSON.stringify(keptMessage(recognised, view(), 'Kept', 'i'.repeat(3_000)))).not.toContain('files.undo');
    expect(JSON.stringify(keptMessage(recognised, view(), 'Kept', 'import-1'))).toContain('files.undo');
  });
});

describe('the form of an answer', () => {
  const carried = { f: 'F1', a: {}, q: 'period', k: 'days', t: 'Which days?', c: 'C1', m: '1.2' } as const;

  it.each(LANGUAGES)('has the fields of what is asked (%s)', (language) => {
    const fields = (k: 'day' | 'days' | 'year') =>
      answerForm({ ...carried, k }, language).blocks.flatMap((block) => ('block_id' in block ? [block.block_id] : []));
    expect([fields('day'), fields('days'), fields('year')]).toEqual([['day'], ['firstDay', 'lastDay'], ['year']]);
    expect(blockProblems(answerForm(carried, language).blocks, 'modal', () => true)).toEqual([]);
  });

  it('is read as the question is answered, or refused beside the field', () => {
    const date = (selected_date: string) => ({ value: { selected_date } });
    expect(formAnswer('days', { firstDay: date('2026-09-01'), lastDay: date('2026-09-30') }, 'en')).toEqual({ answer: '2026-09-01..2026-09-30' });
    expect(formAnswer('days', { firstDay: date('2026-09-02'), lastDay: date('2026-09-01') }, 'en')).toEqual({
      errors: { lastDay: expect.any(String) },
    });
    expect(formAnswer('day', { day: date('2026-09-02') }, 'id')).toEqual({ answer: '2026-09-02' });
    expect(formAnswer('year', { year: { value: { value: ' 2026 ' } } }, 'id')).toEqual({ answer: '2026' });
    expect(formAnswer('year', { year: { value: { value: '26' } } }, 'id')).toEqual({ errors: { year: expect.stringContaining('empat angka') } });
  });
});

describe('which messages drop files', () => {
  const message = {
    type: 'message',
    subtype: 'file_share',
    user: 'U1',
    channel: 'D1',
    channel_type: 'im',
    ts: '1.1',
    text: '',
    files: [{ id: 'F0123456789', name: 'a.csv' }],
  };

  it('those of people with files: no edit, no bot, no file that Slack does not name', () => {
    expect(droppedFiles(message)).toMatchObject({ user: 'U1', direct: true, files: [{ id: 'F0123456789' }] });
    for (const other of [{ subtype: 'message_changed' }, { bot_id: 'B1' }, { files: [] }, { files: [{ id: '../etc' }] }, { user: undefined }])
      expect(droppedFiles({ ...message, ...other })).toBeUndefined();
  });

  it('of several files the pictures are left out, unless there is nothing else at all', () => {
    const [csv, picture] = [
      { id: 'F1', mimetype: 'text/csv' },
      { id: 'F2', mimetype: 'image/png' },
    ];
    expect(filesToRead({ files: [csv, picture], text: 'x' })).toEqual([csv]);
    expect(filesToRead({ files: [picture], text: 'what is this?' })).toEqual([]);
    expect(filesToRead({ files: [picture], text: ' <@U0PANTAU01> ' })).toEqual([picture]);
  });
});

describe('decisions about a message', () => {
  const keep = { action: 'files.keep', value: '1' };
  const leave = { action: 'files.leave', value: '1' };
  const undo = { action: 'files.undo', value: '1' };

  it('are made one after the other, and none by a button that stands there no more', async () => {
    const turns = createTurns();
    const made: string[] = [];
    const press = (button: typeof keep, to: readonly (typeof keep)[], place = 'C1 1.1'): Promise<void> =>
      turns.take(
        place,
        ({ action }) => action === button.action,
        async () => {
          made.push(`${place} ${button.action}`);
          await turns.change(place, to, () => Promise.resolve());
        },
      );
    await turns.change('C1 1.1', [keep, leave], () => Promise.resolve());
    await Promise.all([press(keep, [undo]), press(keep, [undo]), press(leave, []), press(undo, [keep]), press(keep, [])]);
    await press(leave, [], 'C1 2.2');
    expect(made).toEqual(['C1 1.1 files.keep', 'C1 1.1 files.undo', 'C1 1.1 files.keep', 'C1 2.2 files.leave']);
  });

  it('that fail can be made again, also where the message could not be changed', async () => {
    const turns = createTurns();
    await turns.change('C1 1.1', [keep], () => Promise.resolve());
    const away = (): Promise<void> => Promise.reject(new Error('away'));
    await expect(turns.take('C1 1.1', ({ action }) => action === keep.action, away)).rejects.toThrow('away');
    await expect(turns.change('C1 1.1', [undo], away)).rejects.toThrow('away');
    const made: string[] = [];
    await turns.take(
      'C1 1.1',
      ({ action }) => action === undo.action,
      async () => void made.push('undo'),
    );
    await turns.take(
      'C1 1.1',
      ({ action }) => action === keep.action,
      async () => void made.push('keep'),
    );
    expect(made).toEqual(['keep']);
  });
});
