/** A process that has a DuckDB file open and says so, until it is ended. */
import { DuckDBInstance } from '@duckdb/node-api';

const instance = await DuckDBInstance.create(process.argv[2]);
await instance.connect();
process.stdout.write('open\n');
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
