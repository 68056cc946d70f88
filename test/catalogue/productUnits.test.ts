// The firm's units: what a product is bought, kept and sold in, said once and never contradicted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUnit, updateUnit } from '../../server/src/catalogue/createUnit.ts';
import { removeProductUnit, setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const unit = async (code: string) => globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`)).id);
const own = async (productId: string) => (await firm.db.rows<{ line: string }>(sql`SELECT u.code || ' = ' || p.numerator || '/' || p.denominator || ' ' || v.code
  || CASE WHEN p."isPurchaseUnit" THEN ' buy' ELSE '' END || CASE WHEN p."isSaleUnit" THEN ' sell' ELSE '' END AS line
  FROM "ProductUnit" p JOIN "Unit" u ON u.id = p."unitId" JOIN "Unit" v ON v.id = p."perUnitId" WHERE p."productId" = ${uuid(productId)} ORDER BY u.code`)).map(({ line }) => line);

describe('units of a product', () => {
  test('are told by each other, and one is the one to buy in', async () => {
    const productId = await firm.product('1', '10');
    await firm.act(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '12', isPurchaseUnit: true });
    await firm.act(setProductUnit, { productId, unitId: await unit('BOX'), quantity: '40', perUnitId: await unit('CASE'), isPurchaseUnit: true });
    await firm.act(setProductUnit, { productId, unitId: await unit('BAG'), quantity: '10', of: '3', isSaleUnit: true });
    expect(await own(productId)).toEqual(['BAG = 10/3 PCS sell', 'BOX = 40/1 CASE buy', 'CASE = 12/1 PCS']);
    await firm.act(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '10' });
    expect(await own(productId)).toContain('CASE = 10/1 PCS');
  });

  test('never contradict each other or what everybody knows, and never lead in a circle', async () => {
    const productId = await firm.product('1', '10');
    expect(await firm.refusal(setProductUnit, { productId, unitId: await unit('DOZ'), quantity: '13' })).toBe('UNIT_CONTRADICTION');
    expect(await firm.refusal(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '2', perUnitId: await unit('BAG') })).toBe('UNIT_UNLINKED');
    expect(await firm.refusal(setProductUnit, { productId, unitId: await unit('PCS'), quantity: '2' })).toBe('INPUT_INVALID');
    await firm.act(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '12' });
    await firm.act(setProductUnit, { productId, unitId: await unit('BAG'), quantity: '2', perUnitId: await unit('CASE') });
    expect(await firm.refusal(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '3', perUnitId: await unit('BAG') })).toBe('UNIT_UNLINKED');
    const [line] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "ProductUnit" WHERE "productId" = ${uuid(productId)} AND "perUnitId" = ${uuid(await unit('PCS'))}`);
    expect(await firm.refusal(removeProductUnit, { productUnitId: globalId('ProductUnit', line?.id ?? '') })).toBe('UNIT_UNLINKED');
    // An egg of 50 g: 2 kg are 40 eggs; saying 30 then contradicts.
    await firm.act(setProductUnit, { productId, unitId: await unit('PCS'), quantity: '50', perUnitId: await unit('G') });
    expect(await firm.refusal(setProductUnit, { productId, unitId: await unit('KG'), quantity: '30' })).toBe('UNIT_CONTRADICTION');
    await firm.act(setProductUnit, { productId, unitId: await unit('KG'), quantity: '20' });
  });

  test('hold the product to its own unit', async () => {
    const productId = await firm.product('1', '10');
    await firm.act(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '12' });
    expect(await firm.refusal(updateProduct, { productId, version: 1, unitId: await unit('KG') })).toBe('PRODUCT_IN_USE');
  });
});

describe('a unit', () => {
  test('may be given what it measures and its rounding while nobody counts in it', async () => {
    const { unit: made = '' } = await firm.act(createUnit, { code: 'STONE', name: 'Stone', decimals: 1, dimension: 'MASS', size: '6350.29318', rounding: 'DOWN' });
    expect(await firm.one(sql`SELECT numerator || '/' || denominator AS factor, rounding::text FROM "Unit" WHERE id = ${made}`)).toEqual({ factor: '317514659/50000', rounding: 'DOWN' });
    expect(await firm.refusal(createUnit, { code: 'X', name: 'X', decimals: 1, dimension: 'MASS' })).toBe('INPUT_INVALID');
    await firm.act(updateUnit, { unitId: globalId('Unit', made), version: 1, dimension: 'MASS', size: '6350', decimals: 0 });
    const pieces = await unit('PCS');
    await firm.product('1', '10');
    expect(await firm.refusal(updateUnit, { unitId: pieces, version: 1, dimension: 'MASS', size: '2' })).toBe('UNIT_IN_USE');
    await firm.act(updateUnit, { unitId: pieces, version: 1, decimals: 2 });
    expect(await firm.refusal(updateUnit, { unitId: pieces, version: 2, decimals: 1 })).toBe('UNIT_IN_USE');
    expect(await firm.refusal(updateUnit, { unitId: pieces, version: 1, name: 'Mine' })).toBe('CHANGED_MEANWHILE');
  });
});
