// Discounts for paying early: taken by themselves as money is applied, granted or taken back by hand.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { consume, task } from '../events/consumers.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { earlyDiscountRows, takeBackDiscounts } from '../payments/earlyDiscount.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { action } from '../shared/action.ts';
import { id, money, optional, text } from '../shared/input.ts';
import { printMoney, zero } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import type { Tx } from '../shared/db.ts';
import type { Context } from '../shared/viewer.ts';
import { insert } from '../shared/write.ts';
import { loadDiscountable } from './loadInvoice.ts';
import { DiscountTooMuch, DiscountWithoutMoney, NoDiscountStands } from './refusals.ts';
import { judge, partsOf } from './settle.ts';

const payload = { invoice: 'record:Invoice' } as const;

async function load(tx: Tx, { invoiceId }: { invoiceId: string }, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, ctx.today);
  const { customerId } = await readRow(tx, 'Invoice', invoiceId);
  const customer = await readRow(tx, 'Customer', customerId);
  if (!customer.mergedIntoId) demandOwn(customer, ctx.viewer);
  return { accounts, ...await loadDiscountable(tx, invoiceId) };
}

/** Not offered: what follows from money that was applied to an invoice. */
export const settleEarly = action({
  name: 'settleEarly', permission: 'payments.post', describe: 'Takes the discount that an invoice was offered, where it is paid in time and right; notes what is missing where not.',
  input: { invoiceId: id('Invoice') }, refusals: [...postingRefusals, NotAnInvoice], payload, load,
  decide: ({ accounts, invoice, item, discountable, known, money: [last], account }, _input, ctx) => {
    const nothing = { rows: [], events: [], result: { invoice: invoice.id } };
    if (!last) return nothing;
    const judged = judge(discountable, last.paidOn);
    if (judged.is === 'NOTHING') return nothing;
    const discount = { invoiceId: invoice.id, creditItemId: last.creditItemId, earlyOfferId: judged.offer.id, paidOn: last.paidOn };
    if (judged.is === 'TAKEN') {
      const made = earlyDiscountRows(accounts, { kind: 'TAKEN', item, account, parts: partsOf(discountable, judged.offer, judged.amount), on: ctx.today, reason: null, discount }, ctx);
      return { ...made, result: nothing.result };
    }
    if (known.some((each) => each.kind === 'REFUSED' && each.creditItemId === last.creditItemId && each.missingMinor === judged.missing && each.refusal === judged.refusal)) return nothing;
    const refused = ctx.newId();
    return {
      rows: [insert('EarlyDiscount', {
        id: refused, companyId: ctx.company.id, discountId: refused, kind: 'REFUSED', openItemId: item.id, customerId: account.customerId, effectiveOn: ctx.today, currencyCode: item.currencyCode, netMinor: zero, taxMinor: zero,
        amountMinor: zero, refusal: judged.refusal, missingMinor: judged.missing, entryId: null, reason: null, byName: ctx.viewer.name, ...discount,
      })],
      events: [{ kind: 'earlyDiscountRefused', subjectType: 'Invoice', subjectId: invoice.id, data: { number: invoice.number, refusal: judged.refusal, missing: printMoney(judged.missing, item.currencyCode) } }],
      result: nothing.result,
    };
  },
});

/** Whether anything was offered for it: most invoices carry nothing, and cost one look here. */
consume('paymentAllocated', 'earlyDiscounts', async ({ subjectType, subjectId }, _ctx, tx) => {
  if (subjectType !== 'Invoice') return [];
  const offered = await tx.rows(sql`SELECT FROM "InvoiceEarlyOffer" WHERE "invoiceId" = ${subjectId}::uuid LIMIT 1`);
  return offered.length > 0 ? [task(settleEarly, { invoiceId: subjectId })] : [];
});

/** Refuses a discount on an invoice of which nothing is open. */
export function demandGrantable(item: Pick<OpenItemRow, 'openMinor' | 'amountMinor' | 'number'>, currencyCode: string): void {
  if (item.openMinor <= 0n) throw DiscountTooMuch({ number: item.number, wanted: { minor: zero, currencyCode }, open: { minor: zero, currencyCode } });
}

export const grantEarlyDiscount = action({
  name: 'grantEarlyDiscount', permission: 'earlyPayment.grant',
  describe: 'Grants the discount by hand where it was too late or not right: what is still open of a paid invoice, or part of it, becomes discount, with a reason.',
  input: { invoiceId: id('Invoice'), amount: { ...optional(money()), describe: 'All that is open when left out.' }, reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, NotAnInvoice, DiscountTooMuch, DiscountWithoutMoney], payload, load,
  decide: ({ accounts, invoice, item, discountable, money: [last], account }, { amount: asked, reason }, ctx) => {
    const { currencyCode } = item;
    demandGrantable(item, currencyCode);
    if (!last) throw DiscountWithoutMoney({ number: invoice.number });
    const amount = asked ?? openAmount(item);
    if (amount > openAmount(item)) throw DiscountTooMuch({ number: invoice.number, wanted: { minor: amount, currencyCode }, open: { minor: openAmount(item), currencyCode } });
    const [offer = null] = discountable.offers;
    const made = earlyDiscountRows(accounts, {
      kind: 'GRANTED', item, account, parts: partsOf(discountable, offer, amount), on: ctx.today, reason, discount: { invoiceId: invoice.id, creditItemId: last.creditItemId, earlyOfferId: offer?.id ?? null, paidOn: last.paidOn },
    }, ctx);
    return { ...made, result: { invoice: invoice.id } };
  },
});

export const reverseEarlyDiscount = action({
  name: 'reverseEarlyDiscount', permission: 'earlyPayment.grant', describe: 'Takes back the discounts that stand on an invoice, dated today: it is open again by them.',
  input: { invoiceId: id('Invoice'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, NotAnInvoice, NoDiscountStands], payload, load,
  decide: ({ accounts, invoice, item, standing, account }, { reason }, ctx) => {
    if (standing.length === 0) throw NoDiscountStands({ number: invoice.number });
    return { ...takeBackDiscounts(accounts, standing, new Map([[item.id, item]]), account, reason, ctx.today, ctx), result: { invoice: invoice.id } };
  },
});
