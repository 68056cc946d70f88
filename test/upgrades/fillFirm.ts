// A small firm in which everything has happened once: a few weeks of the demo company, and what the demo leaves out.
import type { Db } from '../../server/src/shared/db.ts';
import { systemContext } from '../../server/src/context.ts';
import { system } from '../../server/src/access/identify.ts';
import { addDays, yearOf, type Day } from '../../server/src/shared/time.ts';
import { instantOf } from '../../prisma/demo/assumptions.ts';
import { foundCompany } from '../../prisma/demo/company.ts';
import { readNorthwind } from '../../prisma/demo/files.ts';
import { finish, limitCredit, purchase } from '../../prisma/demo/finish.ts';
import { loadMasters } from '../../prisma/demo/masters.ts';
import { demoRun } from '../../prisma/demo/run.ts';
import { openStock, trade } from '../../prisma/demo/trade.ts';
import { ownerOf, type Ask } from './ask.ts';

const lastDay = '1998-05-06' as Day;
const silent = () => undefined;
const refusal = '... on Refusal { message } ... on InputInvalid { message fields { path message } }';

/** Some of Northwind, through the product's own actions: every twelfth order of its last months. */
async function loadSome(db: Db): Promise<void> {
  const now = instantOf(lastDay, 0);
  await foundCompany(db, lastDay, (last) => yearOf(addDays(last, -366)), now);
  const all = readNorthwind(0);
  const files = { ...all, orders: all.orders.filter(({ placedOn }) => placedOn >= '1998-01-01').filter((_, index) => index % 12 === 0) };
  const demo = demoRun(await systemContext(db, now, 'CLI', { ...system, name: 'Northwind' }), now);
  const opening = '1997-12-31' as Day;
  const masters = await loadMasters(demo, files, opening, silent);
  await openStock(demo, files, masters, opening, silent);
  await trade(demo, files, masters, lastDay, silent);
  await purchase(demo, files, masters, lastDay);
  await limitCredit(demo, lastDay);
  await finish(demo, lastDay);
}

type Row = { id: string } & Record<string, never>;
const rowsOf = async (ask: Ask, list: string, filter = '{}', fields = ''): Promise<Row[]> =>
  (await ask(`{ ${list}(first: 5, filter: ${filter}) { nodes { id ${fields} } } }`))[list].nodes;

function acting(ask: Ask) {
  return async (name: string, input: object): Promise<void> => {
    const type = name.charAt(0).toUpperCase() + name.slice(1);
    await ask(`mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ${refusal} } }`, { input }, `state-${name}`)
      .catch((cause: unknown) => { throw new Error(name, { cause }); });
  };
}

/** What the demo leaves out: goods received, billed, paid and corrected, credit notes, drafts, cancellations, keys, views, a locked month. */
async function actOnce(ask: Ask): Promise<void> {
  const act = acting(ask);
  const [customer, second] = await rowsOf(ask, 'customers', '{ code: { in: ["ALFKI", "BERGS"] } }');
  const [product] = await rowsOf(ask, 'products', '{ available: { min: "20" } }');
  const [warehouse] = await rowsOf(ask, 'warehouses');
  const [purchaseOrder] = await rowsOf(ask, 'purchaseOrders', '{}', 'supplier { id }');
  const supplier = purchaseOrder?.supplier as unknown as Row | undefined;
  const supplierId = supplier?.id;
  const [invoice] = await rowsOf(ask, 'invoices', '{ paymentState: { in: [OPEN] } }');
  const [month] = await rowsOf(ask, 'periods', '{ startsOn: { is: "1998-01-01" } }');
  const [order] = await rowsOf(ask, 'orders', '{ status: { in: [PLACED] } }');
  const line = { productId: product?.id, quantity: '2' };
  await act('receiveGoods', { purchaseOrderId: purchaseOrder?.id });
  const [receipt] = await rowsOf(ask, 'receipts', '{}', 'lines { id }');
  const received = receipt?.lines as unknown as Row[] | undefined;
  const receiptLines = received?.map(({ id }) => ({ receiptLineId: id }));
  await act('recordBill', { supplierId, supplierReference: 'B-1', receiptLines, tax: '1.00' });
  await act('paySupplier', { supplierId, amount: '20', method: 'BANK', oldestFirst: true });
  await act('creditInvoice', { invoiceId: invoice?.id, reason: 'Goods returned' });
  await act('adjustStock', { productId: product?.id, warehouseId: warehouse?.id, quantity: '-1', reason: 'SPOILAGE' });
  await act('createOrder', { customerId: customer?.id, lines: [line] });
  await act('placeOrder', { acceptBackorder: true, order: { customerId: second?.id, lines: [{ ...line, quantity: '5000', unitPrice: '0.01' }] } });
  await act('cancelOrder', { orderId: order?.id, reason: 'Ordered twice' });
  await act('recordPayment', { customerId: customer?.id, amount: '12.50', method: 'BANK', reference: 'On account' });
  await act('setListPrice', { productId: product?.id, unitPrice: '21.50', endsCurrent: true });
  await act('addBarcode', { productId: product?.id, code: '4006381333931' });
  await act('createApiKey', { name: 'Shop', role: 'PARTNER' });
  await act('createUser', { name: 'Clerk', email: 'clerk@example.com', role: 'SALES', password: 'a long enough password', salesPersonId: (await rowsOf(ask, 'salesPeople'))[0]?.id });
  await act('saveView', { resource: 'orders', name: 'Mine', filter: {}, shared: true });
  await act('lockPeriod', { periodId: month?.id, reason: 'Closed' });
}

export async function fillFirm(db: Db): Promise<void> {
  await loadSome(db);
  await actOnce(await ownerOf(db, new Date('1998-05-07T12:00:00Z')));
}
