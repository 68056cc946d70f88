// Writes server/src/generated/rows.ts: for every model a typed row as rules see it (money and quantities
// as branded bigints, days as text), what an insert needs, the kind of each column, and which pairs of columns are unique.
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'schema');
const target = path.join(import.meta.dirname, '../server/src/generated/rows.ts');
const source = readdirSync(folder).filter((name) => name.endsWith('.prisma')).sort()
  .map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');

const blocks = [...source.matchAll(/^(model|enum) (\w+) \{\n([\s\S]*?)^\}/gm)]
  .map(([, kind, name, body]) => ({ kind, name: String(name), lines: String(body).split('\n') }));
const enums = new Map(blocks.filter((block) => block.kind === 'enum').map((block) =>
  [block.name, block.lines.map((line) => line.trim()).filter((line) => /^[A-Z][A-Z0-9_]*$/.test(line))]));

interface Column { name: string; kind: string; nullable: boolean; defaulted: boolean }

function kindOf(name: string, type: string, attributes: string): string | undefined {
  if (enums.has(type)) return `enum:${type}`;
  if (type === 'String[]') return 'texts';
  if (type === 'String') return attributes.includes('@db.Uuid') ? 'uuid' : 'text';
  if (type === 'Int') return 'int';
  if (type === 'Boolean') return 'boolean';
  if (type === 'Json') return 'json';
  if (type === 'BigInt') return name.endsWith('Minor') ? 'minor' : 'bigint';
  if (type === 'DateTime') return attributes.includes('@db.Date') ? 'day' : 'instant';
  if (type === 'Decimal') {
    if (attributes.includes('(20, 6)')) return 'quantity';
    if (attributes.includes('(20, 10)')) return 'fx';
    return attributes.includes('(20, 8)') ? 'price' : 'rate';
  }
  return undefined;
}

function columnsOf(lines: string[]): Column[] {
  return lines.flatMap((line) => {
    const match = /^\s+(\w+)\s+([\w[\]]+)(\?)?\s*(.*)$/.exec(line);
    if (!match || line.trim().startsWith('//') || line.trim().startsWith('@@')) return [];
    const [, name = '', type = '', optional, attributes = ''] = match;
    const kind = kindOf(name, type, attributes);
    return kind ? [{ name, kind, nullable: !!optional, defaulted: !!optional || attributes.includes('@default') }] : [];
  });
}

const shapes: Record<string, string> = {
  uuid: 'string', text: 'string', texts: 'string[]', int: 'number', boolean: 'boolean', json: 'Json', minor: 'Minor',
  bigint: 'bigint', quantity: 'Quantity', price: 'UnitPrice', rate: 'Rate', fx: 'FxRate', day: 'Day', instant: 'Date',
};
const shapeOf = (column: Column) =>
  (column.kind.startsWith('enum:') ? column.kind.slice(5) : shapes[column.kind]) + (column.nullable ? ' | null' : '');

const models = blocks.filter((block) => block.kind === 'model')
  .map((block) => ({ name: block.name, columns: columnsOf(block.lines), pairs: block.lines.flatMap((line) => /^\s+@@unique\(\[(\w+), (\w+)\]\)/.exec(line)?.slice(1).join(' ') ?? []) }));
const output = [
  '// Made by prisma/rows.ts; do not edit.',
  "import type { Minor } from '../shared/money.ts';",
  "import type { FxRate, Quantity, Rate, UnitPrice } from '../shared/quantity.ts';",
  "import type { Day } from '../shared/time.ts';",
  '',
  'export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };',
  ...[...enums].map(([name, values]) => `export type ${name} = ${values.map((value) => `'${value}'`).join(' | ')};`),
  '',
  'export const enums = {',
  ...[...enums].map(([name, values]) => `  ${name}: [${values.map((value) => `'${value}'`).join(', ')}],`),
  '} as const;',
  ...models.flatMap(({ name, columns }) => [
    '',
    `export interface ${name}Row {`,
    ...columns.map((column) => `  ${column.name}: ${shapeOf(column)};`),
    '}',
  ]),
  '',
  'export interface Rows {', ...models.map(({ name }) => `  ${name}: ${name}Row;`), '}',
  'export interface Defaulted {',
  ...models.map(({ name, columns }) =>
    `  ${name}: ${columns.filter((column) => column.defaulted).map((column) => `'${column.name}'`).join(' | ') || 'never'};`),
  '}',
  '',
  'export const tables = {',
  ...models.flatMap(({ name, columns }) => [
    `  ${name}: {`, ...columns.map((column) => `    ${column.name}: '${column.kind}',`), '  },',
  ]),
  '} as const;',
  'export const nullable: Record<string, readonly string[]> = {',
  ...models.map(({ name, columns }) =>
    `  ${name}: [${columns.filter((column) => column.nullable).map((column) => `'${column.name}'`).join(', ')}],`),
  '};',
  '/** Columns that are unique together, as `first second`. */',
  'export const uniquePairs: Record<string, readonly string[]> = {',
  ...models.filter(({ pairs }) => pairs.length > 0).map(({ name, pairs }) => `  ${name}: [${pairs.map((pair) => `'${pair}'`).join(', ')}],`),
  '};',
  '',
].join('\n');
mkdirSync(path.dirname(target), { recursive: true });
writeFileSync(target, output);
