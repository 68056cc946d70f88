// Pure: a supplier's bill for freight or duty settles what was accrued. For bills, which post the line among their own.
import type { LineDraft } from '../accounting/post.ts';
import type { LandedCostRow } from '../generated/rows.ts';
import { plus, type Minor } from '../shared/money.ts';
import { update, type Change } from '../shared/write.ts';
import { demandOpen } from './rules.ts';

/**
 * Settles so much of charges that the action has locked; below zero takes it back. The line debits what is accrued; the bill's own
 * entry credits who is owed. Refuses more than is open (LANDED_COST_SETTLED) and charges taken back (LANDED_COST_REVERSED).
 */
export function settleLandedCost(landed: LandedCostRow, amount: Minor): { row: Change; line: LineDraft } {
  if (amount > 0n) demandOpen(landed, amount);
  landed.billedMinor = plus(landed.billedMinor, amount);
  return { row: update('LandedCost', landed.id, { billedMinor: landed.billedMinor }), line: { account: '2310', amount, supplierId: landed.supplierId } };
}
