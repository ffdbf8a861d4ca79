/** Races and kills on PostgreSQL: within one process, where statements overlap, and between two. */
import { findPostgres } from '@faultline/testkit';
import { describe } from 'vitest';
import { postgresDatabase } from '../../../testing/databases.ts';
import { killSuite } from '../testing/kill-suite.ts';
import { racesSuite } from '../testing/races-suite.ts';

const server = await findPostgres(process.env);
const openDatabase = async () => postgresDatabase(server ?? '');

describe.skipIf(server === null)('with a server to test on', () => {
  racesSuite('PostgreSQL', openDatabase, 1);
  racesSuite('PostgreSQL from two processes', openDatabase, 2);
  killSuite('PostgreSQL', openDatabase);
});
