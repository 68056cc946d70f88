import sql, { type Sql } from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, lines, one, pages } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { inBoth, paperWorth } from './paperFace.ts';
import { settledSql } from './loadBilled.ts';
import { recordBill } from './recordBill.ts';
import './reports.ts';
import './waiting.ts';
import { reverseBill } from './reverseBill.ts';
import { demandReversibleBill } from './rules.ts';

const openMinor = (t: string): Sql => sql`(SELECT -i."openMinor" FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`;

const openWorth = (t: string): Sql => sql`(SELECT -i."companyOpenMinor" FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`;

entity('Bill', {
  permission: 'payables.read',
  fields: {
    number: column(), supplierReference: column(), billedOn: column(), dueOn: column(), status: column(), reversedOn: column(), currencyCode: column(),
    net: inBoth('netMinor', 'companyNetMinor'), tax: inBoth('taxMinor', 'companyTaxMinor'), total: inBoth('totalMinor', 'companyTotalMinor'), recordedAt: column(), ...paperWorth,
    open: expression('money', openMinor, { currency: (t) => col(t, 'currencyCode'), inCompany: openWorth, describe: 'Still to be paid.' }),
    openWorth: expression('money', openWorth, { describe: 'What is still to be paid, as the books have it.' }),
    isOverdue: expression('boolean', (t) => sql`(${col(t, 'dueOn')} < ${todaySql} AND ${openMinor(t)} <> 0)`),
  },
  ones: { supplier: one('Supplier', 'supplierId'), purchaseOrder: one('PurchaseOrder', 'purchaseOrderId'), openItem: one('OpenItem', 'openItemId') },
  manies: { lines: lines('BillLine', 'billId') },
  listing: {
    field: 'bills', defaultOrder: 'BILLED_ON_DESC', search: ['number', 'supplierReference', 'supplier.name'], totals: ['net', 'tax', 'total', 'open'],
    orderBy: { NUMBER: 'number', BILLED_ON: 'billedOn', DUE_ON: 'dueOn', SUPPLIER: 'supplier.name', TOTAL: 'total', OPEN: 'open' },
  },
});
entity('BillLine', {
  permission: 'payables.read',
  fields: { no: column(), description: column(), quantity: column(), unitCost: column(), orderedCost: column(), currencyCode: column(), net: inBoth('netMinor', 'companyNetMinor') },
  ones: { bill: one('Bill', 'billId'), receiptLine: one('ReceiptLine', 'receiptLineId'), product: one('Product', 'productId'), account: one('Account', 'accountId'), taxCode: one('TaxCode', 'taxCodeId'), landedCost: one('LandedCost', 'landedCostId') },
});

const owed = (condition: Sql) => (t: string): Sql => sql`(SELECT coalesce(-sum(i."companyOpenMinor"), 0) FROM "OpenItem" i
  WHERE i."supplierId" = ${col(t, 'id')} AND i."openMinor" <> 0 AND ${condition})`;
const currency = () => sql`(SELECT "currencyCode" FROM "Company" ORDER BY "createdAt", id LIMIT 1)`;
extend('Supplier', {
  fields: {
    owed: expression('money', owed(sql`TRUE`), { currency, permission: 'payables.read', describe: 'What the firm owes, less what it paid ahead: in company money, as the books have it.' }),
    overdue: expression('money', owed(sql`i.kind = 'BILL' AND i."dueOn" < ${todaySql}`), { currency, permission: 'payables.read', describe: 'Of open bills, what is past its day.' }),
  },
  manies: { bills: pages('Bill', 'supplierId') },
  listing: { orderBy: { OWED: 'owed' }, totals: ['owed', 'overdue'] },
});
const unbilled = (t: string): Sql => sql`(SELECT l.quantity - ${settledSql('quantity')} FROM "ReceiptLine" l WHERE l.id = ${col(t, 'id')})`;
extend('ReceiptLine', { fields: {
  unbilled: expression('quantity', unbilled, { describe: 'What no bill has taken and was not sent back; below zero: billed and not here.' }),
  isBilled: expression('boolean', (t) => sql`(${unbilled(t)} <= 0)`, { describe: 'Bills have taken all of it.' }),
} });
extend('Receipt', { fields: { isBilled: expression('boolean', (t) => sql`NOT EXISTS (SELECT FROM "ReceiptLine" l WHERE l."receiptId" = ${col(t, 'id')} AND l.quantity > ${settledSql('quantity')})`,
  { describe: 'Bills have taken all of its lines.' }) } });
extend('PurchaseOrder', { manies: { bills: pages('Bill', 'purchaseOrderId') } });
extend('OpenItem', { ones: { supplier: one('Supplier', 'supplierId') } });

recordActions('Bill', { bill: itself('Bill'), item: rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'openItemId')}`) }, ({ bill, item }) =>
  [recordAction('reverseBill', 'payables.post', () => demandReversibleBill(bill, item ?? { amountMinor: bill.totalMinor, openMinor: bill.totalMinor }))]);

mutations(recordBill, reverseBill);
