/**
 * A value that a compiled statement gets only when it runs: a variable of the operation, or something of the viewer.
 * Whoever builds SQL passes it on like the value itself, or changes it by `slotted`.
 */
export class Slot {
  readonly read: (run: Run) => unknown;
  readonly known: Known;
  constructor(read: (run: Run) => unknown, known: Known = {}) {
    this.read = read;
    this.known = known;
  }
}

/** What is known of a value before it is there, as the form of the SQL depends on it: the words of a text to search for, the type of an id. */
interface Known { words?: number; idType?: string }

/** What a run of a compiled statement knows. */
export interface Run {
  variables: Record<string, unknown>;
  viewer: { id: string | null; salesPersonId: string | null };
  /** The company's day. */
  today: string;
  /** When it began, on the clock of `performance`. */
  started: number;
  /** Of mutations that were carried out: the ids and values of their payloads. */
  results?: readonly Record<string, unknown>[];
  /** Of the asker's token: its hash, and the state of its rows when its rights were read. */
  remembered: { hash: string; stamp: string };
}

/** A change to a value now, or to what a slot gives when it runs. */
export const slotted = <T>(given: unknown, change: (value: unknown) => T): T =>
  // A slot stands where its value will stand: SQL templates take any value.
  (given instanceof Slot ? new Slot((run) => change(given.read(run)), given.known) as unknown as T : change(given));

/** The same of several values together. */
export const slottedTogether = <T>(given: readonly unknown[], change: (values: readonly unknown[]) => T): T =>
  (given.some((each) => each instanceof Slot) ? new Slot((run) => change(given.map((each) => (each instanceof Slot ? each.read(run) : each)))) as unknown as T : change(given));

/** A value with its slots read, however deep they are. */
export function resolved(value: unknown, run: Run): unknown {
  if (value instanceof Slot) return value.read(run);
  if (Array.isArray(value)) return value.map((each) => resolved(each, run));
  if (!value || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, run)]));
}

/** The values of a statement for a run. */
export const slotValues = (values: readonly unknown[], run: Run): unknown[] => values.map((value) => resolved(value, run));
