import { storySuite } from './story-suite.js';

storySuite([1, 1_014, 1_021, 2_001, 2_032, 20_240_229, 4_711, 900_001, 31_337]);
