/** Remembers what a store writes, commit by commit, to write it again without one. */
import type { Driver, Writer } from '../src/adapters/storage/driver.ts';

type Write = (writer: Writer) => Promise<unknown>;

export class Recording {
  readonly driver: Driver;
  #commits: (readonly Write[])[] = [];

  constructor(driver: Driver) {
    this.driver = {
      ...driver,
      transaction: async (work, committed) => {
        let writes: Write[] = [];
        const recording = async (writer: Writer) => {
          writes = [];
          return work(recorded(writer, writes));
        };
        const answer = await driver.transaction(recording, committed);
        this.#commits.push(writes);
        return answer;
      },
    };
  }

  /** What was written since the last time. */
  take(): readonly (readonly Write[])[] {
    const commits = this.#commits;
    this.#commits = [];
    return commits;
  }
}

export async function replay(
  driver: Driver,
  commits: readonly (readonly Write[])[],
): Promise<void> {
  for (const writes of commits) {
    await driver.transaction(async (writer) => Promise.all(writes.map(async (one) => one(writer))));
  }
}

function recorded(writer: Writer, writes: Write[]): Writer {
  const write = async (one: Write): Promise<void> => {
    writes.push(one);
    await one(writer);
  };
  return {
    ...writer,
    // It changes while the transaction is worked out.
    get behind() {
      return writer.behind;
    },
    save: async (spec, records) => write(async (to) => to.save(spec, records)),
    insert: async (spec, records) => write(async (to) => to.insert(spec, records)),
    run: async (sql, values) => write(async (to) => to.run(sql, values)),
  };
}
