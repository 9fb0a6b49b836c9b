import type { App } from '@slack/bolt';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Block } from '../../blocks/block.js';
import { actions, againButton, keptMessage, previewMessage } from '../../blocks/files.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import { textBlock } from '../../blocks/lines.js';
import { escapeMrkdwn } from '../../blocks/mrkdwn.js';
import { fitText, LIMITS } from '../../limits.js';
import type { ListenerDeps } from '../deps.js';
import { readCarried, shortHash } from './carried.js';
import type { FileParts } from './parts.js';
import { onButton, type Pressed } from './pressed.js';
import { change, fetchOrSay, intakeFile, showFile, viewOf } from './show.js';
import type { Turns } from './turns.js';

/** The buttons that decide about a file: keep it, leave it, read it again, undo its import. */
export function registerDecisions(app: App, deps: ListenerDeps, parts: FileParts, turns: Turns): void {
  const all = { deps, parts };
  onButton(app, 'files.keep', all, (pressed) => {
    const { h = '' } = readCarried.file(pressed.value);
    return turns.take(placeOf(pressed), `keep ${h}`, () => keep(pressed, parts));
  });
  onButton(app, 'files.leave', all, (pressed) => turns.take(placeOf(pressed), 'leave', () => leave(pressed)));
  onButton(app, 'files.again', all, (pressed) =>
    turns.take(placeOf(pressed), 'again', async () => {
      const { a, f } = readCarried.file(pressed.value);
      await showFile({ ...pressed, carried: { a, f } }, parts);
      return false;
    }),
  );
  onButton(app, 'files.undo', all, (pressed) => turns.take(placeOf(pressed), 'undo', () => undo(pressed, parts)));
}

/** Where one decision is made at a time. */
export const placeOf = ({ place: { channel, ts } }: Pick<Pressed, 'place'>): string => `${channel} ${ts}`;

/** Keeps what was shown; bytes that have changed since are shown once more. */
async function keep(pressed: Pressed, parts: FileParts): Promise<boolean> {
  const { place, user, language } = pressed;
  const words = FILE_WORDS[language];
  const carried = readCarried.file(pressed.value);
  const asked = { place, carried, user, language };
  const fetched = await fetchOrSay(asked, parts);
  if (fetched === undefined) return false;
  const view = viewOf(asked, fetched);
  const file = intakeFile(asked, fetched);
  if (carried.h !== shortHash(fetched.hash)) {
    await pressed.tell(sentenceMessage(words.changed));
    await change(place, previewMessage(await parts.intake.preview(file), view));
    return false;
  }
  const kept = await parts.intake.keep(file);
  if (kept.kind !== 'kept') {
    await change(place, previewMessage(kept.kind === 'asks' ? kept.file : kept, view));
    return false;
  }
  await change(place, keptMessage(kept.file, view, `*${escapeMrkdwn(kept.sentence)}* ${words.by(`<@${user}>`)}`, kept.undo));
  return true;
}

async function leave(pressed: Pressed): Promise<boolean> {
  const { language, user } = pressed;
  const carried = readCarried.file(pressed.value);
  const again = againButton({ name: '', carried, language });
  await close(pressed, FILE_WORDS[language].left(`<@${user}>`), again ? [actions(again)] : []);
  return false;
}

async function undo(pressed: Pressed, { intake }: FileParts): Promise<boolean> {
  const { language, user } = pressed;
  const { u, f } = readCarried.undo(pressed.value);
  const sentence = await intake.undo({ id: u, by: user, language });
  const again = againButton({ name: '', carried: { f, a: {} }, language });
  await close(pressed, `*${escapeMrkdwn(sentence)}* ${FILE_WORDS[language].by(`<@${user}>`)}`, again ? [actions(again)] : []);
  return true;
}

/** Leaves standing what the file is, and says what was decided. `outcome` is escaped. */
async function close({ place, above, text }: Pressed, outcome: string, after: readonly Block[]): Promise<void> {
  const { client, channel, ts } = place;
  const blocks = [...above, { type: 'divider' as const }, textBlock(outcome, false), ...after];
  await client.chat.update({ channel, ts, text: fitText(`${outcome}\n${text}`, LIMITS.text - 100).text, blocks });
}
