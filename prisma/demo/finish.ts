import sql from 'sql-template-tag';
import { placeHold } from '../../server/src/customers/holds.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import '../../server/src/billing/invoiceShipped.ts';
import { allConsumers } from '../../server/src/events/consumers.ts';
import { startAtEnd } from '../../server/src/events/cursor.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { action } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor, printMoney } from '../../server/src/shared/money.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';
import { leadThroughChain } from './chain.ts';
import { costOf, creditLimit, holdReason, purchaseDaysBefore, supplierLeadDays } from './assumptions.ts';
import type { Northwind } from './files.ts';
import type { Masters } from './masters.ts';
import type { Demo } from './run.ts';

/** What the files have on order, a purchase order for each supplier. */
export async function purchase(demo: Demo, files: Northwind, masters: Masters, lastDay: Day): Promise<void> {
  const on = addDays(lastDay, -purchaseDaysBefore);
  const wanted = Map.groupBy(files.products.filter(({ UnitsOnOrder = '0' }) => UnitsOnOrder !== '0'), ({ SupplierID = '' }) => SupplierID);
  for (const [supplier, products] of [...wanted].toSorted(([a], [b]) => Number(a) - Number(b))) {
    const lines = products.map(({ ProductID = '', UnitsOnOrder, UnitPrice = '0' }) =>
      ({ productId: masters.products.get(ProductID), quantity: UnitsOnOrder, unitCost: costOf(UnitPrice) }));
    const { purchaseOrder } = await demo.act(createPurchaseOrder, `draft purchase ${supplier}`,
      { supplierId: masters.suppliers.get(supplier), expectedOn: addDays(on, supplierLeadDays), lines }, { on });
    await demo.act(placePurchaseOrder, `purchase ${supplier}`, { purchaseOrderId: purchaseOrder, orderedOn: on }, { on, minute: 5 });
  }
}

/** Limits that fit what each customer owes and has on order; a hold on whoever owes longest. */
export async function limitCredit(demo: Demo, lastDay: Day): Promise<void> {
  const accounts = await demo.ctx.db.rows<{ customerId: string; exposure: string; currencyCode: string }>(sql`
    SELECT "customerId", "currencyCode", ("receivableMinor" + "shippedNotInvoicedMinor" + "openOrdersMinor" - "unappliedMinor")::text AS exposure
    FROM "CreditAccount" ORDER BY "customerId"`);
  for (const { customerId, exposure, currencyCode } of accounts) {
    const limit = printMoney(minor(creditLimit(BigInt(exposure))), currencyCode);
    await demo.act(setCreditLimit, `limit ${customerId}`, { customerId: globalId('Customer', customerId), limit, reason: 'First limit' }, { on: lastDay, minute: -60 });
  }
  const [late] = await demo.ctx.db.rows<{ customerId: string }>(sql`SELECT "customerId" FROM "OpenItem"
    WHERE kind = 'INVOICE' AND "openMinor" > 0 AND "dueOn" < ${addDays(lastDay, -30)} ORDER BY "dueOn", number LIMIT 1`);
  if (late) {
    await demo.act(placeHold, 'hold', { customerId: globalId('Customer', late.customerId), scope: 'ORDER', reason: holdReason }, { on: lastDay, minute: -30 });
  }
}

const finishDemo = action({
  name: 'finishDemo', describe: 'Notes that the demo company is complete.', permission: 'company.manage', input: {}, refusals: [], payload: {},
  load: async () => undefined,
  decide: (_facts, _input, ctx) => ({
    rows: [], result: {}, events: [{ kind: 'demoCompanyLoaded', subjectType: 'Company', subjectId: ctx.company.id }],
  }),
});

/** The load is complete, and did itself what follows from its events: consumers begin after them. */
export async function finish(demo: Demo, lastDay: Day): Promise<void> {
  await leadThroughChain(demo, lastDay);
  for (const name of allConsumers()) await startAtEnd(demo.ctx.db, name, demo.ctx.now);
  await demo.act(finishDemo, 'finish', {}, { on: lastDay });
}
