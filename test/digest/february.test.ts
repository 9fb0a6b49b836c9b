import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { digestMarkdown } from '../../src/digest/markdown.js';
import { verifyDigest } from '../../src/digest/verify.js';
import type { Basis } from '../../src/domain/basis.js';
import type { Digest } from '../../src/domain/digest.js';
import { demoStore } from '../support/demo-store.js';
import { composeFebruary, demoConfig, demoFile, importText } from '../support/ministry.js';
import { root } from '../support/paths.js';
import { temporaryStore } from '../support/store.js';

const report = demoFile('laporan-2024-02.csv');
const entries = demoFile('entri-2024-02.csv');

async function digestOf(observations: string, config = demoConfig()): Promise<Digest> {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  await importText(store, config, 'laporan', observations);
  await importText(store, config, 'entri', entries);
  return composeFebruary(store, config);
}

const textsOf = (digest: Digest, language: 'id' | 'en'): readonly string[] =>
  digest.sections.flatMap((section) => [...section.lines, ...section.checks].map((line) => line.text[language]));

describe("the ministry's figures of February 2024 alone", () => {
  it.each(['id', 'en'] as const)('give the golden digest in %s', async (language) => {
    await expect(digestMarkdown(await digestOf(report), language)).toMatchFileSnapshot(
      join(root, `test/golden/2024-02-report/digest.${language}.md`),
    );
  });

  it('give the golden digest.json, byte for byte', async () => {
    await expect(`${JSON.stringify(await digestOf(report), undefined, 2)}\n`).toMatchFileSnapshot(
      join(root, 'test/golden/2024-02-report/digest.json'),
    );
  });

  it('print every figure and every recomputed comparison of the report', async () => {
    const texts = textsOf(await digestOf(report), 'id').join('\n');
    for (const printed of [
      'Pengikut @ditjenpk per 29 Februari 2024: 118.069',
      'Jumlah jangkauan konten @ditjenpk: 1.297.905',
      'Rata-rata jangkauan @ditjenpk: 51.916 (1.297.905 dibagi 25)',
      'Rata-rata publikasi per platform: 39 (117 dibagi 3)',
      'Pengikut @DitjenPK per 29 Februari 2024: 16.743',
      'Impresi @DitjenPK: 13.100',
      '14.038',
      'Pegawai aktif Triwulan I 2024 s.d. 29 Februari 2024: 13.559',
      '137,84% dari Target pegawai aktif Triwulan I 2024 (9.837), hari ke-60 dari 91',
      '17,91% dari seluruh pegawai (75.711)',
      'Konten tersedia: 2.245 (15,68%)',
      'Like/comment/share: 11.954 (83,50%)',
      'Kreasi konten mandiri: 117 (0,82%)',
      'turun 25,8% dari 1.304 pada Januari 2024',
      'turun 33,5% dari 1.455 pada Februari 2023',
      'turun 51,6% dari 95 pada Februari 2023',
      'turun sekitar 5% dari sekitar 58.000 pada Januari 2024',
      'Tiket dieskalasi: 150 (15,5% dari 967)',
      'tetap dibanding 1 pada Januari 2024',
    ]) {
      expect(texts).toContain(printed);
    }
  });

  it('mark what contradicts itself as to be confirmed', async () => {
    const digest = await digestOf(report);
    const marked = digest.sections.flatMap((section) => section.lines).filter((line) => line.badges.includes('to-be-confirmed'));
    expect(marked.map((line) => line.text.en)).toEqual(
      expect.arrayContaining(['Escalated tickets: 150 (15.5% of 967)', 'unchanged from 1 in January 2024']),
    );
  });

  it('give nothing that is printed without a basis', async () => {
    expect(verifyDigest(await digestOf(report))).toEqual([]);
  });

  it('give no check that fails', async () => {
    const checks = (await digestOf(report)).sections.flatMap((section) => section.checks);
    expect(checks.length).toBeGreaterThan(8);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
  });
});

describe('the checker', () => {
  it('finds a number that was typed into a text, and a basis that was changed', async () => {
    const digest = await digestOf(report);
    const spoilt: Digest = {
      ...digest,
      sections: digest.sections.map((section) => ({
        ...section,
        lines: section.lines.map((line) =>
          line.id === 'target' ? { ...line, text: { ...line.text, id: line.text.id.replace('137,84', '138,84') } } : line,
        ),
      })),
    };
    expect(verifyDigest(spoilt)).toMatchObject([{ place: 'advocacy/target', language: 'id' }]);
    const rebased: Digest = {
      ...digest,
      sections: digest.sections.map((section) => ({
        ...section,
        lines: section.lines.map((line) =>
          line.id === 'target' ? { ...line, basis: { ...line.basis, values: line.basis.values.map((value) => ({ ...value, value: 1 })) } } : line,
        ),
      })),
    };
    expect(verifyDigest(rebased)).not.toEqual([]);
  });
});

describe('computed, not typed', () => {
  /** Every printed sentence with the rows that it rests on. */
  const sentences = (digest: Digest): ReadonlyMap<string, { readonly text: string; readonly basis: Basis }> =>
    new Map(
      digest.sections.flatMap((section) => [
        ...[...section.lines, ...section.checks].map((line) => [`${section.id}/${line.id}`, { text: line.text.en, basis: line.basis }] as const),
        ...section.charts.map((chart) => [`${section.id}/${chart.id}/${chart.language}`, { text: chart.spec.alt, basis: chart.basis }] as const),
      ]),
    );
  const lines = report.trimEnd().split('\n');
  const numbered = lines.flatMap((text, index) => (index > 0 && /,(\d+(\.\d+)?),(exact|rounded|about)/.test(text) ? [index] : []));

  it('a changed row changes exactly the sentences whose basis names it', async () => {
    const before = sentences(await digestOf(report));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...numbered), async (row) => {
        const changed = lines.map((text, index) =>
          index === row
            ? text.replace(
                /,(\d+)(\.\d+)?,(exact|rounded|about)/,
                (_, whole: string, fraction: string | undefined, precision: string) => `,${Number(whole) * 1000 + 41}${fraction ?? ''},${precision}`,
              )
            : text,
        );
        const after = sentences(await digestOf(`${changed.join('\n')}\n`));
        const reference = String(row + 1);
        const store = [...before].filter(([place, sentence]) => after.get(place)?.text !== sentence.text).map(([place]) => place);
        const named = [...after]
          .filter(([place, { basis }]) =>
            basis.values.some((value) =>
              before.get(place)?.basis.values.some((old) => old.observation === value.observation && old.value !== value.value),
            ),
          )
          .map(([place]) => place);
        expect({ reference, places: [...new Set([...store])].sort() }).toEqual({ reference, places: [...new Set(named)].sort() });
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('an account and a metric that are only configured appear in the next digest', async () => {
    const yaml = demoFile('pantau.yaml')
      .replace('accounts:\n', "accounts:\n  - { id: 'instagram:baru', platform: instagram, label: '@baru' }\n")
      .replace('metrics: #', 'metrics:\n  - { id: podcasts, label: { id: Siniar, en: Podcasts }, unit: events, additivity: flow }\n  #')
      .replace(
        '- { subject: webinar, metric: events, entries: webinar }',
        '- { subject: webinar, metric: events, entries: webinar }\n          - { subject: webinar, metric: podcasts }',
      );
    const rows = '2024-02,2024-02-29,instagram:baru,followers,,1234,exact,\n2024-02,,webinar,podcasts,,31,exact,\n';
    const config = demoConfig(yaml);
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    await importText(store, config, 'laporan', `period,as_of,source,metric,dimension,value,precision,note\n${rows}`);
    const texts = textsOf(await composeFebruary(store, config), 'en').join('\n');
    expect(texts).toContain('Followers of @baru on 29 February 2024: 1,234');
    expect(texts).toContain('Podcasts: 31');
  });
});

describe('the demo: the report over synthetic days', () => {
  async function demoDigest(): Promise<Digest> {
    const { store, remove } = await demoStore();
    onTestFinished(remove);
    return composeFebruary(store, demoConfig());
  }

  it.each(['id', 'en'] as const)('gives the golden digest in %s', async (language) => {
    await expect(digestMarkdown(await demoDigest(), language)).toMatchFileSnapshot(join(root, `test/golden/2024-02-demo/digest.${language}.md`));
  });

  it('prints nothing without a basis and marks what rests on sample data', async () => {
    const digest = await demoDigest();
    expect(verifyDigest(digest)).toEqual([]);
    const growth = digest.sections
      .find((section) => section.id === 'instagram')
      ?.lines.find((line) => line.id.startsWith('instagram:ditjenpk/followers/vs-'));
    expect(growth?.badges).toEqual(['synthetic']);
  });

  it('reconciles the 25 feed posts with the reported reach', async () => {
    const checks = (await demoDigest()).sections.flatMap((section) => section.checks);
    expect(checks.find((check) => check.id.startsWith('content/instagram'))).toMatchObject({
      ok: true,
      text: { en: 'Sum of content reach: content 1,297,905, report 1,297,905: they agree' },
    });
  });
});
