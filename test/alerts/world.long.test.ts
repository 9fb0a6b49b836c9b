import { worldSuite } from './world-suite.js';

worldSuite([3_004, 3_006, 62, 20_250_331]);
