import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../schema.ts';
import { workspaceFolder } from '../settings.ts';
import type { Command } from './command.ts';

const file = join(workspaceFolder, 'schema.graphql');

export const command: Command = {
  usage: 'schema [--check | --write]',
  help:
    'Prints the GraphQL contract as the code declares it.\n\n' +
    '  --check   exit with 1 when schema.graphql says anything else\n' +
    '  --write   write it to schema.graphql',
  options: { check: { type: 'boolean' }, write: { type: 'boolean' } },
  positionals: [0, 0],
  async run({ print }, { check, write }) {
    const declared = `${printSchema(lexicographicSortSchema(schema))}\n`;
    if (write) {
      await writeFile(file, declared);
      return 0;
    }
    if (!check) {
      print(declared.trimEnd());
      return 0;
    }
    const committed = await readFile(file, 'utf8').catch(() => '');
    if (committed === declared) return 0;
    print(`schema.graphql is not what the code declares${firstDifference(committed, declared)}. Run: pnpm hesabu schema --write`);
    return 1;
  },
};

function firstDifference(committed: string, declared: string): string {
  const before = committed.split('\n');
  const line = declared.split('\n').findIndex((text, at) => text !== before[at]);
  return line < 0 ? '' : `, first at line ${line + 1}`;
}
