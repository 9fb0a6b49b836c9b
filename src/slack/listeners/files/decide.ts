import type { App } from '@slack/bolt';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Block, Button } from '../../blocks/block.js';
import { actions, againButton, keptMessage, previewMessage } from '../../blocks/files.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import { textBlock } from '../../blocks/lines.js';
import { escapeMrkdwn } from '../../blocks/mrkdwn.js';
import { fitText, LIMITS } from '../../limits.js';
import type { ListenerDeps } from '../deps.js';
import { readCarried, shortHash } from './carried.js';
import type { FileWork } from './parts.js';
import { onButton, type Pressed } from './pressed.js';
import { change, fetchOrSay, intakeFile, showFile, viewOf } from './show.js';

/** The buttons that decide about a file: keep it, leave it, read it again, undo its import. */
export function registerDecisions(app: App, deps: ListenerDeps, work: FileWork): void {
  const all = { deps, work };
  onButton(app, 'files.keep', all, (pressed) => keep(pressed, work));
  onButton(app, 'files.leave', all, (pressed) => leave(pressed, work));
  onButton(app, 'files.undo', all, (pressed) => undo(pressed, work));
  onButton(app, 'files.again', all, async (pressed) => {
    const { a, f } = readCarried.file(pressed.value);
    await showFile({ ...pressed, carried: { a, f } }, work);
  });
}

/** Keeps what was shown; bytes that have changed since are shown once more. */
async function keep(pressed: Pressed, work: FileWork): Promise<void> {
  const { place, user, language } = pressed;
  const words = FILE_WORDS[language];
  const carried = readCarried.file(pressed.value);
  const asked = { place, carried, user, language };
  const fetched = await fetchOrSay(asked, work);
  if (fetched === undefined) return;
  const view = viewOf(asked, fetched);
  const file = intakeFile(asked, fetched);
  if (carried.h !== shortHash(fetched.hash)) {
    await pressed.tell(sentenceMessage(words.changed));
    await change(place, previewMessage(await work.intake.preview(file), view), work);
    return;
  }
  const kept = await work.intake.keep(file);
  if (kept.kind !== 'kept') {
    await change(place, previewMessage(kept.kind === 'asks' ? kept.file : kept, view), work);
    return;
  }
  await change(place, keptMessage(kept.file, view, `*${escapeMrkdwn(kept.sentence)}* ${words.by(`<@${user}>`)}`, kept.undo), work);
}

async function leave(pressed: Pressed, work: FileWork): Promise<void> {
  const { language, user } = pressed;
  const again = againButton({ name: '', carried: readCarried.file(pressed.value), language });
  await close(pressed, FILE_WORDS[language].left(`<@${user}>`), again, work);
}

async function undo(pressed: Pressed, work: FileWork): Promise<void> {
  const { language, user } = pressed;
  const { u, f } = readCarried.undo(pressed.value);
  const sentence = await work.intake.undo({ id: u, by: user, language });
  const again = againButton({ name: '', carried: { f, a: {} }, language });
  await close(pressed, `*${escapeMrkdwn(sentence)}* ${FILE_WORDS[language].by(`<@${user}>`)}`, again, work);
}

/** Leaves standing what the file is, and says what was decided. `outcome` is escaped. */
async function close({ place, above, text }: Pressed, outcome: string, after: Button | undefined, work: FileWork): Promise<void> {
  const blocks: Block[] = [{ type: 'divider' }, textBlock(outcome, false), ...(after ? [actions(after)] : [])];
  await change(place, { text: fitText(`${outcome}\n${text}`, LIMITS.text - 100).text, blocks }, work, above);
}
