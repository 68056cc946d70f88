import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordDueBills } from '../../server/src/payables/recordDueBills.ts';
import { postLandedCost } from '../../server/src/landedCosts/postLandedCost.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { recordSupplierCredit } from '../../server/src/payables/recordSupplierCredit.ts';
import { returnToSupplier, reverseSupplierReturn } from '../../server/src/purchasing/supplierReturns.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let supplierId = '';
let rent = '';
let papers = 0;
const paper = () => `P-${(papers += 1)}`;
const keys = new Map<string, { key: string }>();
beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  server.now.set(`${firm.day}T09:00:00Z`);
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEAS', name: 'Tea House', paymentTermDays: 10 })).supplier ?? '');
  rent = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '6300'`)).id);
  for (const [name, role] of [['clerk', 'CONTROLLER'], ['chief', 'OWNER'], ['other', 'CONTROLLER'], ['stores', 'WAREHOUSE']] as const) {
    keys.set(name, { key: (await firm.act(createApiKey, { name, role })).key ?? '' });
  }
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await server.close();
  await firm.close();
});

const refused = '... on Refusal { code message } ... on InputInvalid { fields { path code message } }';
const ask = async (query: string, variables: Record<string, unknown> = {}, who = 'clerk') => {
  const { data, errors } = await server.graphql(query, variables, keys.get(who));
  expect(errors).toEqual([]);
  return data;
};
const mutate = async (name: string, input: Record<string, unknown>, more: string, who = 'clerk') => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return (await ask(`mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename ... on ${type}Payload { ${more} } ${refused} } }`, { input }, who))[name];
};
const goods = async (quantity: string, unitCost: string) => {
  const productId = await firm.product('1', '1');
  const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, lines: [{ productId, quantity, unitCost }] })).purchaseOrder ?? '');
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt}`);
  return { productId, purchaseOrderId, receiptId: globalId('Receipt', receipt), receiptLineId: globalId('ReceiptLine', id) };
};
const billFields = 'bill { id number match needsApproval block open { amount } lines { id } exceptions { id rule status expected actual difference { amount } } }';
const bill = (input: Record<string, unknown>, who?: string) => mutate('recordBill', { supplierId, supplierReference: paper(), ...input }, billFields, who);
const node = async (id: string) => (await ask('query ($id: ID!) { node(id: $id) { ... on Bill { match block open { amount } actions { name allowed } } ... on ReceiptLine { isBilled unbilled } } }', { id })).node;
const pay = (amount: string, more: Record<string, unknown> = {}) => mutate('paySupplier', { supplierId, amount, method: 'BANK', ...more }, 'payment { id unapplied { amount } }');
const balanceOf = async (code: string, of: string) => (await firm.one<{ cents: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS cents FROM "JournalLine" l
  JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code} AND (l."productId" = ${uuid(of)} OR l."purchaseOrderId" = ${uuid(of)})`)).cents;

describe('a bill', () => {
  test('takes a receipt in parts, which sum to what it was booked at', async () => {
    const { receiptLineId, purchaseOrderId } = await goods('3', '3.3333');
    expect((await bill({ receiptLines: [{ receiptLineId, quantity: '1' }] })).bill).toMatchObject({ match: 'MATCHED', block: null, open: { amount: '3.33' } });
    expect(await node(receiptLineId)).toEqual({ isBilled: false, unbilled: '2' });
    expect((await bill({ receiptLines: [{ receiptLineId, quantity: '0.5' }] })).fields).toEqual([expect.objectContaining({ path: ['receiptLines', '0', 'quantity'], code: 'decimal_places' })]);
    await bill({ receiptLines: [{ receiptLineId }] });
    expect(await node(receiptLineId)).toEqual({ isBilled: true, unbilled: '0' });
    expect(await balanceOf('2300', purchaseOrderId)).toBe('0');
    expect((await bill({ receiptLines: [{ receiptLineId }] })).code).toBe('RECEIPT_LINE_BILLED');
  });

  test('at another price is not paid before somebody else has accepted it', async () => {
    const { receiptLineId } = await goods('10', '2');
    const { bill: dear } = await bill({ receiptLines: [{ receiptLineId, unitCost: '2.5' }] });
    expect(dear).toMatchObject({ match: 'EXCEPTION', block: 'exception', exceptions: [{ rule: 'PRICE', status: 'OPEN', expected: '2', actual: '2.5', difference: { amount: '5.00' } }] });
    expect((await pay('25', { allocations: [{ billId: dear.id, amount: '25' }] })).code).toBe('BILL_BLOCKED');
    expect((await mutate('acceptBillExceptions', { billId: dear.id, reason: 'Agreed by phone' }, 'bill { id }')).code).toBe('BILL_OWN');
    expect((await node(dear.id)).actions.find(({ name }: { name: string }) => name === 'acceptBillExceptions').allowed).toBe(false);
    expect((await mutate('acceptBillExceptions', { billId: dear.id, reason: 'Agreed by phone' }, billFields, 'chief')).bill)
      .toMatchObject({ match: 'ACCEPTED', block: null, exceptions: [{ status: 'ACCEPTED' }] });
    expect((await pay('25', { allocations: [{ billId: dear.id, amount: '25' }] })).payment).toMatchObject({ unapplied: { amount: '0.00' } });
    expect((await mutate('acceptBillExceptions', { billId: dear.id, reason: 'Again' }, 'bill { id }', 'chief')).code).toBe('BILL_EXCEPTIONS_NONE');
  });

  test('within tolerance is paid as any other; without one, no cent passes', async () => {
    const { errors } = await server.graphql('mutation ($input: SetMatchToleranceInput!) { setMatchTolerance(input: $input) { __typename } }', { input: { priceRate: '1' } }, keys.get('clerk'));
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    const { matchTolerance } = await mutate('setMatchTolerance', { supplierId, priceRate: '0.05', price: '1' }, 'matchTolerance { id }', 'chief');
    const [near, far] = [await goods('10', '2'), await goods('10', '20')];
    expect((await bill({ receiptLines: [{ receiptLineId: near.receiptLineId, unitCost: '2.1' }] })).bill.match).toBe('MATCHED');
    expect((await bill({ receiptLines: [{ receiptLineId: far.receiptLineId, unitCost: '20.11' }] })).bill.match).toBe('EXCEPTION');
    await mutate('removeMatchTolerance', { matchToleranceId: matchTolerance.id }, 'removed', 'chief');
  });

  test('for more than came waits, and the supplier\'s credit puts it right to the cent', async () => {
    const { receiptLineId, purchaseOrderId } = await goods('10', '2');
    const { bill: many } = await bill({ receiptLines: [{ receiptLineId, quantity: '12' }] });
    expect(many).toMatchObject({ match: 'EXCEPTION', open: { amount: '24.00' }, exceptions: [{ rule: 'QUANTITY', expected: '10', actual: '12', difference: { amount: '4.00' } }] });
    expect(await node(receiptLineId)).toEqual({ isBilled: true, unbilled: '-2' });
    expect(await balanceOf('2300', purchaseOrderId)).toBe('400');
    const line = { billLineId: many.lines[0].id };
    const credit = (lines: Record<string, unknown>[], more = {}) => mutate('recordSupplierCredit', { supplierId, supplierReference: paper(), billId: many.id, lines, reason: 'Two never came', ...more },
      'supplierCredit { id number unapplied { amount } openItem { id } }');
    expect((await credit([{ ...line, quantity: '3', net: '6' }])).fields).toEqual([expect.objectContaining({ path: ['lines', '0', 'quantity'] })]);
    expect((await credit([{ ...line, net: '24.01' }])).code).toBe('CREDIT_EXCEEDS_LINE');
    const { supplierCredit } = await credit([{ ...line, quantity: '2', net: '4' }]);
    expect(supplierCredit.unapplied.amount).toBe('4.00');
    expect(await balanceOf('2300', purchaseOrderId)).toBe('0');
    expect((await mutate('reverseBill', { billId: many.id, reason: 'x' }, 'bill { id }')).code).toBe('BILL_CREDITED');
    await mutate('acceptBillExceptions', { billId: many.id, reason: 'Credited' }, 'bill { id }', 'chief');
    await mutate('allocate', { creditItemId: supplierCredit.openItem.id, bills: [{ billId: many.id, amount: '4' }] }, 'openItem { id }');
    expect((await node(many.id)).open.amount).toBe('20.00');
    expect((await mutate('reverseSupplierCredit', { supplierCreditId: supplierCredit.id, reason: 'x' }, 'supplierCredit { id }')).code).toBe('SUPPLIER_CREDIT_APPLIED');
  });

  test('whose price is lowered later lowers what the goods cost, and its reverse raises it again', async () => {
    const { receiptLineId, productId } = await goods('10', '2');
    const { bill: paid } = await bill({ receiptLines: [{ receiptLineId }] });
    const before = await balanceOf('1300', productId);
    const { supplierCredit } = await mutate('recordSupplierCredit', { supplierId, supplierReference: paper(), lines: [{ billLineId: paid.lines[0].id, net: '3' }], tax: '0.50', reason: 'Too dear' },
      'supplierCredit { id total { amount } }');
    expect(supplierCredit.total.amount).toBe('3.50');
    expect(Number(before) - Number(await balanceOf('1300', productId))).toBe(300);
    await mutate('reverseSupplierCredit', { supplierCreditId: supplierCredit.id, reason: 'No' }, 'supplierCredit { id }');
    expect(await balanceOf('1300', productId)).toBe(before);
  });

  test('for freight settles what was accrued, no more than that, and its reverse accrues it again', async () => {
    const { receiptLineId } = await goods('10', '2');
    const { landedCost = '' } = await firm.act(postLandedCost, { basis: 'VALUE', charges: [{ kind: 'FREIGHT', amount: '5' }], lines: [{ receiptLineId }] });
    const landedCostId = globalId('LandedCost', landedCost);
    const accrued = () => firm.one<{ cents: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS cents FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '2310'`);
    expect(await accrued()).toEqual({ cents: '-500' });
    expect((await bill({ landedCostLines: [{ landedCostId, net: '5.01' }] })).code).toBe('LANDED_COST_SETTLED');
    await bill({ landedCostLines: [{ landedCostId, net: '2' }] });
    const { bill: rest } = await bill({ landedCostLines: [{ landedCostId, net: '3' }] });
    expect(rest).toMatchObject({ match: 'NONE', open: { amount: '3.00' } });
    expect(await accrued()).toEqual({ cents: '0' });
    await mutate('reverseBill', { billId: rest.id, reason: 'Not theirs' }, 'bill { id }');
    expect(await accrued()).toEqual({ cents: '-300' });
  });

  test('of goods that were sent back is credited for them, once', async () => {
    const { receiptLineId, receiptId, purchaseOrderId } = await goods('10', '2');
    await bill({ receiptLines: [{ receiptLineId }] });
    const { supplierReturn = '' } = await firm.act(returnToSupplier, { receiptId, lines: [{ receiptLineId, quantity: '4' }], reason: 'Stale' });
    expect(await balanceOf('2300', purchaseOrderId)).toBe('800');
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "SupplierReturnLine" WHERE "supplierReturnId" = ${supplierReturn}`);
    const credit = () => mutate('recordSupplierCredit', { supplierId, supplierReference: paper(), lines: [{ supplierReturnLineId: globalId('SupplierReturnLine', id), net: '8' }], reason: 'Stale' }, 'supplierCredit { id }');
    expect((await credit()).supplierCredit).toBeDefined();
    expect(await balanceOf('2300', purchaseOrderId)).toBe('0');
    expect((await credit()).fields).toEqual([expect.objectContaining({ code: 'taken' })]);
  });

  test('of goods that were sent back is not credited while the return is taken back: one of both comes first', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { receiptLineId, receiptId } = await goods('10', '2');
      await bill({ receiptLines: [{ receiptLineId }] });
      const { supplierReturn = '' } = await firm.act(returnToSupplier, { receiptId, lines: [{ receiptLineId, quantity: '4' }], reason: 'Stale' });
      const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "SupplierReturnLine" WHERE "supplierReturnId" = ${supplierReturn}`);
      const credit = () => firm.refusal(recordSupplierCredit, { supplierId, supplierReference: paper(), lines: [{ supplierReturnLineId: globalId('SupplierReturnLine', id), net: '8' }], reason: 'Stale' });
      const reverse = () => firm.refusal(reverseSupplierReturn, { supplierReturnId: globalId('SupplierReturn', supplierReturn), reason: 'Kept after all' });
      const outcomes = await Promise.all(round % 2 === 0 ? [credit(), reverse()] : [reverse(), credit()]);
      expect(outcomes.filter((code) => code === undefined)).toHaveLength(1);
    }
  });

  test('beyond what the role may let be paid asks a second person by itself, who is not the one that recorded it', async () => {
    await firm.act(setApprovalLimit, { kind: 'BILL', role: 'CONTROLLER', amount: '100' });
    const { bill: large } = await bill({ expenseLines: [{ accountId: rent, description: 'Rent', net: '150' }] });
    expect(large).toMatchObject({ match: 'NONE', needsApproval: true, block: 'approval' });
    expect((await pay('150', { allocations: [{ billId: large.id, amount: '150' }] })).code).toBe('BILL_BLOCKED');
    const { approvals } = await ask('{ approvals(first: 1, orderBy: REQUESTED_AT_DESC) { nodes { id kind amount { amount } } } }', {}, 'chief');
    expect(approvals.nodes[0]).toMatchObject({ kind: 'BILL', amount: { amount: '150.00' } });
    const decide = (who: string) => mutate('decideApproval', { approvalId: approvals.nodes[0].id, approve: true, reason: 'Yes' }, 'approval { status }', who);
    expect((await decide('clerk')).code).toBe('APPROVAL_OWN');
    expect((await decide('other')).code).toBe('APPROVAL_BEYOND_LIMIT');
    expect((await decide('chief')).approval.status).toBe('APPROVED');
    expect((await pay('150', { allocations: [{ billId: large.id, amount: '150' }] })).payment).toBeDefined();
    expect((await bill({ expenseLines: [{ accountId: rent, description: 'Stamps', net: '100' }] })).bill.needsApproval).toBe(false);
  });
});

describe('the ledger of a document', () => {
  test('tells what became known later of the cost of its goods', async () => {
    const productId = await firm.product('10', '10');
    const today = firm.day;
    firm.day = later(today, 3);
    server.now.set(`${firm.day}T09:00:00Z`);
    const shipmentId = await firm.ship(await firm.order(await firm.customer(), [{ productId, quantity: '6', unitPrice: '90' }]));
    await firm.act(adjustStock, { productId, warehouseId: globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id), quantity: '10', reason: 'FOUND', unitCost: '16', on: later(today, 1) });
    const { id: moveId } = await firm.one<{ id: string }>(sql`SELECT id FROM "StockMove" WHERE "productId" = ${uuid(productId)} AND kind = 'ADJUSTMENT'`);
    const kinds = async (documentId: string) => (await ask('query ($id: ID!) { entriesOfDocument(documentId: $id) { kind } }', { id: documentId })).entriesOfDocument.map(({ kind }: { kind: string }) => kind);
    expect(await kinds(shipmentId)).toEqual(['SHIPMENT', 'COST']);
    expect(await kinds(globalId('StockMove', moveId))).toEqual(['ADJUSTMENT', 'COST']);
    firm.day = today;
    server.now.set(`${firm.day}T09:00:00Z`);
  });
});

describe('a run of payments', () => {
  const run = '... on PaymentRun { id number status total { amount } bills suppliers version lines { amount { amount } bill { id } payment { id number } } actions { name allowed } }';
  const create = (more: Record<string, unknown> = {}) => mutate('createPaymentRun', { dueUntil: later(firm.day, 10), ...more }, `paymentRun { ${run.replace('... on PaymentRun {', '').slice(0, -1)} }`);

  test('proposes what is due and may be paid, once, and pays it all or not at all', async () => {
    const other = globalId('Supplier', (await firm.act(createSupplier, { code: 'RENT', name: 'Landlord', paymentTermDays: 5 })).supplier ?? '');
    const one = (await bill({ supplierId: other, expenseLines: [{ accountId: rent, description: 'Rent', net: '40' }] })).bill;
    const two = (await bill({ supplierId: other, expenseLines: [{ accountId: rent, description: 'Heating', net: '10' }] })).bill;
    expect((await create({ supplierIds: [other], dueUntil: later(firm.day, 4) })).code).toBe('PAYMENT_RUN_EMPTY');
    const { paymentRun } = await create({ supplierIds: [other] });
    expect(paymentRun).toMatchObject({ status: 'DRAFT', total: { amount: '50.00' }, bills: 2, suppliers: 1 });
    expect((await create({ supplierIds: [other] })).code).toBe('PAYMENT_RUN_EMPTY');
    expect((await mutate('updatePaymentRun', { paymentRunId: paymentRun.id, version: 1, lines: [{ billId: one.id, amount: '40.01' }] }, 'paymentRun { id }')).code).toBe('ALLOCATION_EXCEEDS_INVOICE');
    await mutate('updatePaymentRun', { paymentRunId: paymentRun.id, version: 1, lines: [{ billId: one.id, amount: '40' }, { billId: two.id, amount: '6' }] }, 'paymentRun { id }');
    const execute = () => mutate('executePaymentRun', { paymentRunId: paymentRun.id }, 'paymentRun { status total { amount } lines { payment { id } } }');
    const { paymentRun: paid } = await execute();
    expect(paid).toMatchObject({ status: 'EXECUTED', total: { amount: '46.00' } });
    expect(new Set(paid.lines.map((line: { payment: { id: string } }) => line.payment.id)).size).toBe(1);
    expect([(await node(one.id)).open.amount, (await node(two.id)).open.amount]).toEqual(['0.00', '4.00']);
    expect((await execute()).code).toBe('PAYMENT_RUN_STATE');
    const again = (await create({ supplierIds: [other] })).paymentRun;
    await pay('4', { supplierId: other, allocations: [{ billId: two.id, amount: '4' }] });
    expect((await mutate('executePaymentRun', { paymentRunId: again.id }, 'paymentRun { id }')).code).toBe('ALLOCATION_EXCEEDS_INVOICE');
    expect((await mutate('cancelPaymentRun', { paymentRunId: again.id }, 'paymentRun { status }')).paymentRun.status).toBe('CANCELLED');
  });

  test('beyond what the role may pay at once waits for a second person, and for each change anew', async () => {
    await firm.act(setApprovalLimit, { kind: 'PAYMENT_RUN', role: 'CONTROLLER', amount: '20' });
    const supplier = globalId('Supplier', (await firm.act(createSupplier, { code: 'LIM', name: 'Large' })).supplier ?? '');
    const { bill: due } = await bill({ supplierId: supplier, dueOn: firm.day, expenseLines: [{ accountId: rent, description: 'Rent', net: '90' }] });
    const { paymentRun } = await create({ supplierIds: [supplier] });
    const execute = (who = 'clerk') => mutate('executePaymentRun', { paymentRunId: paymentRun.id }, 'paymentRun { status }', who);
    expect((await execute()).code).toBe('PAYMENT_RUN_APPROVAL_NEEDED');
    const request = async () => (await mutate('requestRunApproval', { paymentRunId: paymentRun.id, reason: 'Rent' }, 'approval { id }')).approval.id;
    const approve = (approvalId: string) => mutate('decideApproval', { approvalId, approve: true, reason: 'Yes' }, 'approval { status }', 'chief');
    await approve(await request());
    await mutate('updatePaymentRun', { paymentRunId: paymentRun.id, version: 1, lines: [{ billId: due.id, amount: '80' }] }, 'paymentRun { id }');
    expect((await execute()).code).toBe('PAYMENT_RUN_APPROVAL_NEEDED');
    await approve(await request());
    expect((await execute()).paymentRun.status).toBe('EXECUTED');
  });

  test('makes a file for the bank, and says who lacks an account', async () => {
    const supplier = globalId('Supplier', (await firm.act(createSupplier, { code: 'IBAN', name: 'Kaffee & Söhne' })).supplier ?? '');
    await bill({ supplierId: supplier, supplierReference: '=1+1', dueOn: firm.day, expenseLines: [{ accountId: rent, description: 'Coffee', net: '12.5' }] });
    const { paymentRun } = await create({ supplierIds: [supplier] });
    const file = (asCsv: boolean) => server.graphql('query ($id: ID!, $asCsv: Boolean) { paymentRunFile(paymentRunId: $id, asCsv: $asCsv) { fileName content } }', { id: paymentRun.id, asCsv }, keys.get('clerk'));
    expect((await file(false)).errors[0]?.extensions).toMatchObject({ refusal: 'BANK_DETAILS_MISSING' });
    const bank = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id);
    const details = (more: Record<string, unknown>) => mutate('setBankDetails', { reason: 'By letter', ...more }, 'bankDetails { id iban }');
    expect((await details({ supplierId: supplier, holder: 'Kaffee', iban: 'DE88 3704 0044 0532 0130 00' })).fields).toEqual([expect.objectContaining({ path: ['iban'], code: 'iban' })]);
    expect((await details({ supplierId: supplier, holder: 'Kaffee & Söhne', iban: 'DE89 3704 0044 0532 0130 00' })).bankDetails.iban).toBe('DE89370400440532013000');
    await details({ accountId: bank, holder: 'Trading Firm', iban: 'GB29NWBK60161331926819', bic: 'NWBKGB2L' });
    const { data: { paymentRunFile: sepa } } = await file(false);
    expect(sepa.fileName).toBe(`${paymentRun.number}.xml`);
    for (const part of ['<InstdAmt Ccy="USD">12.50</InstdAmt>', '<CtrlSum>12.50</CtrlSum>', '<IBAN>DE89370400440532013000</IBAN>', 'Kaffee &#38; Söhne', '<NbOfTxs>1</NbOfTxs>']) expect(sepa.content).toContain(part);
    const { data: { paymentRunFile: csv } } = await file(true);
    expect(csv.content.split('\n')[1]).toBe("Kaffee & Söhne,DE89370400440532013000,,12.50,USD,'=1+1");
  });
});

test('a recurring bill is recorded once a turn, the missed ones too, and waits for approval', async () => {
  const landlord = globalId('Supplier', (await firm.act(createSupplier, { code: 'LAND', name: 'Halls', paymentTermDays: 0 })).supplier ?? '');
  const { recurringBill } = await mutate('createRecurringBill',
    { supplierId: landlord, name: 'Rent of the hall', every: 'WEEK', startsOn: later(firm.day, -14), tax: '2', lines: [{ accountId: rent, description: 'Hall', net: '30' }] }, 'recurringBill { id nextOn }');
  const now = new Date(`${firm.day}T09:00:00Z`);
  const counts = await Promise.all([recordDueBills(firm.db, now), recordDueBills(firm.db, now)]);
  expect(counts[0] + counts[1]).toBe(3);
  const { node: template } = await ask('query ($id: ID!) { node(id: $id) { ... on RecurringBill { nextOn turns bills(first: 10) { nodes { billedOn block total { amount } } } } } }', { id: recurringBill.id });
  expect(template).toMatchObject({ turns: 3, nextOn: later(firm.day, 7) });
  expect(template.bills.nodes).toHaveLength(3);
  expect(template.bills.nodes[0]).toMatchObject({ block: 'approval', total: { amount: '32.00' } });
});

test('what is to be paid in the weeks to come begins with what is owed', async () => {
  const { cashOut, payablesByAge } = await ask('{ cashOut(weeks: 26) { paidAhead { amount } weeks { due { amount } blocked { amount } recurring { amount } } } payablesByAge { total { balance { amount } } } }');
  const cents = (amount: string) => BigInt(amount.replace('.', ''));
  const due = cashOut.weeks.reduce((sum: bigint, week: { due: { amount: string } }) => sum + cents(week.due.amount), 0n);
  expect(due - cents(cashOut.paidAhead.amount)).toBe(cents(payablesByAge.total.balance.amount));
  expect(cashOut.weeks.some((week: { recurring: { amount: string } }) => week.recurring.amount !== '0.00')).toBe(true);
});

test('warehouse staff see no bills', async () => {
  const { errors } = await server.graphql('{ billExceptions(first: 1) { totalCount } }', {}, keys.get('stores'));
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
});
