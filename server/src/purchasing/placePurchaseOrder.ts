import sql from 'sql-template-tag';
import { holdPeriod, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { expect } from '../inventory/pools.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import { useApprovalRows } from '../work/rules.ts';
import { loadApprovals } from './draftPurchaseOrder.ts';
import { loadDemands } from './loadDemands.ts';
import { loadTerms } from './loadTerms.ts';
import { lineDeviations } from './deviations.ts';
import { moneyOn } from './orderMoney.ts';
import { demandApproved, loadPurchaseLimits } from './purchaseApproval.ts';
import {
  PurchaseApprovalNeeded, PurchaseOrderEmpty, PurchaseOrderState, PurchaseOverrideForbidden, SupplierInactive, SupplierPriceDiffers, SupplierPriceExpired, SupplierQuantity,
} from './refusals.ts';
import { intoStock } from './dropShip.ts';
import { demandLegal, demandNotBefore } from './rules.ts';

export const placePurchaseOrder = action({
  name: 'placePurchaseOrder', permission: 'purchasing.manage',
  describe: 'Orders: the draft gets its number, its rate is that of the day unless one was typed, and its goods are expected from now on. Prices and quantities must be the supplier\'s of the day, unless overridden with a reason.',
  input: {
    purchaseOrderId: id('PurchaseOrder'), orderedOn: optional(day()),
    overrideReason: { ...optional(text({ max: 1000, lines: true })), describe: 'Why prices or quantities are not the supplier\'s. Takes purchasing.override.' },
  },
  refusals: [
    ...postingRefusals, ...rateRefusals, PurchaseOrderState, PurchaseOrderEmpty, SupplierInactive, PurchaseApprovalNeeded, SupplierPriceDiffers, SupplierPriceExpired, SupplierQuantity,
    PurchaseOverrideForbidden,
  ],
  payload: { purchaseOrder: 'record:PurchaseOrder' },
  load: async (tx, { purchaseOrderId, orderedOn }, ctx) => {
    await holdPeriod(tx, ctx, orderedOn ?? ctx.today);
    const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
    demandLegal(order, 'placePurchaseOrder');
    const supplier = await readRow(tx, 'Supplier', order.supplierId);
    const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`, { orderBy: sql`t.no` });
    const terms = await loadTerms(tx, supplier.id, lines.map((line) => line.productId));
    const demands = await loadDemands(tx, { purchaseOrderLineIds: lines.map((line) => line.id) });
    const [approvals, limits] = [await loadApprovals(tx, order.id), await loadPurchaseLimits(tx)];
    const asked = lines.flatMap((line) => demands.suppliesOf(line.id)).map(({ requisitionLineId }) => demands.line(requisitionLineId));
    const pools = await loadPools(tx, ctx, [
      ...lines.map(({ productId }) => ({ productId, warehouseId: order.warehouseId })),
      ...asked.flatMap((each) => (each ? [{ productId: each.productId, warehouseId: demands.head(each.requisitionId).warehouseId }] : [])),
    ]);
    const rates = await loadRates(tx, ctx, [orderedOn ?? ctx.today]);
    return { order, supplier, lines, pools, terms, demands, approvals, limits, rates, number: await takeNumber(tx, ctx, 'PUR', orderedOn ?? ctx.today) };
  },
  decide: ({ order, supplier, lines, pools, terms, demands, approvals, limits, rates, number }, input, ctx) => {
    if (lines.length === 0) throw PurchaseOrderEmpty({});
    if (!supplier.isActive) throw SupplierInactive({ supplier: supplier.id, supplierName: supplier.name });
    const orderedOn = input.orderedOn ?? ctx.today;
    demandNotBefore(order.expectedOn ?? orderedOn, orderedOn, ['orderedOn']);
    const money = moneyOn(order, orderedOn, rates, ctx);
    const termsOf = (productId: string) => terms.find((each) => each.productId === productId);
    const deviations = lines.map((line) => lineDeviations(line, termsOf(line.productId), {
      on: orderedOn, productName: pools.names(line.productId, order.warehouseId).productName,
    }));
    const [first] = deviations.flat();
    if (first && !input.overrideReason) throw first;
    if (first && !ctx.viewer.permissions.has('purchasing.override')) throw PurchaseOverrideForbidden({});
    const approval = demandApproved({ ...order, exchangeRate: money.rate }, limits, approvals, ctx);
    const dayOf = (line: typeof lines[number]): Day => line.expectedOn ?? order.expectedOn
      ?? addDays(orderedOn, line.leadTimeDays ?? termsOf(line.productId)?.leadTimeDays ?? 0);
    for (const line of lines) {
      expect(pools, line.productId, order.warehouseId, intoStock(order, line.quantity));
      demands.place(line.id, pools);
    }
    const days = lines.map((line) => (dayOf(line) < orderedOn ? orderedOn : dayOf(line)));
    const expectedOn = days.reduce((latest, each) => (each > latest ? each : latest), orderedOn);
    return {
      rows: [
        update('PurchaseOrder', order.id, { status: 'ORDERED', number, orderedOn, expectedOn, exchangeRate: money.rate, version: order.version + 1 }),
        ...lines.map((line, index) => update('PurchaseOrderLine', line.id, {
          expectedOn: days[index] ?? expectedOn, promisedOn: days[index] ?? expectedOn, overrideReason: deviations[index]?.length ? input.overrideReason ?? null : null,
        })),
        ...(approval ? useApprovalRows(approval) : []), ...demands.changes(), ...pools.changes(),
      ],
      events: [{
        kind: 'purchaseOrderPlaced', subjectType: 'PurchaseOrder', subjectId: order.id, reason: first ? input.overrideReason ?? null : null,
        data: { number, ...(first ? { overridden: deviations.flatMap((each, index) => (each.length ? [String(lines[index]?.no)] : [])) } : {}) },
      }],
      result: { purchaseOrder: order.id },
    };
  },
});
