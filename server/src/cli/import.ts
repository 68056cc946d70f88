import { createReadStream } from 'node:fs';
import path from 'node:path';
import sql from 'sql-template-tag';
import type { ImportSubject } from '../generated/rows.ts';
import { configureImport } from '../imports/configureImport.ts';
import { FileRefused } from '../imports/fileRows.ts';
import { keepFile } from '../imports/keepFile.ts';
import { odditiesOf } from '../imports/oddityReport.ts';
import { mappingOf, sheetsOf } from '../imports/rules.ts';
import { checkImport, discardImport, runImport } from '../imports/runImport.ts';
import { importables } from '../imports/subjects.ts';
import { workOn } from '../imports/workOn.ts';
import { globalId } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { enumValues } from '../shared/tables.ts';
import { act, openCompany } from './act.ts';
import { UsageError, type Command, type Surroundings } from './command.ts';
import type { Context } from '../shared/viewer.ts';

const names = new Map(importables.map(({ subject }) => [subject.toLowerCase().replaceAll('_', '-'), subject]));

/** Lists the rows that failed, by line, field and reason. */
async function sayFailed(ctx: Context, id: string, file: string, surroundings: Surroundings): Promise<void> {
  const failed = await selectRows(ctx.db, 'ImportLine', sql`t."importId" = ${id} AND t.status = 'FAILED'`, { orderBy: sql`t.line LIMIT 1000` });
  for (const { line, issues } of failed) {
    // The issues are JSON of our own making.
    for (const { field, message: sentence } of issues as unknown as { field: string | null; message: string }[]) {
      surroundings.say(`${file}:${line}${field ? ` ${field}` : ''}: ${sentence}`);
    }
  }
}

type Given = Record<string, unknown>;

/** "a=b" given several times, as pairs. */
const pairs = (given: unknown): [string, string][] => ((given as string[] | undefined) ?? []).map((each) => {
  const at = each.indexOf('=');
  if (at < 1) throw new UsageError(`"${each}" is not NAME=VALUE.`);
  return [each.slice(0, at), each.slice(at + 1)];
});

/** The guessed columns with those that were told; a field told anew is taken from the column that it was guessed for. */
function mappedBy(guessed: readonly (string | null)[], headings: readonly string[], told: readonly [string, string][]) {
  const fields = [...guessed];
  for (const [heading, field] of told) {
    const column = headings.findIndex((each) => each.toLowerCase() === heading.toLowerCase());
    if (column < 0) throw new UsageError(`The file has no column "${heading}": ${headings.join(', ')}.`);
    if (fields.includes(field)) fields[fields.indexOf(field)] = null;
    fields[column] = field === '' ? null : field;
  }
  return fields.map((field, column) => ({ column, field }));
}

const listed = (given: unknown): string[] => (given as string[] | undefined ?? []).flatMap((each) => each.split(',')).map((each) => each.trim()).filter(Boolean);
const kindsOf = (given: unknown): string[] => listed(given).map((each) => each.toUpperCase().replaceAll('-', '_'));

function oddityOptions(values: Given): Given {
  const known: readonly string[] = enumValues('ImportOddity');
  const told = [...kindsOf(values.take).map((oddity) => ({ oddity, treatment: 'TAKE' })), ...kindsOf(values['set-aside']).map((oddity) => ({ oddity, treatment: 'SET_ASIDE' }))];
  const unknown = told.find(({ oddity }) => !known.includes(oddity));
  if (unknown) throw new UsageError(`"${unknown.oddity}" is none of ${known.map((each) => each.toLowerCase().replaceAll('_', '-')).join(', ')}.`);
  return {
    merge: values.merge === true, oddities: told, cancelled: values.cancelled, adjusted: values.adjusted, notGoods: listed(values['not-goods']),
    fixed: pairs(values.set).map(([field, said]) => ({ field, text: said })), costShare: values['cost-share'], place: values.place === true,
  };
}

const aside = ({ setAside }: { setAside: number }): string => (setAside > 0 ? `, ${setAside} set aside` : '');

async function bringIn(surroundings: Surroundings, ctx: Context, subject: ImportSubject, file: string, values: Given): Promise<number> {
  const id = await keepFile(ctx, { subject, fileName: path.basename(file), chunks: createReadStream(file) });
  const importId = globalId('Import', id);
  const discard = () => act(discardImport, { importId }, ctx);
  const kept = await readRow(ctx.db, 'Import', id);
  const columns = mappedBy(mappingOf(kept), sheetsOf(kept)[kept.sheet]?.columns ?? [], pairs(values.map));
  const unknown = columns.filter(({ field }) => field === null).map(({ column }) => sheetsOf(kept)[kept.sheet]?.columns[column]).filter(Boolean);
  if (unknown.length > 0) surroundings.say(`These columns are left out: ${unknown.join(', ')}`);
  try {
    await act(configureImport, {
      importId, columns, decimal: values.decimal, days: values.days, createMissing: subject === 'PRODUCTS', blanks: values.empty === true ? 'EMPTY' : 'KEEP', on: values.on,
      ...oddityOptions(values),
    }, ctx);
  } catch (error) {
    await discard();
    throw error;
  }
  const work = async () => {
    await workOn(ctx.db, id, surroundings.now);
    return readRow(ctx.db, 'Import', id);
  };
  await act(checkImport, { importId }, ctx);
  const checked = await work();
  if (checked.status === 'UNREADABLE') {
    const { code, facts } = checked.problem as { code: string; facts?: Record<string, string | number> };
    await discard();
    surroundings.say(`${file}: ${message('en', `input.${code}`, facts)}`);
    return 1;
  }
  const sayOddities = async () => {
    for (const { outcome, label, rows, allRows } of await odditiesOf(id, ctx)) {
      surroundings.say(`${String(rows).padStart(9)} ${message('en', `enum.OddityOutcome.${outcome}`).toLowerCase()}: ${label}${allRows !== null && allRows > rows ? ` (${allRows} rows in all are so)` : ''}`);
    }
  };
  const isDry = values['dry-run'] === true;
  if (checked.failed > 0 && values['skip-failed'] !== true) {
    await sayFailed(ctx, id, file, surroundings);
    await sayOddities();
    await discard();
    surroundings.say('Nothing was imported.');
    return 1;
  }
  if (isDry) {
    surroundings.print(`${checked.wouldCreate} created, ${checked.wouldChange} updated, ${checked.unchanged} unchanged${aside(checked)} (checked only)`);
    await sayOddities();
    await discard();
    return 0;
  }
  await act(runImport, { importId }, ctx);
  const done = await work();
  await sayFailed(ctx, id, file, surroundings);
  surroundings.print(`${done.created} created, ${done.changed} updated, ${done.unchanged} unchanged${aside(done)}${done.failed > 0 ? `, ${done.failed} refused` : ''}`);
  if (done.setAside > 0 || values.oddities === true) await sayOddities();
  return done.failed > 0 ? 1 : 0;
}

export const command: Command = {
  usage: 'import WHAT FILE [--dry-run] [--skip-failed] [--decimal ,] [--days DMY] [--on DAY] [--empty] [--map COLUMN=FIELD] …',
  help:
    'Brings masters and opening balances in from CSV or XLSX, by the headings of its columns (docs/import.md). Nothing is\n' +
    'imported while a row is refused, unless --skip-failed; the same file again changes nothing.\n\n' +
    `  WHAT            ${[...names.keys()].join(', ')}\n` +
    '  --dry-run       only check the file\n' +
    '  --skip-failed   carry out the rows that are right\n' +
    '  --decimal SIGN  the decimal sign of text: . or ,\n' +
    '  --days ORDER    how days are written: YMD, DMY or MDY\n' +
    '  --on DAY        the day of opening balances; today if left out\n' +
    '  --empty         empty cells empty what is there\n' +
    '  --map COL=FIELD which field a column fills; COL= leaves it out (several times)\n' +
    '  --set FIELD=X   what every row says of a field that no column fills (several times)\n' +
    '  --merge         rows of one key are one record: what most of them say is taken\n' +
    '  --take KINDS, --set-aside KINDS   what is done with odd rows: no-customer, zero-price, duplicate …\n' +
    '  --not-goods CODES   POST,gift_*: postage, fees, discounts\n' +
    '  --cancelled C, --adjusted A   how numbers of cancellations and adjustments begin\n' +
    '  --cost-share R  opening stock without a cost is worth this share of its list price\n' +
    '  --place         orders are placed at once\n' +
    '  --oddities      tell what was odd about the rows, also when none was set aside',
  options: {
    'dry-run': { type: 'boolean' }, 'skip-failed': { type: 'boolean' }, decimal: { type: 'string' }, days: { type: 'string' }, on: { type: 'string' }, empty: { type: 'boolean' },
    map: { type: 'string', multiple: true }, set: { type: 'string', multiple: true }, merge: { type: 'boolean' }, take: { type: 'string', multiple: true }, 'set-aside': { type: 'string', multiple: true },
    'not-goods': { type: 'string', multiple: true }, cancelled: { type: 'string' }, adjusted: { type: 'string' }, 'cost-share': { type: 'string' }, place: { type: 'boolean' }, oddities: { type: 'boolean' },
  },
  positionals: [2, 2],
  async run(surroundings, values, [what = '', file = '']) {
    const subject = names.get(what);
    if (!subject) throw new UsageError(`"${what}" cannot be imported; these can: ${[...names.keys()].join(', ')}.`);
    const ctx = await openCompany(surroundings);
    try {
      return await bringIn(surroundings, ctx, subject, file, values);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      surroundings.say(`${file}: ${message('en', `input.${error.code}`, error.facts)}`);
      return 1;
    }
  },
};
