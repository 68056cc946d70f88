// What an invoice needs of a customer's record: by country, told before, and refused where the firm wants that.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { lacking, removeAddressRule, saveAddressRule, setCustomerPolicy } from '../../server/src/customers/completeness.ts';
import { createAddress } from '../../server/src/customers/addresses.ts';
import { setCustomerTax } from '../../server/src/customers/customerGroups.ts';
import { updateCustomer } from '../../server/src/customers/updateCustomer.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const lacks = async (customerId: string): Promise<string[]> => {
  const asked = lacking('c');
  const [row] = await firm.db.rows<{ lacks: string[] }>({ text: `SELECT ${asked.text} AS lacks FROM "Customer" c WHERE c.id = '${uuid(customerId)}'`, values: asked.values } as never);
  return row?.lacks ?? [];
};
const billing = (more: Record<string, unknown>) => [{ kind: 'BILLING', street: 'High St 1', city: 'Town', country: 'Germany', ...more }];

test.each<[string, Record<string, unknown>[], string[]]>([
  ['no address', [], ['address']],
  ['no postal code', billing({}), ['postalCode']],
  ['all it needs', billing({ postalCode: '12209' }), []],
  ['no postal code where there is none', billing({ country: 'Qatar' }), []],
  ['no region where a rule asks for one', billing({ country: 'BRAZIL', postalCode: '1' }), ['region', 'taxNumber']],
  ['another country', billing({ country: 'Peru' }), ['postalCode']],
])('a customer with %s lacks what the country needs', async (_case, addresses, expected) => {
  const { addressRule = '' } = await firm.act(saveAddressRule, { country: 'Brazil', needsPostalCode: true, needsRegion: true, needsTaxNumber: true });
  expect(await lacks(await firm.customer({ addresses }))).toEqual(expected);
  await firm.act(removeAddressRule, { addressRuleId: globalId('AddressRule', addressRule) });
});

test('reverse charge needs a tax number for as long as it holds', async () => {
  const customerId = await firm.customer({ taxNumber: 'DE1', addresses: billing({ postalCode: '1' }) });
  await firm.act(setCustomerTax, { customerId, taxTreatment: 'REVERSE_CHARGE', taxReason: 'Art. 196' });
  expect(await lacks(customerId)).toEqual([]);
  await firm.act(updateCustomer, { customerId, version: 2, taxNumber: null });
  expect(await lacks(customerId)).toEqual(['taxNumber']);
});

test('a firm that wants whole addresses invoices nobody without; goods leave all the same, and the invoice follows', async () => {
  const product = await firm.product('1');
  const customerId = await firm.customer();
  const ship = async () => firm.ship(await firm.order(customerId, [{ productId: product, quantity: '1', unitPrice: '5' }]));
  expect(await firm.refusal(invoiceShipments, { shipmentIds: [await ship()] })).toBeUndefined();
  await firm.act(setCustomerPolicy, { demandsAddress: true });
  const shipment = await ship();
  expect(await firm.refusal(invoiceShipments, { shipmentIds: [shipment] })).toBe('CUSTOMER_INCOMPLETE');
  await firm.act(createAddress, { customerId, kind: 'BILLING', street: 'High St 1', city: 'Berlin', postalCode: '1', country: 'Germany' });
  expect(await firm.refusal(invoiceShipments, { shipmentIds: [shipment] })).toBeUndefined();
  expect(await firm.refusal(saveAddressRule, { country: 'Kenya', needsPostalCode: true, needsRegion: false, needsTaxNumber: false })).toBeUndefined();
  expect(await firm.refusal(saveAddressRule, { country: 'KENYA', needsPostalCode: true, needsRegion: false, needsTaxNumber: false })).toBe('INPUT_INVALID');
});
