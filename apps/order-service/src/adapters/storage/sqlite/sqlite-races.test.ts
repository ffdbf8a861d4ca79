/** Races and kills on SQLite. */
import { sqliteDatabase } from '../../../testing/databases.ts';
import { killSuite } from '../testing/kill-suite.ts';
import { racesSuite } from '../testing/races-suite.ts';

racesSuite('SQLite', sqliteDatabase, 1);
killSuite('SQLite', sqliteDatabase);
