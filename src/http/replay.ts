import { ConnectorError } from '../../connectors/contract/errors.js';
import type { AnswerRules, Http, HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import { fingerprintOf } from './address.js';
import { unjudged } from './failures.js';
import { readJson } from './json.js';
import type { JournalRange, RawFiles } from './raw-files.js';
import type { JournalEntry } from './raw-journal.js';

/** The rules by which answers are judged again, and the platform's name for people. */
export interface ReplayRules extends Pick<AnswerRules, 'judge'> {
  readonly label: string;
}

/**
 * An `Http` that answers from what was kept, each call by its answers in their order, without any network. Rejects with `ConnectorError` as the
 * rules judge; `rejected` with the code `replay/missing` where no answer is left for a call: the message says how far back a replay reaches.
 */
export async function createReplayHttp(
  files: Pick<RawFiles, 'calls' | 'get' | 'reachesBackTo'>,
  range: JournalRange,
  rules: ReplayRules,
): Promise<Http> {
  const left = new Map<string, JournalEntry[]>();
  for (const entry of await files.calls(range)) {
    const same = left.get(entry.call);
    if (same === undefined) left.set(entry.call, [entry]);
    else same.push(entry);
  }
  const missing = async (call: string): Promise<ConnectorError> => {
    const first = await files.reachesBackTo(range.connection);
    const reach = first === undefined ? 'Nothing is kept of this connection.' : `A replay of this connection reaches back to ${first}.`;
    const words = `No answer is kept for ${call} between ${range.from} and ${range.to}. ${reach}`;
    return new ConnectorError('rejected', words, { reach: 'platform', code: 'replay/missing' });
  };
  const answer = async (call: string, entry: JournalEntry): Promise<HttpAnswer> => {
    const bytes = await files.get(entry.key);
    if (bytes === undefined) throw await missing(call);
    const text = Buffer.from(bytes).toString('utf8');
    return { status: entry.status, headers: entry.headers, text, json: readJson(text), receivedAt: entry.receivedAt, raw: entry.key };
  };
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    const call = fingerprintOf(request);
    for (;;) {
      const entry = left.get(call)?.shift();
      if (entry === undefined) throw await missing(call);
      const kept = await answer(call, entry);
      const failure = rules.judge(kept, request) ?? unjudged(kept, rules.label);
      if (failure === undefined) return kept;
      // What was tried again then, is tried again now.
      if (failure.kind !== 'unavailable' || left.get(call)?.length === 0) throw failure;
    }
  };
  return { send };
}
