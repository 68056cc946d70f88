// A firm begins: what it has, what it is owed and owes, and the balances of its accounts come by file, and tie.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { reverseEntry } from '../../server/src/accounting/reverseEntry.ts';
import { reverseBill } from '../../server/src/payables/reverseBill.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { reverseCreditNote } from '../../server/src/returns/reverseCreditNote.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

let firm: Trade;
let files: ReturnType<typeof importer>;
beforeAll(async () => {
  firm = await startTrade();
  files = importer(firm);
  await files.whole('PRODUCTS', 'sku,name,unit,tracking,stocked\nTEA,Tea,PCS,,\nMILK,Milk,PCS,LOT,yes\n');
  await files.whole('CUSTOMERS', 'code,name,terms\nC1,Harbour Hotel,30\nC2,Hill Cafe,14\n');
  await firm.act(createSupplier, { code: 'S1', name: 'Highland Tea' });
});
afterAll(() => firm.close());

const balance = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l
  JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum);
const clean = async () => (await verify(firm.db)).filter(({ rows }) => rows.length > 0);
const on = '2026-01-01';

test('stock comes once, with its lots, on the day of the opening balances', async () => {
  const csv = 'sku,warehouse,on hand,cost,lot,expiry\nTEA,MAIN,120,2.10,,\nMILK,MAIN,10,1.50,L-7,2027-03-31\nMILK,MAIN,5,1.60,L-8,2027-04-30\nMILK,MAIN,0,1,L-9,\n';
  const first = await files.whole('OPENING_STOCK', csv, { on });
  // Stock of nothing is set aside: there is nothing to take.
  expect(await files.wrong(first.id)).toEqual([]);
  expect({ ...files.counts(first.row), setAside: first.row.setAside }).toEqual({ created: 3, changed: 0, unchanged: 0, failed: 0, setAside: 1 });
  expect(await balance('1300')).toBe(25200 + 1500 + 800);
  expect(await firm.db.rows(sql`SELECT DISTINCT "effectiveOn"::text AS day, kind::text FROM "StockMove"`)).toEqual([{ day: on, kind: 'OPENING' }]);
  expect(await firm.db.rows(sql`SELECT code, "expiresOn"::text AS expires FROM "Lot" ORDER BY code`)).toEqual([{ code: 'L-7', expires: '2027-03-31' }, { code: 'L-8', expires: '2027-04-30' }]);
  // Again, and on another day: it is there.
  const again = await files.whole('OPENING_STOCK', csv.replace('MILK,MAIN,0,1,L-9,\n', ''), { on: '2026-01-02' });
  expect(files.counts(again.row)).toEqual({ created: 0, changed: 0, unchanged: 3, failed: 0 });
  const other = await files.whole('OPENING_STOCK', 'sku,warehouse,on hand,cost\nTEA,MAIN,100,2.10\n', { on });
  expect(await files.wrong(other.id)).toEqual(['2 quantity opening_known']);
  expect(await clean()).toEqual([]);
});

test('open invoices keep their numbers and days, are paid like any other, and credited against the opening balances', async () => {
  const csv = 'customer,invoice number,invoice date,due date,open amount\nC1,2025-417,2025-11-30,2025-12-30,"1,250.00"\nC2,INV-2019-00012,2025-12-20,,80\nC2,G-9,2025-12-21,,-30.50\nC1,X-1,2026-02-01,,5\nC9,X-2,2025-12-01,,5\n';
  const first = await files.whole('OPEN_RECEIVABLES', csv, { on });
  expect(await files.wrong(first.id)).toEqual(['5 issuedOn day_after', '6 customerId import_unknown']);
  expect(files.counts(first.row)).toEqual({ created: 3, changed: 0, unchanged: 0, failed: 2 });
  expect([await balance('1100'), await balance('2100')]).toEqual([133000, -3050]);
  const again = await files.whole('OPEN_RECEIVABLES', csv, { on });
  expect(files.counts(again.row)).toEqual({ created: 0, changed: 0, unchanged: 3, failed: 2 });
  expect(await firm.db.rows(sql`SELECT number, "issuedOn"::text AS issued, "dueOn"::text AS due FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY number`)).toEqual([
    { number: '2025-417', issued: '2025-11-30', due: '2025-12-30' }, { number: 'INV-2019-00012', issued: '2025-12-20', due: '2026-01-03' },
  ]);
  const invoice = async (number: string) => globalId('Invoice', (await firm.one<{ id: string }>(sql`SELECT id FROM "Invoice" WHERE number = ${number}`)).id);
  const customerId = globalId('Customer', (await firm.one<{ id: string }>(sql`SELECT id FROM "Customer" WHERE code = 'C1'`)).id);
  await firm.act(recordPayment, { customerId, amount: '250', method: 'BANK', allocations: [{ invoiceId: await invoice('2025-417'), amount: '250' }] });
  expect(await balance('1100')).toBe(108000);
  const before = await balance('3000');
  const credit = async () => globalId('Invoice', (await firm.act(creditInvoice, { invoiceId: await invoice('INV-2019-00012'), reason: 'It was paid before we began' })).creditNote ?? '');
  const creditNoteId = await credit();
  expect([await balance('1100'), await balance('4200'), await balance('3000') - before]).toEqual([100000, 0, 8000]);
  await firm.act(reverseCreditNote, { creditNoteId, reason: 'It was not' });
  expect([await balance('1100'), await balance('3000') - before]).toEqual([108000, 0]);
  expect(await clean()).toEqual([]);
  await credit();
  expect([await balance('1100'), await balance('3000') - before]).toEqual([100000, 8000]);
  expect(await clean()).toEqual([]);
});

test('a number that this book gives itself is refused', async () => {
  const taken = await files.whole('OPEN_RECEIVABLES', 'customer,number,date,amount\nC1,INV-2026-00001,2025-12-31,5\n', { on });
  expect(await files.wrong(taken.id)).toEqual(['2 number number_own']);
});

test('open bills are owed to their suppliers, and may be taken back', async () => {
  const csv = 'supplier,bill number,bill date,due,open\nS1,HTE-889,2025-12-05,2026-01-04,840.00\nS1,HTE-890,2025-12-06,,60\n';
  expect(files.counts((await files.whole('OPEN_PAYABLES', csv, { on })).row)).toEqual({ created: 2, changed: 0, unchanged: 0, failed: 0 });
  expect(files.counts((await files.whole('OPEN_PAYABLES', csv, { on })).row)).toEqual({ created: 0, changed: 0, unchanged: 2, failed: 0 });
  expect(await balance('2000')).toBe(-90000);
  const bill = await firm.one<{ id: string }>(sql`SELECT id FROM "Bill" WHERE "supplierReference" = 'HTE-890'`);
  await firm.act(reverseBill, { billId: globalId('Bill', bill.id), reason: 'Paid before' });
  expect(await balance('2000')).toBe(-84000);
  expect(await clean()).toEqual([]);
});

test('a trial balance fills the other accounts, is compared where documents speak, and leaves nothing on the opening account', async () => {
  const of = async (code: string) => ((await balance(code)) / 100).toFixed(2);
  // What the old books say: bank less what was paid here since, and equity that closes it.
  const [stock, owed, credits, owing] = [await of('1300'), await of('1100'), await of('2100'), await of('2000')];
  const equity = -(50000 + Number(stock) + Number(owed) + Number(credits) + Number(owing));
  const csv = `account,balance\n1010,50000\n1300,${stock}\n1100,${owed}\n2100,${credits}\n2000,${Number(owing) - 1}\n3100,${equity.toFixed(2)}\n3000,0\n4000,\n`;
  const first = await files.whole('OPENING_BALANCES', csv, { on: firm.day });
  expect(await files.wrong(first.id)).toEqual(['6 balance opening_untied', '9 debit required']);
  expect(files.counts(first.row)).toEqual({ created: 2, changed: 0, unchanged: 4, failed: 2 });
  const again = await files.whole('OPENING_BALANCES', csv.replace('1010,50000', '1010,50001'), { on: firm.day });
  expect(await files.wrong(again.id)).toEqual(['2 balance opening_known', '6 balance opening_untied', '9 debit required']);
  const entry = await firm.one<{ id: string }>(sql`SELECT e.id FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '1010' AND e.kind = 'OPENING'`);
  await firm.act(reverseEntry, { entryId: globalId('JournalEntry', entry.id), reason: 'A cent too few' });
  expect(files.counts((await files.whole('OPENING_BALANCES', 'account,debit,credit\n1010,50000,\n', { on: firm.day })).row)).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 0 });
  expect(await clean()).toEqual([]);
});
