// What a contract without prices of its own will be invoiced, told before; and what a missing price held up goes on once it is there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { createCustomerGroup } from '../../server/src/customers/customerGroups.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { assignPriceList } from '../../server/src/pricing/assignPriceList.ts';
import { setCustomerPrice } from '../../server/src/pricing/customerPrices.ts';
import { createPriceList } from '../../server/src/pricing/savePriceList.ts';
import { setCustomerGroup } from '../../server/src/pricing/setCustomerGroup.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { setPrices } from '../../server/src/pricing/setPrices.ts';
import { billDueContracts } from '../../server/src/recurring/billContract.ts';
import { changeContract } from '../../server/src/recurring/changeContract.ts';
import { correctLeft } from '../../server/src/recurring/correctContract.ts';
import { contractPreview } from '../../server/src/recurring/reports.ts';
import { createContract } from '../../server/src/recurring/saveContract.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const on = (day: string) => { firm.day = day as Day; };
const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const run = async () => billDueContracts(firm.db, (await firm.context()).now);
const service = async (listPrice: string | null) => {
  const productId = await firm.service();
  if (listPrice) await firm.act(setListPrice, { productId, unitPrice: listPrice, validFrom: '2026-01-01' });
  return productId;
};
const contract = async (customerId: string, lines: Record<string, unknown>[]) => globalId('Contract', (await firm.act(createContract, { customerId, every: 'MONTH', startsOn: '2026-01-01', lines })).contract ?? '');
const preview = async (id: string) => answerReport(contractPreview, { contractId: uuid(id) }, await firm.context());
const billed = async (id: string) => (await firm.db.rows<{ net: string }>(sql`SELECT b."netMinor"::text AS net FROM "ContractBilling" b WHERE b."contractId" = ${uuid(id)} ORDER BY b."periodFrom", b."recordedAt", b.id`)).map(({ net }) => net);

type Setting = (customerId: string, productId: string) => Promise<unknown>;
let lists = 0;
const listed = async (prices: Record<string, unknown>[], more: Record<string, unknown> = {}) => {
  const priceListId = globalId('PriceList', (await firm.act(createPriceList, { name: `Contracts ${lists += 1}`, ...more })).priceList ?? '');
  await firm.act(setPrices, { priceListId, prices });
  return priceListId;
};
const grouped: Setting = async (customerId, productId) => {
  const groupId = globalId('CustomerGroup', (await firm.act(createCustomerGroup, { name: `Contracts ${lists += 1}` })).customerGroup ?? '');
  await firm.act(setCustomerGroup, { customerId, groupId });
  await firm.act(assignPriceList, { priceListId: await listed([{ productId, unitPrice: '80' }]), groupId });
};
const taxed: Setting = async (customerId, productId) => {
  const { taxCode = '' } = await firm.act(createTaxCode, { code: `V${lists += 1}`, name: 'VAT', rate: '0.2' });
  const { version } = await firm.one<{ version: number }>(sql`SELECT version FROM "Product" WHERE id = ${uuid(productId)}`);
  await firm.act(updateProduct, { productId, version, taxCodeId: globalId('TaxCode', taxCode) });
  await firm.act(setCustomerPrice, { customerId, productId, unitPrice: '84', taxIncluded: true });
};

test.each<[string, Setting, string[], string]>([
  ['the list price', async () => undefined, ['10000', '10000', '10000'], 'list price'],
  ['the customer\'s own price', (customerId, productId) => firm.act(setCustomerPrice, { customerId, productId, unitPrice: '90' }), ['9000', '9000', '9000'], 'own price'],
  ['the own price from its day on', (customerId, productId) => firm.act(setCustomerPrice, { customerId, productId, unitPrice: '70', validFrom: '2026-02-01', validTo: '2026-02-28' }), ['10000', '7000', '10000'], 'list price'],
  ['a list of the group', grouped, ['8000', '8000', '8000'], 'group'],
  ['a list of the customer', async (customerId, productId) => firm.act(assignPriceList, { priceListId: await listed([{ productId, unitPrice: '85' }]), customerId }), ['8500', '8500', '8500'], 'list'],
  ['not a list in another currency', async (customerId, productId) => firm.act(assignPriceList, { priceListId: await listed([{ productId, unitPrice: '5' }], { currencyCode: 'EUR' }), customerId }), ['10000', '10000', '10000'], 'list price'],
  ['a price that holds the tax, without it', taxed, ['7000', '7000', '7000'], 'own price'],
])('a preview tells what the invoices then say: %s', async (_case, set, nets, why) => {
  on('2026-01-01');
  const [customerId, productId] = [await firm.customer(), await service('100')];
  await set(customerId, productId);
  const id = await contract(customerId, [{ productId, quantity: '1' }]);
  const told = await preview(id);
  expect(told.periods.slice(0, 3).map(({ net }) => String(net.minor))).toEqual(nets);
  expect(told.periods[0]?.lines[0]?.why?.toLowerCase()).toContain(why);
  for (const day of ['2026-01-01', '2026-02-01', '2026-03-01']) {
    on(day);
    await run();
  }
  expect(await billed(id)).toEqual(nets);
});

/** A contract whose invoiced month is to be put right by a list price that there is not. */
async function heldUp() {
  on('2026-01-01');
  const [customerId, productId] = [await firm.customer(), await service(null)];
  const id = await contract(customerId, [{ productId, quantity: '1', unitPrice: '310' }]);
  await run();
  on('2026-01-16');
  await firm.act(changeContract, { contractId: id, fromOn: '2026-01-16', changes: [{ no: 1, usesListPrice: true }], reason: 'As listed' });
  await follow();
  return { customerId, productId, id };
}

test('a correction that a missing price had stopped is made once it is there, once, and its task is closed', async () => {
  const { customerId, productId, id } = await heldUp();
  const tasks = async () => (await firm.db.rows<{ status: string }>(sql`SELECT status::text FROM "Task" WHERE "subjectId" = ${uuid(id)} AND kind = 'effectRefused'`)).map(({ status }) => status);
  expect([await billed(id), await tasks()]).toEqual([['31000'], ['OPEN']]);
  // Another's price helps nothing; nor does trying again each night.
  await firm.act(setCustomerPrice, { customerId: await firm.customer(), productId, unitPrice: '1' });
  await follow();
  const again = async () => correctLeft(firm.db, (await firm.context()).now);
  expect([await again(), await billed(id), await tasks()]).toEqual(['', ['31000'], ['OPEN']]);
  await firm.act(setCustomerPrice, { customerId, productId, unitPrice: '620' });
  await follow();
  // 16 of 31 days at twice the price: 320.00 for 160.00.
  expect([await billed(id), (await tasks()).every((status) => status !== 'OPEN')]).toEqual([['31000', '16000'], true]);
  await firm.act(setCustomerPrice, { customerId, productId, unitPrice: '630' });
  await follow();
  expect([await again(), await billed(id)]).toEqual(['', ['31000', '16000']]);
});

test('and by the job of the night, where the list has it', async () => {
  const { productId, id } = await heldUp();
  await firm.act(setListPrice, { productId, unitPrice: '155', validFrom: '2026-01-01' });
  expect(await correctLeft(firm.db, (await firm.context()).now)).toContain('1');
  // 16 days at half the price: 80.00 for 160.00.
  expect(await billed(id)).toEqual(['31000', '-8000']);
});
