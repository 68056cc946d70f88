// Who a token belongs to, remembered between requests. What is remembered is never trusted: each statement that uses it
// asks within itself whether the rows that it came from are still the same (`stillSo`).
import sql, { type Sql } from 'sql-template-tag';
import type { CompanyRow } from '../generated/rows.ts';
import { stampOf, type Asker } from '../shared/asker.ts';
import type { Db } from '../shared/db.ts';
import { Slot } from '../shared/slot.ts';
import { identifyKey, identifySession, loadCompany, type Known } from './identify.ts';
import { tokenHash } from './passwords.ts';

export interface Token { kind: Asker['kind']; text: string }
export interface Remembered extends Asker {
  known: Known; company: CompanyRow;
  /** Equal for those who may see and do the same, so that one compiled statement serves them. */
  rights: number;
}

/** Looked up anew after this time, so that a session's last use is kept up; or when it ends by itself. */
const FRESH_MS = 60_000;
const REMEMBERED_MAX = 1000;

/** Whether what is remembered still holds, in SQL: for a compiled statement, which learns of whom when it runs. */
export const stillSo = (kind: Token['kind']): Sql =>
  sql`${stampOf[kind](new Slot((run) => run.remembered.hash))} = ${new Slot((run) => run.remembered.stamp)}`;

export class Memory {
  readonly #db: Db;
  readonly #byToken = new Map<string, { from: number; to: number; remembered: Remembered }>();
  readonly #rights = new Map<string, number>();
  constructor(db: Db) {
    this.#db = db;
  }

  /** Who a token belongs to; undefined when nobody honours it. */
  async find({ kind, text }: Token, now: Date): Promise<Remembered | undefined> {
    const key = `${kind} ${text}`;
    const found = this.#byToken.get(key);
    if (found && now.getTime() >= found.from && now.getTime() < found.to) return found.remembered;
    const hash = tokenHash(text);
    const { stamp, known } = await this.#look(kind, text, hash, now);
    if (!stamp || !known) {
      this.#byToken.delete(key);
      return undefined;
    }
    const company = await loadCompany(this.#db, known.companyId);
    const { viewer } = known;
    const rights = [kind, viewer.kind, viewer.role, viewer.locale, viewer.salesPersonId === null ? '' : 'own', company.id, company.currencyCode, company.timeZone,
      company.isDemo ? 'demo' : '', [...viewer.permissions].sort().join()].join(' ');
    const remembered = { known, company, kind, hash, stamp, rights: this.#numbered(rights) };
    if (this.#byToken.size >= REMEMBERED_MAX) this.#byToken.clear();
    this.#byToken.set(key, { from: now.getTime(), to: Math.min(now.getTime() + FRESH_MS, known.endsAt?.getTime() ?? Infinity), remembered });
    return remembered;
  }

  /** The stamp first: what changes after it shows at the next use. Looking notes the use, once a minute: then it is another stamp. */
  async #look(kind: Token['kind'], text: string, hash: string, now: Date): Promise<{ stamp: string | null; known: Known | undefined }> {
    const stampNow = async () => (await this.#db.rows<{ stamp: string | null }>(sql`SELECT ${stampOf[kind](hash)} AS stamp`))[0]?.stamp ?? null;
    const look = async () => ({ stamp: await stampNow(), known: await (kind === 'KEY' ? identifyKey : identifySession)(this.#db, text, now) });
    const looked = await look();
    return await stampNow() === looked.stamp ? looked : look();
  }

  #numbered(rights: string): number {
    const number = this.#rights.get(rights) ?? this.#rights.size;
    this.#rights.set(rights, number);
    return number;
  }

  /** Forgets a token: what was remembered of it did not hold any more. */
  forget({ kind, text }: Token): void {
    this.#byToken.delete(`${kind} ${text}`);
  }
}
