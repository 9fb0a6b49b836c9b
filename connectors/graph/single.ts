import { ConnectorError } from '../contract/errors.js';
import type { Http } from '../contract/http.js';
import { SECRET_FIELDS } from './batch.js';
import type { Asked, Door, RoundReply } from './question.js';

/** Sends one question as a call of its own, for doors that know no batches. The core has retried what is transient. */
export async function sendAlone<Name extends string>(http: Http, door: Door, { question, ask }: Asked<Name>): Promise<RoundReply<Name>> {
  try {
    const { json, raw, receivedAt, headers } = await http.send({
      method: 'GET',
      host: door.host,
      path: `/${door.version}${ask.path}`,
      query: ask.query,
      accounts: question.ofConnection === true ? [] : [question.account],
      strip: SECRET_FIELDS,
    });
    return { question, reply: { ok: true, json, raw, receivedAt }, served: headers['facebook-api-version'] };
  } catch (error) {
    if (error instanceof ConnectorError) return { question, reply: { ok: false, error } };
    throw error;
  }
}
