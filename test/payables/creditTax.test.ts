// The tax of a supplier's credit has the code of what it is about, so that the tax return takes it off where the bill put it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { taxRow, taxRowsSql, type FoundTax } from '../../server/src/books/taxRows.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { recordSupplierCredit, reverseSupplierCredit } from '../../server/src/payables/recordSupplierCredit.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
const codes: string[] = [];
let [supplierId, rent, phone] = ['', '', ''];
beforeAll(async () => {
  firm = await startTrade();
  for (const [code, rate] of [['P19', '0.19'], ['P07', '0.07']]) codes.push(globalId('TaxCode', (await firm.act(createTaxCode, { code, name: code, rate })).taxCode ?? ''));
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'S1', name: 'Supplier' })).supplier ?? '');
  [rent = '', phone = ''] = (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Account" WHERE code LIKE '6%' AND type = 'EXPENSE' AND code < '6900' ORDER BY code LIMIT 2`)).map(({ id }) => globalId('Account', id));
});
afterAll(() => firm.close());

const told = async () => Object.fromEntries((await firm.db.rows<FoundTax>(taxRowsSql((await firm.context()).company.id, firstDay, later(firstDay, 30), null))).map(taxRow).map(({ code, base, tax }) => [code, [Number(base), Number(tax)]]));

test('a bill\'s tax is taken off under its own codes, and comes back when the credit is taken back', async () => {
  await firm.act(recordBill, {
    supplierId, supplierReference: 'B1', tax: '26.00', expenseLines: [{ accountId: rent, description: 'Rent', net: '100', taxCodeId: codes[0] }, { accountId: phone, description: 'Phone', net: '100', taxCodeId: codes[1] }],
  });
  const billed = await told();
  const credit = { supplierId, supplierReference: 'C1', reason: 'Too dear', tax: '5.20', lines: [{ accountId: rent, description: 'Rent', net: '20', taxCodeId: codes[0] }, { accountId: phone, description: 'Phone', net: '20', taxCodeId: codes[1] }] };
  expect(await firm.refusal(recordSupplierCredit, { ...credit, lines: [{ accountId: rent, net: '20', taxCodeId: globalId('TaxCode', '018f0000-0000-7000-8000-000000000000') }] })).toBe('INPUT_INVALID');
  const { supplierCredit = '' } = await firm.act(recordSupplierCredit, credit);
  const after = await told();
  expect([billed, after]).toEqual([{ P19: [10_000, 1300], P07: [10_000, 1300] }, { P19: [8000, 1040], P07: [8000, 1040] }]);
  await firm.act(reverseSupplierCredit, { supplierCreditId: globalId('SupplierCredit', supplierCredit), reason: 'Wrong' });
  expect(await told()).toEqual(billed);
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
