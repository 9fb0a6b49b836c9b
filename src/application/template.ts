import { writeFile } from 'node:fs/promises';
import type { TemplateResult } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import { namedMonth, templateOf } from '../pipeline/workbook/template.js';
import type { Opened } from './opened.js';

/** Writes the workbook of a month into a file. Throws `PantauError('usage')` where the month is none, `refused-input` where the file can't be written. */
export async function makeTemplate(
  request: { readonly period: string | undefined; readonly out: string | undefined },
  language: Language,
  { loaded: { config }, store, clock }: Pick<Opened, 'loaded' | 'store' | 'clock'>,
): Promise<TemplateResult> {
  const options = { config, store, now: clock.now() };
  const period = namedMonth(request.period ?? '', options);
  if (period === undefined) throw new PantauError('usage', `"${request.period}" is no month. Write it as 2024-02.`);
  const { name, bytes, asked } = await templateOf(options, period, language);
  const file = request.out ?? name;
  await writeFile(file, bytes).catch((cause: unknown) => {
    throw new PantauError('usage', `"${file}" can't be written. Name a file in a folder that is there, with --out.`, { cause });
  });
  return { period, file, asked };
}
