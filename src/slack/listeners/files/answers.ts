import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Language } from '../../../domain/digest.js';
import { againMessage } from '../../blocks/files.js';
import { answerForm, FORM_FIELDS } from '../../blocks/files-modal.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import type { ListenerDeps } from '../deps.js';
import { type CarriedModal, readCarried } from './carried.js';
import { type FileWork, mayImport, placeName } from './parts.js';
import { onButton } from './pressed.js';
import { change, showFile } from './show.js';

/** The answers to a file's questions: the buttons of readings, and the form for a day, days or a year. */
export function registerFileAnswers(app: App, deps: ListenerDeps, work: FileWork): void {
  const all = { deps, work };
  onButton(app, 'files.answer', all, async (pressed) => {
    const { f, a, q, v } = readCarried.answer(pressed.value);
    await showFile({ ...pressed, carried: { f, a: { ...a, [q]: v } } }, work);
  });
  onButton(app, 'files.ask', all, async ({ value, place, trigger, language }) => {
    const carried = { ...readCarried.question(value), c: place.channel, m: place.ts };
    await place.client.views.open({ trigger_id: trigger, view: answerForm(carried, language) });
  });
  registerForm(app, deps, work);
}

const valuesSchema = z.record(z.string(), z.record(z.string(), z.object({ value: z.string().nullish(), selected_date: z.string().nullish() })));

function registerForm(app: App, deps: ListenerDeps, work: FileWork): void {
  app.view('files.answered', async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const carried = readCarried.modal(view.private_metadata);
    const language = await deps.language(user, carried.c);
    const given = formAnswer(carried.k, valuesSchema.parse(view.state.values), language);
    if ('errors' in given) return ack({ response_action: 'errors', errors: given.errors });
    await ack();
    if (!mayImport(work.settings(), user)) return;
    const { f, a, q, c: channel, m: ts } = carried;
    const place = { client, channel, ts };
    const asked = { place, user, language, carried: { f, a: { ...a, [q]: given.answer } } };
    const tell = ({ text }: { readonly text: string }): Promise<void> =>
      change(place, againMessage(text, { name: '', carried: asked.carried, language }), work);
    await deps.guard({ listener: 'files.answered', language, tell }, () =>
      work.turns.take(
        placeName(place),
        ({ action }) => action === 'files.ask',
        () => showFile(asked, work),
      ),
    );
  });
}

type FormAnswer = { readonly answer: string } | { readonly errors: Record<string, string> };

/** What the form says, as the question is answered: a day, `FROM..TO` or a year; else what is wrong by field. */
export function formAnswer(kind: CarriedModal['k'], values: z.infer<typeof valuesSchema>, language: Language): FormAnswer {
  const words = FILE_WORDS[language];
  const [first, last] = FORM_FIELDS[kind].map((field) => values[field]?.value?.selected_date ?? values[field]?.value?.value ?? '');
  if (kind === 'year') return /^\d{4}$/.test(first?.trim() ?? '') ? { answer: (first ?? '').trim() } : { errors: { year: words.noYear } };
  if (kind === 'day') return { answer: first ?? '' };
  return (last ?? '') < (first ?? '') ? { errors: { lastDay: words.backwards } } : { answer: `${first}..${last}` };
}
