/** What people write for something in their messages, by a phrase that the rest of the product knows. */
export const SHORT_FORMS: Readonly<Record<string, string>> = {
  tlp: 'telepon',
  tlpn: 'telepon',
  telp: 'telepon',
  telpon: 'telepon',
  tlpon: 'telepon',
  tilpun: 'telepon',
  phone: 'telepon',
  wa: 'whatsapp',
  whatsap: 'whatsapp',
  watsap: 'whatsapp',
  eml: 'email',
  imel: 'email',
  mail: 'email',
  surel: 'email',
  lc: 'live chat',
  lifechat: 'live chat',
  instagram: 'instagram',
  insta: 'instagram',
  ig: 'instagram',
  fb: 'facebook',
  fesbuk: 'facebook',
  yt: 'youtube',
  twt: 'twitter',
  tweet: 'posts',
  flw: 'followers',
  flwr: 'followers',
  flwrs: 'followers',
  followernya: 'followers',
  post: 'posts',
  postingannya: 'posts',
  konten: 'posts',
  imp: 'impressions',
  impresinya: 'impressions',
  pgj: 'pengunjung',
  pengunjungnya: 'pengunjung',
  visitor: 'visitors',
  web: 'website',
  websitenya: 'website',
  akad: 'akademisi',
  pemda: 'pemda',
  dieskalasi: 'eskalasi',
  tereskalasi: 'eskalasi',
  aduan: 'pengaduan',
  tiket2: 'tiket',
  tkt: 'tiket',
  konsul: 'konsultasi',
  rating: 'satisfaction',
};

/** Words that are read as others in a row: one word each, so that they can be looked up. */
export const MERGED: readonly (readonly [words: readonly string[], as: string])[] = [
  [['kurang', 'lebih'], 'kurleb'],
  [['krg', 'lbh'], 'kurleb'],
  [['lebih', 'kurang'], 'kurleb'],
  [['kira', 'kira'], 'kira2'],
  [['kira', '-', 'kira'], 'kira2'],
  [['rata', 'rata'], 'rata2'],
  [['rata', '-', 'rata'], 'rata2'],
  [['lebih', 'dari'], 'lebihdari'],
  [['lbh', 'dr'], 'lebihdari'],
  [['kurang', 'dari'], 'kurangdari'],
  [['krg', 'dr'], 'kurangdari'],
  [['more', 'than'], 'lebihdari'],
  [['less', 'than'], 'kurangdari'],
  [['di', 'atas'], 'diatas'],
  [['di', 'bawah'], 'dibawah'],
  [['tidak', 'ada', 'data'], 'tanpadata'],
  [['no', 'data'], 'tanpadata'],
  [['tidak', 'ada'], 'tidakada'],
  [['tdk', 'ada'], 'tidakada'],
  [['gak', 'ada'], 'tidakada'],
  [['ga', 'ada'], 'tidakada'],
  [['nggak', 'ada'], 'tidakada'],
  [['belum', 'ada'], 'belumada'],
  [['blm', 'ada'], 'belumada'],
  [['belum', 'masuk'], 'belumada'],
  [['blm', 'masuk'], 'belumada'],
  [['not', 'yet'], 'belumada'],
  [['bulan', 'lalu'], 'bulanlalu'],
  [['bln', 'lalu'], 'bulanlalu'],
  [['bln', 'kmrn'], 'bulanlalu'],
  [['bulan', 'kemarin'], 'bulanlalu'],
  [['bulan', 'sebelumnya'], 'bulanlalu'],
  [['last', 'month'], 'bulanlalu'],
  [['previous', 'month'], 'bulanlalu'],
  [['tahun', 'lalu'], 'tahunlalu'],
  [['thn', 'lalu'], 'tahunlalu'],
  [['last', 'year'], 'tahunlalu'],
  [['bulan', 'ini'], 'bulanini'],
  [['bln', 'ini'], 'bulanini'],
  [['this', 'month'], 'bulanini'],
  [['up', 'to'], 'hingga'],
];

/** What a word before a number says of it. */
export type Role = 'baseline' | 'year-ago' | 'delta' | 'value' | 'negated' | 'bound' | 'about' | 'target' | 'unclear';

/** The words that say what the number behind them is. */
export const ROLE_WORDS: ReadonlyMap<string, Role> = new Map<string, Role>(
  (
    [
      [
        'baseline',
        'bulanlalu sebelumnya sblmnya sblm vs versus banding dibanding dibandingkan dibandingin from than semula awalnya kemarin kmrn lalu',
      ],
      ['year-ago', 'tahunlalu'],
      ['delta', 'naik turun bertambah tambah nambah tambahan berkurang kurang meningkat menurun up down rose fell selisih +'],
      ['value', 'jadi jd menjadi mjd sekarang skrg skr now became'],
      ['negated', 'bukan not'],
      ['bound', 'lebihdari kurangdari hampir minimal maksimal maks diatas dibawah nyaris > < ≥ ≤ hingga mencapai'],
      ['about', 'kira2 sekitar skitar sktr kurleb about approx approximately roughly circa around perkiraan estimasi ~ ± ≈'],
      ['target', 'target'],
      ['unclear', 'dari dr of'],
    ] as const
  ).flatMap(([role, words]) => words.split(' ').map((word) => [word, role] as const)),
);

/** Words that say that a figure rose. */
export const RISING: ReadonlySet<string> = new Set('naik meningkat bertambah nambah up rose'.split(' '));

/** Words that say that a figure fell. */
export const FALLING: ReadonlySet<string> = new Set('turun menurun berkurang down fell'.split(' '));

/** Words that say that there is nothing: nought, or no data. */
export const NOTHING_WORDS: ReadonlySet<string> = new Set('nihil kosong tidakada none nil'.split(' '));

/** Words that say that there are no data, and no nought. */
export const NO_DATA_WORDS: ReadonlySet<string> = new Set(['tanpadata']);

/** Words that say that the figure comes later. */
export const NOT_YET_WORDS: ReadonlySet<string> = new Set('belumada menyusul nyusul belum blm pending tba later'.split(' '));

/** Words for a mean, which is another figure than a sum. */
export const MEAN_WORDS: ReadonlySet<string> = new Set('rata2 rerata mean average avg rataan'.split(' '));

/** Words for the whole of parts. */
export const TOTAL_WORDS: ReadonlySet<string> = new Set('total totalnya tot ttl jumlahnya keseluruhan semua seluruhnya grand all'.split(' '));

/** What one counts in, behind a number. */
export const UNIT_WORDS: ReadonlySet<string> = new Set(
  'kali x org orang buah unit layanan pengguna tiket akun konten kegiatan acara permohonan pesan pesan2 ticket tickets times items users user accounts account poin konsultasi kunjungan'.split(
    ' ',
  ),
);

/** Words that stand in a message and say nothing of a figure. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    'a ada adalah adlh akhir angka angkanya are assalamualaikum atas bagian bapak berikut berikutnya berjumlah berhasil bgt bisa bln boleh bos bp bpk bu buat bulan bulanan cc cek ' +
    'cuma cuman data datanya deh dengan dgn di dong dri dulu for fyi gan gaes guys halo hallo hai2 hanya hari hasil hi hitungan ibu in info informasi ini is it iya izin jml jmlh ' +
    'jumlah juga just kak kakak kami kah kawan ke khusus kita ko kok laporan lengkap lg lho loh makasih mas masing2 masuk mb mba mbak min mohon monggo month monthly ms mr ' +
    'my n nah nggih ngih nih nya ok oke okay on our pada pagi pak pas per periode pd pls please pun posisi rekap rekapan rekapitulasi report sampai sd saja saya sbb sbg sebagai ' +
    'sebagaimana sebanyak sdh sebesar selama selamat semua2 seluruh sekian sesuai siang siap sih silakan sip sore sudah suwun tadi team tim thanks thx telah tentang tercatat terdapat terhitung ' +
    'terima kasih terkait terlampir tersebut tgl tanggal the tim2 to tolong u ub untuk update utk via wr wb waalaikumsalam ya yaa yah yg yang y jg si nilai s d melalui lewat lwt maaf koreksi ralat revisi ' +
    'alhamdulillah insyaallah total2 statistik rincian terdiri monitoring and dan tapi'
  ).split(' '),
);
