/** What the questions are about: drawn from the data once a run, the same for all contenders. */
export interface Subjects {
  today: string;
  /** The day with which the last quarter begins. */
  quarter: string;
  invoices: string[];
  /** The customer with the most orders. */
  customer: string;
  /** Days deep in that customer's orders, and how many of them are newer; likewise among all orders that are closed. */
  deep: { day: string; newer: number }[];
  closed: { day: string; newer: number }[];
  customers: string[];
  /** Products of which stock is kept; the first is the hot one. */
  stocked: string[];
}

export interface Ask { query: string; variables: Record<string, unknown> }

/** A question in the words of each contender. `nth` counts requests: what is asked about varies with it, at most `variants`. */
export interface ReadQuery {
  name: string;
  title: string;
  variants: number;
  /** Reads much of the database: two clients ask it, where eight ask others. */
  isHeavy?: boolean;
  ours(subjects: Subjects, nth: number, cursor?: string): Ask;
  postgraphile(subjects: Subjects, nth: number, cursor?: string): Ask;
  floor: Statement;
  /** Another way to the same answer, whose ratio is printed. */
  rival?: Statement & { name: string };
  /** Where the page begins: asked once, before the run, of those who page by cursors. */
  cursor?: { ours(subjects: Subjects, nth: number): Ask; postgraphile(subjects: Subjects, nth: number): Ask };
  /** Answers in one form, so that they can be compared: ids as uuids, money in minor units. */
  plain: { ours(data: Data): unknown; postgraphile(data: Data): unknown; floor(rows: Data): unknown };
}
/** A prepared statement that gives one row with one column `answer`: the response as JSON text. */
export interface Statement { text: string; values(subjects: Subjects, nth: number): unknown[] }

// Answers of three kinds of servers to our own questions.
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = any;

export const at = <T>(values: readonly T[], nth: number): T => {
  const found = values[nth % values.length];
  if (found === undefined) throw new Error('nothing to ask about');
  return found;
};
export const globalId = (type: string, uuid: string): string => Buffer.from(`${type}:${uuid}`).toString('base64');
export const uuidOf = (id: string): string => Buffer.from(id, 'base64').toString('utf8').split(':')[1] ?? '';
/** "12.50" as minor units. */
export const minorOf = ({ amount }: { amount: string }): string => String(BigInt(amount.replace('.', '')));
/** Decimals differ in their trailing zeros only. */
export const plainDecimal = (value: string | number | null): number => Number(value ?? 0);
