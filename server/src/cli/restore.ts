import { restore } from '../backup.ts';
import { openDb } from '../shared/db.ts';
import { verify } from '../verify.ts';
import type { Command } from './command.ts';
import { findDatabase } from './database.ts';

export const command: Command = {
  usage: 'restore FILE',
  help:
    'Brings a backup back into an empty database, all of it or nothing, and then verifies it. A database that holds\n' +
    'any company is refused: point HESABU_DATA or DATABASE_URL at an empty one.',
  options: {},
  positionals: [1, 1],
  async run(surroundings, _values, [file = '']) {
    const { directUrl } = await findDatabase(surroundings);
    const { tables, rows } = await restore({ url: directUrl, file, say: surroundings.say });
    surroundings.print(`${rows} rows of ${tables} tables are back.`);
    const db = await openDb({ url: directUrl, poolMax: 2 });
    surroundings.defer(() => db.close());
    const wrong = (await verify(db)).filter((result) => result.rows.length > 0);
    for (const { check } of wrong) surroundings.print(`WRONG ${check}`);
    if (wrong.length === 0) surroundings.print('Every check of verify holds.');
    return wrong.length === 0 ? 0 : 1;
  },
};
