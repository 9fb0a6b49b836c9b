import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCheckOutput } from '../../../src/cli/output/import-check.js';
import { handIn } from '../../support/exports.js';
import { EXPECTED, type ExpectedFile } from './exports-table.js';

const folder = process.env.PANTAU_EXPORTS ?? '';

/** Names of files below the folder, without the notes about them. */
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => /\.(?:csv|xlsx)$/.test(name))
  .sort();

const check = async (name: string) => {
  const { report, kept } = await handIn(readFileSync(join(folder, name)), name.split('/').at(-1) ?? name);
  expect(kept).toBe(false);
  expect(importCheckOutput.parse(report)).toEqual(report);
  return report;
};

describe('every export file that was collected', () => {
  it('stands in the table', () => {
    expect(files).toEqual(Object.keys(EXPECTED).sort());
    expect(files).toHaveLength(75);
  });

  it.each(Object.entries(EXPECTED))('%s', async (name, expected: ExpectedFile) => {
    const report = await check(name);
    if ('refused' in expected) {
      if (!('refused' in report)) throw new Error(`It was taken for ${report.recognised.tool}, ${report.recognised.layout}.`);
      expect(report.refused.reason).toMatch(expected.refused);
      expect(report.refused.advice).not.toBe('');
      return;
    }
    if ('refused' in report) throw new Error(report.refused.reason);
    const { tool, layout, locale, account } = expected;
    expect({ ...report.recognised, account: report.account }).toEqual({ tool, layout, locale, account });
    expect(report.questions.map(({ id }) => id)).toEqual(expected.questions);
    for (const question of report.questions) if (question.id !== 'exported') expect(question.text).not.toBe('');
    for (const [reason, rows] of expected.leftOut) expect(report.leftOut).toContainEqual({ reason, rows });
    expect(report.metrics.map(({ metric, grain, rows }) => `${metric} ${grain} ${rows}`).sort()).toEqual(
      expected.metrics.map(({ metric, grain, rows }) => `${metric} ${grain} ${rows}`).sort(),
    );
    const left = [...report.metrics];
    for (const { metric, rows, grain, sum, about, span } of expected.metrics) {
      const at = left.findIndex(
        (found) =>
          found.metric === metric &&
          found.rows === rows &&
          found.grain === grain &&
          (about ? found.sum !== null && sum !== null && Math.abs(found.sum - sum) <= rows : found.sum === sum),
      );
      expect(at, `${metric}, ${rows} rows, sum ${sum}: ${JSON.stringify(left.filter((found) => found.metric === metric))}`).not.toBe(-1);
      if (span !== undefined) expect([left[at]?.first, left[at]?.last]).toEqual(span);
      left.splice(at, 1);
    }
  });
});
