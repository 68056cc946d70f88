// The face of goods that suppliers send straight to customers.
import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { setDropShipping, setDropShipsAtOnce } from '../purchasing/dropShipping.ts';
import { col, column, expression, extend, one, pages } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { demandDepositsPaid, depositFacts, dueOf } from './depositsDue.ts';
import { demandDropShip, dropShipOrder } from './dropShipOrder.ts';
import { demandMove } from './moves.ts';
import { stockOrderLines } from './stockOrderLines.ts';

extend('PurchaseOrder', {
  fields: {
    isDropShipped: expression('boolean', (t) => sql`(${col(t, 'customerOrderId')} IS NOT NULL)`, { describe: 'The supplier sends its goods straight to a customer.' }),
    shipToName: column(), shipToStreet: column(), shipToCity: column(), shipToRegion: column(), shipToPostalCode: column(), shipToCountry: column(),
  },
  ones: { customerOrder: one('Order', 'customerOrderId') },
});
extend('PurchaseOrderLine', { ones: { orderLine: one('OrderLine', 'orderLineId') } });
extend('Receipt', {
  fields: { isDropShipped: expression('boolean', (t) => sql`(${col(t, 'customerOrderId')} IS NOT NULL)`, { describe: 'Sent straight to a customer: no stock was touched.' }) },
  ones: { customerOrder: one('Order', 'customerOrderId') },
});
extend('Product', { ones: { dropSupplier: one('Supplier', 'dropSupplierId') } });
extend('Supplier', { fields: { dropShipsAtOnce: column(undefined, { describe: 'What it sends straight to customers is ordered with it as soon as their order is placed.' }) } });
extend('Order', { manies: { purchaseOrders: pages('PurchaseOrder', 'customerOrderId') } });

recordActions('Order', {
  order: itself('Order'),
  lines: rowsFact('OrderLine', (t) => sql`f."orderId" = ${col(t, 'id')} AND ${col(t, 'status')} IN ('PLACED', 'PART_SHIPPED')`),
  known: rowsFact('PurchaseOrderLine', (t) => sql`f."orderLineId" IS NOT NULL AND f."purchaseOrderId" IN (SELECT p.id FROM "PurchaseOrder" p
    WHERE p."customerOrderId" = ${col(t, 'id')} AND p.status IN ('DRAFT', 'ORDERED', 'PART_RECEIVED'))`),
  ...depositFacts((t) => sql`${col(t, 'id')}`),
}, ({ order, lines, known, deposits, depositItems }) => [recordAction('dropShipOrder', 'purchasing.manage', () => {
  demandMove(order, 'dropShipOrder');
  demandDepositsPaid(order.id, dueOf(deposits, depositItems));
  demandDropShip(order, lines, known);
})]);

mutations(setDropShipping, setDropShipsAtOnce, dropShipOrder, stockOrderLines);
