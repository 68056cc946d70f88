// A sheet: what a document says, in no language yet. Loaders make it of records; layOut.ts gives it words.
import type { DocumentKind, Language } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';

/** A value that is written by the rules of a language. Amounts, quantities and rates are decimals as text. */
export type Cell =
  /** `tag`: words of the catalogue (documents.<tag>) below it. */
  | { form: 'text'; text: string | null; more?: readonly string[]; tag?: string }
  /** A number, code or reference: set off from the text around it, always from left to right. */
  | { form: 'code'; text: string | null }
  | { form: 'day'; day: Day | null }
  | { form: 'quantity'; amount: string | null; unit?: string | null }
  /** `named`: with its currency. */
  | { form: 'money'; amount: string; currencyCode: string; named?: boolean }
  | { form: 'price'; amount: string; currencyCode: string }
  | { form: 'percent'; rate: string }
  | { form: 'count'; count: number }
  /** Words of the catalogue: documents.<key>. */
  | { form: 'words'; key: string; values?: Record<string, string | number> }
  /** A document, and below it how interest on it was reckoned: principal × rate × days of a year. */
  | { form: 'reckoning'; text: string; spans: readonly { principal: string; rate: string; days: number; ofYear: number }[]; currencyCode: string }
  /** Room to write by hand. */
  | { form: 'box' };

export interface Fact { label: string; cell: Cell }
export interface Party { label: string; name: string; lines: readonly string[]; taxNumber?: string | null }
export interface Column { label: string; align: 'start' | 'end'; /** `fill` takes what is left. */ width: 'auto' | 'fill' }
export interface Total { label: string; values?: Record<string, string>; cell: Cell; isStrong?: boolean }
/** A small table under the lines: tax by code, instalments. */
export interface Breakdown { label: string; /** Of many columns: below the sums, as wide as the page. */ isWide?: boolean; columns: readonly Column[]; rows: readonly (readonly Cell[])[] }

export interface Sheet {
  kind: DocumentKind;
  /** Words of the title where they are not the kind's own. */
  title?: string;
  number: string | null;
  /** Words stamped beside the title: DRAFT, CANCELLED, REVERSED. */
  mark: string | null;
  /** Since when it stands as it is: head and texts are those of that instant; null: of now. */
  fixedAt: Date | null;
  company: { name: string; taxNumber: string | null; address: string | null };
  /** Whom it is for; null: for the firm itself. */
  party: { type: 'Customer' | 'Supplier'; id: string; language: Language | null } | null;
  currencyCode: string | null;
  facts: readonly Fact[];
  parties: readonly Party[];
  columns: readonly Column[];
  /** A row of one cell is a heading over those that follow. */
  rows: readonly (readonly Cell[])[];
  totals: readonly Total[];
  breakdowns: readonly Breakdown[];
  /** Text as it was written, or words of the catalogue. */
  notes: readonly { label: string; text?: string; words?: string }[];
  /** Room for signatures, by label. */
  signatures: readonly string[];
  /** Whether it tells how to pay. */
  showsPayment: boolean;
}

export const text = (value: string | null, more: readonly (string | null)[] = []): Cell =>
  ({ form: 'text', text: value, more: more.filter((each): each is string => !!each) });
export const code = (value: string | null): Cell => ({ form: 'code', text: value });
export const day = (value: Day | null): Cell => ({ form: 'day', day: value });
export const fill = (label: string): Column => ({ label, align: 'start', width: 'fill' });
export const start = (label: string): Column => ({ label, align: 'start', width: 'auto' });
export const end = (label: string): Column => ({ label, align: 'end', width: 'auto' });

/** Facts that have something to say. */
export const told = (facts: readonly Fact[]): Fact[] => facts.filter(({ cell }) =>
  !((cell.form === 'text' || cell.form === 'code') && !cell.text) && !(cell.form === 'day' && !cell.day));

interface Placed { name?: string | null; street?: string | null; city?: string | null; region?: string | null; postalCode?: string | null; country?: string | null }

/** An address as lines: street, place, country. */
export const addressLines = ({ street, city, region, postalCode, country }: Placed): string[] =>
  [street, [postalCode, city].filter(Boolean).join(' '), region, country].filter((line): line is string => !!line);
