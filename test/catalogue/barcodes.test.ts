// A barcode stands on a piece or on a case: a scan counts what is behind it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBarcode } from '../../server/src/catalogue/barcodes.ts';
import { scannedProducts } from '../../server/src/catalogue/scanned.ts';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { printQuantity } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());
const unit = async (code: string) => globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`)).id);
const scan = async (code: string) => (await answerReport(scannedProducts, { code }, await firm.context())).map(({ product, quantity }) => [product, printQuantity(quantity)]);

test('the barcode of a case counts its pieces, that of a piece one, and a SKU one', async () => {
  const productId = await firm.product('1', '100', { sku: 'TEA' });
  await firm.act(setProductUnit, { productId, unitId: await unit('CASE'), quantity: '12' });
  await firm.act(setProductUnit, { productId, unitId: await unit('BOX'), quantity: '40', perUnitId: await unit('CASE') });
  await firm.act(addBarcode, { productId, code: '111' });
  await firm.act(addBarcode, { productId, code: '222', unitId: await unit('CASE') });
  await firm.act(addBarcode, { productId, code: '333', unitId: await unit('BOX') });
  const id = uuid(productId);
  expect([await scan('111'), await scan('222'), await scan('333'), await scan('tea'), await scan('none')]).toEqual([[[id, '1']], [[id, '12']], [[id, '480']], [[id, '1']], []]);
});

test('a barcode stands on a unit that the product has, and that is a whole number of pieces', async () => {
  const productId = await firm.product('1', '100');
  expect(await firm.refusal(addBarcode, { productId, code: '444', unitId: await unit('CASE') })).toBe('INPUT_INVALID');
  await firm.act(setProductUnit, { productId, unitId: await unit('BAG'), quantity: '10', of: '3' });
  expect(await firm.refusal(addBarcode, { productId, code: '444', unitId: await unit('BAG') })).toBe('INPUT_INVALID');
  await firm.act(addBarcode, { productId, code: '444', unitId: await unit('PCS') });
  expect(await firm.one(sql`SELECT "unitId" FROM "Barcode" WHERE code = '444'`)).toEqual({ unitId: null });
  expect(await firm.refusal(addBarcode, { productId, code: '444' })).toBe('BARCODE_TAKEN');
});
