// Whatever a firm does in three currencies, at whatever rates and however far back: nothing open is worth nothing, every entry
// balances, reports are the ledger, and verify finds nothing. Forty seeds are fixed; `HESABU_SEQUENCES` and `HESABU_SEED` try others.
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { acceptProposals, bookLine } from '../../server/src/banking/bookLine.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { undoBooking } from '../../server/src/banking/undoBooking.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { loadRates } from '../../server/src/currencies/rates.ts';
import { exchangeDifferences } from '../../server/src/currencies/reports.ts';
import { revalue, reverseRevaluation } from '../../server/src/currencies/revalue.ts';
import { setCurrencyRule, setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { convertCredit, reverseConversion } from '../../server/src/payments/convertCredit.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { recordOpeningInvoice } from '../../server/src/receivables/recordOpeningInvoice.ts';
import { receivablesByCurrency } from '../../server/src/receivables/receivablesByCurrency.ts';
import { currencyStatement, statement } from '../../server/src/receivables/statement.ts';
import { createPaymentRun } from '../../server/src/payments/createPaymentRun.ts';
import { executePaymentRun } from '../../server/src/payments/executePaymentRun.ts';
import { paySupplier } from '../../server/src/payments/paySupplier.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { reverseBill } from '../../server/src/payables/reverseBill.ts';
import { createRecurringBill, recordRecurringBill } from '../../server/src/payables/recurringBills.ts';
import { recordOpeningBill } from '../../server/src/payables/recordOpeningBill.ts';
import { recordSupplierCredit, reverseSupplierCredit } from '../../server/src/payables/recordSupplierCredit.ts';
import { setMatchTolerance } from '../../server/src/payables/setMatchTolerance.ts';
import { payablesByAge } from '../../server/src/payables/payablesByAge.ts';
import { payablesByCurrency } from '../../server/src/payables/payablesByCurrency.ts';
import { createPurchaseOrder, updatePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { verify } from '../../server/src/verify.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { seedGroups } from '../support/seeds.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const STEPS = 60;
const kinds = ['rate', 'rate', 'sell', 'sell', 'order', 'cancel', 'credit', 'opening', 'pay', 'pay', 'pay', 'bank', 'allocate', 'allocate', 'unapply', 'reverse', 'convert', 'unconvert', 'revalue', 'unrevalue', 'bill', 'bill', 'goods', 'goods', 'unbill', 'again', 'due', 'due', 'owe', 'less', 'unless', 'buy', 'buy', 'buyHeld', 'run', 'settle', 'line', 'line', 'line', 'lineOut', 'lineOut', 'unline', 'day', 'day', 'back'] as const;
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(99), size: fc.integer({ min: 1, max: 9 }), flag: fc.boolean(), code: fc.constantFrom('USD', 'EUR', 'EUR', 'JPY') });
type Step = { kind: (typeof kinds)[number]; which: number; size: number; flag: boolean; code: string };

interface World { trade: Trade; products: string[]; customers: string[]; suppliers: string[]; rent: string; stocked: string; days: number; euroBank: string; /** Own accounts, whose statements come in. */ euroLines: string; houseLines: string }
const some = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(items.length, 1)];
const ids = async (trade: Trade, type: string, found: Parameters<Trade['db']['rows']>[0]) => (await trade.db.rows<{ id: string }>(found)).map(({ id }) => globalId(type, id));

async function asked(world: World, { kind, which, size, flag, code }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const { trade, customers, suppliers, rent, stocked, products, days, euroBank } = world;
  const customerId = some(customers, which);
  const amount = code === 'JPY' ? String(size * 1711) : `${size * 7}.${flag ? '33' : '07'}`;
  const earlier = later(firstDay, Math.max(0, days - (which % 9)));
  const other = code === 'USD' ? 'EUR' : 'USD';
  const supplierId = some(suppliers, which);
  const supplierReference = `P-${days}-${which}-${size}-${flag}-${code}-${kind}`;
  const typed = code !== 'USD' && which % 3 === 0 ? { exchangeRate: code === 'JPY' ? '0.0071' : `1.${size}3`, rateSource: 'Drawn' } : {};
  const paper = { supplierId, supplierReference, currencyCode: code, ...typed };
  const lines = [{ accountId: rent, description: 'Rent', net: amount }, ...(flag ? [{ accountId: rent, description: 'More', net: code === 'JPY' ? '337' : '3.33' }] : [])];
  switch (kind) {
    case 'rate': return [enterRate, { currencyCode: code === 'JPY' ? 'JPY' : 'EUR', ratedOn: flag ? earlier : later(firstDay, days), rate: code === 'JPY' ? `0.00${50 + which}` : `${1 + (which % 3)}.${String(size * 1237).padStart(5, '0')}` }];
    case 'sell': case 'order': {
      const lines = products.slice(0, 1 + (which % products.length)).map((productId, at) => ({ productId, quantity: String(1 + ((size + at) % 4)), unitPrice: code === 'JPY' ? String(size * 137) : `${size}.37`, ...(flag ? { discountRate: '0.07' } : {}) }));
      const orderId = await trade.order(customerId ?? '', lines, { currencyCode: code, freight: flag ? (code === 'JPY' ? '311' : '3.01') : null });
      if (kind === 'order' && flag) return undefined;
      const shipment = await trade.ship(orderId);
      return kind === 'sell' ? [invoiceShipments, { shipmentIds: [shipment], issuedOn: null }] : undefined;
    }
    case 'cancel': { const orderId = some(await ids(trade, 'Order', sql`SELECT id FROM "Order" WHERE status = 'PLACED' ORDER BY number`), which); return orderId ? [cancelOrder, { orderId, reason: 'No' }] : undefined; }
    case 'credit': {
      const invoice = some(await trade.db.rows<{ id: string; code: string }>(sql`SELECT id, "currencyCode" AS code FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY number DESC LIMIT 7`), which);
      if (!invoice) return undefined;
      const [line] = await trade.db.rows<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${invoice.id}::uuid ORDER BY no DESC LIMIT 1`);
      const part = flag ? { quantity: '1' } : { amount: String(size) };
      return [creditInvoice, { invoiceId: globalId('Invoice', invoice.id), currencyCode: invoice.code, reason: 'So', ...(which % 5 === 0 || !line ? {} : { lines: [{ invoiceLineId: globalId('InvoiceLine', line.id), ...part }] }) }];
    }
    case 'opening': return [recordOpeningInvoice, { customerId, number: `OLD-${days}-${which}-${size}-${code}`, issuedOn: '2025-12-01', amount: flag ? amount : `-${amount}`, currencyCode: code, ...(code !== 'USD' && which % 2 === 0 ? { companyAmount: `${size * 11}.13` } : {}) }];
    case 'pay': return [recordPayment, { customerId, amount, currencyCode: code, method: 'BANK', paidOn: which % 2 === 0 ? earlier : null, oldestFirst: flag, ...(code !== 'USD' && which % 3 === 0 ? { companyAmount: `${size * 13}.41` } : {}) }];
    case 'bank': return [recordPayment, { customerId, amount, currencyCode: code, method: 'BANK', accountId: euroBank, oldestFirst: true }];
    case 'allocate': { const creditItemId = some(await ids(trade, 'OpenItem', sql`SELECT id FROM "OpenItem" WHERE "openMinor" < 0 AND "customerId" IS NOT NULL ORDER BY number, id`), which); return creditItemId ? [allocate, { creditItemId, oldestFirst: true }] : undefined; }
    case 'unapply': { const allocationId = some(await ids(trade, 'Allocation', sql`SELECT id FROM "Allocation" WHERE "amountMinor" > 0 ORDER BY "recordedAt" DESC, id LIMIT 9`), which); return allocationId ? [unapply, { allocationId, reason: 'No' }] : undefined; }
    case 'reverse': { const paymentId = some(await ids(trade, 'Payment', sql`SELECT id FROM "Payment" ORDER BY number DESC LIMIT 9`), which); return paymentId ? [reversePayment, { paymentId, reason: 'Bounced' }] : undefined; }
    case 'convert': {
      const credit = some(await trade.db.rows<{ id: string; code: string }>(sql`SELECT id, "currencyCode" AS code FROM "OpenItem" WHERE "openMinor" < 0 AND kind = 'PAYMENT' AND "customerId" IS NOT NULL ORDER BY number, id`), which);
      return credit && [convertCredit, { creditItemId: globalId('OpenItem', credit.id), into: { currencyCode: credit.code === code ? other : code, amount: credit.code !== code && code === 'JPY' ? String(size * 997) : `${size}.99` }, ...(flag ? { amount: '3', currencyCode: credit.code } : {}) }];
    }
    case 'unconvert': { const creditConversionId = some(await ids(trade, 'CreditConversion', sql`SELECT id FROM "CreditConversion" ORDER BY number DESC LIMIT 4`), which); return creditConversionId ? [reverseConversion, { creditConversionId, reason: 'No' }] : undefined; }
    case 'revalue': return [revalue, { valuedOn: later(firstDay, Math.max(0, days - 1 - (which % 5))) }];
    case 'unrevalue': { const revaluationId = some(await ids(trade, 'Revaluation', sql`SELECT id FROM "Revaluation" ORDER BY number DESC LIMIT 3`), which); return revaluationId ? [reverseRevaluation, { revaluationId, reason: 'No' }] : undefined; }
    case 'bill': return [recordBill, { ...paper, billedOn: which % 4 === 0 ? earlier : null, dueOn: null, expenseLines: lines, tax: flag ? (code === 'JPY' ? '31' : '0.71') : null }];
    case 'goods': {
      // Ordered in one currency, at the day's rate or a typed one; billed in the same or another, for all of it or a part.
      const unitCost = code === 'JPY' ? String(size * 97) : `${size}.17`;
      const ordered = flag ? code : some(['USD', 'EUR', 'JPY'], which) ?? 'USD';
      const at = ordered === code ? typed : {};
      const purchaseOrderId = globalId('PurchaseOrder', (await trade.act(createPurchaseOrder, { supplierId, currencyCode: ordered, ...at, lines: [{ productId: stocked, quantity: String(size), unitCost: ordered === 'JPY' ? `${size * 91}.5` : `${size}.5` }] })).purchaseOrder ?? '');
      if (which % 4 === 0) await trade.act(updatePurchaseOrder, { purchaseOrderId, version: 1, currencyCode: code });
      await trade.act(placePurchaseOrder, { purchaseOrderId });
      const { id: line } = await trade.one<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(purchaseOrderId)}`);
      if (size > 1) await trade.act(receiveGoods, { purchaseOrderId, lines: [{ purchaseOrderLineId: globalId('PurchaseOrderLine', line), quantity: '1' }] });
      await trade.act(receiveGoods, { purchaseOrderId });
      const came = await trade.db.rows<{ id: string }>(sql`SELECT l.id FROM "ReceiptLine" l WHERE l."purchaseOrderLineId" = ${line} ORDER BY l.quantity, l.id`);
      const receiptLines = came.map(({ id }, index) => ({ receiptLineId: globalId('ReceiptLine', id), unitCost, ...(flag && index > 0 ? { quantity: String(1 + (which % (size - 1))) } : {}) }));
      return [recordBill, { ...paper, receiptLines, ...(flag ? { expenseLines: lines } : {}) }];
    }
    case 'again': return [createRecurringBill, { supplierId, currencyCode: code, name: supplierReference, every: flag ? 'WEEK' : 'MONTH', startsOn: earlier, endsOn: later(earlier, size * 9), lines: lines.map((each) => ({ ...each })), tax: null }];
    case 'due': { const recurringBillId = some(await ids(trade, 'RecurringBill', sql`SELECT id FROM "RecurringBill" WHERE "nextOn" <= ${later(firstDay, days)}::date ORDER BY name, id`), which); return recurringBillId ? [recordRecurringBill, { recurringBillId }] : undefined; }
    case 'unbill': { const billId = some(await ids(trade, 'Bill', sql`SELECT id FROM "Bill" WHERE status = 'POSTED' ORDER BY number DESC LIMIT 9`), which); return billId ? [reverseBill, { billId, reason: 'No' }] : undefined; }
    case 'owe': return [recordOpeningBill, { supplierId, supplierReference, billedOn: '2025-12-01', amount, currencyCode: code, ...(code !== 'USD' && which % 2 === 0 ? { companyAmount: `${size * 11}.13` } : {}) }];
    case 'less': {
      const line = some(await trade.db.rows<{ id: string; supplier: string; code: string }>(sql`SELECT l.id, b."supplierId" AS supplier, b."currencyCode" AS code FROM "BillLine" l JOIN "Bill" b ON b.id = l."billId" WHERE b.status = 'POSTED' AND l."receiptLineId" IS NOT NULL ORDER BY b.number DESC LIMIT 7`), which);
      const about = line && which % 2 === 0 ? { supplierId: globalId('Supplier', line.supplier), currencyCode: line.code, exchangeRate: null, rateSource: null, lines: [{ billLineId: globalId('BillLine', line.id), net: line.code === 'JPY' ? '11' : '0.37' }] } : { lines };
      return [recordSupplierCredit, { ...paper, creditedOn: flag ? earlier : null, reason: 'So', ...about }];
    }
    case 'unless': { const supplierCreditId = some(await ids(trade, 'SupplierCredit', sql`SELECT id FROM "SupplierCredit" ORDER BY number DESC LIMIT 5`), which); return supplierCreditId ? [reverseSupplierCredit, { supplierCreditId, reason: 'No' }] : undefined; }
    case 'buy': return [paySupplier, { supplierId, amount, currencyCode: code, method: 'BANK', paidOn: which % 2 === 0 ? earlier : null, oldestFirst: flag, ...(code !== 'USD' && which % 3 === 0 ? { companyAmount: `${size * 13}.41` } : {}) }];
    case 'buyHeld': return [paySupplier, { supplierId, amount, currencyCode: code, method: 'BANK', accountId: euroBank, oldestFirst: true }];
    case 'run': {
      const { paymentRun = '' } = await trade.act(createPaymentRun, { dueUntil: later(firstDay, days), currencyCode: code, ...(flag && code === 'EUR' ? { accountId: euroBank } : {}) });
      return [executePaymentRun, { paymentRunId: globalId('PaymentRun', paymentRun), ...(code !== 'USD' && which % 3 === 0 ? { companyAmount: `${size * 17}.01` } : {}) }];
    }
    case 'settle': { const creditItemId = some(await ids(trade, 'OpenItem', sql`SELECT id FROM "OpenItem" WHERE "openMinor" > 0 AND "supplierId" IS NOT NULL ORDER BY number, id`), which); return creditItemId ? [allocate, { creditItemId, oldestFirst: true }] : undefined; }
    // A line of a bank in one currency pays what is owed in another: what the matcher proposes, or by hand at whatever it comes to.
    case 'line': case 'lineOut': return lineOf(world, { kind, which, size, flag, code });
    case 'unline': { const bookingId = some(await ids(trade, 'LineBooking', sql`SELECT id FROM "LineBooking" WHERE "undoneAt" IS NULL ORDER BY "bookedAt" DESC LIMIT 6`), which); return bookingId ? [undoBooking, { bookingId, reason: 'No' }] : undefined; }
    case 'day': case 'back': return undefined;
  }
}

/** A line of today at the bank in dollars or euros, for a debt in another currency. */
async function lineOf({ trade, euroLines, houseLines, days }: World, { kind, which, size, flag, code }: Step): Promise<[AnyAction, Record<string, unknown>] | undefined> {
  const [at, bankCode] = which % 2 === 0 ? [euroLines, 'EUR'] : [houseLines, 'USD'];
  const isIn = kind === 'line';
  const debt = some(await trade.db.rows<{ id: string; number: string; party: string; code: string; open: string; source: string }>(sql`SELECT i.id, i.number, coalesce(i."customerId", i."supplierId") AS party, i."currencyCode" AS code, abs(i."openMinor")::text AS open, i."sourceId" AS source FROM "OpenItem" i
    WHERE i."currencyCode" <> ${bankCode} AND (${code} = 'USD' OR i."currencyCode" = ${code}) AND i.kind::text = ${isIn ? 'INVOICE' : 'BILL'} AND sign(i."openMinor") = ${isIn ? 1 : -1} ORDER BY i.number, i.id LIMIT 12`), which);
  if (!debt) return undefined;
  const rates = await loadRates(trade.db, await trade.context(), [later(firstDay, days)]);
  const rateOf = (of: string): number => (of === 'USD' ? 1 : Number(rates.found.find((each) => each.code === of)?.rate ?? 0n) / 1e10) / (of === 'JPY' ? 0.01 : 1);
  const [own, theirs] = [rateOf(bankCode), rateOf(debt.code)];
  const cents = flag && own > 0 && theirs > 0 ? Math.max(1, Math.round(Number(debt.open) * theirs / own * (1 + (size - 5) / 400))) : size * 173;
  const text = `${trade.day} ${which} ${size} ${flag} ${days} ${debt.number}`;
  const decimal = (amount: number) => (amount / 100).toFixed(2);
  balances.set(at, (balances.get(at) ?? 0) + (isIn ? cents : -cents));
  const file = `Date;Amount;Balance;Text\n${trade.day};${decimal(isIn ? cents : -cents)};${decimal(balances.get(at) ?? 0)};${text}`;
  const { id } = await keepAttachment(await trade.context(), { subject: { type: 'CollectionAccount', uuid: uuid(at) }, fileName: 's.csv', chunks: (async function* () { yield Buffer.from(file); })(), bytesMax: 1_000_000, key: null });
  await trade.act(importStatement, { attachmentId: globalId('Attachment', id) });
  await matchAccount(await trade.context(), uuid(at));
  const line = await trade.one<{ id: string; status: string }>(sql`SELECT id, status::text FROM "BankLine" WHERE text = ${text} ORDER BY "statementId" DESC LIMIT 1`);
  const lineId = globalId('BankLine', line.id);
  if (line.status === 'BOOKED') return undefined;
  if (flag) return [acceptProposals, { lines: [{ lineId }] }];
  const least = Math.min(Number(debt.open), size * 61);
  const said = (minor: number) => (debt.code === 'JPY' ? String(minor) : decimal(minor));
  const party = isIn ? { customerId: globalId('Customer', debt.party), unappliedReason: 'OTHER' } : { supplierId: globalId('Supplier', debt.party) };
  const paid = { currencyCode: debt.code, amount: said(size * 61), ...(isIn ? { invoices: [{ invoiceId: globalId('Invoice', debt.source), amount: said(least) }] } : { bills: [{ billId: globalId('Bill', debt.source), amount: said(least) }] }) };
  return [bookLine, { lineId, currencyCode: bankCode, splits: [{ amount: decimal(cents), ...party, paid, ...(bankCode === 'EUR' && which % 3 === 0 ? { companyAmount: decimal(size * 131) } : {}) }] }];
}
const balances = new Map<string, number>();

const codes = new Map<string, number>();
const done = new Set<string>();
async function take(world: World, each: Step): Promise<void> {
  try {
    if (each.kind === 'day' || each.kind === 'back') {
      world.days = each.kind === 'day' ? world.days + each.size : Math.max(1, world.days - (each.size % 3));
      world.trade.day = later(firstDay, world.days);
    } else {
      const work = await asked(world, each);
      if (work) await world.trade.act(...work);
      else if (each.kind !== 'order') return;
    }
    done.add(each.kind);
  } catch (error) {
    if (!(error instanceof Refusal)) throw new Error(JSON.stringify(each), { cause: error });
    codes.set(error.kind.code, (codes.get(error.kind.code) ?? 0) + 1);
  }
}

/** What reports say of a day is what the ledger says. */
async function agree({ trade, customers }: World, days: number, label: string): Promise<void> {
  const on = later(firstDay, days);
  const ctx = { ...await trade.context(), today: later(firstDay, 400) };
  const all = await answerReport(receivablesByAge, { on }, ctx);
  const ledger = async (...of: string[]) => BigInt((await trade.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ANY(string_to_array(${of.join(',')}, ',')) AND l."effectiveOn" <= ${on}::date`)).sum);
  expect(all.totals.balance, label).toBe(await ledger('1100', '2100', '2110'));
  for (const customer of customers) {
    const customerId = uuid(customer);
    const own = await answerReport(receivablesByAge, { on, customerId }, ctx);
    const told = await answerReport(statement, { customerId, from: later(firstDay, 0), to: on }, ctx);
    expect(told.closing, label).toBe(own.totals.balance);
    // By currency: what is worth nothing and told nothing is left out, and the worths are the closing balance.
    expect(told.currencies.reduce((sum, { worth }) => sum + worth, 0n), label).toBe(told.closing);
    for (const each of told.currencies) expect(await answerReport(currencyStatement, { customerId, currencyCode: each.currencyCode, from: later(firstDay, 0), to: on }, ctx), label).toEqual(each);
  }
  const byCurrency = await answerReport(receivablesByCurrency, { on }, ctx);
  expect(byCurrency.worth, label).toBe(all.totals.balance);
  for (const { customer, currencyCode, balance, worth } of byCurrency.rows) {
    const said = await answerReport(currencyStatement, { customerId: customer, currencyCode, from: later(firstDay, 3), to: on }, ctx);
    expect([said.closing, said.worth], label).toEqual([balance, worth]);
  }
  const owed = [await answerReport(payablesByAge, { on }, ctx), await answerReport(payablesByCurrency, { on }, ctx)] as const;
  expect([-owed[0].total.balance, -owed[1].worth], label).toEqual(Array<bigint>(2).fill(await ledger('2000')));
  const differences = await answerReport(exchangeDifferences, { from: firstDay, to: on }, ctx);
  expect([-differences.realised, -differences.unrealised], label).toEqual([await ledger('7000'), await ledger('7010')]);
  expect(differences.rows.filter(({ currency }) => currency === null), label).toEqual([]);
  const { off } = await trade.one<{ off: number }>(sql`SELECT count(*)::int AS off FROM (SELECT FROM "JournalLine" GROUP BY "entryId" HAVING sum("companyMinor") <> 0) x`);
  expect(off, label).toBe(0);
}

const opened: Trade[] = [];
async function newWorld(): Promise<World> {
  const trade = await startTrade();
  opened.push(trade);
  const products = [await trade.service(), await trade.service()];
  for (const code of ['EUR', 'JPY']) await trade.act(setTradingCurrency, { code });
  await trade.act(setCurrencyRule, { maxAgeDays: 366 });
  await trade.act(enterRate, { currencyCode: 'EUR', ratedOn: firstDay, rate: '1.1' });
  await trade.act(enterRate, { currencyCode: 'JPY', ratedOn: firstDay, rate: '0.0067' });
  const account = globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id);
  const csvMapping = { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Text'] };
  const bank = async (name: string, currencyCode: string, accountId: string) => globalId('CollectionAccount', (await trade.act(saveCollectionAccount, { name, kind: 'BANK', currencyCode, accountId, csvMapping })).collectionAccount ?? '');
  const euroLines = await bank('Euro bank', 'EUR', account);
  const houseLines = await bank('House bank', 'USD', globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id));
  const suppliers: string[] = [];
  for (const code of ['A', 'B']) suppliers.push(globalId('Supplier', (await trade.act(createSupplier, { code, name: code, paymentTermDays: 0 })).supplier ?? ''));
  const rent = globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '6300'`)).id);
  // No bill is held back: what is paid is what this is about.
  await trade.act(setMatchTolerance, { priceRate: '1', price: '1000000', quantityRate: '1' });
  const stocked = await trade.product('1', '10');
  trade.day = later(firstDay, 14);
  return { trade, suppliers, rent, stocked, products, customers: [await trade.customer(), await trade.customer({ currencyCode: 'EUR' }), await trade.customer({ currencyCode: 'JPY' })], days: 14, euroBank: account, euroLines, houseLines };
}
afterAll(async () => { for (const trade of opened) await trade.close(); });

test.each(seedGroups())('sixty steps in three currencies from seeds %i and the nine after it leave books that agree on every day', async (...own) => {
  const firm = await newWorld();
  for (const seed of own) {
    const [steps = []] = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { seed, numRuns: 1 }) as Step[][];
    for (const each of steps) await take(firm, each);
    firm.days = Math.min(firm.days, 300);
    firm.trade.day = later(firstDay, firm.days);
    expect((await verify(firm.trade.db)).filter(({ rows }) => rows.length > 0), `seed ${seed}`).toEqual([]);
    for (const days of [seed % 20, 20 + (seed % 60), firm.days]) await agree(firm, days, `seed ${seed}, day ${days}`);
  }
}, 600_000);

test('every kind of step was carried out, and none failed but by a refusal', () => {
  expect(kinds.filter((kind) => !done.has(kind))).toEqual([]);
  expect(codes.size).toBeGreaterThan(5);
});
