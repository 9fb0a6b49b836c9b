import type { Text } from '../../connectors/contract/metric.js';

const subject = (slot: string, reply: number | undefined): Text =>
  reply === undefined
    ? { id: `Laporan ${slot}`, en: `The report ${slot}` }
    : { id: `Balasan ke-${reply} laporan ${slot}`, en: `Reply ${reply} of the report ${slot}` };

/** Tells the owner that a report, or reply n of it, was not posted, why, and what to do. */
export function failedSentence(slot: string, channel: string, reason: string, reply?: number): Text {
  const { id, en } = subject(slot, reply);
  return {
    id: `${id} tidak terkirim ke ${channel}: ${reason}. Perbaiki penyebabnya, lalu kirim ulang.`,
    en: `${en} was not posted to ${channel}: ${reason}. Remove the cause, then send it again.`,
  };
}

/** Tells the owner that nobody knows whether a report, or reply n of it, arrived, and what to do. */
export function unknownSentence(slot: string, channel: string, reason: string, reply?: number): Text {
  const { id, en } = subject(slot, reply);
  return {
    id: `${id}: belum pasti apakah sudah sampai di ${channel} (${reason}). Periksa kanal itu: jika laporan tidak ada, kirim ulang; jika ada, biarkan.`,
    en: `${en}: it is not certain whether it arrived in ${channel} (${reason}). Look into the channel: if the report is not there, send it again; if it is, leave it.`,
  };
}
