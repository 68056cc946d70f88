// Idempotency: a mutation under a key takes effect once; the same key gives the same result again.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Json } from '../generated/rows.ts';
import type { Tx } from './db.ts';
import { joined, type Part } from './parts.ts';
import { IdempotencyInFlight, IdempotencyMismatch } from './sharedRefusals.ts';
import type { Viewer } from './viewer.ts';
import { insert, type Change } from './write.ts';

export interface Claim { scope: string; key: string; inputHash: string }
type Result = Record<string, Json>;
/** What was done under a key. */
export interface Claimed { action: string; inputHash: string; result: Result }

const canonical = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  if (value && typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
};
const hashOf = (input: unknown) => createHash('sha256').update(JSON.stringify(input, canonical)).digest('hex');

/** The claim of a viewer's request; undefined without a key. */
export const claimOf = (viewer: Viewer, key: string | null | undefined, input: unknown): Claim | undefined =>
  (key ? { scope: `${viewer.kind}:${viewer.id ?? ''}`, key, inputHash: hashOf(input) } : undefined);

export const placeOf = ({ scope, key }: Pick<Claim, 'scope' | 'key'>): string => `${scope} ${key}`;

/** The kept result, if what was done under the key is what is asked now; refuses IDEMPOTENCY_MISMATCH. */
export function resultOf(known: Claimed, action: string, claim: Claim): Result {
  if (known.action !== action || known.inputHash !== claim.inputHash) throw IdempotencyMismatch({ key: claim.key });
  return known.result;
}

/** Takes the key until commit and gives the result that it has already; refuses IDEMPOTENCY_IN_FLIGHT and _MISMATCH. */
export async function replay(tx: Tx, action: string, claim: Claim): Promise<Result | undefined> {
  const [lock] = await tx.rows<{ got: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${placeOf(claim)}, 0)) AS got`);
  if (!lock?.got) throw IdempotencyInFlight({ key: claim.key });
  const [known] = await tx.rows<Claimed>(
    sql`SELECT action, "inputHash", result FROM "IdempotencyKey" WHERE scope = ${claim.scope} AND key = ${claim.key}`);
  return known && resultOf(known, action, claim);
}

/** The row that keeps a result. */
export const claimRow = (id: string, claim: Claim, action: string, result: Result): Change =>
  insert('IdempotencyKey', { id, ...claim, action, result });

/** Takes the keys of a group, and reads what was done under them. */
export const claimsPart = (claims: readonly Claim[]): Part => joined('claims', sql`
  SELECT c.scope, c.key, pg_try_advisory_xact_lock(hashtextextended(c.scope || ' ' || c.key, 0)) AS got, k.action, k."inputHash", k.result
  FROM (SELECT DISTINCT * FROM unnest(${claims.map(({ scope }) => scope)}::text[], ${claims.map(({ key }) => key)}::text[]) AS u(scope, key)) c
    LEFT JOIN "IdempotencyKey" k ON k.scope = c.scope AND k.key = c.key`);

/** Keys of a group as they stand while its requests are decided one after another. */
export interface ClaimBook {
  /** The result to give again; undefined when the request is to be carried out. Refuses as `replay` does. */
  replayed(action: string, claim: Claim): Result | undefined;
  keep(action: string, claim: Claim, result: Result): void;
}

export function claimBook(rows: readonly Record<string, unknown>[]): ClaimBook {
  const places = new Map(rows.map((row) => [placeOf(row as unknown as Claim), row]));
  return {
    replayed: (action, claim) => {
      const row = places.get(placeOf(claim));
      if (!row?.got) throw IdempotencyInFlight({ key: claim.key });
      return row.action ? resultOf(row as unknown as Claimed, action, claim) : undefined;
    },
    keep: (action, claim, result) => {
      Object.assign(places.get(placeOf(claim)) ?? {}, { action, inputHash: claim.inputHash, result });
    },
  };
}
