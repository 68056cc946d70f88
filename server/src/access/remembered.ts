// Who a token belongs to, remembered between requests. What is remembered is never trusted: each statement that uses it
// asks within itself whether the rows that it came from are still the same (`stillSo`).
import sql, { type Sql } from 'sql-template-tag';
import type { CompanyRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { Slot } from '../shared/slot.ts';
import { identifyKey, identifySession, loadCompany, type Known } from './identify.ts';
import { tokenHash } from './passwords.ts';

export interface Token { kind: 'KEY' | 'SESSION'; text: string }
export interface Remembered {
  known: Known; company: CompanyRow;
  kind: Token['kind']; hash: string;
  /** Changes whenever one of the rows changes that this came from. */
  stamp: string;
  /** Equal for those who may see and do the same, so that one compiled statement serves them. */
  rights: number;
}

/** Looked up anew after this time: so a session's last use is kept up, and what ends by itself ends. */
const FRESH_MS = 60_000;
const REMEMBERED_MAX = 1000;

const stampOf: Record<Token['kind'], (hash: unknown) => Sql> = {
  KEY: (hash) => sql`(SELECT concat_ws(' ', k.xmin, c.xmin) FROM "ApiKey" k JOIN "Company" c ON c.id = k."companyId" WHERE k."tokenHash" = ${hash})`,
  SESSION: (hash) => sql`(SELECT concat_ws(' ', s.xmin, u.xmin, c.xmin) FROM "Session" s JOIN "User" u ON u.id = s."userId"
    JOIN "Company" c ON c.id = u."companyId" WHERE s."tokenHash" = ${hash})`,
};

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
    // The stamp first: what changes after it shows at the next use.
    const [row] = await this.#db.rows<{ stamp: string | null }>(sql`SELECT ${stampOf[kind](hash)} AS stamp`);
    const known = await (kind === 'KEY' ? identifyKey : identifySession)(this.#db, text, now);
    if (!row?.stamp || !known) {
      this.#byToken.delete(key);
      return undefined;
    }
    const company = await loadCompany(this.#db, known.companyId);
    const { viewer } = known;
    const rights = [kind, viewer.kind, viewer.role, viewer.locale, viewer.salesPersonId === null ? '' : 'own', company.id, company.currencyCode, company.timeZone,
      company.isDemo ? 'demo' : '', [...viewer.permissions].sort().join()].join(' ');
    const remembered = { known, company, kind, hash, stamp: row.stamp, rights: this.#numbered(rights) };
    if (this.#byToken.size >= REMEMBERED_MAX) this.#byToken.clear();
    this.#byToken.set(key, { from: now.getTime(), to: now.getTime() + FRESH_MS, remembered });
    return remembered;
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
