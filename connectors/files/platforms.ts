import type { PlatformFacts } from '../contract/platform.js';

/** Platforms whose figures come from exported files alone, until they have a connector (2026-11-25). */
export const FILE_PLATFORMS = {
  tiktok: { label: 'TikTok', title: 'TikTok', names: ['tiktok'], measures: ['views'], metrics: ['views', 'saves'], kinds: ['video'] },
  linkedin: {
    label: 'LinkedIn',
    title: 'LinkedIn',
    names: ['linkedin'],
    measures: ['impressions', 'reach'],
    metrics: ['impressions'],
    kinds: ['post'],
  },
} as const satisfies Readonly<Record<string, PlatformFacts & { readonly label: string }>>;
