import { storySuite } from './story-suite.js';

storySuite([77]);
