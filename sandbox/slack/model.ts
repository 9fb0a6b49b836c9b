import { z } from 'zod';

/** A person of the workspace; `role` is a label for the page only. */
export interface User {
  readonly id: string;
  /** The handle, without the at sign. */
  readonly name: string;
  readonly realName: string;
  readonly role: string;
  /** An IANA zone. */
  readonly zone: string;
  /** Like `en-GB`. */
  readonly locale: string;
}

/** A channel; the bot can write to it only while it is a member. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  readonly botIsMember: boolean;
}

/** A slash command of the app; `escape` turns mentions into ids, as the manifest's should_escape does. */
export interface Command {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  readonly escape?: boolean;
}

/** A global shortcut of the app, which its manifest names. */
export interface Shortcut {
  readonly name: string;
  readonly callbackId: string;
  readonly description: string;
}

/** The team that the sandbox shows. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly appId: string;
  readonly bot: { readonly userId: string; readonly botId: string; readonly name: string };
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
}

const fields = z.record(z.string(), z.unknown());

/** A message as it is kept: `user` is who wrote it, `visibleTo` makes it ephemeral. */
export const messageSchema = z
  .object({
    channel: z.string(),
    ts: z.string(),
    user: z.string(),
    text: z.string(),
    blocks: z.array(fields).readonly().optional(),
    attachments: z.array(fields).readonly().optional(),
    metadata: z.object({ event_type: z.string(), event_payload: fields }).optional(),
    files: z.array(z.string()).readonly().optional(),
    thread: z.string().optional(),
    broadcast: z.boolean().optional(),
    edited: z.string().optional(),
    reactions: z
      .array(z.object({ name: z.string(), users: z.array(z.string()).readonly() }))
      .readonly()
      .optional(),
    visibleTo: z.string().optional(),
    clientMessageId: z.string().optional(),
    username: z.string().optional(),
  })
  .readonly();

/** A message as it is kept. */
export type Message = z.infer<typeof messageSchema>;

/** A file as it is kept; the bytes stand apart. `completedAt` is the milliseconds at which its processing began. */
export const fileSchema = z
  .object({
    id: z.string().regex(/^F[A-Z0-9]{8,}$/),
    name: z.string(),
    title: z.string(),
    length: z.number(),
    altText: z.string().optional(),
    uploaded: z.boolean(),
    completedAt: z.number().optional(),
    createdAt: z.number(),
    mimetype: z.string().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
    channels: z.array(z.string()).readonly(),
    /** Who uploaded it; the bot when not given. */
    user: z.string().optional(),
  })
  .readonly();

/** A file as it is kept. */
export type StoredFile = z.infer<typeof fileSchema>;

/** A modal or a Home tab as it is kept: what the app gave, with Slack's own ids. */
export const viewSchema = z
  .object({
    id: z.string(),
    hash: z.string(),
    user: z.string(),
    root: z.string(),
    previous: z.string().optional(),
    content: fields,
    blocks: z.array(fields).readonly(),
    /** What the user has entered: block id, action id, raw value. */
    entered: z.record(z.string(), z.record(z.string(), z.unknown())),
  })
  .readonly();

/** A modal or a Home tab as it is kept. */
export type View = z.infer<typeof viewSchema>;

/**
 * A way to misbehave once: the reply lost before or after the effect, an HTTP status, an error of the platform, a delay, a call held before or after its
 * effect until it is released or its caller is gone (a call held before its effect then has none).
 */
export type Fault =
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'hold'; readonly effect: 'before' | 'after' }
  | { readonly kind: 'http'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'delay'; readonly ms: number };

/** One call of the Web API as it arrived, arguments decoded. */
export interface RecordedCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  readonly at: number;
  /** The error that was answered, when one was. */
  readonly error?: string;
}

/** The kinds of envelope of Socket Mode. */
export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** What became of one envelope: acknowledged after so many milliseconds, too late, or with nobody connected. */
export interface Acknowledgement {
  readonly envelopeId: string;
  readonly type: EnvelopeType;
  readonly outcome: 'acked' | 'operation_timeout' | 'dispatch_failed';
  readonly latencyMs?: number;
  /** The payload of the acknowledgement. */
  readonly payload?: Readonly<Record<string, unknown>>;
}
