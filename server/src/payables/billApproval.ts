// Approval of bills by amount: what is beyond the role of who records it is asked of a second person at once.
import sql from 'sql-template-tag';
import type { ApprovalLimitRow, BillRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Change } from '../shared/write.ts';
import { limitOf, requestApprovalRows } from '../work/rules.ts';

export const loadBillLimits = (tx: Queryable): Promise<ApprovalLimitRow[]> => selectRows(tx, 'ApprovalLimit', sql`t.kind = 'BILL'`);

type Judged = Pick<BillRow, 'id' | 'number' | 'totalMinor' | 'companyTotalMinor' | 'currencyCode' | 'supplierReference'> & { supplierName: string };

/** The question to a second person; none where the role of who records it may let such an amount be paid, unless it is `always` asked. */
export function approvalRows(bill: Judged, limits: readonly ApprovalLimitRow[], ctx: DecideContext, always?: string): { rows: Change[]; events: EventDraft[] } {
  const limit = limitOf(limits, 'BILL', ctx.viewer);
  const worth = bill.companyTotalMinor ?? bill.totalMinor;
  if (!always && (limit === undefined || worth <= limit)) return { rows: [], events: [] };
  const facts = { supplier: bill.supplierName, number: bill.number, supplierReference: bill.supplierReference, billTotal: printMoney(bill.totalMinor, bill.currencyCode) };
  const asked = requestApprovalRows({
    kind: 'BILL', subject: { type: 'Bill', id: bill.id }, amount: worth, reason: always ?? bill.supplierReference,
    facts: limit === undefined ? facts : { ...facts, limit: printMoney(limit, ctx.company.currencyCode) },
  }, [], ctx);
  return { rows: asked.rows, events: asked.events };
}
