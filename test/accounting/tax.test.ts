// Tax returns by code: what they say ties to the tax accounts, and what is known late is a correction of the next.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { postEntry } from '../../server/src/accounting/postEntry.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { taxReport } from '../../server/src/books/taxReport.ts';
import { fileTaxReturn, withdrawTaxReturn } from '../../server/src/books/taxReturns.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

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

const told = async (from: string, to: string) => {
  const { rows, payable, accounts } = await answerReport(taxReport, { from: from as Day, to: to as Day }, await firm.context());
  return {
    payable, rows: rows.map(({ side, code, base, tax, correctionBase, correctionTax }) => [side, code, base, tax, correctionBase, correctionTax].map(String).join(' ')),
    accounts: accounts.map(({ code, movement, other }) => `${code} ${movement} ${other}`),
  };
};

test('a quarter is filed as it is known, and the next one tells what came late', async () => {
  const taxCodeId = globalId('TaxCode', (await firm.act(createTaxCode, { code: 'S20', name: 'Standard', rate: '0.2' })).taxCode ?? '');
  const [customer, productId] = [await firm.customer(), await firm.service()];
  await firm.act(updateProduct, { productId, version: 1, taxCodeId });
  const invoice = await firm.invoice(customer, [{ productId, quantity: '3', unitPrice: '100' }]);
  const supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEL', name: 'Telecom' })).supplier ?? '');
  const bill = (reference: string, tax: string) => firm.act(recordBill, {
    supplierId, supplierReference: reference, billedOn: '2026-01-05', tax, lines: [], expenseLines: [{ accountId: ids.get('6300'), description: 'Line', net: '50', taxCodeId }, { accountId: ids.get('6100'), description: 'Room', net: '20' }],
  });
  await bill('T-1', '10');
  firm.day = '2026-04-02' as Day;
  expect(await told('2026-01-01', '2026-03-31')).toEqual({
    payable: 5000n, rows: ['SALES S20 30000 6000 0 0', 'PURCHASES S20 5000 1000 0 0', 'PURCHASES  2000 0 0 0'], accounts: ['1400 1000 0', '2200 6000 0'],
  });
  const { taxReturn = '' } = await firm.act(fileTaxReturn, { startsOn: '2026-01-01', endsOn: '2026-03-31' });
  expect(await firm.refusal(fileTaxReturn, { startsOn: '2026-05-01', endsOn: '2026-06-30' })).toBe('TAX_RETURN_GAP');
  // Late: a bill of January. Of its own days: a credit note, and the tax paid.
  await bill('T-2', '10');
  const { id: lineId } = await firm.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}`);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'Complaint', lines: [{ invoiceLineId: globalId('InvoiceLine', lineId), quantity: '1' }] });
  await firm.act(postEntry, { memo: 'Tax paid', effectiveOn: '2026-04-02', lines: [{ accountId: ids.get('2200'), debit: '50' }, { accountId: ids.get('1000'), credit: '50' }] });
  firm.day = '2026-07-02' as Day;
  expect(await told('2026-04-01', '2026-06-30')).toEqual({
    payable: -3000n, rows: ['SALES S20 -10000 -2000 0 0', 'PURCHASES S20 0 0 5000 1000', 'PURCHASES  0 0 2000 0'], accounts: ['1400 0 0', '2200 -7000 -5000'],
  });
  expect(await firm.db.rows(sql`SELECT side::text, code, "taxMinor"::text AS tax FROM "TaxReturnLine" WHERE "taxReturnId" = ${taxReturn} ORDER BY no`))
    .toEqual([{ side: 'SALES', code: 'S20', tax: '6000' }, { side: 'PURCHASES', code: 'S20', tax: '1000' }, { side: 'PURCHASES', code: '', tax: '0' }]);
  const { taxReturn: second = '' } = await firm.act(fileTaxReturn, { startsOn: '2026-04-01', endsOn: '2026-06-30' });
  expect(await firm.refusal(withdrawTaxReturn, { taxReturnId: globalId('TaxReturn', taxReturn), reason: 'x' })).toBe('TAX_RETURN_NOT_LAST');
  await firm.act(withdrawTaxReturn, { taxReturnId: globalId('TaxReturn', second), reason: 'Wrong' });
  expect(await firm.refusal(withdrawTaxReturn, { taxReturnId: globalId('TaxReturn', second), reason: 'x' })).toBe('TAX_RETURN_WITHDRAWN');
  await firm.act(fileTaxReturn, { startsOn: '2026-04-01', endsOn: '2026-06-30' });
  // All that was ever told is what the accounts had of documents.
  expect(await firm.one(sql`SELECT sum("payableMinor")::text AS sum FROM "TaxReturn" WHERE status = 'FILED'`)).toEqual({ sum: '2000' });
});
