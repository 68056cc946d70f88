import sql, { raw } from 'sql-template-tag';
import { ofVisibleOrders } from '../orders/visibleOrders.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, extend, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { acceptInvoiceHold, demandOpenHold, recheckInvoiceHolds, setInvoiceChecks, takeInvoiceHold } from './holds.ts';

entity('InvoiceHold', {
  permission: 'invoices.read', rows: ofVisibleOrders, describe: 'A line that is held back from its invoice, as a rule failed: what should be, and what is.',
  fields: {
    rule: column(), expected: column(), actual: column(), status: column(), ownerRole: column(), raisedAt: column(), decidedAt: column(), decidedByName: column(), reason: column(), version: column(),
    ageDays: expression('int', (t) => sql`greatest(0, EXTRACT(day FROM coalesce(${col(t, 'decidedAt')}, hesabu_now()) - ${col(t, 'raisedAt')})::int)`, { describe: 'Whole days that it has been held, or was.' }),
    description: expression('text', (t) => sql`coalesce((SELECT l.description FROM "OrderLine" l WHERE l.id = ${col(t, 'orderLineId')}), '')`),
  },
  ones: { customer: one('Customer', 'customerId'), order: one('Order', 'orderId'), shipment: one('Shipment', 'shipmentId'), owner: one('Colleague', 'ownerId') },
  listing: {
    field: 'invoiceHolds', defaultOrder: 'RAISED_AT_ASC', orderBy: { RAISED_AT: 'raisedAt', RULE: 'rule', STATUS: 'status', CUSTOMER: 'customer.name' },
    search: ['customer.name', 'order.number', 'shipment.number', 'description'], describe: 'Lines held back from invoices, with the rule that failed, owner and age.',
  },
});
extend('Shipment', { manies: { invoiceHolds: pages('InvoiceHold', 'shipmentId') } });
const ofChecks = (value: string) => (t: string) => sql`(SELECT ${raw(value)} FROM "InvoiceCheck" n WHERE n."companyId" = ${col(t, 'id')})`;
extend('Company', {
  fields: {
    invoicePriceRate: expression('rate', ofChecks('n."priceRate"'), { nullable: true, permission: 'invoices.read', describe: 'How far a price may be off the lists before its line is held; null: not looked at.' }),
    invoiceDiscountRate: expression('rate', ofChecks('n."discountRate"'), { nullable: true, permission: 'invoices.read', describe: 'The most that may be typed off a line that is not held.' }),
    invoiceQuantityRate: expression('rate', ofChecks('n."quantityRate"'), { nullable: true, permission: 'invoices.read', describe: 'How much more than ordered may be shipped of a line that is not held.' }),
    checksInvoiceUnits: expression('boolean', (t) => sql`coalesce(${ofChecks('n."checksUnits"')(t)}, FALSE)`, { permission: 'invoices.read', describe: 'Whether what was typed in another unit must still convert to the same.' }),
  },
});
recordActions('InvoiceHold', { hold: itself('InvoiceHold') }, ({ hold }) => [
  recordAction('acceptInvoiceHold', 'invoices.release', () => demandOpenHold(hold)), recordAction('takeInvoiceHold', 'invoices.release', () => demandOpenHold(hold)),
]);

mutations(setInvoiceChecks, acceptInvoiceHold, takeInvoiceHold, recheckInvoiceHolds);
