import sql from 'sql-template-tag';
import type { Queryable } from './db.ts';
import { decodeValue } from './tables.ts';

/**
 * A time of knowledge clipped to the horizon (the oldest running transaction's start), so that a figure as known then never
 * changes by a late commit. Null stays null: as known now. Read the figures in a later statement.
 */
export async function clipToHorizon(db: Queryable, knownAt: Date | null | undefined): Promise<Date | null> {
  if (!knownAt) return null;
  const [row] = await db.rows<{ horizon: string | Date }>(sql`SELECT hesabu_horizon() AS horizon`);
  const horizon = decodeValue('instant', row?.horizon) as Date;
  return knownAt < horizon ? knownAt : horizon;
}
