import { parseObservationId } from '../../connectors/contract/observation.js';
import type { VoidResult } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { leaves } from '../domain/formula.js';
import { PantauError } from '../errors.js';
import { RefusedFile } from '../pipeline/import-report.js';
import { voidedSentences, voidValue } from '../pipeline/void-value.js';
import { answer } from '../question/answer.js';
import type { AnswerDeps } from '../question/deps.js';
import { parseQuestion } from '../question/parse.js';
import { asSource } from '../question/question.js';
import { sourceOfId } from '../question/source.js';
import { civilDateIn } from '../text/date.js';
import type { Opened } from './opened.js';

/** Voids the value of an id, or the one behind a question that has only one; the audit trail names the command line as the one who did. */
export async function voidByCommand(
  request: { readonly value: string; readonly reason: string },
  language: Language,
  { loaded: { config }, store, clock }: Pick<Opened, 'loaded' | 'store' | 'clock'>,
): Promise<VoidResult> {
  const now = clock.now();
  const deps: AnswerDeps = { config, store, now, today: civilDateIn(now, config.organisation.zone) };
  const observation = parseObservationId(request.value) === undefined ? await onlyRow(request.value, language, deps) : request.value;
  const title = (await sourceOfId(observation, deps))?.title ?? { id: observation, en: observation };
  try {
    const voided = await voidValue({ observation, by: 'command line', reason: request.reason }, { store, config, clock });
    const { was, reason, importId } = voided;
    return { observation: was.id, value: was.value, reason, import: importId, sentences: voidedSentences(voided, title, language) };
  } catch (error) {
    throw error instanceof RefusedFile ? new PantauError('refused-input', error.text[language], { cause: error }) : error;
  }
}

/** The id of the only row behind the figure that a question asks for. Throws `PantauError('usage')` where it is none or several. */
async function onlyRow(question: string, language: Language, deps: AnswerDeps): Promise<string> {
  const given = await answer(asSource(parseQuestion(question, { ...deps, language })), deps);
  const rows = given.figures.flatMap((figure) => (figure.state === 'known' ? leaves(figure.expression).map(({ observation }) => observation) : []));
  const ids = [...new Set(rows)].filter((id) => parseObservationId(id) !== undefined);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return only;
  const listed = ids.slice(0, LISTED).join('\n  ');
  const several = {
    id: `"${question}" menyebut ${ids.length} nilai. Sebut salah satu:\n  ${listed}`,
    en: `"${question}" names ${ids.length} values. Name one of them:\n  ${listed}`,
  };
  const none = {
    id: `"${question}" tidak menyebut satu nilai pun yang tersimpan. Tulis id-nya, seperti yang ditampilkan "pantau source".`,
    en: `"${question}" names no value that is stored. Write its id, as "pantau source" prints it.`,
  };
  throw new PantauError('usage', (ids.length > 1 ? several : none)[language]);
}

const LISTED = 12;
