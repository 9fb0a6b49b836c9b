import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Text } from '../../connectors/contract/metric.js';
import type { PostOutcome } from '../domain/delivery.js';

/** Answers after which Slack may have done it nevertheless, as their descriptions say (docs.slack.dev, 2026-11-25). */
const AMBIGUOUS = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** What a failed post means. A code that is no word is not Slack's (a proxy's page, for example) and leaves it open whether the message went out. */
export function postFailure(error: unknown): PostOutcome {
  if (error instanceof WebAPIRateLimitedError) return refused('ratelimited', error.retryAfter * 1000);
  if (error instanceof WebAPIPlatformError) return platformFailure(error);
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode === 429) return refused('ratelimited', 30_000);
    return { outcome: 'ambiguous', reason: `HTTP ${error.statusCode}` };
  }
  // the SDK throws a bare error for a 429 without Retry-After (node-slack-sdk#1421, 2026-11-25)
  if (error instanceof Error && /retry header did not contain a valid timeout/i.test(error.message)) return refused('ratelimited', 30_000);
  return { outcome: 'ambiguous', reason: error instanceof Error ? error.message : String(error) };
}

function platformFailure(error: WebAPIPlatformError): PostOutcome {
  const code = error.data.error;
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return { outcome: 'ambiguous', reason: 'an answer that is not from Slack' };
  if (AMBIGUOUS.has(code)) return { outcome: 'ambiguous', reason: code };
  if (code === 'ratelimited' || code === 'rate_limited') return refused(code, (error.data.response_metadata?.retryAfter ?? 30) * 1000);
  return refused(code, undefined);
}

function refused(reason: string, retryAfterMs: number | undefined): PostOutcome {
  const advice = Object.hasOwn(ADVICE, reason) ? ADVICE[reason] : undefined;
  return { outcome: 'refused', reason, retryAfterMs, ...(advice === undefined ? {} : { advice }) };
}

const CLOSED: Text = {
  id: 'Pengaturan saluran itu tidak mengizinkan Pantau menulis; mintalah izin kepada pengelolanya atau pilih saluran lain.',
  en: "The channel's settings do not let Pantau write; ask whoever runs it for leave, or choose another channel.",
};
const TOKEN: Text = {
  id: 'Token bot tidak berlaku lagi: pasang aplikasi sekali lagi, isi SLACK_BOT_TOKEN, dan jalankan ulang.',
  en: 'The bot token no longer holds: install the app again, set SLACK_BOT_TOKEN and start again.',
};

/** What a person can do about a refusal (docs.slack.dev, 2026-11-25). */
const ADVICE: Readonly<Record<string, Text>> = {
  not_in_channel: { id: 'Undang Pantau ke saluran itu: `/invite @Pantau`.', en: 'Invite Pantau to the channel: `/invite @Pantau`.' },
  channel_not_found: {
    id: 'Saluran itu dihapus, atau tertutup dan Pantau belum diundang, atau id-nya di konfigurasi salah.',
    en: 'The channel is gone, or it is private and Pantau was not invited, or its id in the configuration is wrong.',
  },
  is_archived: {
    id: 'Saluran itu diarsipkan: buka kembali, atau pilih saluran lain di konfigurasi.',
    en: 'The channel is archived: open it again, or choose another in the configuration.',
  },
  restricted_action: CLOSED,
  restricted_action_read_only_channel: CLOSED,
  restricted_action_thread_only_channel: CLOSED,
  restricted_action_non_threadable_channel: CLOSED,
  missing_scope: {
    id: 'Aplikasi Slack kurang izin: perbarui dengan config/slack-manifest.yaml dan pasang sekali lagi.',
    en: 'The Slack app lacks a permission: renew it from config/slack-manifest.yaml and install it again.',
  },
  invalid_auth: TOKEN,
  account_inactive: TOKEN,
  token_revoked: TOKEN,
  token_expired: TOKEN,
};

/** Whether Slack refused the message because of one of its pictures. */
export function refusedForPicture(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'invalid_blocks') return false;
  return (error.data.response_metadata?.messages ?? []).some((message) => message.includes('slack_file') || message.includes('slack file'));
}
