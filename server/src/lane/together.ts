// Reads that arrive together: those who ask for a record in the same turn of the event loop, or while the same plan is under
// way, are answered by one statement. Nobody waits where nobody else asks.
import type { Db, Leaving } from '../shared/db.ts';
import { nameOf } from '../shared/prepared.ts';
import type { Plan } from './plan.ts';

interface Ready { plan: Plan; name: string }
interface Waiting { values: unknown[]; left: Leaving; resolve(text: string | null): void; reject(error: unknown): void }

/** At most so many share a statement. */
const MOST = 32;
/** A plan is known when it was asked so often alone; quick is one that took at its best so many milliseconds. */
const KNOWN_AFTER = 20;
const QUICK_MS = 2;
/** Nobody waits longer for others to end. */
const WAIT_MS = 10;
/** Of a plan whose readers take longer than this each, again and again, each is answered alone. */
const SLOW_MS = 10;
const SLOW_TIMES = 5;

/** What is known of a plan's readers. */
class Readers {
  alone = 0;
  best = Infinity;
  /** The statement for many; null: there is none. */
  form: { name: string; text: string } | null | undefined;
  underWay = 0;
  waiting: Waiting[] = [];
  turn: NodeJS.Immediate | undefined;
  patience: NodeJS.Timeout | undefined;
  slow = 0;
}

/** A statement whose placeholders are columns of `among_`, which has a row for each who asks. */
const manyText = ({ strings }: Plan, types: readonly string[]): string =>
  `${strings.reduce((text, part, index) => `${text}among_.p${index}${part}`)}
    FROM unnest(${types.map((type, index) => `ARRAY(SELECT unnest($${index + 1}::${type}[]))`).join(', ')}) WITH ORDINALITY among_(${types.map((_, index) => `p${index + 1}`).join(', ')}, no) ORDER BY among_.no`;

export class Together {
  readonly #db: Db;
  readonly #readers = new WeakMap<Plan, Readers>();
  constructor(db: Db) {
    this.#db = db;
  }

  /** The answer's text of one run, as `readText` gives it. */
  async read(ready: Ready, values: unknown[], left: Leaving): Promise<string | null> {
    if (!ready.plan.isOfKeys) return this.#alone(ready, values, left);
    const readers = this.#of(ready.plan);
    if (readers.form === undefined) return this.#watched(ready, readers, values, left);
    if (readers.form === null) return this.#alone(ready, values, left);
    return new Promise((resolve, reject) => {
      readers.waiting.push({ values, left, resolve, reject });
      if (readers.underWay === 0) readers.turn ??= setImmediate(() => this.#begin(ready, readers));
      else this.#waitFor(ready, readers);
    });
  }

  #waitFor(ready: Ready, readers: Readers): void {
    readers.patience ??= setTimeout(() => this.#begin(ready, readers), WAIT_MS).unref();
  }

  #alone({ plan, name }: Ready, values: unknown[], left: Leaving): Promise<string | null> {
    return this.#db.readText({ name, text: plan.text, values }, left);
  }

  #of(plan: Plan): Readers {
    const readers = this.#readers.get(plan) ?? new Readers();
    this.#readers.set(plan, readers);
    return readers;
  }

  /** Runs a plan that is not known yet; when it is, and it is quick, it gets its statement for many. */
  async #watched(ready: Ready, readers: Readers, values: unknown[], left: Leaving): Promise<string | null> {
    const { plan } = ready;
    const began = performance.now();
    const text = await this.#alone(ready, values, left);
    readers.alone += 1;
    readers.best = Math.min(readers.best, performance.now() - began);
    if (readers.alone !== KNOWN_AFTER) return text;
    if (readers.best > QUICK_MS) readers.form = null;
    else {
      this.#db.typesOf(plan.text).then((types) => {
        // A list has no place among others in an array of PostgreSQL's.
        const many = types.some((type) => type.endsWith('[]')) ? undefined : manyText(plan, types);
        readers.form = many === undefined ? null : { name: nameOf(many), text: many };
      }, () => { readers.form = null; });
    }
    return text;
  }

  /** Answers those who wait, and then those who came meanwhile. */
  #begin(ready: Ready, readers: Readers): void {
    clearImmediate(readers.turn);
    clearTimeout(readers.patience);
    [readers.turn, readers.patience] = [undefined, undefined];
    const those = readers.waiting.splice(0, MOST);
    if (those.length === 0) return;
    readers.underWay += 1;
    if (readers.waiting.length > 0) this.#waitFor(ready, readers);
    void this.#answer(ready, readers, those).then(() => {
      readers.underWay -= 1;
      this.#begin(ready, readers);
    });
  }

  async #answer(ready: Ready, readers: Readers, those: Waiting[]): Promise<void> {
    const eachAlone = async () => { await Promise.all(those.map(({ values, left, resolve, reject }) => this.#alone(ready, values, left).then(resolve, reject))); };
    const { form } = readers;
    const [first] = those;
    if (!form || !first || those.length === 1) return eachAlone();
    const began = performance.now();
    try {
      const texts = await this.#db.readTexts({ ...form, values: first.values.map((_, column) => those.map(({ values }) => values[column])) });
      those.forEach(({ resolve }, index) => resolve(texts[index] ?? null));
    } catch {
      // Whose fault it was is found out one by one; it is not tried together again.
      readers.form = null;
      return eachAlone();
    }
    readers.slow = performance.now() - began > SLOW_MS * those.length ? readers.slow + 1 : 0;
    if (readers.slow >= SLOW_TIMES) readers.form = null;
  }
}
