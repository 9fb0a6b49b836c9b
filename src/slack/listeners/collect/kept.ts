import type { Person } from '../../../config/config.js';
import type { Language } from '../../../domain/digest.js';
import { readBoard } from '../../../pipeline/handed/board.js';
import { type KeepingWay, keepRead, type ReadToKeep } from '../../../pipeline/handed/keep-reading.js';
import type { FormPage } from '../../../pipeline/handed/pages.js';
import { RefusedFile } from '../../../pipeline/import-report.js';
import { pageValue } from '../../blocks/collect-board.js';
import { collectSaid, collectSentence, keptBlocks, keptMessage } from '../../blocks/collect-kept.js';
import { COLLECT_WORDS } from '../../blocks/collect-words.js';
import type { CollectDesk, SubmittedForm } from './parts.js';
import { readMonth } from './told.js';

/** Keeps what was read, once however often the form is sent, and tells it back: in the form's place, and as a direct message that stays. */
export async function keepForm(
  read: ReadToKeep,
  way: Pick<KeepingWay, 'way' | 'note' | 'replacing'> & { readonly person: Person; readonly page: FormPage | undefined },
  form: SubmittedForm,
  desk: CollectDesk,
): Promise<void> {
  const { language } = form.metadata;
  const words = COLLECT_WORDS[language];
  // The form is left before anything is written: a form that is sent twice must not be kept twice.
  await form.show(collectSentence(words.keptTitle, words.saving, language));
  if (!form.first()) return;
  try {
    const echo = await keepRead(read, { by: way.person.id, way: way.way, note: way.note, replacing: way.replacing }, desk);
    const next = way.page && (await nextPage(way.page, form, desk));
    await form.show(collectSaid(words.keptTitle, keptBlocks(echo, language, next), language, JSON.stringify(form.metadata)));
    const { text, blocks } = keptMessage(echo, language);
    await form.client.chat.postMessage({ channel: form.user, text, blocks });
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    await form.show(collectSentence(words.refused, error.text[language], language));
  }
  await desk.refreshed();
}

/** The next page of the same owner of which something is missing. */
async function nextPage(page: FormPage, { metadata }: SubmittedForm, desk: CollectDesk) {
  const period = readMonth(metadata.month, desk.config);
  if (period === undefined) return undefined;
  const { owners } = await readBoard(period, desk);
  const group = owners.find(({ id }) => id === page.owner)?.groups.find((one) => one.page !== page.id);
  return group && { value: pageValue(period, group.page), label: group.label[metadata.language] };
}

/** Says something in the place of a form. */
export const sayInPlace = (form: Pick<SubmittedForm, 'show'>, title: string, sentence: string, language: Language): Promise<void> =>
  form.show(collectSentence(title, sentence, language));
