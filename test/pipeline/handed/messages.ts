/** A pasted text; what it says, worked out by hand; and of that what must be asked before it is kept. */
export interface Message {
  readonly text: string;
  /** `key value`, with `@2024-01` where it is not February and `about` or `rounded` where it is not exact */
  readonly right: readonly string[];
  /** `kind of question: words`, or `left: words` of what was not understood */
  readonly asked?: readonly string[];
}

const TICKETS = 'contact_centre/tickets';
const channel = (name: string, value: number): string => `${TICKETS}/channel=${name} ${value}`;
const FIVE = [channel('whatsapp', 744), channel('phone', 46), channel('hai', 38), channel('livechat', 8), channel('email', 131)];

/** Messages to the analyst on 1 March 2024, about February. January's and last February's figures are stored. */
export const MESSAGES: readonly Message[] = [
  { text: 'Telp 46, email 131', right: [channel('phone', 46), channel('email', 131)] },
  { text: '*Rekap Feb* \n- medsos ig: 118.069 follower', right: ['instagram:ditjenpk/followers 118069'] },
  { text: 'tlp=46;wa 744', right: [channel('phone', 46), channel('whatsapp', 744)] },
  { text: 'pengunjung web kira2 55rb', right: ['website/visitors 55000 about'] },
  { text: 'Telp 46 turun dr 63', right: [channel('phone', 46)] },
  { text: 'Telp 64 naik dr 36', right: [channel('phone', 64)], asked: ['before: Telp 64 naik dr 36'] },
  { text: 'Telp 46 naik dr 63', right: [channel('phone', 46)], asked: ['direction: Telp 46 naik dr 63'] },
  { text: '[01/03/24 08.12] Rina: Telp 46, wa 744 🙏', right: [channel('phone', 46), channel('whatsapp', 744)] },
  { text: 'Contact Center Feb:\nWA 744\nTelp 46\nHAI 38\nLivechat 8\nEmail 131\nTotal 967', right: [...FIVE, `${TICKETS} 967`] },
  { text: 'wa 744 telp 46 hai 38 lc 8 email 131', right: FIVE },
  { text: 'Total tiket Feb 967 (WA 744, Telp 46, HAI 38, LC 8, Email 131)', right: [`${TICKETS} 967`, ...FIVE] },
  {
    text: 'Tiket: 976\nWA 744, Telp 46, HAI 38, LC 8, Email 131',
    right: [`${TICKETS} 967`, ...FIVE],
    asked: ['sum: Tiket: 976', 'sum: WA 744', 'sum: Telp 46', 'sum: HAI 38', 'sum: LC 8', 'sum: Email 131'],
  },
  { text: 'telp, email: 46, 131', right: [channel('phone', 46), channel('email', 131)], asked: ['left: telp, email: 46, 131'] },
  { text: '46 telp, 131 email', right: [channel('phone', 46), channel('email', 131)] },
  { text: 'tiket eskalasi 3%', right: ['contact_centre/tickets_escalated 150'], asked: ['percent: tiket eskalasi 3%'] },
  { text: 'Pengaduan: nihil', right: ['contact_centre/complaints 0'], asked: ['nothing: Pengaduan: nihil'] },
  { text: 'Kepuasan 5,0', right: ['contact_centre/satisfaction 5'] },
  { text: 'kepuasan 4.750', right: ['contact_centre/satisfaction 4.75'], asked: ['number: kepuasan 4.750'] },
  { text: 'Telp: Jan 63, Feb 46', right: [`${TICKETS}/channel=phone@2024-01 63`, channel('phone', 46)], asked: ['period: Telp: Jan 63'] },
  {
    text: 'telp jan 63\nemail 181',
    right: [`${TICKETS}/channel=phone@2024-01 63`, `${TICKETS}/channel=email@2024-01 181`],
    asked: ['period: telp jan 63', 'period: email 181'],
  },
  {
    text: 'Webinar 6 kegiatan:\n1. 2 Feb - Bintal Kajian Muslimah\n2. 5/2 Kunjungan Sekolah Tinggi Hukum Militer',
    right: ['webinar/events 6'],
    asked: ['list: Webinar 6 kegiatan:'],
  },
  {
    text: 'Pemda terbanyak Feb\n• Prov. Riau (10)\n• Kota Kendari(13)',
    right: ['contact_centre/tickets_by_region/region=Prov. Riau 10', 'contact_centre/tickets_by_region/region=Kota Kendari 13'],
  },
  {
    text: '*Instagram*\n- follower 118.069\n- reach 1.297.905\n- feed 25\n- story 26',
    right: [
      'instagram:ditjenpk/followers 118069',
      'instagram:ditjenpk/content_reach_sum 1297905',
      'instagram:ditjenpk/posts/kind=feed 25',
      'instagram:ditjenpk/posts/kind=story 26',
    ],
  },
  { text: 'Layanan live chat 1% (8 pengguna)', right: [channel('livechat', 8)], asked: ['item: Layanan live chat 1% (8 pengguna'] },
  { text: 'Telp 630, wa 744', right: [channel('phone', 63), channel('whatsapp', 744)], asked: ['jump: Telp 630'] },
  { text: 'wa 744 (turun 28% dari 1.028)', right: [channel('whatsapp', 744)], asked: ['item: wa 744'] },
  { text: 'webinar enam kali', right: ['webinar/events 6'] },
  { text: 'website 3', right: ['website/posts 3'], asked: ['item: website 3'] },
  {
    text: 'fb follower 14038, postingan 33, reach rata2 2.460',
    right: ['facebook:djpk/followers 14038', 'facebook:djpk/posts 33', 'facebook:djpk/reach_mean 2460'],
    asked: ['number: reach rata2 2.460'],
  },
  {
    text: 'X: follower 16.743, konten 33, impresi 13,100',
    right: ['x:DitjenPK/followers 16743', 'x:DitjenPK/posts 33', 'x:DitjenPK/impressions 13100'],
    asked: ['number: impresi 13,100'],
  },
  { text: 'Email 131', right: [channel('email', 131)], asked: ['item: Email 131'] },
  { text: 'PPID 12 ya pak, email lapor 432, vicon 1x', right: ['ppid/requests 12', 'email_lapor/emails 432', 'video_conference/sessions 1'] },
  { text: 'Telp 46\nEmail menyusul', right: [channel('phone', 46)] },
  {
    text: 'pegawai aktif TW I s.d. 29 Feb: 13.559\nJumlah pegawai 75,711',
    right: ['advocacy/active_employees 13559', 'advocacy/headcount 75711'],
    asked: ['number: Jumlah pegawai 75,711'],
  },
  {
    text: 'di luar jam layanan 69 (WIB 40, WITA 24, WIT 5)\ndalam jam 879',
    right: [
      'contact_centre/tickets_out_of_hours 69',
      'contact_centre/tickets_out_of_hours/zone=WIB 40',
      'contact_centre/tickets_out_of_hours/zone=WITA 24',
      'contact_centre/tickets_out_of_hours/zone=WIT 5',
      'contact_centre/tickets_in_hours 879',
    ],
  },
  { text: 'webinar feb 24', right: ['webinar/events 6'], asked: ['role: webinar feb 24'] },
  { text: 'telp naik 46', right: [channel('phone', 46)], asked: ['role: telp naik 46', 'direction: telp naik 46'] },
  { text: 'Bulan lalu telp 63', right: [`${TICKETS}/channel=phone@2024-01 63`], asked: ['role: Bulan lalu telp 63'] },
  { text: 'telp 46 bulan lalu 63', right: [channel('phone', 46)] },
  { text: '1,3jt reach ig', right: ['instagram:ditjenpk/content_reach_sum 1300000 rounded'] },
  { text: 'hubungi wa 0812 3456 7890', right: [], asked: ['left: hubungi wa 0812 3456 7890'] },
  { text: 'telp 40-50', right: [channel('phone', 46)], asked: ['role: telp 40-50', 'before: telp 40-50'] },
  { text: 'follwer ig 118069', right: ['instagram:ditjenpk/followers 118069'] },
  { text: 'Telepon 9.67', right: [channel('phone', 46)], asked: ['number: Telepon 9.67'] },
  {
    text: 'akademisi 112 pemda 732 K/L 78 lainnya 45',
    right: [
      'contact_centre/tickets_by_user/user=academics 112',
      'contact_centre/tickets_by_user/user=local_government 732',
      'contact_centre/tickets_by_user/user=ministries 78',
      'contact_centre/tickets_by_user/user=others 45',
    ],
  },
  {
    text: 'touches: ig 9721 x 1656 fb 1677 wa 1271 linkedin 491 yt 37 tiktok 34',
    right: Object.entries({ instagram: 9721, x: 1656, facebook: 1677, whatsapp: 1271, linkedin: 491, youtube: 37, tiktok: 34 }).map(
      ([platform, value]) => `advocacy/touches/platform=${platform} ${value}`,
    ),
  },
  { text: 'telp ±46, wa ~744', right: [`${channel('phone', 46)} about`, `${channel('whatsapp', 744)} about`] },
  { text: 'Telp ~64~ 46', right: [channel('phone', 46)], asked: ['before: Telp bukan 64 46'] },
  { text: 'tiket 2024', right: [], asked: ['role: tiket 2024'] },
  {
    text: 'Instagram\nFollowers (per 29 Feb)\t118.069\nReach (total)\t1.297.905\nReach (rata-rata)\t51.916',
    right: ['instagram:ditjenpk/followers 118069', 'instagram:ditjenpk/content_reach_sum 1297905'],
    asked: ['number: Reach (rata-rata)\t51.916', 'heading: Reach (rata-rata)\t51.916'],
  },
  { text: 'Kanal\tFeb\tJan\nTelp\t46\t63', right: [channel('phone', 46)], asked: ['left: Telp\t46\t63'] },
  {
    text: 'wa 744, telp 46 dan email 131. Total tiket 967',
    right: [channel('whatsapp', 744), channel('phone', 46), channel('email', 131), `${TICKETS} 967`],
  },
  { text: 'follower baru ig 500', right: [], asked: ['words: follower baru ig 500'] },
  { text: 'telp ibu rina 46', right: [channel('phone', 46)], asked: ['words: telp ibu rina 46'] },
];
