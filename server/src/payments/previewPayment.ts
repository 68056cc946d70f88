import sql from 'sql-template-tag';
import { openAmount } from '../accounting/post.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { loadBlocked } from '../payables/loadBlocked.ts';
import type { Block } from '../payables/match.ts';
import { loadEarly } from '../receivables/earlyOffers.ts';
import { minus, plus, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { openDebts } from './loadItems.ts';
import { earlyBy, inDueOrder, oldestFirst } from './rules.ts';

interface Previewed { openItem: string; document: string; isInvoice: boolean; number: string; dueOn: string; total: Minor; open: Minor; amount: Minor; left: Minor; discount: Minor; block: Block | null }
interface Preview<Allocation> { amount: Minor; applied: Minor; unapplied: Minor; allocations: Allocation[] }
export type PreviewedAllocation = Omit<Previewed, 'document' | 'isInvoice' | 'block'> & { invoice: string | null };
export type PaymentPreview = Preview<PreviewedAllocation> & { receivable: Minor };
export type PreviewedBillAllocation = Omit<Previewed, 'document' | 'isInvoice' | 'discount'> & { bill: string; supplierReference: string };
export type SupplierPaymentPreview = Preview<PreviewedBillAllocation> & { payable: Minor };

/** All open debts, oldest first, with what each gets; those that the money does not reach get zero. */
async function preview(payer: { customerId: string } | { supplierId: string }, amount: Minor, currencyCode: string, on: Day | null, ctx: Context): Promise<Preview<Previewed>> {
  const debts = inDueOrder((await openDebts(ctx.db, payer)).filter((debit) => debit.currencyCode === currencyCode));
  const blocked = 'supplierId' in payer ? await loadBlocked(ctx.db, debts.map((each) => each.sourceId)) : [];
  const blockOf = (debit: OpenItemRow) => blocked.find(({ id }) => id === debit.sourceId)?.block ?? null;
  const early = 'customerId' in payer && on ? earlyBy(await loadEarly(ctx.db, sql`${debts.map((debit) => debit.id)}::uuid[]`, on), on) : () => zero;
  const settled = new Map(oldestFirst(amount, debts.filter((debit) => blockOf(debit) === null), early).map((each) => [each.debit.id, each.amount]));
  const allocations = debts.map((debit): Previewed => {
    const [open, taken] = [openAmount(debit), settled.get(debit.id) ?? (0n as Minor)];
    const total = openAmount({ ...debit, openMinor: debit.amountMinor });
    return { openItem: debit.id, document: debit.sourceId, isInvoice: debit.kind === 'INVOICE', number: debit.number, dueOn: debit.dueOn ?? debit.effectiveOn, total, open, amount: taken, left: minus(open, taken), discount: taken > 0n && minus(open, taken) <= early(debit) ? minus(open, taken) : zero, block: blockOf(debit) };
  });
  const applied = plus(...settled.values());
  return { amount, applied, unapplied: minus(amount, applied), allocations };
}

const openOf = (allocations: { open: Minor }[]): Minor => plus(...allocations.map((each) => each.open));

/** Which open invoices money from a customer would settle; `on`: when it came, null where it is a credit that takes no discount. */
export async function previewPayment(customerId: string, amount: Minor, currencyCode: string, on: Day | null, ctx: Context): Promise<PaymentPreview> {
  const { allocations, ...sums } = await preview({ customerId }, amount, currencyCode, on, ctx);
  return { ...sums, receivable: openOf(allocations), allocations: allocations.map(({ document, isInvoice, block: _none, ...each }) => ({ ...each, invoice: isInvoice ? document : null })) };
}

/** Which open bills money to a supplier would settle. */
export async function previewSupplierPayment(supplierId: string, amount: Minor, currencyCode: string, ctx: Context): Promise<SupplierPaymentPreview> {
  const { allocations, ...sums } = await preview({ supplierId }, amount, currencyCode, null, ctx);
  const bills = await selectRows(ctx.db, 'Bill', sql`t.id = ANY(${allocations.map((each) => each.document)}::uuid[])`);
  const references = new Map(bills.map((bill) => [bill.id, bill.supplierReference]));
  return {
    ...sums, payable: openOf(allocations),
    allocations: allocations.map(({ document, isInvoice: _none, discount: _nothing, ...each }) => ({ ...each, bill: document, supplierReference: references.get(document) ?? '' })),
  };
}
