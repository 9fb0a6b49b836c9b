import type { Text } from '../../connectors/contract/metric.js';
import type { Badge } from '../domain/digest.js';

/** How a badge is printed. */
export const BADGE_WORDS: Readonly<Record<Badge, Text>> = {
  partial: { id: 'sebagian periode', en: 'part of the period' },
  delayed: { id: 'terlambat', en: 'delayed' },
  estimated: { id: 'perkiraan', en: 'estimated' },
  typed: { id: 'diketik', en: 'typed' },
  'to-be-confirmed': { id: 'perlu dikonfirmasi', en: 'to be confirmed' },
  'platform-rounded': { id: 'dibulatkan platform', en: 'rounded by the platform' },
  provisional: { id: 'sementara', en: 'provisional' },
  synthetic: { id: 'data contoh', en: 'sample data' },
  retired: { id: 'metrik dihentikan', en: 'metric retired' },
  'definition-changed': { id: 'definisi berubah', en: 'definition changed' },
  'no-data': { id: 'tidak ada data', en: 'no data' },
  reported: { id: 'dilaporkan', en: 'reported' },
};
