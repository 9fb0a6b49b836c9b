import type { SlackFeature } from '../../feature.js';
import { registerFileAnswers } from './answers.js';
import { registerDecisions } from './decide.js';
import { registerDropped } from './dropped.js';
import type { FileParts } from './parts.js';
import { createTurns } from './turns.js';

/** Files that people drop: read, asked about, kept and undone. */
export const fileFeature = (parts: FileParts): SlackFeature => ({
  ids: ['files.keep', 'files.leave', 'files.again', 'files.undo', 'files.answer', 'files.ask', 'files.answered'],
  register: (app, deps) => {
    const work = { ...parts, turns: createTurns() };
    registerDropped(app, deps, work);
    registerDecisions(app, deps, work);
    registerFileAnswers(app, deps, work);
  },
});
