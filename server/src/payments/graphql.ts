import sql from 'sql-template-tag';
import { openAmount } from '../accounting/post.ts';
import { spokenCurrency } from '../currencies/spoken.ts';
import { ownCustomers, demandOwn } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { day, id, moneyOrZero, optional } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { readRow } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { allocate } from './allocate.ts';
import { paySupplier } from './paySupplier.ts';
import { previewPayment, previewSupplierPayment } from './previewPayment.ts';
import { recordPayment } from './recordPayment.ts';
import { reversePayment } from './reversePayment.ts';
import { demandPayableBill, demandPosted, demandUnapplied } from './rules.ts';
import { unapply } from './unapply.ts';

const currency = (alias: string) => col(alias, 'currencyCode');
const open = (alias: string) => sql`(SELECT abs(i."openMinor") FROM "OpenItem" i WHERE i.id = ${col(alias, 'openItemId')})`;

entity('Payment', {
  permission: 'payments.read', describe: 'Money received from a customer or paid to a supplier. Undone only by its reverse.',
  // Money to suppliers is seen by those who see bills.
  rows: (alias, viewer) => ownCustomers('customerId')(alias, viewer)
    ?? (viewer.permissions.has('payables.read') ? undefined : sql`${col(alias, 'customerId')} IS NOT NULL`),
  fields: {
    number: column(), direction: column(), method: column(), paidOn: column(), currencyCode: column(), amount: money(undefined, { inCompany: (t) => sql`coalesce(${col(t, 'companyMinor')}, ${col(t, 'amountMinor')})` }), reference: column(),
    worth: expression('money', (t) => sql`coalesce(${col(t, 'companyMinor')}, ${col(t, 'amountMinor')})`, { describe: 'In company money: what the bank gave, or by the rate of its day.' }), exchangeRate: column(),
    isConvertible: expression('boolean', (t) => sql`(${col(t, 'customerId')} IS NOT NULL AND ${col(t, 'status')} = 'POSTED' AND EXISTS (SELECT FROM "TradingCurrency" x WHERE x."isActive"))`, { describe: 'The firm trades in other currencies, into which it may be made.' }),
    payerName: column(undefined, { describe: 'Who paid, where that is not the customer.' }), valueOn: column(undefined, { describe: 'When the money counts at the bank, where that is another day.' }),
    chequeNumber: column(), chequeBank: column(undefined, { describe: 'On which it is drawn.' }), chequeOn: column(undefined, { describe: 'Written on the cheque.' }),
    status: column(), reversedOn: column(), reversalReason: column(), recordedAt: column(),
    unapplied: expression('money', open, { currency, inCompany: (t) => sql`(SELECT abs(i."companyOpenMinor") FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`, describe: 'What is not applied yet.' }),
  },
  ones: { customer: one('Customer', 'customerId'), supplier: one('Supplier', 'supplierId'), account: one('Account', 'accountId'), openItem: one('OpenItem', 'openItemId') },
  manies: { entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: {
    field: 'payments', defaultOrder: 'PAID_ON_DESC', totals: ['amount', 'unapplied'],
    orderBy: { PAID_ON: 'paidOn', NUMBER: 'number', AMOUNT: 'amount', UNAPPLIED: 'unapplied', CUSTOMER: 'customer.name' },
    search: ['number', 'reference', 'customer.name', 'supplier.name'], describe: 'Money in and out.',
  },
});
entity('Allocation', {
  permission: 'payments.read', describe: 'A credit applied to a debt, or (negative) taken back.',
  rows: (alias, viewer) => ownCustomers('customerId')(alias, viewer)
    ?? (viewer.permissions.has('payables.read') ? undefined : sql`${col(alias, 'customerId')} IS NOT NULL`),
  fields: {
    allocatedOn: column(), recordedAt: column(), currencyCode: column(), amount: money(undefined, { inCompany: (t) => sql`CASE WHEN ${col(t, 'currencyCode')} = (SELECT c."currencyCode" FROM "Company" c LIMIT 1) THEN ${col(t, 'amountMinor')} ELSE (SELECT coalesce(-sum(l."companyMinor"), 0) FROM "JournalLine" l WHERE l."entryId" = ${col(t, 'entryId')} AND l."openItemId" = ${col(t, 'debitItemId')}) END` }), reason: column(), difference: money(undefined, { currency: 'company', describe: 'Realised exchange difference; a loss is positive.' }),
    isReversed: expression('boolean', (alias) => sql`EXISTS (SELECT FROM "Allocation" r WHERE r."reversesAllocationId" = ${col(alias, 'id')})`,
      { describe: 'Taken back by another allocation.' }),
  },
  ones: {
    creditItem: one('OpenItem', 'creditItemId'), debitItem: one('OpenItem', 'debitItemId'), reversesAllocation: one('Allocation', 'reversesAllocationId'),
    customer: one('Customer', 'customerId'), entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }),
  },
  listing: { field: 'allocations', orderBy: { ALLOCATED_ON: 'allocatedOn', AMOUNT: 'amount' }, defaultOrder: 'ALLOCATED_ON_DESC', totals: ['amount'], search: ['creditItem.number', 'debitItem.number'] },
});
extend('OpenItem', {
  manies: { allocationsFrom: lines('Allocation', 'creditItemId', 'allocatedOn'), allocationsTo: lines('Allocation', 'debitItemId', 'allocatedOn') },
});
extend('JournalLine', { ones: { supplier: one('Supplier', 'supplierId') } });
extend('Customer', { manies: { payments: pages('Payment', 'customerId'), allocations: pages('Allocation', 'customerId') } });
extend('Supplier', { manies: { payments: pages('Payment', 'supplierId'), openItems: pages('OpenItem', 'supplierId') } });

const openItem = rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'openItemId')}`);
recordActions('Payment', { payment: itself('Payment'), item: openItem }, ({ payment, item }) => {
  const permission = payment.supplierId ? 'payments.out' : 'payments.post';
  return [
    recordAction('allocate', permission, () => {
      demandPosted(payment);
      demandUnapplied({ number: payment.number, openMinor: item ? openAmount(item) : payment.amountMinor });
    }),
    ...(payment.customerId ? [recordAction('convertCredit', 'payments.post', () => {
      demandPosted(payment);
      demandUnapplied({ number: payment.number, openMinor: item ? openAmount(item) : payment.amountMinor });
    })] : []),
    recordAction('reversePayment', permission, () => demandPosted(payment)),
  ];
});
recordActions('Bill', { bill: itself('Bill'), item: openItem }, ({ bill, item }) =>
  [recordAction('paySupplier', 'payments.out', () => demandPayableBill(bill, item))]);
// A supplier may be paid at any time: what no bill takes is paid ahead.
recordActions('Supplier', {}, () => [recordAction('paySupplier', 'payments.out', () => undefined)]);

reportType('PreviewedAllocation', 'What of the money an open debt would get; without an invoice: interest and fees, for example.', {
  openItem: 'record:OpenItem', invoice: 'record:Invoice?', number: 'text', dueOn: 'day', total: 'money', open: 'money', amount: 'money', left: 'money', discount: 'money',
});
reportType('PaymentPreview', 'What money would settle, oldest first.', {
  amount: 'money', applied: 'money', unapplied: 'money', receivable: 'money', allocations: 'reports:PreviewedAllocation',
});
/** When money came that is here already; null where it is none. */
async function cameOn({ db }: Context, customerId: string, { paymentId, creditItemId }: { paymentId?: string | null | undefined; creditItemId?: string | null | undefined }): Promise<Day | null> {
  const of = paymentId ? (await readRow(db, 'Payment', paymentId)).openItemId : creditItemId;
  const item = of ? await readRow(db, 'OpenItem', of) : null;
  return item?.customerId === customerId && item.kind === 'PAYMENT' ? item.effectiveOn : null;
}
reportQuery('previewPayment', {
  describe: 'Which invoices money from a customer would settle, oldest first, each with the discount for paying early that then fits; nothing is written.', permission: 'payments.post',
  args: { customerId: id('Customer'), amount: moneyOrZero(), currencyCode: spokenCurrency, paidOn: { ...optional(day()), describe: 'When it comes, as that decides on discounts; today when left out.' }, paymentId: { ...optional(id('Payment')), describe: 'Of money that is here already, which has its day.' }, creditItemId: { ...optional(id('OpenItem')), describe: 'The same by its open item; credit notes take no discount.' } }, type: 'PaymentPreview', nullable: true,
  resolve: async ({ customerId, amount, currencyCode, paidOn, paymentId, creditItemId }, ctx) => {
    demandOwn(await readRow(ctx.db, 'Customer', customerId), ctx.viewer);
    const code = currencyCode ?? ctx.company.currencyCode;
    const told = (minor: Minor) => ({ minor, currencyCode: code });
    const { allocations, amount: given, applied, unapplied, receivable } = await previewPayment(customerId, amount, code, await cameOn(ctx, customerId, { paymentId, creditItemId }) ?? (creditItemId ? null : paidOn ?? ctx.today), ctx);
    return {
      amount: told(given), applied: told(applied), unapplied: told(unapplied), receivable: told(receivable),
      allocations: allocations.map((each) => ({ ...each, total: told(each.total), open: told(each.open), amount: told(each.amount), left: told(each.left), discount: told(each.discount) })),
    };
  },
});
reportType('PreviewedBillAllocation', 'What of the money an open bill would get.', {
  openItem: 'record:OpenItem', bill: 'record:Bill', number: 'text', supplierReference: 'text', dueOn: 'day', total: 'money', open: 'money', amount: 'money', left: 'money',
  block: 'text?',
});
reportType('SupplierPaymentPreview', 'What money to a supplier would settle, oldest first.', {
  amount: 'money', applied: 'money', unapplied: 'money', payable: 'money', allocations: 'reports:PreviewedBillAllocation',
});
reportQuery('previewSupplierPayment', {
  describe: 'Which bills money to a supplier would settle, oldest first; nothing is written.', permission: 'payments.out',
  args: { supplierId: id('Supplier'), amount: moneyOrZero(), currencyCode: spokenCurrency }, type: 'SupplierPaymentPreview', nullable: true,
  resolve: async ({ supplierId, amount, currencyCode }, ctx) => {
    await readRow(ctx.db, 'Supplier', supplierId);
    const code = currencyCode ?? ctx.company.currencyCode;
    const told = (minor: Minor) => ({ minor, currencyCode: code });
    const { allocations, amount: given, applied, unapplied, payable } = await previewSupplierPayment(supplierId, amount, code, ctx);
    return {
      amount: told(given), applied: told(applied), unapplied: told(unapplied), payable: told(payable),
      allocations: allocations.map((each) => ({ ...each, total: told(each.total), open: told(each.open), amount: told(each.amount), left: told(each.left) })),
    };
  },
});

mutations(recordPayment, paySupplier, allocate, unapply, reversePayment);
