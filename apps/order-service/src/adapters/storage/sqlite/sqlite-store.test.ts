/** The store on SQLite does what every store must do. */
import { sqliteDatabase } from '../../../testing/databases.ts';
import { hedgesSuite } from '../testing/hedges-suite.ts';
import { pricesSuite } from '../testing/prices-suite.ts';
import { realizedSuite } from '../testing/realized-suite.ts';
import { storeSuite } from '../testing/store-suite.ts';
import { tablesSuite } from '../testing/tables-suite.ts';

tablesSuite('SQLite', sqliteDatabase);
storeSuite('SQLite', sqliteDatabase);
realizedSuite('SQLite', sqliteDatabase);
pricesSuite('SQLite', sqliteDatabase);
hedgesSuite('SQLite', sqliteDatabase);
