import { storySuite } from './story-suite.js';

// The others were told late once: a breach that dips above its threshold, and days that are read twice or late just as the hold ends.
storySuite([77, 80_808, 55]);
