import type { Text } from '../../connectors/contract/metric.js';

/** What went wrong with a report, or with reply n in its thread, in a channel. */
export interface Trouble {
  readonly slot: string;
  readonly channel: string;
  readonly reason: string;
  readonly reply: number | undefined;
  /** the command that tries it anew */
  readonly command: string | undefined;
}

/** The beginning of the slots of content cards. */
export const CARD_SLOT = 'content:';

/** The beginning of the slots of messages that ask owners for their figures. */
export const CHASE_SLOT = 'collect:';

const subject = ({ slot, reply }: Trouble): Text =>
  slot.startsWith('alert:')
    ? { id: `Peringatan ${slot.slice('alert:'.length)}`, en: `The alert ${slot.slice('alert:'.length)}` }
    : slot.startsWith(CARD_SLOT)
      ? { id: `Kartu konten ${slot.slice(CARD_SLOT.length)}`, en: `The content card ${slot.slice(CARD_SLOT.length)}` }
      : slot.startsWith(CHASE_SLOT)
        ? { id: `Permintaan angka ${slot.slice(CHASE_SLOT.length)}`, en: `The request for figures ${slot.slice(CHASE_SLOT.length)}` }
        : reply === undefined
          ? { id: `Laporan ${slot}`, en: `The report ${slot}` }
          : { id: `Balasan ke-${reply} laporan ${slot}`, en: `Reply ${reply} of the report ${slot}` };

const by = ({ command }: Trouble): Text =>
  command === undefined ? { id: '', en: '' } : { id: ` Untuk mengirim ulang: \`${command}\``, en: ` To send it again: \`${command}\`` };

/** Tells the owner that nothing was posted, why, and what to do. */
export function failedSentence(trouble: Trouble, advice?: Text): Text {
  const { channel, reason } = trouble;
  const todo = advice ?? { id: 'Perbaiki penyebabnya, lalu kirim ulang.', en: 'Remove the cause, then send it again.' };
  return {
    id: `${subject(trouble).id} tidak terkirim ke ${channel}: ${reason}. ${todo.id}${by(trouble).id}`,
    en: `${subject(trouble).en} was not posted to ${channel}: ${reason}. ${todo.en}${by(trouble).en}`,
  };
}

/** Tells the owner that nobody knows whether it arrived, and what to do. */
export function unknownSentence(trouble: Trouble): Text {
  const { channel, reason } = trouble;
  const { id, en } = subject(trouble);
  return {
    id: `${id}: belum pasti apakah sudah sampai di ${channel} (${reason}). Periksa kanal itu: jika laporan tidak ada, kirim ulang; jika ada, biarkan.${by(trouble).id}`,
    en: `${en}: it is not certain whether it arrived in ${channel} (${reason}). Look into the channel: if the report is not there, send it again; if it is, leave it.${by(trouble).en}`,
  };
}
