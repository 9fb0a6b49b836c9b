import type { SectionSetting } from '../config/config.js';
import type { AnySectionKind } from './section.js';
import { advocacy } from './sections/advocacy.js';
import { counted } from './sections/counted.js';
import { PLATFORM_SECTIONS } from './sections/platform.js';
import { summary } from './sections/summary.js';

/** Every kind of section, by the word that the configuration uses. */
export const SECTION_KINDS: Readonly<Record<SectionSetting['kind'], AnySectionKind>> = { ...PLATFORM_SECTIONS, advocacy, counted, summary };
