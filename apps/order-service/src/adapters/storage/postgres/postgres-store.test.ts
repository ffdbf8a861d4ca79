/** The store on PostgreSQL does what every store must do, and more than one process may have it open. */
import { findPostgres } from '@faultline/testkit';
import { describe } from 'vitest';
import { postgresDatabase } from '../../../testing/databases.ts';
import { hedgesSuite } from '../testing/hedges-suite.ts';
import { pricesSuite } from '../testing/prices-suite.ts';
import { realizedSuite, sharedRealizedSuite } from '../testing/realized-suite.ts';
import { storeSuite } from '../testing/store-suite.ts';
import { tablesSuite } from '../testing/tables-suite.ts';

const server = await findPostgres(process.env);
const openDatabase = async () => postgresDatabase(server ?? '');

describe.skipIf(server === null)('with a server to test on', () => {
  tablesSuite('PostgreSQL', openDatabase);
  storeSuite('PostgreSQL', openDatabase);
  realizedSuite('PostgreSQL', openDatabase);
  pricesSuite('PostgreSQL', openDatabase);
  hedgesSuite('PostgreSQL', openDatabase);
  sharedRealizedSuite('PostgreSQL', openDatabase);
});
