const PEOPLE = 75_000;
const LINES_AT_ONCE = 1_000;
const UNITS = 60;
const ITEMS = 500;
const DAY_MS = 86_400_000;
const HEADER = 'occurred_at,staff_number,person,unit,kind,platform,content,campaign,link,evidence,note';

/** A number that looks like chance and is the same on every machine. */
const mixed = (index: number, salt: number): number => {
  let value = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
};

/** The shape of the n-th invented activation: its day before `lastDay`, its person, kind and platform. */
interface Act {
  readonly moment: string;
  readonly person: number;
  readonly kind: string;
  readonly platform: string;
  readonly link: string;
}

function actOf(index: number, rows: number, days: number, last: number): Act {
  const moment = new Date(last - Math.floor(((rows - 1 - index) * days) / rows) * DAY_MS + (mixed(index, 1) % 43_200) * 1000);
  const share = mixed(index, 2) % 100;
  const platform = share < 65 ? 'instagram' : share < 76 ? 'x' : share < 88 ? 'facebook' : share < 96 ? 'whatsapp' : 'linkedin';
  const kind = mixed(index, 3) % 100 < 84 ? 'engagement' : 'provided';
  return {
    moment: moment.toISOString().slice(0, 19).replace('T', ' '),
    person: mixed(index, 4) % PEOPLE,
    kind,
    platform,
    link: linkOf(platform, kind, index),
  };
}

function linkOf(platform: string, kind: string, index: number): string {
  // Likes go to official posts, of which there are few; who shares has a link of their own.
  const post = kind === 'engagement' ? `C2official${mixed(index, 5) % ITEMS}` : `C2own${index}`;
  switch (platform) {
    case 'instagram':
      return `https://www.instagram.com/p/${post}/?igsh=MzRlODBiNWFlZA==&utm_source=ig_web_copy_link`;
    case 'x':
      return `https://x.com/pegawai/status/1760${mixed(index, kind === 'engagement' ? 5 : 6) % 1_000_000}${index % 10}?s=20`;
    case 'facebook':
      return `https://m.facebook.com/ditjenpk/posts/pfbid0${post}?mibextid=Nif5oz`;
    case 'linkedin':
      return `https://www.linkedin.com/feed/update/urn:li:activity:71600${100_000 + (mixed(index, 7) % 900_000)}/`;
    default:
      return '';
  }
}

/** An invented staff number of 18 digits: a day of birth, a month of entry, 1 or 2, and a number from 001. */
function staffNumber(person: number): string {
  const rest = Math.floor(person / 999);
  const day = String(1 + Math.floor(rest / 30)).padStart(2, '0');
  return `19${70 + (rest % 30)}01${day}2010011${String(1 + (person % 999)).padStart(3, '0')}`;
}

/** A CSV file of so many invented activations of 75,000 people over some days up to a last one, in pieces; every 25th row is told twice. */
export function* manyActivations(rows: number, days = 730, lastDay = '2024-02-29'): Generator<string> {
  yield `${HEADER}\n`;
  const last = Date.parse(`${lastDay}T00:00:00Z`);
  let lines = '';
  for (let row = 0; row < rows; row++) {
    const index = row % 25 === 24 ? row - 7 : row;
    const { moment, person, kind, platform, link } = actOf(index, rows, days, last);
    const staff = staffNumber(person);
    const item = kind === 'provided' ? `konten-${mixed(index, 8) % ITEMS}` : '';
    lines += `${moment},${staff},Pegawai ${person},UNIT ${person % UNITS},${kind},${platform},${item},kampanye-${index % 6},${link},,\n`;
    if ((row + 1) % LINES_AT_ONCE > 0) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}
