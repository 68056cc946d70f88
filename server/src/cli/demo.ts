import { loadDemo } from '../../../prisma/demo/load.ts';
import type { Command } from './command.ts';
import { openDatabase } from './database.ts';

export const command: Command = {
  usage: 'demo [--as-is]',
  help:
    'Loads the demo company (Northwind) through the actions of the product. Running it twice changes nothing.\n\n' +
    '  --as-is   keep the dates of 1996 to 1998; otherwise all move so that the last order is today',
  options: { 'as-is': { type: 'boolean' } },
  positionals: [0, 0],
  async run(surroundings, values) {
    const { db } = await openDatabase(surroundings);
    await loadDemo({ db, asIs: values['as-is'] === true, progress: surroundings.say, now: surroundings.now() });
    surroundings.print('The demo company is loaded.');
    return 0;
  },
};
