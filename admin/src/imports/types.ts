import type { Import } from './queries.ts';

export type Cell = string | [string];
export type Issue = { field: string | null; code: string; message: string };
export type Sheet = { name: string; columns: string[]; sample: string[][] };
export type Options = {
  decimal: string; days: string; blanks: string; createMissing: boolean; on: string | null;
  merge: boolean; cancelled: string; adjusted: string; notGoods: string[]; place: boolean; fixed: Record<string, string>; costShare: string | null;
};

// The API's JSON fields; their form is told in schema.graphql.
export const sheetsOf = (of: Pick<Import, 'sheets'>): Sheet[] => of.sheets as Sheet[];
export const mappingOf = (of: Pick<Import, 'mapping'>): (string | null)[] => of.mapping as (string | null)[];
const usual = { merge: false, cancelled: 'C', adjusted: '', notGoods: [], place: false, fixed: {}, costShare: null };
export const optionsOf = (of: Pick<Import, 'options'>): Options => ({ ...usual, ...(of.options as Options) });
export const issuesOf = (issues: unknown): Issue[] => (issues as Issue[] | null) ?? [];
export const cellsOf = (cells: unknown): string[] => (cells as Cell[]).map((cell) => (Array.isArray(cell) ? cell[0] : cell));
export const isWorking = (status: string): boolean => status === 'CHECKING' || status === 'RUNNING';

/** A heading without case, accents, signs and spaces: the keys of saved mappings. */
export const bareHeading = (text: string): string => text.normalize('NFD').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Where a column stands, as spreadsheets call it. */
export const letterOf = (index: number): string => (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
