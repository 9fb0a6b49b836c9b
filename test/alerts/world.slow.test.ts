import { worldSuite } from './world-suite.js';

worldSuite([6]);
