import type { Text } from '../../connectors/contract/metric.js';

/** Tells the owner that nothing was posted, why, and what to do. */
export const failedSentence = (slot: string, channel: string, reason: string): Text => ({
  id: `Laporan ${slot} tidak terkirim ke ${channel}: ${reason}. Perbaiki penyebabnya, lalu kirim ulang.`,
  en: `The report ${slot} was not posted to ${channel}: ${reason}. Remove the cause, then send it again.`,
});

/** Tells the owner that nobody knows whether a message arrived, and what to do. */
export const unknownSentence = (slot: string, channel: string, reason: string): Text => ({
  id: `Belum pasti apakah laporan ${slot} sudah sampai di ${channel} (${reason}). Periksa kanal itu: jika laporan tidak ada, kirim ulang; jika ada, biarkan.`,
  en: `It is not certain whether the report ${slot} arrived in ${channel} (${reason}). Look into the channel: if the report is not there, send it again; if it is, leave it.`,
});
