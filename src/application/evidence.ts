import { writeFile } from 'node:fs/promises';
import { periodLabel } from '../../connectors/contract/period.js';
import type { EvidenceResult } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import { packEvidence } from '../pipeline/evidence/pack.js';
import { RefusedFile } from '../pipeline/import-report.js';
import { monthOf } from './close.js';
import type { Opened } from './opened.js';

/** Writes the evidence of a closed month into a ZIP. Throws `PantauError`: `usage` where the file can't be written, `refused-input` where the month is open. */
export async function writeEvidence(
  request: { readonly period: string | undefined; readonly out: string | undefined },
  language: Language,
  { loaded: { config }, store, clock }: Pick<Opened, 'loaded' | 'store' | 'clock'>,
): Promise<EvidenceResult> {
  const period = monthOf(request.period, config, clock.now());
  const month = periodLabel(period, config.organisation.calendar);
  const { bytes, sha256, files } = await packEvidence(period, { store, config }).catch((error: unknown) => {
    throw error instanceof RefusedFile ? new PantauError('refused-input', error.text[language], { cause: error }) : error;
  });
  const file = request.out ?? `pantau-evidence-${month}.zip`;
  await writeFile(file, bytes).catch((cause: unknown) => {
    throw new PantauError('usage', `"${file}" can't be written. Name a file in a folder that is there, with --out.`, { cause });
  });
  return { period: month, file, sha256, files };
}
