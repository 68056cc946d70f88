import { openAmount } from '../accounting/post.ts';
import { minus, plus, type Minor } from '../shared/money.ts';
import type { Context } from '../shared/viewer.ts';
import { openDebts } from './loadItems.ts';
import { inDueOrder, oldestFirst } from './rules.ts';

export interface PreviewedAllocation { openItem: string; invoice: string; number: string; dueOn: string; total: Minor; open: Minor; amount: Minor; left: Minor }
export interface PaymentPreview { amount: Minor; applied: Minor; unapplied: Minor; receivable: Minor; allocations: PreviewedAllocation[] }

/** Which open invoices money would settle, oldest first: all open ones are listed, those not reached with amount zero. */
export async function previewPayment(customerId: string, amount: Minor, ctx: Context): Promise<PaymentPreview> {
  const debts = inDueOrder(await openDebts(ctx.db, { customerId }));
  const settled = new Map(oldestFirst(amount, debts).map((each) => [each.debit.id, each.amount]));
  const allocations = debts.map((debit): PreviewedAllocation => {
    const [open, taken] = [openAmount(debit), settled.get(debit.id) ?? (0n as Minor)];
    return { openItem: debit.id, invoice: debit.sourceId, number: debit.number, dueOn: debit.dueOn ?? debit.effectiveOn, total: debit.amountMinor, open, amount: taken, left: minus(open, taken) };
  });
  const applied = plus(...settled.values());
  return { amount, applied, unapplied: minus(amount, applied), receivable: plus(...allocations.map((each) => each.open)), allocations };
}
