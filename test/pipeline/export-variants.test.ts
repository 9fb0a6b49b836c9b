import Excel from 'exceljs';
import { describe, expect, it } from 'vitest';
import { handIn } from '../support/exports.js';
import { file } from '../support/tables.js';

/** What is said of a file, in one line for each metric; or what is asked; or why it is refused. */
async function said(bytes: Uint8Array | string, name = 'ekspor.csv', answers: Record<string, string> = {}): Promise<readonly string[] | string> {
  const { report } = await handIn(typeof bytes === 'string' ? file(bytes) : bytes, name, { answers });
  if ('refused' in report) return `refused: ${report.refused.reason}`;
  if (report.questions.length > 0) return `asks: ${report.questions.map(({ id }) => id).join(', ')}`;
  return report.metrics.map(({ metric, grain, rows, sum, first, last }) => `${metric} ${grain} ${rows} ${sum} ${first}..${last}`);
}

/** The same table as a spreadsheet program saves it: dates and numbers as such, texts as texts. */
async function saved(rows: readonly (readonly (string | number | Date)[])[], format = 'dd/mm/yyyy'): Promise<Uint8Array> {
  const book = new Excel.Workbook();
  const sheet = book.addWorksheet('Sheet1');
  for (const row of rows) {
    const added = sheet.addRow([...row]);
    added.eachCell((cell) => {
      if (cell.value instanceof Date) cell.numFmt = format;
    });
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const utf16 = (text: string): Uint8Array => file(`\ufeff${text}`, 'utf16le');

describe('daily figures of Meta', () => {
  const daily = (title: string, word: string, date: (n: number) => string): string =>
    `sep=,\r\n"${title}"\r\n"${word}","Primary"\r\n${[1, 2, 3, 4, 5, 6].map((n) => `"${date(n)}","${n * 10}"\r\n`).join('')}\r\n\r\n`;
  const iso = (n: number): string => `2026-09-0${n}T00:00:00`;
  const september = (metric: string, sum: number | null = 210): string[] => [`${metric} day 6 ${sum} 2026-09-01..2026-09-06`];

  it.each([
    ['Instagram reach', 'Date', 'reach', null],
    ['Visualizações', 'Data', 'asks', null],
    ['Pengikut Instagram', 'Tanggal', 'followers_gained', 210],
    ['Visitas al perfil de Instagram', 'Fecha', 'profile_views', 210],
    ['Instagram-Reichweite', 'Datum', 'reach', null],
  ] as const)('called "%s", with days below "%s"', async (title, word, metric, sum) => {
    const expected = metric === 'asks' ? 'asks: platform' : september(metric, sum);
    for (const bytes of [utf16(daily(title, word, iso)), file(daily(title, word, iso)), file(`\ufeff${daily(title, word, iso)}`)])
      expect(await said(bytes)).toEqual(expected);
  });

  it('saved again with semicolons or tabs, and its days in the order of a locale, follow day after day', async () => {
    const text = daily('Instagram profile visits', 'Date', (n) => `0${n}/09/2026`);
    for (const [sign, end] of [
      [';', '\n'],
      ['\t', '\r\n'],
      [',', '\r'],
    ] as const) {
      const again = text.replace('sep=,\r\n', '').replaceAll('","', `"${sign}"`).replaceAll('\r\n', end);
      expect(await said(again)).toEqual(september('profile_views'));
    }
    expect(await said(daily('Instagram profile visits', 'Date', (n) => `09/0${n}/2026`))).toEqual(september('profile_views'));
    expect(await said(daily('Instagram profile visits', 'Date', (n) => `0${n}.09.2026`))).toEqual(september('profile_views'));
  });

  it('saved again as a workbook, with texts or with dates', async () => {
    const head = [['Instagram profile visits'], ['Date', 'Primary']];
    const rows = [1, 2, 3, 4, 5, 6];
    expect(await said(await saved([...head, ...rows.map((n) => [iso(n), n * 10])]), 'Visits.xlsx')).toEqual(september('profile_views'));
    expect(await said(await saved([...head, ...rows.map((n) => [day(`2026-09-0${n}`), n * 10])]), 'Visits.xlsx')).toEqual(september('profile_views'));
  });

  it('whose days are weeks or months apart are no figures of days', async () => {
    const weekly = ['2026-08-03', '2026-08-10', '2026-08-17', '2026-08-24', '2026-08-31', '2026-09-07'];
    expect(await said(daily('Instagram reach', 'Date', (n) => weekly[n - 1] ?? ''))).toMatch(/^refused: The figures are of weeks/);
    expect(await said(daily('Instagram reach', 'Date', (n) => `2026-0${n}-01`))).toMatch(/^refused: The figures are of months/);
  });
});

describe('content of Meta', () => {
  const HEADS = {
    en: 'Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date,Views,Reach,Likes',
    id: 'ID Postingan,ID Akun,Nama pengguna akun,Nama akun,Deskripsi,Waktu penerbitan,Permalink,Jenis postingan,Tanggal,Tayangan,Jangkauan,Suka',
    pt: 'Identificação da publicação,Identificação da conta,Nome de usuário da conta,Nome da conta,Descrição,Horário de publicação,Link permanente,Tipo de publicação,Data,Visualizações,Alcance,Curtidas',
    es: 'Identificador de la publicación,Identificador de la cuenta,Nombre de usuario de la cuenta,Nombre de la cuenta,Descripción,Hora de publicación,Enlace permanente,Tipo de publicación,Fecha,Visualizaciones,Alcance,Me gusta',
  };
  const row = (n: number, published: string, views: string | number = n * 100): (string | number)[] => [
    ...[`1790000000000001${n}`, '17840000000000001', 'ditjenpk', 'DJPK', `Teks ${n}`, published, `https://www.instagram.com/p/A${n}/`, 'IG image'],
    ...['Lifetime', views, n * 50, n],
  ];
  const text = (head: string, rows: readonly (readonly (string | number)[])[], sign = ','): string =>
    [head.split(','), ...rows].map((cells) => cells.join(sign)).join('\n');
  const name = 'Sep-01-2026_Sep-30-2026_1.csv';
  const rows = [row(1, '09/03/2026 10:15'), row(2, '09/04/2026 23:59'), row(3, '09/21/2026 00:00')];
  const read = ['views total 3 600 2026-09-03..2026-09-21', 'reach total 3 null 2026-09-03..2026-09-21', 'likes total 3 6 2026-09-03..2026-09-21'];

  it.each(Object.entries(HEADS))('in %s, with any sign between cells, in UTF-8 and UTF-16', async (_, head) => {
    for (const sign of [',', ';', '\t'])
      for (const bytes of [file(text(head, rows, sign)), utf16(text(head, rows, sign))]) expect(await said(bytes, name)).toEqual(read);
  });

  it('under another name asks for the day of the export', async () => {
    expect(await said(text(HEADS.en, rows), 'konten.csv')).toBe('asks: exported');
    expect(await said(text(HEADS.en, rows), 'konten.csv', { exported: '2026-09-30' })).toEqual(read);
  });

  it('with other columns, in another order, and without some', async () => {
    const turned = (cells: readonly (string | number)[]): string => ['x', ...[...cells].reverse()].join(',');
    expect(await said([HEADS.en.split(','), ...rows].map(turned).join('\n'), name)).toEqual([...read].reverse());
    const narrow = (cells: readonly (string | number)[]): string => cells.slice(0, 10).join(',');
    expect(await said([HEADS.en.split(','), ...rows].map(narrow).join('\n'), name)).toEqual(read.slice(0, 1));
  });

  it('saved again with thousands in groups, or rounded', async () => {
    const grouped = rows.map((cells, index) => [...cells.slice(0, 9), `"1.${index}00"`, ...cells.slice(10)]);
    expect(await said(text(HEADS.id, grouped), name)).toContain('views total 3 3300 2026-09-03..2026-09-21');
    expect(await said(text(HEADS.id, [row(1, '09/03/2026 10:15', '1.2K')]), name)).toMatch(/^refused: In "Tayangan": "1.2K" is rounded/);
    expect(await said(text(HEADS.id, [row(1, '09/03/2026 10:15', '12.5')]), name)).toMatch(/^refused: In "Tayangan": "12.5" is a fraction/);
    expect(await said(text(HEADS.id, [row(1, '09/03/2026 10:15', '3. Apr')]), name)).toMatch(/^refused: In "Tayangan": "3. Apr" is a date/);
  });

  it('whose days a spreadsheet program took for others is refused', async () => {
    const head = HEADS.en.split(',');
    // 09/03 and 09/04 were read with the day first; 09/21 was no day to it and stayed a text.
    const mixed = [
      [...row(1, '').slice(0, 5), day('2026-03-09'), ...row(1, '').slice(6)],
      [...row(2, '').slice(0, 5), day('2026-04-09'), ...row(2, '').slice(6)],
      row(3, '09/21/2026 00:00'),
    ];
    expect(await said(await saved([head, ...mixed]), 'Sep-01-2026_Sep-30-2026_1.xlsx')).toMatch(/^refused: A spreadsheet program changed the days/);
    expect(await said(await saved([head, ...mixed.slice(0, 2)]), 'x 2026-09-01_2026-09-30.xlsx')).toMatch(
      /^refused: A spreadsheet program changed the days/,
    );
    const right = [3, 4, 21].map((n, index) => [
      ...row(index + 1, '').slice(0, 5),
      day(`2026-09-${String(n).padStart(2, '0')}`),
      ...row(index + 1, '').slice(6),
    ]);
    expect(await said(await saved([head, ...right]), 'Sep-01-2026_Sep-30-2026_1.xlsx')).toEqual(read);
  });

  it('whose ids went through a spreadsheet program is refused', async () => {
    const rounded = rows.map((cells, index) => [`1790000000000${index + 1}00`.padEnd(17, '0'), ...cells.slice(1)]);
    expect(await said(text(HEADS.en, rounded), name)).toMatch(/^refused: Nothing is kept: no row gives a figure. 3 rows: The item's id was rounded/);
  });
});

describe('tables of YouTube', () => {
  const WORDS = {
    en: ['Content', 'Video title', 'Video publish time', 'Views', 'Watch time (hours)', 'Subscribers', 'Impressions'],
    id: ['Konten', 'Judul video', 'Waktu publikasi video', 'Penayangan', 'Waktu tonton (jam)', 'Subscriber', 'Tayangan'],
    pt: ['Conteúdo', 'Título do vídeo', 'Horário de publicação do vídeo', 'Visualizações', 'Tempo de exibição (horas)', 'Inscritos', 'Impressões'],
    es: [
      'Contenido',
      'Título del vídeo',
      'Hora de publicación del vídeo',
      'Visualizaciones',
      'Tiempo de visualización (horas)',
      'Suscriptores',
      'Impresiones',
    ],
    fr: ['Contenu', 'Titre de la vidéo', 'Heure de publication de la vidéo', 'Vues', 'Durée de visionnage (heures)', 'Abonnés', 'Impressions'],
    de: ['Video', 'Videotitel', 'Veröffentlichungszeitpunkt des Videos', 'Aufrufe', 'Wiedergabezeit (Stunden)', 'Abonnenten', 'Impressionen'],
  };
  const table = (words: readonly string[], hours: string, sign = ','): string =>
    [words, ['Total', '', '', '900', hours, '3', '9000'], ['aaaaaaaaaa1', 'Satu', '"Aug 19, 2026"', '800', hours, '-2', '8000']]
      .map((cells) => cells.join(sign))
      .join('\n');
  const answers = { period: 'lifetime', exported: '2026-09-30' };

  it.each(Object.entries(WORDS))('in %s, with a point or a comma before decimals', async (_, words) => {
    const read = [
      'views total 1 800 2026-08-19..2026-08-19',
      'watch_seconds total 1 45000 2026-08-19..2026-08-19',
      'followers_net total 1 -2 2026-08-19..2026-08-19',
      'impressions total 1 8000 2026-08-19..2026-08-19',
    ];
    expect(await said(table(words, '12.5'), 'x.csv', answers)).toEqual(read);
    expect(await said(table(words, '12,5', ';'), 'x.csv', answers)).toEqual(read);
    expect(await said(table(words, '12,5', ';'))).toBe('asks: period, exported');
  });

  it('asks for hours whose comma may part thousands', async () => {
    expect(await said(table(WORDS.de, '1,250', ';'), 'x.csv', answers)).toBe('asks: numbers');
    expect(await said(table(WORDS.de, '1,250', ';'), 'x.csv', { ...answers, numbers: 'decimals' })).toContain(
      'watch_seconds total 1 4500 2026-08-19..2026-08-19',
    );
    expect(await said(table(WORDS.de, '1,250', ';'), 'x.csv', { ...answers, numbers: 'thousands' })).toContain(
      'watch_seconds total 1 4500000 2026-08-19..2026-08-19',
    );
  });

  it('of days, saved again as a workbook, keep fractions whatever its texts have', async () => {
    const rows = [
      ['Date', 'Views', 'Watch time (hours)'],
      [day('2026-09-01'), 10, 2.5],
      [day('2026-09-02'), 20, '1,5'],
    ];
    expect(await said(await saved(rows), 'Totals.xlsx')).toEqual([
      'views day 2 30 2026-09-01..2026-09-02',
      'watch_seconds day 2 14400 2026-09-01..2026-09-02',
    ]);
  });
});

describe('figures of TikTok', () => {
  const head = ['Date', 'Video Views', 'Profile Views', 'Likes', 'Comments', 'Shares'];

  it('whose days a spreadsheet program gave its own year are asked for the right one', async () => {
    const rows = [
      ['2026-12-30', 1],
      ['2026-12-31', 2],
      ['2026-01-01', 3],
    ].map(([text, n]) => [day(String(text)), Number(n), 1, 1, 0, 0]);
    const bytes = await saved([head, ...rows], 'd-mmm');
    expect(await said(bytes, 'Overview.xlsx')).toBe('asks: year');
    expect(await said(bytes, 'Overview.xlsx', { year: '2026' })).toContain('views day 3 6 2025-12-30..2026-01-01');
  });

  it.each([
    ['30 Desember', '31 Desember', '1 Januari'],
    ['December 30', 'December 31', 'January 1'],
    ['30 de diciembre', '31 de diciembre', '1 de enero'],
    ['30. Dezember', '31. Dezember', '1. Januar'],
    ['30 décembre', '31 décembre', '1er janvier'],
    ['30-Des', '31-Des', '01-Jan'],
  ])('with the day "%s"', async (...days) => {
    const text = [head.join(';'), ...days.map((one, index) => `${one};${index + 1};1;1;0;0`)].join('\n');
    expect(await said(text, 'Overview.csv', { year: '2026' })).toContain('views day 3 6 2025-12-30..2026-01-01');
    expect(await said(text, 'Overview.csv')).toBe('asks: year');
  });
});

describe('figures of X, LinkedIn and planning tools', () => {
  it('of X with month names of other languages and in the forms of spreadsheets', async () => {
    for (const date of [
      'Tue, Aug 26, 2025',
      'Sel, 26 Agu 2025',
      'mar., 26 de ago. de 2025',
      'Di., 26. Aug. 2025',
      '26-Aug-25',
      '2025-08-26',
      '26/08/2025',
    ]) {
      const text = `Date;Impressions;Likes;New follows;Unfollows;Create Post\n"${date}";1.444;4;2;1;3\n`;
      expect(await said(text, 'account_overview_analytics.csv')).toContain('impressions day 1 1444 2025-08-26..2025-08-26');
    }
    expect(await said('Date,Impressions,Likes,New follows,Unfollows,Create Post\n06/08/2025,1,4,2,1,3\n')).toBe('asks: dates');
  });

  it('of LinkedIn stay in its own order, and ask where the days say otherwise', async () => {
    const sheet = (dates: readonly string[]): Promise<Uint8Array> =>
      saved([['Date', 'Sponsored followers', 'Organic followers', 'Total followers'], ...dates.map((date) => [date, '0', '2', '2'])]);
    expect(await said(await sheet(['06/01/2026', '06/02/2026']), 'a_followers_1790000000000.xlsx')).toEqual([
      'followers_gained day 2 4 2026-06-01..2026-06-02',
    ]);
    expect(await said(await sheet(['01/06/2026', '02/06/2026', '03/06/2026', '04/06/2026', '05/06/2026']), 'a.xlsx')).toBe('asks: dates');
    expect(await said(await sheet(['06/01/2026', '13/06/2026', '06/14/2026']), 'a.xlsx')).toMatch(/^refused: "13\/06\/2026" is no day/);
  });

  it('kept by hand with units are kept as rounded', async () => {
    const text = 'Date,Network,Profile,Audience,Impressions\n01-15-2026,Facebook,djpk,"12,3 rb",1.2K\n';
    const { report } = await handIn(file(text), 'sprout.csv');
    expect(report).toMatchObject({
      metrics: [
        { metric: 'followers', rows: 1 },
        { metric: 'impressions', sum: 1200 },
      ],
      leftOut: expect.arrayContaining([expect.objectContaining({ reason: expect.stringContaining('"12,3 rb", and kept as rounded') })]),
    });
  });
});
