/** Spanish: importing this file is what makes it available. It stands alone so that a browser loads only what it shows. */
import { es } from './gen/es.gen.ts';
import { addLocale } from './registry.ts';

addLocale('es', es);
