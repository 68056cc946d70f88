import { backUp } from '../backup.ts';
import type { Command } from './command.ts';
import { findDatabase } from './database.ts';

export const command: Command = {
  usage: 'backup FILE',
  help:
    'Writes the whole database as of one moment to FILE, while the server goes on working. FILE appears when it is\n' +
    'complete, and an existing FILE is not overwritten. Bring it back with: restore FILE',
  options: {},
  positionals: [1, 1],
  async run(surroundings, _values, [file = '']) {
    const { directUrl } = await findDatabase(surroundings);
    const { tables, rows, bytes } = await backUp({ url: directUrl, file, now: surroundings.now, say: surroundings.say });
    surroundings.print(`${rows} rows of ${tables} tables are in ${file} (${bytes} bytes).`);
    return 0;
  },
};
