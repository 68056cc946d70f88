// Cells to values: what each row says of each field, with everything that is wrong with it.
import { performIn } from '../shared/perform.ts';
import { refusalMessage } from '../mutations.ts';
import type { Tx } from '../shared/db.ts';
import type { ImportOddity } from '../generated/rows.ts';
import type { Reading } from '../shared/input.ts';
import { Refusal } from '../shared/refusal.ts';
import { InputRefused } from '../shared/sharedRefusals.ts';
import { readCell, textOf, type Cell } from './cellText.ts';
import type { Env, Importable, ImportField, Options, Read, Values } from './importables.ts';
import { withoutFraction } from './oddities.ts';
import { namedOf, type Named } from './references.ts';
import type { LineIssue, Mapping } from './rules.ts';

/** A refusal as what is wrong with a row: by its fields, or as its sentence. */
export function issuesOf(refused: Refusal, locale: string): LineIssue[] {
  if (refused instanceof InputRefused) {
    return refused.issues.map(({ path, code, facts }) => ({ field: path.findLast((step) => !/^\d+$/.test(step)) ?? null, code, ...(facts ? { facts } : {}) }));
  }
  return [{ field: null, code: refused.kind.code, message: refusalMessage(refused, locale) }];
}

/** A row's cell of a field, or what every row says of it; undefined where neither is told. */
const cellOf = (cells: readonly Cell[], mapping: Mapping, field: ImportField, { fixed }: Options): Cell | undefined => {
  const at = mapping.indexOf(field.name);
  return at < 0 ? fixed[field.name] : cells[at] ?? '';
};

/** The records that the cells of a field name; categories are made where they may be. */
async function resolved(tx: Tx, field: ImportField, lines: readonly (readonly Cell[])[], mapping: Mapping, env: Env): Promise<Map<string, Named>> {
  const { reference } = field;
  if (!reference || !(mapping.includes(field.name) || field.name in env.options.fixed)) return new Map();
  const names = lines.map((cells) => textOf(cellOf(cells, mapping, field, env.options))).filter((name) => name !== '');
  const found = await namedOf(tx, reference, names, env.ctx);
  if (!reference.make || !env.options.createMissing) return found;
  for (const name of new Set(names)) {
    if (found.has(name)) continue;
    try {
      const { result } = await performIn(tx, reference.make, { name }, env.ctx);
      found.set(name, { id: String(Object.values(result)[0]) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // its row tells that there is none
    }
  }
  return found;
}

/** Reads rows of a file. A blank is nothing said, or empties the field where the options say so. */
export async function readLines(tx: Tx, importable: Importable, lines: readonly (readonly Cell[])[], mapping: Mapping, env: Env): Promise<Read[]> {
  const { fields } = importable;
  const ids = new Map<string, Map<string, Named>>();
  for (const field of fields) if (field.reference) ids.set(field.name, await resolved(tx, field, lines, mapping, env));
  const { ctx, options } = env;
  return lines.map((cells) => {
    const values: Values = {};
    const issues: LineIssue[] = [];
    const oddities = new Set<ImportOddity>();
    if (cells.length > mapping.length && cells.slice(mapping.length).some((cell) => textOf(cell) !== '')) {
      issues.push({ field: null, code: 'csv_cells', facts: { found: cells.length } });
    }
    for (const field of fields) {
      const cell = cellOf(cells, mapping, field, options);
      const text = textOf(cell);
      if (cell === undefined || text === '') {
        if (field.needed === 'ALWAYS') issues.push({ field: field.name, code: 'required' });
        else if (cell !== undefined && options.blanks === 'EMPTY' && field.kind.optional) values[field.name] = null;
        continue;
      }
      if (field.reference) {
        const named = ids.get(field.name)?.get(text);
        if (importable.keepsText) values[`${field.name}Text`] = text;
        if (named) {
          values[field.name] = named.id;
          if (named.oddity) oddities.add(named.oddity);
        } else if (!importable.mayBeUnknown?.(field.name, text, options)) issues.push({ field: field.name, code: 'import_unknown', facts: { name: text.slice(0, 100), type: field.reference.type } });
        continue;
      }
      const whole = importable.key.includes(field.name) && 'scalar' in field.kind.shape && field.kind.shape.scalar === 'String' ? withoutFraction(text) : undefined;
      if (whole) oddities.add('FLOAT_CODE');
      const read = readCell(whole ?? cell, field.kind.shape, options, ctx.viewer.locale);
      if ('code' in read) {
        issues.push({ field: field.name, code: read.code, ...(read.facts ? { facts: read.facts } : {}) });
        continue;
      }
      const reading: Reading = { currencyCode: ctx.company.currencyCode, issues: [] };
      values[field.name] = field.kind.read(read.value, [field.name], reading);
      issues.push(...reading.issues.map(({ code, facts }) => ({ field: field.name, code, ...(facts ? { facts } : {}) })));
    }
    for (const each of importable.oddities?.(values, options) ?? []) oddities.add(each);
    return { values, issues, oddities: [...oddities] };
  });
}
