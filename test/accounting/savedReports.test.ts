// Reports with two clocks: saved for a day with what is known, and the same to the byte whenever asked for again.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { exposureAsOf } from '../../server/src/books/exposureAsOf.ts';
import { differences, type SavedContent } from '../../server/src/books/savedContent.ts';
import { drawReport, loadSaved, saveReport } from '../../server/src/books/savedReports.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { enums, type SavedReportKind } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
const ids = new Map<string, string>();
beforeAll(async () => {
  firm = await startTrade();
  for (const { code, id } of await firm.db.rows<{ code: string; id: string }>(sql`SELECT code, id FROM "Account"`)) ids.set(code, globalId('Account', id));
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

test('every kind of report comes out as it was saved, after any late posting; what changed is told line by line', async () => {
  const [customerId, productId] = [await firm.customer(), await firm.service()];
  await firm.invoice(customerId, [{ productId, quantity: '3', unitPrice: '40' }]);
  await firm.order(customerId, [{ productId, quantity: '1', unitPrice: '7' }]);
  firm.day = later(firstDay, 4);
  const saved = new Map<SavedReportKind, string>();
  for (const kind of enums.SavedReportKind) {
    const { savedReport = '' } = await firm.act(saveReport, { kind, endsOn: later(firstDay, 2), startsOn: firstDay, customerId });
    saved.set(kind, savedReport);
  }
  expect(await firm.refusal(saveReport, { kind: 'STATEMENT', endsOn: firstDay, startsOn: firstDay })).toBe('INPUT_INVALID');
  expect(await firm.refusal(saveReport, { kind: 'PROFIT_AND_LOSS', endsOn: firstDay })).toBe('INPUT_INVALID');
  // Late knowledge: a payment and an invoice of days that were over, and an entry.
  await firm.act(recordPayment, { customerId, amount: '30', method: 'BANK', paidOn: later(firstDay, 1), oldestFirst: true });
  await firm.act(postEntry, { memo: 'x', effectiveOn: firstDay, lines: [{ accountId: ids.get('6100'), debit: '8' }, { accountId: ids.get('1000'), credit: '8' }] });
  await firm.db.rows(sql`UPDATE "Customer" SET name = 'Renamed' WHERE id = ${uuid(customerId)}`);
  const ctx = await firm.context();
  const changed = new Map<string, string[]>();
  for (const [kind, id] of saved) {
    const row = await loadSaved(firm.db, id);
    if (!row) throw new Error('not saved');
    const again = await drawReport(firm.db, kind, row, ctx);
    expect(again, kind).toBe(row.content);
    expect(createHash('sha256').update(again).digest('hex')).toBe(row.hash);
    const now = await drawReport(firm.db, kind, { ...row, knownAt: null }, ctx);
    changed.set(kind, differences(JSON.parse(row.content) as SavedContent, JSON.parse(now) as SavedContent).map(({ key, label, column, before, after }) => `${key === '' ? 'total' : label} ${column} ${before} → ${after}`));
  }
  expect(changed.get('TRIAL_BALANCE')).toEqual(['1100 debit 120.00 → 90.00', '1000 debit null → 22.00', '6100 debit null → 8.00']);
  expect(changed.get('PROFIT_AND_LOSS')).toEqual(['6100 amount null → 8.00', 'total expense 0.00 → 8.00', 'total profit 120.00 → 112.00']);
  expect(changed.get('STATEMENT')).toContain('total closing 120.00 → 90.00');
  expect(changed.get('EXPOSURE')).toContain('total exposure 127.00 → 97.00');
  expect(changed.get('RECEIVABLES_BY_AGE')).toContain('total balance 120.00 → 90.00');
});

test('exposure as of a day has what was ordered and shipped then, and is today what the credit account keeps', async () => {
  const [customerId, productId] = [await firm.customer(), await firm.service()];
  const first = firm.day;
  const orderId = await firm.order(customerId, [{ productId, quantity: '2', unitPrice: '10' }]);
  firm.day = later(first, 1);
  await firm.ship(orderId);
  firm.day = later(first, 2);
  const ctx = await firm.context();
  const of = async (on: typeof first) => (await answerReport(exposureAsOf, { on, customerId: uuid(customerId) }, ctx)).totals;
  expect(await of(later(first, -1))).toMatchObject({ openOrders: 0n, exposure: 0n });
  expect(await of(first)).toMatchObject({ openOrders: 2000n, shippedNotInvoiced: 0n, exposure: 2000n });
  expect(await of(later(first, 1))).toMatchObject({ openOrders: 0n, shippedNotInvoiced: 2000n, exposure: 2000n });
  expect((await answerReport(exposureAsOf, {}, ctx)).totals.exposure).toBe(BigInt((await firm.one<{ sum: string }>(
    sql`SELECT sum("receivableMinor" + "shippedNotInvoicedMinor" + "openOrdersMinor" - "unappliedMinor")::text AS sum FROM "CreditAccount"`)).sum));
});
