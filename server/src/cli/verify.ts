import { verify } from '../verify.ts';
import type { Command } from './command.ts';
import { openDatabase } from './database.ts';

const shownRows = 20;

// Money and quantities are bigints, which JSON does not know.
const asText = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

export const command: Command = {
  usage: 'verify',
  help:
    'Proves the whole database in one read-only snapshot: stock, values, reservations, open amounts, allocations,\n' +
    'numbers, debits and credits. Lists the rows that offend; exit code 1 when there are any.',
  options: {},
  positionals: [0, 0],
  async run(surroundings) {
    const { db } = await openDatabase(surroundings);
    const results = await verify(db);
    for (const { check, rows } of results) {
      surroundings.print(`${rows.length === 0 ? 'ok   ' : 'WRONG'} ${check}`);
      for (const row of rows.slice(0, shownRows)) surroundings.print(`        ${asText(row)}`);
      if (rows.length > shownRows) surroundings.print(`        … and ${rows.length - shownRows} more`);
    }
    const wrong = results.filter(({ rows }) => rows.length > 0).length;
    surroundings.print(`${results.length - wrong} checks hold, ${wrong} do not.`);
    return wrong === 0 ? 0 : 1;
  },
};
