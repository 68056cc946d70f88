// Loading side of provisions: what was owed on a day by age and class, the matrices, and what stands.
import sql, { type Sql } from 'sql-template-tag';
import type { AgeBucket, SpecificProvisionRow } from '../generated/rows.ts';
import { openItemsAsOf } from '../receivables/openAsOf.ts';
import { byInstalment } from '../receivables/instalments.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { minor } from '../shared/money.ts';
import { parseRate, type Rate } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Base, Matrix } from './provisionRules.ts';
import type { Standing } from './writeOffRules.ts';

export interface BaseRow { customerId: string; name: string; riskClass: string | null; bucket: AgeBucket; base: string }

/**
 * What customers owed on a day by age and class, as known at a time (null: now). Debts with a provision of their own on that day
 * are left out. The class is that of the last assessment known then.
 */
export const baseStatement = (companyId: string, on: Day, knownAt: Date | null): Sql => sql`
  SELECT x."customerId", c.name, r.risk::text AS "riskClass", x.bucket::text AS bucket, sum(x.open)::text AS base FROM (
    SELECT i."customerId", i.open, CASE WHEN ${on}::date - coalesce(i."dueOn", i."effectiveOn") <= 0 THEN 'NOT_DUE' WHEN ${on}::date - coalesce(i."dueOn", i."effectiveOn") <= 30 THEN 'DAYS_1_30'
      WHEN ${on}::date - coalesce(i."dueOn", i."effectiveOn") <= 60 THEN 'DAYS_31_60' WHEN ${on}::date - coalesce(i."dueOn", i."effectiveOn") <= 90 THEN 'DAYS_61_90' ELSE 'DAYS_OVER_90' END AS bucket
    FROM (${byInstalment(openItemsAsOf(on, knownAt, sql`i."companyId" = ${companyId} AND i."customerId" IS NOT NULL
      AND NOT EXISTS (SELECT FROM "SpecificProvision" s WHERE s."openItemId" = i.id AND s."postedOn" <= ${on}::date AND (s."endedOn" IS NULL OR s."endedOn" > ${on}::date))`))}) i WHERE i.open > 0) x
  JOIN "Customer" c ON c.id = x."customerId"
  LEFT JOIN LATERAL (SELECT a.risk FROM "CreditAssessment" a WHERE a."customerId" = c.id AND a."asOf" <= ${on}::date AND ${knownAt ? sql`a."recordedAt" < ${knownAt}` : sql`TRUE`} ORDER BY a."recordedAt" DESC LIMIT 1) r ON TRUE
  GROUP BY x."customerId", c.name, r.risk, x.bucket ORDER BY c.name, x."customerId", min(CASE x.bucket WHEN 'NOT_DUE' THEN 0 WHEN 'DAYS_1_30' THEN 1 WHEN 'DAYS_31_60' THEN 2 WHEN 'DAYS_61_90' THEN 3 ELSE 4 END)`;

export const basesOf = (rows: readonly BaseRow[]): Base[] => rows.map(({ customerId, riskClass, bucket, base }) => ({ customerId, riskClass, bucket, base: minor(BigInt(base)) }));

export async function loadMatrices(tx: Queryable): Promise<Matrix[]> {
  const [matrices, rates] = [await selectRows(tx, 'ProvisionMatrix', sql`TRUE`), await selectRows(tx, 'ProvisionRate', sql`TRUE`)];
  return matrices.map((matrix) => ({ ...matrix, rates: rates.filter(({ matrixId }) => matrixId === matrix.id) }));
}

export const rateIn = (text: string): Rate => parseRate(text) ?? (0n as Rate);

/** The entries of a source that are not mirrored, with how often it was posted and mirrored. */
export async function loadPosted(tx: Tx, sourceId: string) {
  const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${sourceId}`, { orderBy: sql`t.sequence` });
  const posted = entries.filter(({ kind }) => kind === 'PROVISION');
  const mirrors = entries.filter(({ kind }) => kind === 'REVERSAL');
  const entry = posted.find(({ id }) => !mirrors.some(({ reversesEntryId }) => reversesEntryId === id));
  return { entry, lines: entry ? await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` }) : [], posted: posted.length, mirrored: mirrors.length };
}

/** The provision that stands for a debt, locked. */
export async function loadStanding(tx: Tx, openItemId: string): Promise<Standing | undefined> {
  const [provision] = await selectRows(tx, 'SpecificProvision', sql`t."openItemId" = ${openItemId} AND t.status = 'POSTED'`, { lock: true });
  return provision && standingOf(tx, provision);
}

export async function standingOf(tx: Tx, provision: SpecificProvisionRow): Promise<Standing> {
  const { entry, lines, mirrored } = await loadPosted(tx, provision.id);
  if (!entry) throw new Error(`provision ${provision.id} has no entry`);
  return { provision, entry, lines, revision: mirrored };
}
