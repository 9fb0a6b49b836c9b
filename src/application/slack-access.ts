import { join } from 'node:path';
import type { Environment } from '../config/environment.js';
import { PantauError } from '../errors.js';

/** Where to post, and with which token. */
export interface SlackAccess {
  readonly botToken: string;
  /** undefined for Slack itself */
  readonly slackApiUrl: string | undefined;
}

/** The folder in which the demo's stand-in for Slack keeps its state. */
export const demoSlackHome = (environment: Environment): string => join(environment.home, 'demo', 'slack');

/** Where a command other than `start` posts: Slack with the token of the environment, or the stand-in of the demo that runs. Throws `PantauError` that says what to do. */
export async function slackAccess(environment: Environment, demo: boolean): Promise<SlackAccess> {
  if (!demo) {
    if (environment.botToken === undefined)
      throw new PantauError('configuration', 'To post, SLACK_BOT_TOKEN must hold the bot token of the Slack app (xoxb-…). Nothing was posted.');
    return { botToken: environment.botToken, slackApiUrl: undefined };
  }
  const { runningSandbox } = await import('../../sandbox/slack/running.js');
  const running = await runningSandbox(demoSlackHome(environment));
  if (!running)
    throw new PantauError(
      'configuration',
      'The demo is not running, so that there is no Slack to post to. Start it with "pantau start" and post from another terminal, or name a configuration and set SLACK_BOT_TOKEN.',
    );
  return { botToken: running.botToken, slackApiUrl: running.apiUrl };
}

/** Refuses a second demo over one folder: both would write the same state. */
export async function refuseSecondDemo(environment: Environment): Promise<void> {
  const { runningSandbox } = await import('../../sandbox/slack/running.js');
  const running = await runningSandbox(demoSlackHome(environment));
  if (running) throw new PantauError('usage', `The demo is running already: open ${running.url} or end that process first.`);
}
