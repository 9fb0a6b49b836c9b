import type { ExportPlatform } from './layout.js';

/** What a link to a post says of it. */
export interface LinkParts {
  /** undefined where the link has only a short code, which is no id */
  readonly id: string | undefined;
  readonly handle: string | undefined;
}

const SHAPES: Readonly<Partial<Record<ExportPlatform, readonly RegExp[]>>> = {
  x: [/^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/(?<handle>[A-Za-z0-9_]+)\/status\/(?<id>\d+)/],
  tiktok: [/^https?:\/\/(?:www\.|m\.)?tiktok\.com\/@(?<handle>[^/]+)\/(?:video|photo)\/(?<id>\d+)/],
  linkedin: [/[:/-](?:activity|share|ugcPost|ugcpost)[:-](?<id>\d{10,})/, /linkedin\.com\/feed\/update\/[^?]*?(?<id>\d{10,})/],
};

/** The id and the account that a link names; both undefined where it names none. */
export function linkParts(link: string, platform: ExportPlatform): LinkParts {
  for (const shape of SHAPES[platform] ?? []) {
    const groups = shape.exec(link.trim())?.groups;
    // x.com/i/status/… names no account.
    if (groups !== undefined) return { id: groups.id, handle: groups.handle === 'i' ? undefined : groups.handle };
  }
  return { id: undefined, handle: undefined };
}

/** The kind of an item, from what the tool calls it: one word of the registry's content kinds. */
export function kindOf(type: string, platform: ExportPlatform): string {
  const text = type.toLowerCase();
  if (/reel/.test(text)) return 'reel';
  if (/story|stories|cerita|historia|história/.test(text)) return 'story';
  if (/short/.test(text)) return 'short';
  if (platform === 'instagram') return 'feed';
  return /vid[eé]o/.test(text) ? 'video' : 'post';
}
