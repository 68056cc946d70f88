import sql from 'sql-template-tag';
import type { ImportOddity, Json } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, day, id, fraction, integer, list, object, optional, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { printRate } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { ImportBusy, ImportNotPermitted, ImportNotReady, ImportUnfinished } from './refusals.ts';
import { bareHeading, counters, demandIdle, optionsOf, sheetsOf, type Counts, type Mapping } from './rules.ts';
import { importableOf, missingRights } from './subjects.ts';
import { choicesOf, type Treatment, type Treatments } from './oddities.ts';
import type { Importable, Options } from './importables.ts';

const column = object('ImportColumnInput', {
  column: { ...integer({ max: 199 }), describe: 'Which column of the file, counted from 0.' }, field: { ...optional(text({ max: 60 })), describe: 'Null: it is left out.' },
});

const oddityWay = object('ImportOddityInput', { oddity: choice('ImportOddity'), treatment: choice('OddityTreatment') });

/** What every row says, by field; refuses fields that there are not. */
function fixedFrom(given: readonly { field: string; text: string }[], { fields }: Importable): Record<string, string> {
  given.forEach(({ field }, index) => {
    if (!fields.some(({ name }) => name === field)) throw fieldRefused(['fixed', String(index), 'field'], 'choice_unknown');
  });
  return Object.fromEntries(given.map(({ field, text: said }) => [field, said]));
}

/** Treatments by oddity; refuses what a kind does not offer. */
export function waysFrom(given: readonly { oddity: ImportOddity; treatment: Treatment }[]): Treatments {
  given.forEach(({ oddity, treatment }, index) => {
    if (!choicesOf(oddity).includes(treatment)) throw fieldRefused(['oddities', String(index), 'treatment'], 'choice_unknown');
  });
  return Object.fromEntries(given.map(({ oddity, treatment }) => [oddity, treatment]));
}

/** Refuses who may not do what the file would do. */
export function demandRights(importable: Importable, viewer: { permissions: ReadonlySet<string> }): void {
  const missing = missingRights(importable, viewer);
  if (missing.length > 0) throw ImportNotPermitted({ permissions: missing.join(', ') });
}

function mappingFrom(given: readonly { column: number; field?: string | null }[], columns: readonly string[], { fields, key }: Importable, fixed: Record<string, string>): Mapping {
  const mapping: Mapping = columns.map(() => null);
  given.forEach((each, index) => {
    const path = ['columns', String(index)];
    if (each.column >= columns.length) throw fieldRefused([...path, 'column'], 'number_range', { min: 0, max: columns.length - 1 });
    if (!each.field) return;
    if (!fields.some(({ name }) => name === each.field)) throw fieldRefused([...path, 'field'], 'choice_unknown');
    if (mapping.includes(each.field)) throw fieldRefused([...path, 'field'], 'twice');
    mapping[each.column] = each.field;
  });
  const needed = fields.find(({ name, needed: when }) => (when === 'ALWAYS' || (key.includes(name) && when)) && !mapping.includes(name) && !(name in fixed));
  if (needed) throw fieldRefused(['columns'], 'import_column_missing', { field: needed.name });
  return mapping;
}

const blank = Object.fromEntries(counters.map((name) => [name, 0])) as Counts;

/** Rows are read anew: their marks are of another mapping. Those that are done stay. */
const forgetMarks = (tx: Tx, importId: string) => tx.rows(sql`UPDATE "ImportLine" SET status = 'WAITING', issues = NULL, changes = '{}', oddity = NULL, oddities = '{}', "twiceOf" = NULL, copy = 1, "subjectId" = NULL, "subjectType" = NULL
  WHERE "importId" = ${importId} AND NOT "isDone" AND status <> 'SKIPPED'`);

export const configureImport = action({
  name: 'configureImport', permission: 'imports.run',
  describe: 'Says which sheet of a file is meant, which field each column fills and how cells are read. Columns that are not named are left out.',
  input: {
    importId: id('Import'), sheet: optional(integer({ max: 200 })), columns: list(column, { max: 200 }),
    decimal: { ...optional(text({ max: 1, pattern: /^[.,]$/ })), describe: 'The decimal sign of text: "." or ",".' },
    days: { ...optional(text({ max: 3, pattern: /^(YMD|DMY|MDY)$/ })), describe: 'How days are written: YMD, DMY or MDY. 2026-03-31 is always read.' },
    blanks: { ...optional(text({ max: 5, pattern: /^(KEEP|EMPTY)$/ })), describe: 'What an empty cell does to what is there: KEEP or EMPTY.' },
    createMissing: { ...optional(boolean()), describe: 'Makes categories that are named and not there.' },
    on: { ...optional(day()), describe: 'The day of opening balances. Default: today.' },
    merge: { ...optional(boolean()), describe: 'Rows of one key are one record, as often as they stand there: what most of them say is taken. Else all but the first are refused.' },
    oddities: { ...optional(list(oddityWay, { max: 20 })), describe: 'What is done with odd rows, where that is not the usual.' },
    cancelled: { ...optional(text({ max: 10, min: 0 })), describe: 'How numbers of cancellations begin. Default: C.' },
    adjusted: { ...optional(text({ max: 10, min: 0 })), describe: 'How numbers of adjustments begin, that are no sales. Default: none are known.' },
    notGoods: { ...optional(list(text({ max: 60 }), { max: 200 })), describe: 'Codes that are no goods but postage, fees, discounts; gift_* is all that begin so.' },
    fixed: { ...optional(list(object('ImportFixedInput', { field: text({ max: 60 }), text: text({ max: 2000 }) }), { max: 60 })), describe: 'What every row says of fields that no column fills.' },
    costShare: { ...optional(fraction()), describe: 'Opening stock without a cost is valued at this share of its list price. Left out: such rows are refused.' },
    place: { ...optional(boolean()), describe: 'Orders are placed at once. Default: they stay drafts.' },
    saveAs: { ...optional(text({ max: 100 })), describe: 'Keeps these columns and options under a name, for the next such file.' },
  },
  refusals: [ImportBusy, ImportNotReady, ImportNotPermitted, ImportUnfinished], payload: { import: 'record:Import' },
  load: async (tx, { importId, saveAs }, ctx) => {
    const row = await lockRow(tx, 'Import', importId);
    demandIdle(row);
    await forgetMarks(tx, importId);
    const [mapping] = saveAs ? await selectRows(tx, 'ImportMapping', sql`t."companyId" = ${ctx.company.id} AND t.subject = ${row.subject}::"ImportSubject" AND t.name = ${saveAs}`, { lock: true }) : [];
    return { row, known: mapping };
  },
  decide: ({ row, known }, input, ctx) => {
    const importable = importableOf(row.subject);
    demandRights(importable, ctx.viewer);
    const sheets = sheetsOf(row);
    const at = input.sheet ?? row.sheet;
    const sheet = sheets[at];
    if (!sheet || sheet.columns.length === 0) throw fieldRefused(['sheet'], 'choice_unknown');
    if (at !== row.sheet && (row.created > 0 || row.changed > 0)) throw ImportUnfinished({ fileName: row.fileName });
    const before = optionsOf(row);
    const fixed = input.fixed ? fixedFrom(input.fixed, importable) : before.fixed;
    const mapping = mappingFrom(input.columns, sheet.columns, importable, fixed);
    const options: Options = {
      decimal: (input.decimal ?? before.decimal) as Options['decimal'], days: (input.days ?? before.days) as Options['days'], blanks: (input.blanks ?? before.blanks) as Options['blanks'],
      createMissing: input.createMissing ?? before.createMissing, on: input.on === undefined ? before.on : input.on, merge: input.merge ?? before.merge,
      oddities: input.oddities ? waysFrom(input.oddities) : before.oddities, cancelled: input.cancelled ?? before.cancelled, adjusted: input.adjusted ?? before.adjusted,
      notGoods: input.notGoods ?? before.notGoods, place: input.place ?? before.place,
      fixed, costShare: input.costShare === undefined ? before.costShare : input.costShare === null ? null : printRate(input.costShare),
    };
    const fields = Object.fromEntries(sheet.columns.flatMap((heading, index) => (mapping[index] ? [[bareHeading(heading), mapping[index]]] : [])));
    const kept: Change[] = !input.saveAs ? [] : [
      ...(known ? [remove('ImportMapping', known.id)] : []),
      insert('ImportMapping', { id: ctx.newId(), companyId: ctx.company.id, subject: row.subject, name: input.saveAs, fields, options: { ...options, on: null } as unknown as Json }),
    ];
    return {
      rows: [
        update('Import', row.id, {
          sheet: at, mapping, options: { ...options } as unknown as Json, status: 'MAPPING', ...blank, created: row.created, changed: row.changed, skipped: at === row.sheet ? row.skipped : 0, setAside: 0,
          unchanged: 0, isStaged: row.isStaged && at === row.sheet, version: row.version + 1,
        }),
        ...kept,
      ],
      events: [{ kind: 'importConfigured', subjectType: 'Import', subjectId: row.id, data: { fileName: row.fileName } }],
      result: { import: row.id },
    };
  },
});

export const removeImportMapping = action({
  name: 'removeImportMapping', describe: 'Forgets a saved way of telling columns.', permission: 'imports.run',
  input: { mappingId: id('ImportMapping') }, refusals: [], payload: { removed: 'text' },
  load: (tx, { mappingId }) => lockRow(tx, 'ImportMapping', mappingId),
  decide: (mapping) => ({ rows: [remove('ImportMapping', mapping.id)], events: [], result: { removed: mapping.name } }),
});
