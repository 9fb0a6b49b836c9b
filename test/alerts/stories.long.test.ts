import { storySuite } from './story-suite.js';

storySuite([1, 20_240_229, 4_711, 900_001, 31_337]);
