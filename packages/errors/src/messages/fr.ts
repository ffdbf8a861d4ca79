/** French: importing this file is what makes it available. It stands alone so that a browser loads only what it shows. */
import { fr } from './gen/fr.gen.ts';
import { addLocale } from './registry.ts';

addLocale('fr', fr);
