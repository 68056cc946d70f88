/**
 * A value that a compiled statement gets only when it runs: a variable of the operation, or something of the viewer.
 * Whoever builds SQL passes it on like the value itself, or changes it by `slotted`.
 */
export class Slot {
  readonly read: (run: Run) => unknown;
  /** How many words a text to search for has: the form of its condition depends on it. */
  readonly words: number;
  constructor(read: (run: Run) => unknown, words = 0) {
    this.read = read;
    this.words = words;
  }
}

/** What a run of a compiled statement knows. */
export interface Run { variables: Record<string, unknown>; viewer: { id: string | null; salesPersonId: string | null } }

/** A change to a value now, or to what a slot gives when it runs. */
export const slotted = <T>(given: unknown, change: (value: unknown) => T): T =>
  // A slot stands where its value will stand: SQL templates take any value.
  (given instanceof Slot ? new Slot((run) => change(given.read(run)), given.words) as unknown as T : change(given));

/** The values of a statement for a run. */
export const slotValues = (values: readonly unknown[], run: Run): unknown[] =>
  values.map((value) => (value instanceof Slot ? value.read(run)
    : Array.isArray(value) && value.some((each) => each instanceof Slot) ? slotValues(value, run) : value));
