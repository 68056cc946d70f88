// Look-ups that arrive while one is under way are asked together by the next: no answer is older than its question.
import type { Db } from './db.ts';

interface Waiting<T> { resolve(found: T | undefined): void; reject(error: unknown): void }
interface Line<T> { waiting: Map<string, Waiting<T>[]>; isBusy: boolean }

/** Asks for one by its key; `loadMany` finds several by one statement. */
export function lookup<T>(loadMany: (db: Db, keys: string[]) => Promise<Map<string, T>>): (db: Db, key: string) => Promise<T | undefined> {
  const lines = new WeakMap<Db, Line<T>>();

  async function run(db: Db, line: Line<T>): Promise<void> {
    line.isBusy = true;
    while (line.waiting.size > 0) {
      const asked = line.waiting;
      line.waiting = new Map();
      try {
        const found = await loadMany(db, [...asked.keys()]);
        for (const [key, all] of asked) for (const each of all) each.resolve(found.get(key));
      } catch (error) {
        for (const all of asked.values()) for (const each of all) each.reject(error);
      }
    }
    line.isBusy = false;
  }

  return (db, key) => new Promise((resolve, reject) => {
    const line = lines.get(db) ?? { waiting: new Map<string, Waiting<T>[]>(), isBusy: false };
    lines.set(db, line);
    line.waiting.set(key, [...line.waiting.get(key) ?? [], { resolve, reject }]);
    if (!line.isBusy) void run(db, line);
  });
}
