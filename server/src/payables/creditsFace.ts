import sql, { type Sql } from 'sql-template-tag';
import { rateOn } from '../currencies/rates.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { inBoth, paperWorth } from './paperFace.ts';
import { recordSupplierCredit, reverseSupplierCredit } from './recordSupplierCredit.ts';
import './recordDueBills.ts';
import { createRecurringBill, recordRecurringBill, updateRecurringBill } from './recurringBills.ts';
import { demandReversibleCredit } from './supplierCreditRules.ts';

entity('SupplierCredit', {
  permission: 'payables.read', describe: 'A supplier\'s credit note: lowers what is owed. Undone only by its reverse.',
  fields: {
    number: column(), supplierReference: column(), creditedOn: column(), status: column(), reversedOn: column(), currencyCode: column(), net: inBoth('netMinor', 'companyNetMinor'), tax: inBoth('taxMinor', 'companyTaxMinor'), total: inBoth('totalMinor', 'companyTotalMinor'), ...paperWorth,
    reason: column(), recordedAt: column(),
    unapplied: expression('money', (t) => sql`(SELECT i."openMinor" FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`,
      { currency: (t) => col(t, 'currencyCode'), inCompany: (t) => sql`(SELECT i."companyOpenMinor" FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`, describe: 'What no bill has taken yet.' }),
  },
  ones: { supplier: one('Supplier', 'supplierId'), bill: one('Bill', 'billId'), openItem: one('OpenItem', 'openItemId') },
  manies: { lines: lines('SupplierCreditLine', 'supplierCreditId') },
  listing: {
    field: 'supplierCredits', defaultOrder: 'CREDITED_ON_DESC', search: ['number', 'supplierReference', 'supplier.name'], totals: ['total', 'unapplied'],
    orderBy: { NUMBER: 'number', CREDITED_ON: 'creditedOn', SUPPLIER: 'supplier.name', TOTAL: 'total', UNAPPLIED: 'unapplied' },
  },
});
entity('SupplierCreditLine', {
  permission: 'payables.read',
  fields: { no: column(), description: column(), quantity: column(), currencyCode: column(), net: inBoth('netMinor', 'companyNetMinor') },
  ones: { supplierCredit: one('SupplierCredit', 'supplierCreditId'), billLine: one('BillLine', 'billLineId'), product: one('Product', 'productId'), account: one('Account', 'accountId'), taxCode: one('TaxCode', 'taxCodeId') },
});
extend('Supplier', { manies: { credits: pages('SupplierCredit', 'supplierId'), recurringBills: pages('RecurringBill', 'supplierId') } });
extend('Bill', { ones: { recurringBill: one('RecurringBill', 'recurringBillId') }, manies: { credits: pages('SupplierCredit', 'billId') } });
recordActions('SupplierCredit', { credit: itself('SupplierCredit'), item: rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'openItemId')}`) }, ({ credit, item }) =>
  [recordAction('reverseSupplierCredit', 'payables.post', () => demandReversibleCredit(credit, item ?? { amountMinor: credit.totalMinor, openMinor: credit.totalMinor }))]);

const netOf = (t: string) => sql`(SELECT coalesce(sum(l."netMinor"), 0)::bigint FROM "RecurringBillLine" l WHERE l."recurringBillId" = ${col(t, 'id')})`;
/** At the last rate known: what is recorded is worth what its own day says. */
const worthNow = (value: (t: string) => Sql) => (t: string): Sql => sql`CASE WHEN ${col(t, 'currencyCode')} = (SELECT c."currencyCode" FROM "Company" c LIMIT 1) THEN ${value(t)}
  ELSE hesabu_in_company(${value(t)}, coalesce((SELECT k.rate FROM ${rateOn(sql`${col(t, 'currencyCode')}`, todaySql)} k), 0), ${col(t, 'currencyCode')}) END`;
entity('RecurringBill', {
  permission: 'payables.read', describe: 'A bill that comes again and again.',
  fields: {
    name: column(), every: column(), startsOn: column(), endsOn: column(), nextOn: column(), turns: column(), currencyCode: column(), isActive: column(), version: column(),
    tax: money(undefined, { inCompany: worthNow((t) => col(t, 'taxMinor')) }), net: expression('money', netOf, { currency: (t) => col(t, 'currencyCode'), inCompany: worthNow(netOf) }),
  },
  ones: { supplier: one('Supplier', 'supplierId') },
  manies: { lines: lines('RecurringBillLine', 'recurringBillId'), bills: pages('Bill', 'recurringBillId') },
  listing: { field: 'recurringBills', orderBy: { NAME: 'name', NEXT_ON: 'nextOn', SUPPLIER: 'supplier.name' }, defaultOrder: 'NEXT_ON_ASC', search: ['name', 'supplier.name'], totals: ['net'] },
});
entity('RecurringBillLine', {
  permission: 'payables.read', fields: { no: column(), description: column(), currencyCode: column(), net: money() },
  ones: { recurringBill: one('RecurringBill', 'recurringBillId'), account: one('Account', 'accountId') },
});
recordActions('RecurringBill', { row: itself('RecurringBill') }, () => [recordAction('updateRecurringBill', 'payables.post', () => undefined)]);

mutations(recordSupplierCredit, reverseSupplierCredit, createRecurringBill, updateRecurringBill, recordRecurringBill);
