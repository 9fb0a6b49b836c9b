import type { SlackFeature } from '../slack/feature.js';
import type { BotTools } from './parts.js';

/** The parts of the Slack app that bring listeners of their own. */
export const slackFeatures = (_tools: BotTools): readonly SlackFeature[] => [];
