import sql, { join } from 'sql-template-tag';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import { demandsOf, type Demands } from './demands.ts';

interface Which { purchaseOrderLineIds?: readonly string[]; requisitionLineIds?: readonly string[]; requisitionIds?: readonly string[] }

/**
 * Locks the requisitions that purchase order lines cover, or that are named by themselves or by their lines, with all their
 * lines. Ask after the purchase order's own lock and before the pools.
 */
export async function loadDemands(tx: Tx, { purchaseOrderLineIds = [], requisitionLineIds = [], requisitionIds = [] }: Which): Promise<Demands> {
  const ways = [
    sql`SELECT unnest(${[...requisitionIds]}::uuid[])`,
    sql`SELECT l."requisitionId" FROM "RequisitionLine" l WHERE l.id = ANY(${[...requisitionLineIds]}::uuid[])`,
    sql`SELECT l."requisitionId" FROM "RequisitionLine" l JOIN "RequisitionSupply" s ON s."requisitionLineId" = l.id
      WHERE s."purchaseOrderLineId" = ANY(${[...purchaseOrderLineIds]}::uuid[])`,
  ];
  const heads = await selectRows(tx, 'Requisition', sql`t.id IN (${join(ways, ' UNION ')})`, { lock: true });
  const lines = await selectRows(tx, 'RequisitionLine', sql`t."requisitionId" = ANY(${heads.map(({ id }) => id)}::uuid[])`, { orderBy: sql`t."requisitionId", t.no` });
  const supplies = await selectRows(tx, 'RequisitionSupply', sql`t."requisitionLineId" = ANY(${lines.map(({ id }) => id)}::uuid[])`);
  return demandsOf(heads, lines, supplies);
}
