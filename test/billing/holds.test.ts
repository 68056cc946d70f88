// Lines that are not as lists, orders and units say are held, each with its rule, until they are or somebody accepts them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import { findingsOf } from '../../server/src/billing/checks.ts';
import { acceptInvoiceHold, recheckInvoiceHolds, setInvoiceChecks } from '../../server/src/billing/holds.ts';
import { startInvoiceRun } from '../../server/src/billing/invoiceRuns.ts';
import { setInvoiceSchedule } from '../../server/src/billing/invoiceSchedule.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { workOnInvoiceRun } from '../../server/src/billing/workOnInvoiceRun.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { parseQuantity, parseRate, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const price = (text: string) => parseUnitPrice(text) as UnitPrice;
const quantity = (text: string) => parseQuantity(text) as Quantity;
const rate = (text: string) => parseRate(text) as Rate;

describe('a line', () => {
  const line = { unitPrice: price('100'), priceOrigin: 'TYPED' as const, discountRate: rate('0'), quantity: quantity('10'), unitId: null, entered: null, perNumerator: null, perDenominator: null, taxIncluded: false };
  const should = { listPrice: price('100'), perUnit: null, isUnitKnown: true, quantity: quantity('10') };
  const none = { priceRate: null, discountRate: null, quantityRate: null, checksUnits: false };
  const box = { unitId: 'box', perNumerator: 12n, perDenominator: 1n };
  test.each([
    ['as it should be', {}, {}, { ...none, priceRate: rate('0'), discountRate: rate('0'), quantityRate: rate('0'), checksUnits: true }, []],
    ['dear within tolerance', { unitPrice: price('105') }, {}, { ...none, priceRate: rate('0.05') }, []],
    ['dear beyond tolerance', { unitPrice: price('105.00000001') }, {}, { ...none, priceRate: rate('0.05') }, ['PRICE']],
    ['cheap beyond tolerance', { unitPrice: price('94.99') }, {}, { ...none, priceRate: rate('0.05') }, ['PRICE']],
    ['at a price agreed', { unitPrice: price('50'), priceOrigin: 'QUOTATION' as const }, {}, { ...none, priceRate: rate('0') }, []],
    ['of no list', { unitPrice: price('50') }, { listPrice: null }, { ...none, priceRate: rate('0') }, []],
    ['with more off than may be', { discountRate: rate('0.2') }, {}, { ...none, discountRate: rate('0.1') }, ['DISCOUNT']],
    ['shipped beyond tolerance', {}, { quantity: quantity('11.1') }, { ...none, quantityRate: rate('0.1') }, ['QUANTITY']],
    ['shipped within tolerance', {}, { quantity: quantity('11') }, { ...none, quantityRate: rate('0.1') }, []],
    ['in a unit that still converts', box, { perUnit: { numerator: 24n, denominator: 2n } }, { ...none, checksUnits: true }, []],
    ['in a unit that converts otherwise by now', box, { perUnit: { numerator: 10n, denominator: 1n } }, { ...none, checksUnits: true }, ['UNIT']],
    ['in a unit that does not convert any more', box, {}, { ...none, checksUnits: true }, ['UNIT']],
    ['not looked at', { unitPrice: price('1'), discountRate: rate('0.9'), ...box }, { quantity: quantity('99') }, none, []],
    ['wrong in two ways', { unitPrice: price('1'), discountRate: rate('0.9') }, {}, { ...none, priceRate: rate('0'), discountRate: rate('0') }, ['PRICE', 'DISCOUNT']],
  ])('%s fails %5$j', (_name, of, be, tolerances, rules) => {
    expect(findingsOf({ ...line, ...of }, { ...should, ...be }, tolerances).map(({ rule }) => rule)).toEqual(rules);
  });
});

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());
const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const work = async (id: string) => {
  const { now } = await firm.context();
  await workOnInvoiceRun(firm.db, id, () => now);
};
const listed = async (unitPrice: string) => {
  const productId = await firm.service();
  await firm.act(setListPrice, { productId, unitPrice, validFrom: '2026-01-01' });
  return productId;
};
const holds = (customer: string) => firm.db.rows<{ id: string; rule: string; status: string; expected: string; actual: string }>(sql`SELECT * FROM "InvoiceHold" WHERE "customerId" = ${uuid(customer)} ORDER BY "raisedAt", rule`);
const invoices = async (customer: string) => (await firm.db.rows(sql`SELECT id FROM "Invoice" WHERE "customerId" = ${uuid(customer)}`)).length;

test('a shipment at another price than the list\'s is held, and invoiced when somebody accepts it for a reason', async () => {
  await firm.act(setInvoiceChecks, { priceRate: '0.02', discountRate: '0.1' });
  const [customer, product] = [await firm.customer(), await listed('100')];
  const shipment = await firm.ship(await firm.order(customer, [{ productId: product, quantity: '1', unitPrice: '90', discountRate: '0.3' }]));
  await follow();
  expect(await holds(customer)).toMatchObject([{ rule: 'PRICE', status: 'OPEN', expected: '100', actual: '90' }, { rule: 'DISCOUNT', status: 'OPEN', expected: '0.1', actual: '0.3' }]);
  expect(await invoices(customer)).toBe(0);
  expect(await firm.refusal(invoiceShipments, { shipmentIds: [shipment] })).toBe('INVOICE_CHECK_FAILED');
  for (const { id } of await holds(customer)) {
    expect(await invoices(customer)).toBe(0);
    await firm.act(acceptInvoiceHold, { invoiceHoldId: globalId('InvoiceHold', id), reason: 'promised by the owner' });
    expect(await firm.refusal(acceptInvoiceHold, { invoiceHoldId: globalId('InvoiceHold', id), reason: 'again' })).toBe('INVOICE_HOLD_OVER');
    await follow();
  }
  expect(await invoices(customer)).toBe(1);
});

test('a run holds what fails, makes the rest, and completes when the price is put right', async () => {
  const [wrong, right, product] = [await firm.customer(), await firm.customer(), await listed('20')];
  for (const customerId of [wrong, right]) await firm.act(setInvoiceSchedule, { customerId, cycle: 'WEEK', day: 1 });
  await firm.ship(await firm.order(wrong, [{ productId: product, quantity: '1', unitPrice: '25' }]));
  await firm.ship(await firm.order(right, [{ productId: product, quantity: '1' }]));
  const id = (await firm.act(startInvoiceRun, {})).invoiceRun ?? '';
  await work(id);
  const statusOf = () => firm.one<{ status: string }>(sql`SELECT status FROM "InvoiceRun" WHERE id = ${id}`);
  expect(await statusOf()).toEqual({ status: 'HELD' });
  expect([await invoices(wrong), await invoices(right)]).toEqual([0, 1]);
  expect(await firm.refusal(startInvoiceRun, {})).toBe('NOTHING_DUE');
  await firm.act(recheckInvoiceHolds, {});
  await work(id);
  expect(await statusOf()).toEqual({ status: 'HELD' });
  expect(await holds(wrong)).toHaveLength(1);
  await firm.act(setListPrice, { productId: product, unitPrice: '25', validFrom: '2026-01-03', endsCurrent: true });
  await firm.act(recheckInvoiceHolds, {});
  await work(id);
  expect(await statusOf()).toEqual({ status: 'DONE' });
  expect(await holds(wrong)).toMatchObject([{ rule: 'PRICE', status: 'GONE' }]);
  expect(await invoices(wrong)).toBe(1);
});

test('a run goes on by itself when what it held is accepted', async () => {
  const [customer, product] = [await firm.customer(), await listed('20')];
  await firm.act(setInvoiceSchedule, { customerId: customer, cycle: 'WEEK', day: 1 });
  await firm.ship(await firm.order(customer, [{ productId: product, quantity: '1', unitPrice: '30' }]));
  const id = (await firm.act(startInvoiceRun, {})).invoiceRun ?? '';
  await work(id);
  const [hold] = await holds(customer);
  await firm.act(acceptInvoiceHold, { invoiceHoldId: globalId('InvoiceHold', hold?.id ?? ''), reason: 'urgent' });
  await follow();
  await work(id);
  expect(await firm.one(sql`SELECT status FROM "InvoiceRun" WHERE id = ${id}`)).toEqual({ status: 'DONE' });
  expect(await invoices(customer)).toBe(1);
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
