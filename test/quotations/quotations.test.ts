// From a quotation to its orders: versions, choices, expiry, and prices that stay as they were quoted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSalesPerson } from '../../server/src/customers/salesPeople.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { deleteOrder } from '../../server/src/orders/deleteOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { updateOrder } from '../../server/src/orders/updateOrder.ts';
import { repriceOrder } from '../../server/src/orders/repriceOrder.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { acceptQuotation, declineQuotation, reopenQuotation, sendQuotation } from '../../server/src/quotations/answerQuotation.ts';
import { quotationVersions } from '../../server/src/quotations/compareVersions.ts';
import { convertQuotation } from '../../server/src/quotations/convertQuotation.ts';
import { createQuotation, deleteQuotation, updateQuotation } from '../../server/src/quotations/draftQuotation.ts';
import { expireQuotations } from '../../server/src/quotations/expireQuotations.ts';
import { nameQuotationCustomer } from '../../server/src/quotations/nameCustomer.ts';
import { reviseQuotation } from '../../server/src/quotations/reviseQuotation.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import '../../server/src/schema.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const draft = async (input: Record<string, unknown>) => globalId('Quotation', (await firm.act(createQuotation, input)).quotation ?? '');
const sent = async (input: Record<string, unknown>) => {
  const quotationId = await draft(input);
  await firm.act(sendQuotation, { quotationId });
  return quotationId;
};
interface Head { number: string | null; revision: number; status: string; total: string; newest: boolean; version: number }
const head = (quotationId: string) => firm.one<Head>(sql`SELECT number, revision, status::text, "totalMinor"::text AS total, "isNewest" AS newest, version FROM "Quotation" WHERE id = ${uuid(quotationId)}`);
const linesOf = async (quotationId: string) =>
  (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "QuotationLine" WHERE "quotationId" = ${uuid(quotationId)} ORDER BY no`)).map(({ id }) => globalId('QuotationLine', id));
const soldOn = (orderId: string) => firm.db.rows<{ quantity: string; price: string; origin: string; net: string }>(sql`SELECT trim_scale(quantity)::text AS quantity, trim_scale("unitPrice")::text AS price,
  "priceOrigin"::text AS origin, "netMinor"::text AS net FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`);
const converted = async (input: Record<string, unknown>) => globalId('Order', (await firm.act(convertQuotation, input)).order ?? '');
const priced = async (price: string) => {
  const productId = await firm.product('1', '1000');
  await firm.act(setListPrice, { productId, unitPrice: price, validFrom: firstDay });
  return productId;
};

describe('a quotation', () => {
  test('is numbered and frozen when it is sent, and ordered at its prices, whatever the list says later', async () => {
    const [tea, customerId] = [await priced('10'), await firm.customer()];
    const quotationId = await draft({ customerId, lines: [{ productId: tea, quantity: '10', discountRate: '0.1' }, { kind: 'TEXT', description: 'Delivered free of charge' }] });
    expect(await head(quotationId)).toMatchObject({ number: null, status: 'DRAFT', total: '9000' });
    await firm.act(updateQuotation, { quotationId, version: 1, lines: [{ productId: tea, quantity: '10', unitPrice: '8' }, { kind: 'TEXT', description: 'Free delivery' }] });
    await firm.act(sendQuotation, { quotationId });
    expect(await head(quotationId)).toMatchObject({ number: 'QUO-2026-00001', status: 'SENT', total: '8000' });
    expect(await firm.refusal(updateQuotation, { quotationId, version: 3, lines: [] })).toBe('QUOTATION_STATUS_FORBIDS');
    expect(await firm.refusal(deleteQuotation, { quotationId })).toBe('QUOTATION_STATUS_FORBIDS');
    await firm.act(setListPrice, { productId: tea, unitPrice: '20', validFrom: later(firstDay, 1), endsCurrent: true });
    firm.day = later(firstDay, 2);
    const orderId = await converted({ quotationId });
    expect(await soldOn(orderId)).toEqual([{ quantity: '10', price: '8', origin: 'QUOTATION', net: '8000' }]);
    expect(await head(quotationId)).toMatchObject({ status: 'ACCEPTED' });
    // A draft that is changed or priced again keeps what was agreed; another price is a typed one.
    await firm.act(updateOrder, { orderId, version: 1, lines: [{ productId: tea, quantity: '10' }] });
    await firm.act(repriceOrder, { orderId });
    expect(await soldOn(orderId)).toEqual([{ quantity: '10', price: '8', origin: 'QUOTATION', net: '8000' }]);
    // No more than was quoted at that price: what goes beyond is a line of its own, at the price of today.
    expect(await firm.refusal(updateOrder, { orderId, version: 3, lines: [{ productId: tea, quantity: '11' }] })).toBe('QUOTATION_LINE_EXCEEDED');
    await firm.act(updateOrder, { orderId, version: 3, lines: [{ productId: tea, quantity: '10' }, { productId: tea, quantity: '1' }] });
    expect(await soldOn(orderId)).toEqual([{ quantity: '10', price: '8', origin: 'QUOTATION', net: '8000' }, { quantity: '1', price: '20', origin: 'LIST_PRICE', net: '2000' }]);
    await firm.act(updateOrder, { orderId, version: 4, lines: [{ productId: tea, quantity: '10' }] });
    await firm.act(placeOrder, { orderId });
    expect((await firm.one<{ why: { by: string; list: string } }>(sql`SELECT "priceBecause" AS why FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`)).why).toMatchObject({ by: 'QUOTATION', list: 'QUO-2026-00001 v1' });
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_ORDERED');
    firm.day = firstDay;
  });

  test('is ordered in parts until nothing is left; what is cancelled or thrown away may be ordered again', async () => {
    const [tea, cup] = [await priced('3.33'), await priced('2')];
    const quotationId = await sent({ customerId: await firm.customer(), lines: [{ productId: tea, quantity: '7', discountAmount: '1.00' }, { productId: cup, quantity: '5' }] });
    const [teas, cups] = await linesOf(quotationId);
    const first = await converted({ quotationId, lines: [{ quotationLineId: teas, quantity: '3' }] });
    expect(await firm.refusal(convertQuotation, { quotationId, lines: [{ quotationLineId: teas, quantity: '5' }] })).toBe('QUOTATION_LINE_EXCEEDED');
    const second = await converted({ quotationId });
    expect(await soldOn(second)).toMatchObject([{ quantity: '4' }, { quantity: '5' }]);
    const nets = await firm.one<{ less: string }>(sql`SELECT sum("lessMinor")::text AS less FROM "OrderLine" WHERE "quotationLineId" = ${uuid(teas ?? '')}`);
    expect(nets.less).toBe('100');
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_ORDERED');
    await firm.act(deleteOrder, { orderId: second });
    await firm.act(placeOrder, { orderId: first });
    await firm.act(cancelOrder, { orderId: first, reason: 'Asked for by the customer' });
    const again = await converted({ quotationId });
    expect(await soldOn(again)).toMatchObject([{ quantity: '7', net: '2231' }, { quantity: '5', net: '1000' }]);
    expect(await firm.refusal(reopenQuotation, { quotationId, validTo: later(firstDay, 9), reason: 'x' })).toBe('QUOTATION_HAS_ORDERS');
    expect(cups).toBeDefined();
  });

  test('becomes one order, however many ask for it at once', async () => {
    const quotationId = await sent({ customerId: await firm.customer(), lines: [{ productId: await priced('5'), quantity: '64' }] });
    const [line] = await linesOf(quotationId);
    const ctx = await firm.context();
    const part = readInput(convertQuotation, { quotationId, lines: [{ quotationLineId: line, quantity: '5' }] }, ctx);
    const parts = await Promise.allSettled(Array.from({ length: 16 }, () => perform(convertQuotation, part, ctx)));
    expect(parts.filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
    const rest = readInput(convertQuotation, { quotationId }, ctx);
    const rests = await Promise.allSettled(Array.from({ length: 8 }, () => perform(convertQuotation, rest, ctx)));
    expect(rests.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await firm.one(sql`SELECT sum(quantity)::int AS units FROM "OrderLine" WHERE "quotationLineId" = ${uuid(line ?? '')}`)).toEqual({ units: 64 });
    const keyed = await sent({ customerId: await firm.customer(), lines: [{ productId: await priced('5'), quantity: '1' }] });
    const input = readInput(convertQuotation, { quotationId: keyed }, ctx);
    const answers = [await perform(convertQuotation, input, ctx, { idempotencyKey: 'once' }), await perform(convertQuotation, input, ctx, { idempotencyKey: 'once' })];
    expect(answers.map(({ replayed }) => replayed)).toEqual([false, true]);
  });

  test('counts options and alternatives once they are chosen, taxed together with the rest', async () => {
    const [desk, oak, lamp] = [await priced('100'), await priced('150'), await priced('20')];
    const quotationId = await sent({ customerId: await firm.customer(), lines: [
      { productId: desk, quantity: '2' }, { kind: 'ALTERNATIVE', productId: oak, quantity: '2' }, { kind: 'OPTIONAL', productId: lamp, quantity: '1' },
    ] });
    expect(await head(quotationId)).toMatchObject({ total: '20000' });
    const [, oaks, lamps] = await linesOf(quotationId);
    await firm.act(acceptQuotation, { quotationId, chosen: [oaks, lamps] });
    expect(await head(quotationId)).toMatchObject({ status: 'ACCEPTED', total: '32000' });
    expect(await soldOn(await converted({ quotationId }))).toMatchObject([{ price: '150' }, { price: '20' }]);
    expect(await firm.refusal(createQuotation, { customerId: await firm.customer(), lines: [{ kind: 'ALTERNATIVE', productId: oak, quantity: '2' }] })).toBe('INPUT_INVALID');
  });
});

describe('a version', () => {
  test('follows one that was sent, under the same number; only the newest is dealt with', async () => {
    const [tea, customerId] = [await priced('4'), await firm.customer()];
    const quotationId = await sent({ customerId, lines: [{ productId: tea, quantity: '1' }] });
    const { number } = await head(quotationId);
    const second = globalId('Quotation', (await firm.act(reviseQuotation, { quotationId })).quotation ?? '');
    expect(await head(second)).toMatchObject({ number, revision: 2, status: 'DRAFT', newest: true });
    expect(await firm.refusal(acceptQuotation, { quotationId })).toBe('QUOTATION_SUPERSEDED');
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_SUPERSEDED');
    // The draft thrown away, the first counts again.
    await firm.act(deleteQuotation, { quotationId: second });
    expect(await head(quotationId)).toMatchObject({ status: 'SENT', newest: true });
    const next = globalId('Quotation', (await firm.act(reviseQuotation, { quotationId })).quotation ?? '');
    await firm.act(updateQuotation, { quotationId: next, version: 1, lines: [{ productId: tea, quantity: '3', unitPrice: '3.5' }] });
    await firm.act(sendQuotation, { quotationId: next });
    expect(await head(quotationId)).toMatchObject({ status: 'SUPERSEDED' });
    expect(await head(next)).toMatchObject({ number, revision: 2, status: 'SENT', total: '1050' });
    const versions = await answerReport(quotationVersions, { quotationId: uuid(next) }, await firm.context());
    expect(versions.map(({ revision, changes }) => [revision, changes.map(({ what, quantityAfter }) => [what, quantityAfter])])).toEqual([[1, []], [2, [['CHANGED', 3_000_000n]]]]);
    await firm.act(acceptQuotation, { quotationId: next });
  });
});

describe('the last day of a quotation', () => {
  test('ends it the day after, reminded of before; somebody with the right opens it again', async () => {
    const quotationId = await sent({ customerId: await firm.customer(), validTo: later(firstDay, 5), lines: [{ productId: await priced('4'), quantity: '1' }] });
    const at = (day: string) => new Date(`${day}T12:00:00Z`);
    await expireQuotations(firm.db, at(later(firstDay, 1)));
    const reminders = () => firm.db.rows(sql`SELECT status::text FROM "Task" WHERE kind = 'quotationEnding' AND "subjectId" = ${uuid(quotationId)}`);
    expect(await reminders()).toEqual([]);
    await expireQuotations(firm.db, at(later(firstDay, 2)));
    await expireQuotations(firm.db, at(later(firstDay, 5)));
    expect(await reminders()).toEqual([{ status: 'OPEN' }]);
    expect(await head(quotationId)).toMatchObject({ status: 'SENT' });
    firm.day = later(firstDay, 6);
    // Before the night has come round to it, too.
    expect(await firm.refusal(acceptQuotation, { quotationId })).toBe('QUOTATION_EXPIRED');
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_EXPIRED');
    await expireQuotations(firm.db, at(later(firstDay, 6)));
    expect(await head(quotationId)).toMatchObject({ status: 'EXPIRED' });
    expect(await reminders()).not.toContainEqual({ status: 'OPEN' });
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_EXPIRED');
    await firm.act(reopenQuotation, { quotationId, validTo: later(firstDay, 10), reason: 'The customer was away' });
    await converted({ quotationId });
    firm.day = firstDay;
  });

  test('is not before it is sent; a refusal has its reason', async () => {
    const productId = await priced('4');
    expect(await firm.refusal(createQuotation, { customerId: await firm.customer(), validTo: later(firstDay, -1), lines: [{ productId, quantity: '1' }] })).toBe('INPUT_INVALID');
    const quotationId = await sent({ customerId: await firm.customer(), lines: [{ productId, quantity: '1' }] });
    await firm.act(declineQuotation, { quotationId, lossReason: 'PRICE', lossNote: 'Ten per cent dearer' });
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_STATUS_FORBIDS');
    await firm.act(reopenQuotation, { quotationId, validTo: later(firstDay, 9), reason: 'They ask again' });
    await firm.act(acceptQuotation, { quotationId });
    await firm.act(reopenQuotation, { quotationId, validTo: later(firstDay, 9), reason: 'Accepted by mistake' });
    expect(await head(quotationId)).toMatchObject({ status: 'SENT' });
    expect(await firm.refusal(sendQuotation, { quotationId: await draft({ customerId: await firm.customer(), lines: [{ kind: 'TEXT', description: 'x' }] }) })).toBe('QUOTATION_EMPTY');
  });
});

describe('a prospect', () => {
  test('is quoted to without being a customer, and becomes one before an order; who may be there already is told', async () => {
    const productId = await priced('4');
    expect(await firm.refusal(createQuotation, { lines: [{ productId, quantity: '1' }] })).toBe('INPUT_INVALID');
    await firm.act(createSalesPerson, { name: 'Ada' });
    const quotationId = await sent({ prospectName: 'Blue Café Ltd', prospectEmail: 'hello@blue.example', lines: [{ productId, quantity: '1' }] });
    expect(await firm.refusal(convertQuotation, { quotationId })).toBe('QUOTATION_PROSPECT');
    const made = await firm.act(nameQuotationCustomer, { quotationId });
    expect(await firm.one(sql`SELECT name, email FROM "Customer" WHERE id = ${made.customer ?? ''}`)).toEqual({ name: 'Blue Café Ltd', email: 'hello@blue.example' });
    await converted({ quotationId });
    expect(await firm.refusal(nameQuotationCustomer, { quotationId })).toBe('QUOTATION_HAS_CUSTOMER');
    const second = await sent({ prospectName: 'BLUE CAFE', lines: [{ productId, quantity: '1' }] });
    expect(await firm.refusal(nameQuotationCustomer, { quotationId: second })).toBe('CUSTOMER_SIMILAR');
    await firm.act(nameQuotationCustomer, { quotationId: second, customerId: globalId('Customer', made.customer ?? '') });
    const third = await sent({ prospectName: 'Blue cafe', lines: [{ productId, quantity: '1' }] });
    await firm.act(nameQuotationCustomer, { quotationId: third, acceptSimilar: true });
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "Customer" WHERE lower(name) LIKE 'blue%'`)).toEqual({ n: 2 });
  });
});
