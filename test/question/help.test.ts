import { describe, expect, it } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import { examplesOf, helpLines } from '../../src/question/help.js';
import { parseQuestion } from '../../src/question/parse.js';
import { demoConfig, demoFile } from '../support/ministry.js';

const demo = demoConfig();
const youtubeAlone = demoConfig(
  `version: 1
organisation:
  name: { id: Kantor, en: Office }
  zone: Asia/Makassar
  languages: [en, id]
slack:
  channels:
    umum: { id: C0UMUM0001, class: public, language: id }
people:
  - { id: owner, slack: U0OWNER001, name: Ibu Sekar, role: owner, language: id, routes: [dm] }
accounts:
  - { id: "youtube:kantor", platform: youtube, label: Kantor }
  - { id: "youtube:kedua", platform: youtube, label: Kanal kedua }
`,
);

const questions = (config: Config): readonly string[] => examplesOf(config).flatMap(({ question }) => [question.id, question.en]);

describe('the help', () => {
  it("shows examples of the demo's own accounts, metrics and digests", () => {
    expect(helpLines(demo).map((line) => line.text.id)).toEqual([
      'Tanyakan angka dengan kata biasa, dalam bahasa Indonesia atau Inggris, dengan urutan bebas. Misalnya:',
      'pengikut instagram 90 hari: perkembangan selama 90 hari',
      'bandingkan jangkauan instagram bulan lalu dengan tahun lalu: dua waktu berdampingan',
      'employee advocacy bulan lalu: semua angkanya',
      'tiket konsultasi whatsapp bulan lalu: satu bagian dari angka itu',
      'unggahan sejak januari: jumlah, dan berapa hari yang ada datanya',
      'sumber unggahan bulan lalu: baris yang menjadi dasar angka',
      'laporan monthly: kapan dan di mana laporan itu terbit',
      'status: keadaan data',
      'Di Slack juga: `/pantau catat` mencatat aktivasi, `/pantau saya` catatan Anda sendiri, `/pantau papan` papan unit, `/pantau target` target triwulan, `/pantau konten` membagikan konten, `/pantau peringatan` peringatan yang berlaku, `/pantau bahasa` bahasa jawaban.',
      'Angka yang dikumpulkan dari orang, di Slack: /pantau kumpul (yang belum masuk, dan mengisinya), /pantau tempel (menempel pesan), /pantau templat (lembar kerja untuk diisi).',
      'Tanpa waktu, jawabannya memakai bulan lengkap terakhir. Kata yang tidak dikenal selalu disebut, tidak pernah ditebak diam-diam.',
    ]);
    expect(
      helpLines(youtubeAlone)
        .map((line) => line.text.en)
        .join(),
    ).not.toContain('/pantau collect');
  });

  it('names what another configuration has, and nothing that it has not', () => {
    const texts = questions(youtubeAlone).join('\n');
    expect(texts).toContain('pengikut kantor 90 hari');
    expect(texts).not.toMatch(/instagram|tiket|advocacy|digest/);
  });

  it.each([
    ['demo', demo],
    ['demo without its sections', demoConfig(demoFile('pantau.yaml').replace(/\ndigests:[\s\S]*?\nalerts:/, '\ndigests: []\nalerts:'))],
    ['two channels on YouTube', youtubeAlone],
  ] as const)('shows only questions that are understood: %s', (_, config) => {
    for (const text of questions(config)) {
      const understood = parseQuestion(text, { config, language: 'id', today: civilDate('2024-03-01') });
      expect({ text, kind: understood.kind }).toEqual({ text, kind: expect.stringMatching(/^(figure|overview|digest|status)$/) });
    }
  });
});
