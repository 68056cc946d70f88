// Pure: what an import may do next, how columns are guessed and how its rows are counted.
import type { ImportLineStatus, ImportRow, ImportStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { parseDay } from '../shared/time.ts';
import type { Importable, Options } from './importables.ts';
import { ImportBusy, ImportNotReady, ImportUnfinished, ImportWithoutHistory } from './refusals.ts';
import { message, hasMessage } from '../shared/messages.ts';

/** What a file holds, as far as one must see it to tell its columns. */
export interface Sheet { name: string; columns: string[]; sample: string[][] }
/** Columns are counted as in the file. */
export type Mapping = (string | null)[];
/** Why a row was not carried out. */
export interface LineIssue { field: string | null; code: string; facts?: Record<string, string | number>; message?: string }

// The columns are JSON of our own making.
export const sheetsOf = (row: Pick<ImportRow, 'sheets'>): Sheet[] => row.sheets as unknown as Sheet[];
export const sheetOf = (row: Pick<ImportRow, 'sheets' | 'sheet'>): Sheet => sheetsOf(row)[row.sheet] ?? { name: '', columns: [], sample: [] };
export const mappingOf = (row: Pick<ImportRow, 'mapping'>): Mapping => row.mapping as Mapping;

export const usualOptions: Options = { decimal: '.', days: 'YMD', blanks: 'KEEP', createMissing: false, on: null, merge: false, oddities: {}, cancelled: 'C', adjusted: '', notGoods: [], place: false, fixed: {}, costShare: null };
export function optionsOf({ options }: { options: unknown }): Options {
  const given = (options ?? {}) as Partial<Options>;
  return { ...usualOptions, ...given, on: given.on ? parseDay(String(given.on)) ?? null : null };
}
export const dayOf = (options: Options, today: Day): Day => options.on ?? today;

/** A heading without case, accents, signs and spaces: "Re-order Point" is "reorderpoint". */
export const bareHeading = (text: string): string => text.normalize('NFD').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const humanised = (name: string) => name.replace(/Id$/, '').replace(/^is(?=[A-Z])/, '').replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().replace(/^./, (first) => first.toUpperCase());

/** What a field is called: as the import calls it, or its record, or by its own name. */
export function fieldLabel({ name, of }: { name: string; of?: string }, locale: string): string {
  const keys = [`import.field.${name}`, `field.${of}.${name}`, `field.${of}.${name.replace(/Id$/, '')}`];
  const key = keys.find(hasMessage);
  return key ? message(locale, key) : humanised(name);
}

/** The field that each heading most likely means; each field at most once. */
export function guessed(columns: readonly string[], { fields }: Importable, locale: string): Mapping {
  const taken = new Set<string>();
  // What is exactly so before what is also called so: "name" beside "company".
  const rounds = [
    (field: Importable['fields'][number]) => [field.name, fieldLabel(field, locale)],
    (field: Importable['fields'][number]) => [field.name.replace(/Id$/, ''), field.name.replace(/^is/, ''), ...(field.also ?? [])],
  ];
  const found: Mapping = columns.map(() => null);
  for (const names of rounds) {
    columns.forEach((column, at) => {
      if (found[at] || bareHeading(column) === '') return;
      const field = fields.find((each) => !taken.has(each.name) && names(each).some((name) => bareHeading(name) === bareHeading(column)));
      if (!field) return;
      taken.add(field.name);
      found[at] = field.name;
    });
  }
  return found;
}

/** Refuses what another step must come before. */
export function demandIdle({ status, fileName }: Pick<ImportRow, 'status' | 'fileName'>): void {
  if (status === 'CHECKING' || status === 'RUNNING') throw ImportBusy({ fileName });
  if (status === 'UNREADABLE') throw ImportNotReady({ fileName });
}
export function demandChecked(row: Pick<ImportRow, 'status' | 'fileName'>): void {
  demandIdle(row);
  if (row.status === 'MAPPING') throw ImportNotReady({ fileName: row.fileName });
}
export function demandStoppable({ status, fileName }: Pick<ImportRow, 'status' | 'fileName'>): void {
  if (status !== 'CHECKING' && status !== 'RUNNING') throw ImportNotReady({ fileName });
}
/** Only past sales are taken back by their file: they have no effect on anything else. */
export function demandHistory(row: Pick<ImportRow, 'subject' | 'status' | 'fileName' | 'created'>): void {
  demandIdle(row);
  if (row.subject !== 'SALES_HISTORY' || row.created === 0) throw ImportWithoutHistory({ fileName: row.fileName });
}
/** An import that has done something stays as its report. */
export function demandDiscardable(row: Pick<ImportRow, 'status' | 'fileName' | 'created' | 'changed'>): void {
  if (row.status !== 'UNREADABLE') demandIdle(row);
  if (row.created > 0 || row.changed > 0) throw ImportUnfinished({ fileName: row.fileName });
}

const counted: Partial<Record<ImportLineStatus, 'wouldCreate' | 'wouldChange' | 'unchanged' | 'failed' | 'created' | 'changed' | 'skipped' | 'setAside'>> = {
  WOULD_CREATE: 'wouldCreate', WOULD_CHANGE: 'wouldChange', UNCHANGED: 'unchanged', FAILED: 'failed', CREATED: 'created', CHANGED: 'changed', SKIPPED: 'skipped', SET_ASIDE: 'setAside',
};
export const counters = ['wouldCreate', 'wouldChange', 'unchanged', 'failed', 'created', 'changed', 'skipped', 'setAside'] as const;

export type Counts = Pick<ImportRow, (typeof counters)[number]>;

/** The kept counts after rows went from one status to another. */
export function tallied(row: ImportRow, moves: readonly (readonly [ImportLineStatus, ImportLineStatus])[]): Counts {
  const counts = Object.fromEntries(counters.map((name) => [name, row[name]])) as Counts;
  for (const [before, after] of moves) {
    const [from, to] = [counted[before], counted[after]];
    if (from) counts[from] -= 1;
    if (to) counts[to] += 1;
  }
  return counts;
}

/** What follows a round that came to its end. */
export const endOf = (status: ImportStatus): ImportStatus => (status === 'CHECKING' ? 'CHECKED' : 'DONE');
