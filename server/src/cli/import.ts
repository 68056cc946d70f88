import { readFile } from 'node:fs/promises';
import { importProducts } from '../catalogue/importProducts.ts';
import { systemContext } from '../context.ts';
import { perform, readInput } from '../shared/perform.ts';
import { message } from '../shared/messages.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import { UsageError, type Command } from './command.ts';
import { openDatabase } from './database.ts';

export const command: Command = {
  usage: 'import products FILE [--dry-run]',
  help:
    'Adds and changes products from a CSV file with the columns sku, name, description, category, unit, reorderPoint and\n' +
    'isDiscontinued (sku and name are needed). All lines or none: bad lines are listed by line, column and reason.\n\n' +
    '  --dry-run   only check the file',
  options: { 'dry-run': { type: 'boolean' } },
  positionals: [2, 2],
  async run(surroundings, values, [what, file = '']) {
    if (what !== 'products') throw new UsageError(`"${what}" cannot be imported; "products" can.`);
    const csv = await readFile(file, 'utf8');
    const { db } = await openDatabase(surroundings);
    const ctx = await systemContext(db, surroundings.now(), 'CLI');
    try {
      const { result } = await perform(importProducts, readInput(importProducts, { csv, dryRun: values['dry-run'] === true }, ctx), ctx);
      surroundings.print(`${String(result.created)} created, ${String(result.updated)} updated, ${String(result.unchanged)} unchanged`
        + `${values['dry-run'] === true ? ' (checked only)' : ''}`);
      return 0;
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      for (const { path: [, line, column], code, facts } of error.issues) {
        surroundings.say(`${file}${line ? `:${line}` : ''}${column ? ` ${column}` : ''}: ${message('en', `input.${code}`, facts)}`);
      }
      surroundings.say('Nothing was imported.');
      return 1;
    }
  },
};
