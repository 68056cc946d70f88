// Nothing is posted into a locked period, whoever posts it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { recordOpeningBalance } from '../../server/src/accounting/recordOpeningBalance.ts';
import { PeriodLocked } from '../../server/src/accounting/refusals.ts';
import { reverseEntry } from '../../server/src/accounting/reverseEntry.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { lockPeriod } from '../../server/src/books/closePeriod.ts';
import { createManualJournal } from '../../server/src/books/draftJournal.ts';
import { postManualJournal } from '../../server/src/books/postJournal.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { offeredAction } from '../../server/src/mutations.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { recordOpeningBill } from '../../server/src/payables/recordOpeningBill.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { recordOpeningInvoice } from '../../server/src/receivables/recordOpeningInvoice.ts';
import '../../server/src/schema.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

const source = readFileSync(new URL('../../admin/src/data/ledgerEffect.ts', import.meta.url), 'utf8');
const posting = [...(/POSTING[^[]*\[([^\]]*)\]/.exec(source.replace('readonly string[]', ''))?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, name = '']) => name);

describe('a mutation that writes to the ledger', () => {
  test('is known to the console', () => expect(posting.length).toBeGreaterThan(40));
  // A year is closed where all its periods are locked.
  test.each(posting.filter((name) => !['closeYear', 'reopenYear'].includes(name)))('%s says that it is refused in a locked period', (name) => {
    expect(offeredAction(name)?.refusals).toContain(PeriodLocked);
  });
});

describe('in a locked period', () => {
  let firm: Trade;
  const given = new Map<AnyAction, Record<string, unknown>>();
  const on = '2025-12-10';
  beforeAll(async () => {
    firm = await startTrade();
    const account = async (code: string) => globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = ${code}`)).id);
    const warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
    const [rent, bank] = [await account('6100'), await account('1000')];
    const lines = [{ accountId: rent, debit: '5' }, { accountId: bank, credit: '5' }];
    const [customerId, productId, service] = [await firm.customer(), await firm.product('1'), await firm.service()];
    const supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEL', name: 'Telecom' })).supplier ?? '');
    const { entry = '' } = await firm.act(postEntry, { effectiveOn: on, memo: 'x', lines });
    const manualJournalId = globalId('ManualJournal', (await firm.act(createManualJournal, { effectiveOn: on, memo: 'x', lines })).manualJournal ?? '');
    const orderId = await firm.order(customerId, [{ productId, quantity: '1', unitPrice: '2' }]);
    const shipmentId = await firm.ship(await firm.order(customerId, [{ productId: service, quantity: '1', unitPrice: '2' }]));
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Period" WHERE ${on}::date BETWEEN "startsOn" AND "endsOn"`);
    await firm.act(lockPeriod, { periodId: globalId('Period', id), reason: 'Closed' });
    given.set(postEntry, { effectiveOn: on, memo: 'x', lines }).set(postManualJournal, { manualJournalId }).set(reverseEntry, { entryId: globalId('JournalEntry', entry), reason: 'x', effectiveOn: on })
      .set(recordOpeningBalance, { accountId: bank, balance: '5', on }).set(recordOpeningInvoice, { customerId, number: 'X-1', issuedOn: on, amount: '5', on }).set(recordOpeningBill, { supplierId, supplierReference: 'X-1', billedOn: on, amount: '5', on })
      .set(recordOpeningStock, { on, lines: [{ productId, warehouseId, quantity: '1', unitCost: '1' }] }).set(adjustStock, { productId, warehouseId, quantity: '-1', reason: 'COUNT', on: on, note: 'x' })
      .set(shipOrder, { orderId, shippedOn: on }).set(invoiceShipments, { shipmentIds: [shipmentId], issuedOn: on }).set(recordPayment, { customerId, amount: '5', method: 'BANK', paidOn: on })
      .set(recordBill, { supplierId, supplierReference: 'X-2', billedOn: on, lines: [], expenseLines: [{ accountId: rent, description: 'x', net: '5' }] });
  });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });

  test('nothing is posted: not by hand, not by a document, not by an opening balance, not by a reverse', async () => {
    const refused: [string, string | undefined][] = [];
    for (const [declared, raw] of given) refused.push([declared.name, await firm.refusal(declared, raw).catch((error: Error) => error.message)]);
    expect(refused).toEqual([...given.keys()].map(({ name }) => [name, 'PERIOD_LOCKED']));
  });
});
