// A service firm hands supplies out to departments, jobs and clients: at cost, to the cent what account 5220 says.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { issueSupplies } from '../../server/src/supplies/issueSupplies.ts';
import { ownUseCosts, ownUseLines } from '../../server/src/supplies/ownUseCosts.ts';
import { returnSupplies } from '../../server/src/supplies/returnSupplies.ts';
import { createCostObject, updateCostObject } from '../../server/src/supplies/saveCostObject.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let siteId: string;
beforeAll(async () => {
  firm = await startTrade();
  siteId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(() => firm.close());

let made = 0;
const costObject = async (more: Record<string, unknown> = {}) => {
  made += 1;
  return globalId('CostObject', (await firm.act(createCostObject, { kind: 'JOB', code: `J${made}`, name: `Wedding ${made}`, ...more })).costObject ?? '');
};
const issue = async (costObjectId: string, lines: Record<string, unknown>[], more: Record<string, unknown> = {}) => {
  const { issue: id = '' } = await firm.act(issueSupplies, { costObjectId, lines, ...more });
  const rows = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "SupplyIssueLine" WHERE "issueId" = ${id} ORDER BY no`);
  return { issueId: globalId('SupplyIssue', id), lineIds: rows.map((row) => globalId('SupplyIssueLine', row.id)) };
};
const unit = async (code: string) => globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`)).id);
const levelOf = (productId: string) => firm.one<{ onHand: string; value: string }>(
  sql`SELECT trim_scale("onHand")::text AS "onHand", "valueMinor"::text AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const posted = async (source: string) => (await firm.db.rows<{ line: string }>(sql`SELECT a.code || ' ' || l."companyMinor" AS line FROM "JournalEntry" e
  JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${uuid(source)} ORDER BY e.sequence, l.no`)).map(({ line }) => line);
const costs = async (from = firstDay, to = firm.day) => answerReport(ownUseCosts, { from, to }, await firm.context());
const balance = async () => BigInt((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '5220'`)).sum);

describe('supplies handed out', () => {
  test('leave at their cost, and the job bears it', async () => {
    const [paper, pens] = [await firm.product('3.333', '3'), await firm.product('0.5', '100')];
    const job = await costObject();
    const { issueId } = await issue(job, [{ productId: paper, quantity: '1', note: 'menus' }, { productId: pens, quantity: '10' }], { person: 'Ann' });
    expect(await posted(issueId)).toEqual(['5220 333', '1300 -333', '5220 500', '1300 -500']);
    expect(await firm.one(sql`SELECT left(number, 9) AS number, kind::text, person, "valueMinor"::text AS value FROM "SupplyIssue" WHERE id = ${uuid(issueId)}`))
      .toEqual({ number: 'USE-2026-', kind: 'ISSUE', person: 'Ann', value: '833' });
    expect(await levelOf(paper)).toEqual({ onHand: '2', value: '667' });
    expect(await firm.one(sql`SELECT m.kind::text, trim_scale(m.quantity)::text AS quantity, m.reason::text FROM "StockMove" m JOIN "SupplyIssueLine" l ON l.id = m.id WHERE l."issueId" = ${uuid(issueId)} AND l.no = 1`))
      .toEqual({ kind: 'OWN_USE', quantity: '-1', reason: 'OWN_USE' });
  });

  test('may be told in any unit that converts, and keep it', async () => {
    const pens = await firm.product('0.25', '100');
    await firm.act(setProductUnit, { productId: pens, unitId: await unit('BOX'), quantity: '20' });
    const { issueId } = await issue(await costObject(), [{ productId: pens, quantity: '2', unitId: await unit('BOX') }]);
    await firm.act(setProductUnit, { productId: pens, unitId: await unit('BOX'), quantity: '10' });
    expect(await firm.one(sql`SELECT trim_scale(quantity)::text AS quantity, trim_scale(entered)::text AS entered, "perNumerator"::text AS per, "valueMinor"::text AS value
      FROM "SupplyIssueLine" WHERE "issueId" = ${uuid(issueId)}`)).toEqual({ quantity: '40', entered: '2', per: '20', value: '1000' });
    expect(await firm.refusal(issueSupplies, { costObjectId: await costObject(), lines: [{ productId: pens, quantity: '1', unitId: await unit('KG') }] })).toBe('INPUT_INVALID');
  });

  test('are not taken from customers, from nothing, or for what is closed', async () => {
    const cups = await firm.product('1', '10');
    const job = await costObject();
    await firm.order(await firm.customer(), [{ productId: cups, quantity: '8', unitPrice: '2' }]);
    expect(await firm.refusal(issueSupplies, { costObjectId: job, lines: [{ productId: cups, quantity: '3' }] })).toBe('STOCK_RESERVED');
    expect(await firm.refusal(issueSupplies, { costObjectId: job, lines: [{ productId: cups, quantity: '2' }, { productId: cups, quantity: '1' }] })).toBe('STOCK_RESERVED');
    expect(await firm.refusal(issueSupplies, { costObjectId: job, lines: [{ productId: await firm.service(), quantity: '1' }] })).toBe('PRODUCT_NOT_STOCKED');
    expect(await firm.refusal(issueSupplies, { costObjectId: job, lines: [] })).toBe('INPUT_INVALID');
    await firm.act(updateCostObject, { costObjectId: job, version: 1, isActive: false });
    expect(await firm.refusal(issueSupplies, { costObjectId: job, lines: [{ productId: cups, quantity: '1' }] })).toBe('COST_OBJECT_CLOSED');
    expect(await firm.refusal(createCostObject, { kind: 'JOB', code: 'J1', name: 'Again' })).toBe('INPUT_INVALID');
  });
});

describe('what comes back', () => {
  test('comes at the cost of its issue in parts that sum to it, though prices have moved', async () => {
    const plates = await firm.product('3.333', '3');
    const job = await costObject();
    const { issueId, lineIds: [lineId = ''] } = await issue(job, [{ productId: plates, quantity: '3' }]);
    await firm.act(adjustStock, { productId: plates, warehouseId: siteId, quantity: '1', unitCost: '50', reason: 'FOUND' });
    const values = [];
    for (const quantity of ['1', '1', '1']) {
      const { returned = '' } = await firm.act(returnSupplies, { issueId, reason: 'Left over', lines: [{ lineId, quantity }] });
      values.push((await firm.one<{ value: string }>(sql`SELECT "valueMinor"::text AS value FROM "SupplyIssue" WHERE id = ${returned}`)).value);
    }
    expect(values).toEqual(['-333', '-334', '-333']);
    expect(await levelOf(plates)).toEqual({ onHand: '4', value: '6000' });
    expect(await firm.refusal(returnSupplies, { issueId, reason: 'Again' })).toBe('SUPPLY_NOT_RETURNABLE');
  });

  test('is all that is left where nothing is said, and never more than went', async () => {
    const [forks, knives] = [await firm.product('1', '10'), await firm.product('2', '10')];
    const { issueId, lineIds: [first = ''] } = await issue(await costObject(), [{ productId: forks, quantity: '5' }, { productId: knives, quantity: '4' }]);
    expect(await firm.refusal(returnSupplies, { issueId, reason: 'x', lines: [{ lineId: first, quantity: '3' }, { lineId: first, quantity: '3' }] })).toBe('SUPPLY_RETURN_TOO_MUCH');
    await firm.act(returnSupplies, { issueId, reason: 'x', lines: [{ lineId: first, quantity: '2' }] });
    const { returned = '' } = await firm.act(returnSupplies, { issueId, reason: 'All over' });
    expect(await posted(globalId('SupplyIssue', returned))).toEqual(['5220 -300', '1300 300', '5220 -800', '1300 800']);
    expect(await firm.refusal(returnSupplies, { issueId: globalId('SupplyIssue', returned), reason: 'x' })).toBe('SUPPLY_NOT_RETURNABLE');
    expect([(await levelOf(forks)).onHand, (await levelOf(knives)).onHand]).toEqual(['10', '10']);
  });

  test('serves an order that waits for it', async () => {
    const spoons = await firm.product('1', '10');
    const { issueId } = await issue(await costObject(), [{ productId: spoons, quantity: '9' }]);
    const { order = '' } = await firm.act(placeOrder, { acceptBackorder: true, order: { customerId: await firm.customer(), lines: [{ productId: spoons, quantity: '6', unitPrice: '2' }] } });
    await firm.act(returnSupplies, { issueId, reason: 'Not needed' });
    expect(await firm.one(sql`SELECT trim_scale(reserved)::text AS reserved, trim_scale(backordered)::text AS backordered FROM "Reservation" WHERE "orderId" = ${order}`))
      .toEqual({ reserved: '6', backordered: '0' });
  });
});

describe('what own use costs', () => {
  test('is the balance of its account, by whoever bears it, with what nobody bears', async () => {
    firm.day = later(firm.day, 40);
    const tape = await firm.product('1.5', '100');
    const client = await firm.customer({ name: 'Contoso' });
    const [wedding, office] = [await costObject({ customerId: client }), await costObject({ kind: 'DEPARTMENT', name: 'Office' })];
    const { issueId } = await issue(wedding, [{ productId: tape, quantity: '10' }]);
    await issue(office, [{ productId: tape, quantity: '4' }]);
    await firm.act(returnSupplies, { issueId, reason: 'Left over', lines: [{ lineId: (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "SupplyIssueLine" WHERE "issueId" = ${uuid(issueId)}`)).map(({ id }) => globalId('SupplyIssueLine', id))[0], quantity: '2' }] });
    await firm.act(adjustStock, { productId: tape, warehouseId: siteId, quantity: '-1', reason: 'OWN_USE' });
    const all = await costs();
    expect(all.value).toBe(await balance());
    for (const part of [all.byCostObject, all.byProduct, all.byWarehouse, all.byCustomer, all.byMonth]) {
      expect(part.reduce((sum, { value }) => sum + value, 0n)).toBe(all.value);
    }
    const now = await costs(firm.day);
    const of = (id: string | null) => now.byCostObject.find((row) => row.costObject === id)?.value;
    expect([of(uuid(wedding)), of(uuid(office)), of(null)]).toEqual([1200n, 600n, 150n]);
    expect(now.byCustomer.find((row) => row.customer === uuid(client))?.value).toBe(1200n);
    const lines = await answerReport(ownUseLines, { from: firstDay, to: firm.day }, await firm.context());
    expect(lines.reduce((sum, { value }) => sum + value, 0n)).toBe(all.value);
    const lost = await answerReport(ownUseLines, { from: firstDay, to: firm.day, withoutCostObject: true }, await firm.context());
    expect(lost.map(({ sourceType, value }) => [sourceType, value])).toEqual([['StockMove', 150n]]);
  });

  test('leaves nothing that verify would mind', async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
