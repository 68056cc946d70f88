// Sites are filled to par: from the central store first, then by a requisition, and never twice.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ratio } from '../../server/src/catalogue/units.ts';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { none, units, type Quantity } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { removeParLevel, setParLevels } from '../../server/src/supplies/parLevels.ts';
import { proposals, type ParFact } from '../../server/src/supplies/parRules.ts';
import { parStandings } from '../../server/src/supplies/parStatus.ts';
import { reorderToPar } from '../../server/src/supplies/reorderToPar.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

const fact = (more: Partial<ParFact> = {}): ParFact => ({
  id: 'a', productId: 'p', warehouseId: 'site', par: units(20), minimum: units(8), available: units(5), projected: units(5), planned: none, decimals: 0, buysBy: null, ...more,
});
const told = (facts: ParFact[], spare: [string, Quantity][] = [], wanted?: Map<string, Quantity | null>) =>
  proposals(facts, { warehouseId: 'main', spare: new Map(spare) }, wanted).map(({ status, need, transfer, purchase }) =>
    [status, ...[need, transfer, purchase].map((each) => Number(each) / 1e6)]);

describe('what a site needs', () => {
  test.each([
    ['is nothing while it has par', fact({ available: units(20), projected: units(20) }), [], ['ENOUGH', 0, 0, 0]],
    ['is nothing above the minimum', fact({ available: units(9), projected: units(9) }), [], ['BELOW_PAR', 0, 0, 0]],
    ['is all up to par at the minimum', fact({ available: units(8), projected: units(8) }), [], ['BELOW_MINIMUM', 12, 0, 12]],
    ['comes from the central store first', fact(), [['p', units(9)]], ['BELOW_MINIMUM', 15, 9, 6]],
    ['and wholly where it has enough', fact(), [['p', units(50)]], ['BELOW_MINIMUM', 15, 15, 0]],
    ['is bought in whole cases', fact({ buysBy: ratio(12n, 1n) }), [], ['BELOW_MINIMUM', 15, 0, 24]],
    ['is not asked for twice', fact({ projected: units(20) }), [], ['ON_ITS_WAY', 0, 0, 0]],
    ['counts planned transfers', fact({ planned: units(15) }), [], ['ON_ITS_WAY', 0, 0, 0]],
    ['passes by a store that owes goods itself', fact(), [['p', units(-4)]], ['BELOW_MINIMUM', 15, 0, 15]],
    ['of the central store itself is bought', fact({ warehouseId: 'main' }), [['p', units(5)]], ['BELOW_MINIMUM', 15, 0, 15]],
  ] as [string, ParFact, [string, Quantity][], unknown[]][])('%s', (_name, given, spare, expected) => {
    expect(told([given], spare)).toEqual([expected]);
  });

  test('shares the store out once, whatever the sites want', () => {
    fc.assert(fc.property(fc.array(fc.record({ par: fc.integer({ min: 1, max: 50 }), has: fc.integer({ min: 0, max: 60 }) }), { maxLength: 8 }), fc.integer({ min: 0, max: 100 }), (sites, spare) => {
      const facts = sites.map(({ par, has }, index) => fact({ id: String(index), par: units(par), minimum: units(par), available: units(has), projected: units(has) }));
      const made = proposals(facts, { warehouseId: 'main', spare: new Map([['p', units(spare)]]) });
      expect(made.reduce((sum, { transfer }) => sum + transfer, 0n) <= units(spare)).toBe(true);
      made.forEach(({ need, transfer, purchase }, index) => {
        expect(transfer + purchase).toBe(need);
        const { par = units(0), projected = none } = facts[index] ?? {};
        expect(need === none || projected + need === par).toBe(true);
      });
    }), { numRuns: 500 });
  });
});

describe('the firm\'s sites', () => {
  let firm: Trade;
  let [mainId, barId] = ['', ''];
  beforeAll(async () => {
    firm = await startTrade();
    mainId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
    barId = globalId('Warehouse', (await firm.act(createWarehouse, { code: 'BAR', name: 'Bar' })).warehouse ?? '');
  });
  afterAll(() => firm.close());
  const unit = async (code: string) => globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`)).id);
  const standing = async (productId: string, all = false) => (await answerReport(parStandings, { all }, await firm.context())).find((row) => row.product === uuid(productId) && row.warehouse === uuid(barId));

  test('ask once: the second tap finds all on its way', async () => {
    const [cups, napkins] = [await firm.product('1', '10'), await firm.product('1', '1')];
    await firm.act(setParLevels, { levels: [
      { productId: cups, warehouseId: barId, par: '24', minimum: '6' }, { productId: cups, warehouseId: mainId, par: '4' }, { productId: napkins, warehouseId: barId, par: '10' },
    ] });
    await firm.act(setProductUnit, { productId: cups, unitId: await unit('CASE'), quantity: '12', isPurchaseUnit: true });
    expect(await standing(cups)).toMatchObject({ status: 'BELOW_MINIMUM', need: units(24), transfer: units(6), purchase: units(24), transferFrom: uuid(mainId) });
    const { requisition, transfer } = await firm.act(reorderToPar, { warehouseId: barId });
    expect(await firm.db.rows(sql`SELECT trim_scale(l.quantity)::text AS quantity FROM "TransferLine" l WHERE l."transferId" = ${transfer ?? ''} ORDER BY l.no`)).toEqual([{ quantity: '6' }, { quantity: '1' }]);
    expect(await firm.db.rows(sql`SELECT trim_scale(l.quantity)::text AS quantity, r.origin::text FROM "RequisitionLine" l JOIN "Requisition" r ON r.id = l."requisitionId" WHERE r.id = ${requisition ?? ''} ORDER BY l.no`))
      .toEqual([{ quantity: '24', origin: 'PAR_LEVEL' }, { quantity: '9', origin: 'PAR_LEVEL' }]);
    expect(await firm.refusal(reorderToPar, { warehouseId: barId })).toBe('PAR_AT_LEVEL');
    expect(await standing(cups)).toMatchObject({ status: 'ON_ITS_WAY', onTheWay: units(30), need: none });
  });

  test('ask once when two people tap at once', async () => {
    const soap = await firm.product('1', '1');
    await firm.act(setParLevels, { levels: [{ productId: soap, warehouseId: mainId, par: '40' }] });
    const [level] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "ParLevel" WHERE "productId" = ${uuid(soap)}`);
    const tap = () => firm.refusal(reorderToPar, { warehouseId: mainId, lines: [{ parLevelId: globalId('ParLevel', level?.id ?? '') }] });
    expect((await Promise.all([tap(), tap(), tap()])).toSorted()).toEqual(['PAR_AT_LEVEL', 'PAR_AT_LEVEL', undefined]);
    expect(await firm.one(sql`SELECT trim_scale(requested)::text AS requested FROM "StockLevel" WHERE "productId" = ${uuid(soap)}`)).toEqual({ requested: '39' });
  });

  test('take what a person says, and refuse what makes no sense', async () => {
    const tea = await firm.product('1', '3');
    expect(await firm.refusal(setParLevels, { levels: [{ productId: tea, warehouseId: barId, par: '5', minimum: '6' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(setParLevels, { levels: [{ productId: tea, warehouseId: barId, par: '0.5' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(setParLevels, { levels: [{ productId: tea, warehouseId: barId, par: '5' }, { productId: tea, warehouseId: barId, par: '6' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(setParLevels, { levels: [{ productId: await firm.service(), warehouseId: barId, par: '5' }] })).toBe('PRODUCT_NOT_STOCKED');
    await firm.act(setParLevels, { levels: [{ productId: tea, warehouseId: barId, par: '5', minimum: '0' }] });
    await firm.act(adjustStock, { productId: tea, warehouseId: barId, quantity: '4', unitCost: '1', reason: 'FOUND' });
    expect(await standing(tea)).toMatchObject({ status: 'BELOW_PAR', need: none });
    expect(await standing(tea, true)).toMatchObject({ need: units(1), transfer: units(1) });
    const [level] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "ParLevel" WHERE "productId" = ${uuid(tea)}`);
    const parLevelId = globalId('ParLevel', level?.id ?? '');
    const { requisition, transfer } = await firm.act(reorderToPar, { warehouseId: barId, lines: [{ parLevelId, quantity: '7' }] });
    expect([Boolean(requisition), Boolean(transfer)]).toEqual([true, true]);
    await firm.act(removeParLevel, { parLevelId });
    expect(await standing(tea)).toBeUndefined();
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  });
});
