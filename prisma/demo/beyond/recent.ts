// The last weeks of trade: perishable goods, serial numbers, what is sent by suppliers or bought for an order, late knowledge of costs.
import sql from 'sql-template-tag';
import { recordOpeningStock } from '../../../server/src/inventory/recordOpeningStock.ts';
import { postLandedCost } from '../../../server/src/landedCosts/postLandedCost.ts';
import { setAllocationRule } from '../../../server/src/orders/allocationRules.ts';
import { dropShipOrder } from '../../../server/src/orders/dropShipOrder.ts';
import { recordBill } from '../../../server/src/payables/recordBill.ts';
import { confirmPurchaseOrder, postponePurchaseOrder } from '../../../server/src/purchasing/redatePurchaseOrder.ts';
import { placePurchaseOrder } from '../../../server/src/purchasing/placePurchaseOrder.ts';
import { orderJitDemands } from '../../../server/src/replenishment/orderJitDemands.ts';
import { setReorderRules } from '../../../server/src/replenishment/reorderRules.ts';
import { syncJit } from '../../../server/src/replenishment/syncJit.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { step, type Step } from './firm.ts';
import { reorderRules } from './goods.ts';
import { bill, buy, linesOf, sell, uuid } from './trading.ts';

/** Lots that have passed, and that are good for 3, 20 and 90 days more. */
const perishables: Step[] = [
  ...buy({ key: 'P1', supplier: 'S028', ordered: 54, received: [{ ago: 46 }], billed: 44, paid: 14, lines: [{ sku: 'HS-101', quantity: '30', lots: [{ code: 'CF-0917', madeAgo: 52, expiresAgo: 2 }] }] }),
  ...buy({ key: 'P2', supplier: 'S028', ordered: 36, received: [{ ago: 28 }], billed: 26, lines: [{ sku: 'HS-101', quantity: '40', lots: [{ code: 'CF-1006', madeAgo: 33, expiresAgo: -3 }] }] }),
  ...buy({ key: 'P3', supplier: 'S018', ordered: 20, received: [{ ago: 13 }], billed: 11, lines: [{ sku: 'HS-101', quantity: '40', lots: [{ code: 'CF-1021', madeAgo: 18, expiresAgo: -20 }] }] }),
  ...buy({ key: 'P4', supplier: 'S028', ordered: 12, received: [{ ago: 4 }], lines: [{ sku: 'HS-101', quantity: '40', lots: [{ code: 'CF-1103', madeAgo: 6, expiresAgo: -90 }] }] }),
  ...buy({ key: 'P5', supplier: 'S017', ordered: 40, received: [{ ago: 31 }], billed: 29, lines: [{ sku: 'HS-102', quantity: '24', lots: [{ code: 'SS-310', expiresAgo: -6 }] }] }),
  ...buy({ key: 'P6', supplier: 'S019', ordered: 16, received: [{ ago: 10 }], billed: 9, lines: [{ sku: 'HS-102', quantity: '50', lots: [{ code: 'SS-318', expiresAgo: -28 }] }] }),
  ...sell({ key: 'HARBR-101', customer: 'HARBR', placed: 22, shipped: 21, lines: [{ sku: 'HS-101', quantity: '25' }, { sku: 'HS-102', quantity: '12' }] }),
  ...sell({ key: 'CEDAR-104', customer: 'CEDAR', placed: 9, shipped: 8, lines: [{ sku: 'HS-101', quantity: '20' }, { sku: 'HS-102', quantity: '6' }] }),
  ...sell({ key: 'BAYVW-107', customer: 'BAYVW', placed: 3, requiredIn: 5, lines: [{ sku: 'HS-101', quantity: '12' }, { sku: 'HS-402', quantity: '4' }] }),
];

const machines: Step[] = [
  ...buy({ key: 'M1', supplier: 'S104', ordered: 48, received: [{ ago: 35 }], billed: 34, paid: 5, lines: [{ sku: 'HS-201', quantity: '6', serials: 'ESP-2001..ESP-2006' }] }),
  ...sell({ key: 'BAYVW-102', customer: 'BAYVW', placed: 26, shipped: 25, lines: [{ sku: 'HS-201', quantity: '1' }], serials: 'ESP-2001' }),
  ...sell({ key: 'CEDAR-103', customer: 'CEDAR', placed: 17, shipped: 16, lines: [{ sku: 'HS-201', quantity: '2' }], serials: 'ESP-2003, ESP-2004' }),
  ...sell({ key: 'HARBR-105', customer: 'HARBR', placed: 6, requiredIn: 16, lines: [{ sku: 'HS-202', quantity: '1' }] }),
  step(5, async (firm) => {
    const orderId = firm.kept.get('order HARBR-105') ?? '';
    await firm.act(dropShipOrder, 'drop ship', 5, { orderId });
    const [row] = await firm.rows<{ id: string }>(sql`SELECT id FROM "PurchaseOrder" WHERE "customerOrderId" = ${uuid(orderId)}`);
    await firm.act(placePurchaseOrder, 'order drop ship', 5, { purchaseOrderId: globalId('PurchaseOrder', row?.id ?? ''), orderedOn: firm.day(5) });
  }),
];

/** Vinegar, first in first out: prices, freight and a receipt that become known after bottles of them were sold. */
const vinegar: Step[] = [
  ...buy({ key: 'V0', supplier: 'S014', ordered: 41, expected: 24, received: [{ ago: 22, told: 5 }], lines: [{ sku: 'HS-401', quantity: '24' }] }),
  ...buy({ key: 'V1', supplier: 'S014', ordered: 40, expected: 34, received: [{ ago: 33 }], lines: [{ sku: 'HS-401', quantity: '60' }, { sku: 'HS-402', quantity: '20' }] }),
  ...buy({ key: 'V2', supplier: 'S026', ordered: 30, expected: 18, received: [{ ago: 18 }], lines: [{ sku: 'HS-401', quantity: '60' }] }),
  ...sell({ key: 'HARBR-106', customer: 'HARBR', placed: 16, shipped: 15, lines: [{ sku: 'HS-401', quantity: '60' }] }),
  ...sell({ key: 'BAYVW-108', customer: 'BAYVW', placed: 9, shipped: 8, lines: [{ sku: 'HS-401', quantity: '45' }, { sku: 'HS-403', quantity: '20' }] }),
  step(12, (firm) => bill(firm, 'V1', 12, 'S014', [0], ['19.20', '21.80'])),
  step(10, async (firm) => {
    const lines = (await Promise.all(['V1', 'V2'].map((key) => linesOf(firm, 'ReceiptLine', firm.kept.get(`receipt ${key} 0`) ?? '')))).flat();
    const { landedCost = '' } = await firm.act(postLandedCost, 'freight', 10, {
      basis: 'WEIGHT', supplierId: await firm.of('Supplier', 'S101'), note: 'Both consignments came on one truck from Oakland.',
      charges: [{ kind: 'FREIGHT', amount: '186.00', description: 'Oakland to Seattle' }, { kind: 'INSURANCE', amount: '24.50' }],
      lines: lines.map((receiptLineId) => ({ receiptLineId })),
    });
    firm.kept.set('freight', landedCost);
  }),
  step(7, (firm) => bill(firm, 'V2', 7, 'S026', [0], ['22.00'])),
  step(6, async (firm) => firm.act(recordBill, 'bill freight', 6, {
    supplierId: await firm.of('Supplier', 'S101'), supplierReference: 'CFL-88214', billedOn: firm.day(6), landedCostLines: [{ landedCostId: firm.kept.get('freight'), net: '210.50' }],
  })),
];

const jitOf = (key: string, ago: number): Step => step(ago, (firm) => firm.act(syncJit, `jit ${key} ${ago}`, ago, { orderIds: [firm.kept.get(`order ${key}`)] }));

/** Bought for an order: one on order and put off by its supplier, one still to be ordered. */
const hampers: Step[] = [
  ...sell({ key: 'BAYVW-109', customer: 'BAYVW', placed: 14, requiredIn: 20, lines: [{ sku: 'HS-501', quantity: '10' }] }),
  jitOf('BAYVW-109', 14),
  step(13, async (firm) => {
    const [demand] = await firm.rows<{ id: string }>(sql`SELECT id FROM "JitDemand" WHERE "orderId" = ${uuid(firm.kept.get('order BAYVW-109') ?? '')}`);
    await firm.act(orderJitDemands, 'order hampers', 13, { demandIds: [globalId('JitDemand', demand?.id ?? '')] });
    const [row] = await firm.rows<{ id: string }>(sql`SELECT "purchaseOrderId" AS id FROM "JitDemand" WHERE id = ${demand?.id}`);
    const purchaseOrderId = globalId('PurchaseOrder', row?.id ?? '');
    firm.kept.set('purchase hampers', purchaseOrderId);
    await firm.act(placePurchaseOrder, 'place hampers', 13, { purchaseOrderId, orderedOn: firm.day(13) });
  }),
  jitOf('BAYVW-109', 13),
  step(3, (firm) => firm.act(postponePurchaseOrder, 'postpone hampers', 3, { purchaseOrderId: firm.kept.get('purchase hampers'), expectedOn: firm.day(-11), reason: 'The maker waits for the baskets.' })),
  jitOf('BAYVW-109', 3),
  ...sell({ key: 'CEDAR-110', customer: 'CEDAR', placed: 4, requiredIn: 24, lines: [{ sku: 'HS-501', quantity: '24' }] }),
  jitOf('CEDAR-110', 4),
];

/** One purchase order is overdue, one was put off, and orders ask for more than there will be. */
const ahead: Step[] = [
  ...buy({ key: 'A1', supplier: 'S001', ordered: 24, expected: 6, lines: [{ sku: 'HS-403', quantity: '120' }] }),
  ...buy({ key: 'A2', supplier: 'S026', ordered: 15, expected: -2, lines: [{ sku: 'HS-402', quantity: '60' }] }),
  step(14, (firm) => firm.act(confirmPurchaseOrder, 'confirm A2', 14, { purchaseOrderId: firm.kept.get('purchase A2'), confirmedOn: firm.day(14), expectedOn: firm.day(-2), supplierReference: 'PB-5521' })),
  step(2, (firm) => firm.act(postponePurchaseOrder, 'postpone A2', 2, { purchaseOrderId: firm.kept.get('purchase A2'), expectedOn: firm.day(-16), reason: 'The mill is closed for two weeks.' })),
  ...sell({ key: 'CEDAR-111', customer: 'CEDAR', placed: 2, requiredIn: 6, lines: [{ sku: 'HS-402', quantity: '6' }, { sku: 'HS-403', quantity: '10' }] }),
  ...sell({ key: 'HARBR-112', customer: 'HARBR', placed: 1, requiredIn: 15, lines: [{ sku: 'HS-403', quantity: '400' }] }),
  ...sell({ key: 'BAYVW-113', customer: 'BAYVW', placed: 1, requiredIn: 12, lines: [{ sku: 'HS-301', quantity: '2' }] }),
];

const rules: Step[] = [
  step(44, async (firm) => {
    const rows = await Promise.all(reorderRules.map(async ({ sku, site, ...figures }) => ({ productId: await firm.of('Product', sku), warehouseId: await firm.of('Warehouse', site), ...figures })));
    await firm.act(setReorderRules, 'reorder rules', 44, { rules: rows });
    const warehouseIds = [await firm.of('Warehouse', 'MAIN'), await firm.of('Warehouse', 'EAST')];
    await firm.act(setAllocationRule, 'allocation', 44, { strategy: 'PRIORITY', keepsTogether: true, warehouseIds });
    await firm.act(setAllocationRule, 'allocation API', 44, { channel: 'API', strategy: 'NEAREST', warehouseIds });
  }),
];

/** Tins that nobody has bought since they came. */
export const tins: Step = step(230, async (firm) => firm.act(recordOpeningStock, 'tins', 230, {
  on: firm.day(230), lines: [{ productId: await firm.of('Product', 'HS-601'), warehouseId: await firm.of('Warehouse', 'MAIN'), quantity: '140', unitCost: '6.40' }],
}));

export const recent: Step[] = [...rules, ...perishables, ...machines, ...vinegar, ...hampers, ...ahead];
