/** What is told on 1 March 2024 over the demo's data, sentence by sentence. */
export const ANSWERS: readonly { readonly question: string; readonly id: readonly string[]; readonly en: readonly string[] }[] = [
  {
    question: 'instagram followers 90d',
    id: [
      'Instagram @ditjenpk · Pengikut, 2 Desember 2023 s.d. 29 Februari 2024: naik 4.127 (3,6%), dari 113.942 menjadi 118.069',
      'terendah 113.537 pada 7 Desember 2023, tertinggi 118.069 pada 29 Februari 2024',
      'di akhir tiap bulan: 114.699 (31 Desember 2023), 116.566 (31 Januari 2024), 118.069 (29 Februari 2024)',
      'data ada untuk 90 dari 90 hari',
    ],
    en: [
      'Instagram @ditjenpk · Followers, 2 December 2023 to 29 February 2024: up 4,127 (3.6%), from 113,942 to 118,069',
      'lowest 113,537 on 7 December 2023, highest 118,069 on 29 February 2024',
      'at the end of each month: 114,699 (31 December 2023), 116,566 (31 January 2024), 118,069 (29 February 2024)',
      'data for 90 of 90 days',
    ],
  },
  {
    question: 'tiket sejak 1 januari',
    id: [
      'Contact Center · Tiket konsultasi, 1 Januari – 29 Februari 2024: 2.271',
      'data ada untuk 60 dari 60 hari',
      'Januari 2024: 1.304',
      'Februari 2024: 967',
    ],
    en: ['Contact centre · Tickets, 1 January – 29 February 2024: 2,271', 'data for 60 of 60 days', 'January 2024: 1,304', 'February 2024: 967'],
  },
  {
    question: 'tickets 2024-01-01..2024-02-15',
    id: [
      'Contact Center · Tiket konsultasi, 1 Januari – 15 Februari 2024: 1.304, dari hari yang ada datanya saja',
      'data ada untuk 31 dari 46 hari, antara 1 Januari 2024 dan 31 Januari 2024',
    ],
    en: [
      'Contact centre · Tickets, 1 January – 15 February 2024: 1,304, from the days with data alone',
      'data for 31 of 46 days, between 1 January 2024 and 31 January 2024',
    ],
  },
  {
    question: 'impresi x 2024-01-10..2024-02-15',
    id: ['X @DitjenPK · Impresi, 10 Januari – 15 Februari 2024: 16.466', 'data ada untuk 37 dari 37 hari'],
    en: ['X @DitjenPK · Impressions, 10 January – 15 February 2024: 16,466', 'data for 37 of 37 days'],
  },
  {
    question: 'kepuasan jan-feb 2024',
    id: ['Contact Center · Rata-rata nilai kepuasan tidak dijumlahkan; per bulan:', 'Contact Center · Rata-rata nilai kepuasan, Februari 2024: 5,0'],
    en: ['Contact centre · Mean satisfaction: a rate is not added up; by month:', 'Contact centre · Mean satisfaction, February 2024: 5.0'],
  },
  {
    question: 'rata-rata jangkauan instagram des 2023 - feb 2024',
    id: [
      'Instagram @ditjenpk · Rata-rata jangkauan tidak dijumlahkan; per bulan:',
      'Instagram @ditjenpk · Rata-rata jangkauan, Desember 2023: 46.752 (1.402.560 dibagi 30)',
      'Instagram @ditjenpk · Rata-rata jangkauan, Januari 2024: 48.640 (1.118.720 dibagi 23)',
      'Instagram @ditjenpk · Rata-rata jangkauan, Februari 2024: 51.916 (1.297.905 dibagi 25)',
    ],
    en: [
      'Instagram @ditjenpk · Mean reach: a rate is not added up; by month:',
      'Instagram @ditjenpk · Mean reach, December 2023: 46,752 (1,402,560 divided by 30)',
      'Instagram @ditjenpk · Mean reach, January 2024: 48,640 (1,118,720 divided by 23)',
      'Instagram @ditjenpk · Mean reach, February 2024: 51,916 (1,297,905 divided by 25)',
    ],
  },
  {
    question: 'visitors jan-feb 2024',
    id: [
      'Website · Pengunjung tidak dijumlahkan antarbulan, karena orang yang sama dapat terhitung lagi; per bulan:',
      'Website · Pengunjung, Januari 2024: sekitar 58.000',
      'Website · Pengunjung, Februari 2024: sekitar 55.000',
    ],
    en: [
      'Website · Visitors: not added up over months, because the same people may be counted again; by month:',
      'Website · Visitors, January 2024: about 58,000',
      'Website · Visitors, February 2024: about 55,000',
    ],
  },
  {
    question: 'pegawai aktif jan-feb 2024',
    id: ['Employee advocacy · Pegawai aktif, 1 Januari – 29 Februari 2024: 13.559'],
    en: ['Employee advocacy · Active employees, 1 January – 29 February 2024: 13,559'],
  },
  {
    question: 'posts x 45d',
    id: ['X @DitjenPK · Unggahan, 16 Januari – 29 Februari 2024: 50', 'dihitung dari konten yang tersimpan'],
    en: ['X @DitjenPK · Posts, 16 January – 29 February 2024: 50', 'counted from the content that is stored'],
  },
  {
    question: 'tickets 2023',
    id: [
      'Contact Center · Tiket konsultasi, 1 Januari – 31 Desember 2023: 1.455, dari hari yang ada datanya saja',
      'data ada untuk 28 dari 365 hari, antara 1 Februari 2023 dan 28 Februari 2023',
    ],
    en: [
      'Contact centre · Tickets, 1 January – 31 December 2023: 1,455, from the days with data alone',
      'data for 28 of 365 days, between 1 February 2023 and 28 February 2023',
    ],
  },
  {
    question: 'compare reach feb 2024 with jan 2024',
    id: [
      '"reach" dibaca sebagai Jumlah jangkauan konten (bukan unik). Untuk yang lain, tanyakan: Jangkauan (unik): "jangkauan unik".',
      'Instagram @ditjenpk · Jumlah jangkauan konten, Februari 2024: 1.297.905',
      'naik 16,0% dari 1.118.720 pada Januari 2024',
      'Facebook Direktorat Jenderal Perimbangan Keuangan · Jumlah jangkauan konten, Februari 2024: 81.180',
      'naik 9,3% dari 74.245 pada Januari 2024',
    ],
    en: [
      '"reach" was read as Sum of content reach (not unique). For the other, ask: Reach (unique): "unique reach".',
      'Instagram @ditjenpk · Sum of content reach, February 2024: 1,297,905',
      'up 16.0% from 1,118,720 in January 2024',
      'Facebook Direktorat Jenderal Perimbangan Keuangan · Sum of content reach, February 2024: 81,180',
      'up 9.3% from 74,245 in January 2024',
    ],
  },
  {
    question: 'impresi x jan-feb 2024 vs jan-feb 2023',
    id: [
      'X @DitjenPK · Impresi, 1 Januari – 29 Februari 2024: 25.750',
      'data ada untuk 60 dari 60 hari',
      'Januari 2024: 12.650',
      'Februari 2024: 13.100',
      'naik 16,5% dari 22.110 pada 1 Januari – 28 Februari 2023',
    ],
    en: [
      'X @DitjenPK · Impressions, 1 January – 29 February 2024: 25,750',
      'data for 60 of 60 days',
      'January 2024: 12,650',
      'February 2024: 13,100',
      'up 16.5% from 22,110 over 1 January – 28 February 2023',
    ],
  },
  {
    question: 'compare tickets jan-feb 2024',
    id: [
      'Contact Center · Tiket konsultasi, 1 Januari – 29 Februari 2024: 2.271',
      'data ada untuk 60 dari 60 hari',
      'Januari 2024: 1.304',
      'Februari 2024: 967',
      'pembanding 1 November – 31 Desember 2023 tidak tersedia',
      'tidak dibandingkan dengan 1 Januari – 28 Februari 2023: data tidak lengkap',
    ],
    en: [
      'Contact centre · Tickets, 1 January – 29 February 2024: 2,271',
      'data for 60 of 60 days',
      'January 2024: 1,304',
      'February 2024: 967',
      'no baseline for 1 November – 31 December 2023',
      'not compared with 1 January – 28 February 2023: the data is not complete',
    ],
  },
  {
    question: 'tickets feb 2024 vs 2023',
    id: ['Contact Center · Tiket konsultasi, Februari 2024: 967', 'tidak dibandingkan dengan 2023: tidak sama panjang dengan Februari 2024'],
    en: ['Contact centre · Tickets, February 2024: 967', 'not compared with 2023: not as long as February 2024'],
  },
  {
    question: 'pengikut instagram feb 2024 vs des 2023',
    id: ['Instagram @ditjenpk · Pengikut per 29 Februari 2024: 118.069', 'naik 3.370 (2,9%) dari 114.699 per 31 Desember 2023'],
    en: ['Instagram @ditjenpk · Followers on 29 February 2024: 118,069', 'up 3,370 (2.9%) from 114,699 on 31 December 2023'],
  },
  {
    question: 'visitors feb 2024 vs q4 2023',
    id: [
      'Website · Pengunjung, Februari 2024: sekitar 55.000',
      'tidak dibandingkan dengan Triwulan IV 2023: tidak sama panjang dengan Februari 2024',
    ],
    en: ['Website · Visitors, February 2024: about 55,000', 'not compared with Q4 2023: not as long as February 2024'],
  },
  {
    question: 'bandingkan tayangan feb 2024 dengan jan 2024',
    id: [
      'Instagram @ditjenpk · Tayangan, 1–29 Februari 2024: 199.550, dari hari yang ada datanya saja',
      'data ada untuk 28 dari 29 hari, antara 1 Februari 2024 dan 28 Februari 2024',
      'tidak dibandingkan dengan Januari 2024: data tidak lengkap',
      'Facebook Direktorat Jenderal Perimbangan Keuangan · Tayangan, 1–29 Februari 2024: 23.547, dari hari yang ada datanya saja',
      'data ada untuk 27 dari 29 hari, antara 1 Februari 2024 dan 27 Februari 2024',
      'tidak dibandingkan dengan Januari 2024: data tidak lengkap',
    ],
    en: [
      'Instagram @ditjenpk · Views, 1–29 February 2024: 199,550, from the days with data alone',
      'data for 28 of 29 days, between 1 February 2024 and 28 February 2024',
      'not compared with January 2024: the data is not complete',
      'Facebook Direktorat Jenderal Perimbangan Keuangan · Views, 1–29 February 2024: 23,547, from the days with data alone',
      'data for 27 of 29 days, between 1 February 2024 and 27 February 2024',
      'not compared with January 2024: the data is not complete',
    ],
  },
  {
    question: 'folower instgram',
    id: [
      '"folower" dibaca sebagai "follower".',
      '"instgram" dibaca sebagai "instagram".',
      'Instagram @ditjenpk · Pengikut per 29 Februari 2024: 118.069',
      'naik 1.503 (1,3%) dari 116.566 per 31 Januari 2024',
      'naik 17.365 (17,2%) dari 100.704 per 28 Februari 2023',
    ],
    en: [
      '"folower" was read as "follower".',
      '"instgram" was read as "instagram".',
      'Instagram @ditjenpk · Followers on 29 February 2024: 118,069',
      'up 1,503 (1.3%) from 116,566 on 31 January 2024',
      'up 17,365 (17.2%) from 100,704 on 28 February 2023',
    ],
  },
  {
    question: 'pengikut @ditjenpk',
    id: [
      '"ditjenpk" cocok dengan: Instagram @ditjenpk, X @DitjenPK. Untuk satu saja, sebut: "instagram", "x".',
      'Instagram @ditjenpk · Pengikut per 29 Februari 2024: 118.069',
      'naik 1.503 (1,3%) dari 116.566 per 31 Januari 2024',
      'naik 17.365 (17,2%) dari 100.704 per 28 Februari 2023',
      'X @DitjenPK · Pengikut per 29 Februari 2024: 16.743',
      'naik 76 (0,5%) dari 16.667 per 31 Januari 2024',
      'naik 682 (4,2%) dari 16.061 per 28 Februari 2023',
    ],
    en: [
      '"ditjenpk" fits: Instagram @ditjenpk, X @DitjenPK. For one of them, say: "instagram", "x".',
      'Instagram @ditjenpk · Followers on 29 February 2024: 118,069',
      'up 1,503 (1.3%) from 116,566 on 31 January 2024',
      'up 17,365 (17.2%) from 100,704 on 28 February 2023',
      'X @DitjenPK · Followers on 29 February 2024: 16,743',
      'up 76 (0.5%) from 16,667 on 31 January 2024',
      'up 682 (4.2%) from 16,061 on 28 February 2023',
    ],
  },
  {
    question: 'via whatsapp tiket dan sentuhan',
    id: [
      'Contact Center · Tiket konsultasi (WhatsApp), Februari 2024: 744',
      'turun 27,6% dari 1.028 pada Januari 2024',
      'turun 33,9% dari 1.126 pada Februari 2023',
      'Employee advocacy · Sentuhan platform (WhatsApp), Februari 2024: 653',
      'naik 5,7% dari 618 pada Januari 2024',
      'pembanding Februari 2023 tidak tersedia',
    ],
    en: [
      'Contact centre · Tickets (WhatsApp), February 2024: 744',
      'down 27.6% from 1,028 in January 2024',
      'down 33.9% from 1,126 in February 2023',
      'Employee advocacy · Platform touches (WhatsApp), February 2024: 653',
      'up 5.7% from 618 in January 2024',
      'no baseline for February 2023',
    ],
  },
  {
    question: 'tiket whatsapp dan permohonan',
    id: [
      'Permohonan data tidak dirinci menurut "whatsapp"; yang ditunjukkan seluruhnya.',
      'Contact Center · Tiket konsultasi (WhatsApp), Februari 2024: 744',
      'turun 27,6% dari 1.028 pada Januari 2024',
      'turun 33,9% dari 1.126 pada Februari 2023',
      'PPID · Permohonan data, Februari 2024: 12',
      'turun dari 17 pada Januari 2024 menjadi 12',
      'tetap dibanding 12 pada Februari 2023',
    ],
    en: [
      'Not split by "whatsapp" and therefore whole: Data requests.',
      'Contact centre · Tickets (WhatsApp), February 2024: 744',
      'down 27.6% from 1,028 in January 2024',
      'down 33.9% from 1,126 in February 2023',
      'Public information requests · Data requests, February 2024: 12',
      'down from 17 in January 2024 to 12',
      'unchanged from 12 in February 2023',
    ],
  },
  {
    question: 'reach x',
    id: [
      '"reach" dibaca sebagai Jumlah jangkauan konten (bukan unik). Untuk yang lain, tanyakan: Jangkauan (unik): "jangkauan unik".',
      'X @DitjenPK tidak memiliki Jumlah jangkauan konten. Yang ada: Pengikut, Unggahan, Impresi.',
    ],
    en: [
      '"reach" was read as Sum of content reach (not unique). For the other, ask: Reach (unique): "unique reach".',
      'X @DitjenPK has no Sum of content reach. There is: Followers, Posts, Impressions.',
    ],
  },
  {
    question: 'impresi instagram',
    id: [
      'Instagram @ditjenpk tidak memiliki Impresi. Yang ada: Pengikut, Pengikut baru, Pengikut hilang, Kunjungan profil, Unggahan, Jangkauan, Jumlah jangkauan konten, Rata-rata jangkauan, Tayangan.',
    ],
    en: [
      'Instagram @ditjenpk has no Impressions. There is: Followers, Followers gained, Followers lost, Profile views, Posts, Reach, Sum of content reach, Mean reach, Views.',
    ],
  },
  {
    question: 'feed feb 2024',
    id: [
      'Instagram @ditjenpk · Unggahan (feed), Februari 2024: 25',
      'naik 8,7% dari 23 pada Januari 2024',
      'turun 7,4% dari 27 pada Februari 2023',
      'Facebook Direktorat Jenderal Perimbangan Keuangan · Unggahan (feed), Februari 2024: 33',
      'naik 6,5% dari 31 pada Januari 2024',
      'naik 3,1% dari 32 pada Februari 2023',
    ],
    en: [
      'Instagram @ditjenpk · Posts (feed posts), February 2024: 25',
      'up 8.7% from 23 in January 2024',
      'down 7.4% from 27 in February 2023',
      'Facebook Direktorat Jenderal Perimbangan Keuangan · Posts (feed posts), February 2024: 33',
      'up 6.5% from 31 in January 2024',
      'up 3.1% from 32 in February 2023',
    ],
  },
  {
    question: 'why did impressions drop',
    id: [
      'Impresi @DitjenPK Februari 2024: 13.100, naik 450 dari 12.650 (Januari 2024)',
      'Sumbangannya: 2 yang tidak ada lagi mengurangi 2.164, 29 yang ada di keduanya naik 2.614; sumbangan terbesar hari ke-31 (-1.921)',
    ],
    en: [
      'Impressions @DitjenPK February 2024: 13,100, up 450 from 12,650 (January 2024)',
      'What contributed: 2 that left take away 2,164, 29 that were there both times went up 2,614; the largest contribution is day 31 (-1,921)',
    ],
  },
  {
    question: 'tickets kemarin',
    id: ['Contact Center · Tiket konsultasi 29 Februari 2024: tidak ada data', 'Angka ini tersimpan per bulan.'],
    en: ['Contact centre · Tickets, 29 February 2024: no data', 'This figure is stored by month.'],
  },
  {
    question: 'bulan ini tiket',
    id: ['Contact Center · Tiket konsultasi Maret 2024: tidak ada data', 'Angka ini tersimpan per bulan.'],
    en: ['Contact centre · Tickets, March 2024: no data', 'This figure is stored by month.'],
  },
  {
    question: 'aktivasi q1',
    id: ['Employee advocacy · Aktivasi, Triwulan I 2024 s.d. 1 Maret 2024: 14.316'],
    en: ['Employee advocacy · Activations, Q1 2024 to 1 March 2024: 14,316'],
  },
  {
    question: 'aktivasi q1 vs q4 2023',
    id: [
      'Employee advocacy · Aktivasi, Triwulan I 2024 s.d. 1 Maret 2024: 14.316',
      'tidak dibandingkan dengan Triwulan IV 2023: Triwulan I 2024 belum berakhir',
    ],
    en: ['Employee advocacy · Activations, Q1 2024 to 1 March 2024: 14,316', 'not compared with Q4 2023: Q1 2024 has not ended'],
  },
  {
    question: 'foo',
    id: ['"foo" tidak dikenal; yang paling dekat: feb.'],
    en: ['"foo" is not known; nearest: feb.'],
  },
  {
    question: 'xyzzy tiket',
    id: ['"xyzzy" tidak dikenal.'],
    en: ['"xyzzy" is not known.'],
  },
  {
    question: 'reach feed',
    id: ['Jumlah jangkauan konten tidak dirinci menurut "feed".'],
    en: ['Not split by "feed": Sum of content reach.'],
  },
  {
    question: 'whatsapp',
    id: ['"whatsapp" dapat berarti beberapa hal. Yang mana?'],
    en: ['"whatsapp" may mean several things. Which one?'],
  },
  {
    question: 'laporan bulanan feb 2024',
    id: [
      'Laporan layanan informasi dikirim ke saluran: laporan, english. Untuk membuatnya sekarang, di baris perintah: pantau digest monthly --period 2024-02',
    ],
    en: [
      'Information services report is posted to the channels: laporan, english. To make it now, on the command line: pantau digest monthly --period 2024-02',
    ],
  },
  {
    question: 'status',
    id: ['Direktorat Jenderal Perimbangan Keuangan: 82 deret, 6.915 nilai, 39 entri, 1.628 konten.'],
    en: ['Directorate General of Fiscal Balance: 82 series, 6,915 values, 39 entries, 1,628 content items.'],
  },
  {
    question: 'ppid jan-feb 2024',
    id: ['PPID · Permohonan data, 1 Januari – 29 Februari 2024: 29', 'data ada untuk 60 dari 60 hari', 'Januari 2024: 17', 'Februari 2024: 12'],
    en: [
      'Public information requests · Data requests, 1 January – 29 February 2024: 29',
      'data for 60 of 60 days',
      'January 2024: 17',
      'February 2024: 12',
    ],
  },
  {
    question: 'sumber tiket feb 2024',
    id: [
      'Contact Center · Tiket konsultasi, Februari 2024: 967',
      'Sumber Contact Center · Tiket konsultasi, Februari 2024',
      'contact_centre/tickets//month@2024-02-01#1 = 967 · laporan (laporan-2024-02.csv), baris 42, dinyatakan 1 Maret 2024 pukul 09.00 WIB, revisi 1',
      'rumus: v1 as integer',
    ],
    en: [
      'Contact centre · Tickets, February 2024: 967',
      'Source of Contact centre · Tickets, February 2024',
      'contact_centre/tickets//month@2024-02-01#1 = 967 · laporan (laporan-2024-02.csv), row 42, stated 1 March 2024, 09:00 WIB, revision 1',
      'formula: v1 as integer',
    ],
  },
  {
    question: 'website 2020',
    id: ['Website, 2020', 'Unggahan 2020: tidak ada data', 'Pengunjung 2020: tidak ada data'],
    en: ['Website, 2020', 'Posts, 2020: no data', 'Visitors, 2020: no data'],
  },
  {
    question: 'tiket 2022',
    id: ['Contact Center · Tiket konsultasi 2022: tidak ada data', 'Angka ini tersimpan per bulan.'],
    en: ['Contact centre · Tickets, 2022: no data', 'This figure is stored by month.'],
  },
];
