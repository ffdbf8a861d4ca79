/** German: importing this file is what makes it available. It stands alone so that a browser loads only what it shows. */
import { de } from './gen/de.gen.ts';
import { addLocale } from './registry.ts';

addLocale('de', de);
