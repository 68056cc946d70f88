// Shirts of the house for those who serve: a template with colours and sizes, bought from a maker and sold.
import sql from 'sql-template-tag';
import { addBarcode } from '../../../server/src/catalogue/barcodes.ts';
import { setProductUnit } from '../../../server/src/catalogue/unitsSave.ts';
import { recordOpeningStock } from '../../../server/src/inventory/recordOpeningStock.ts';
import { addVariants } from '../../../server/src/variants/addVariants.ts';
import { createProductTemplate } from '../../../server/src/variants/saveTemplate.ts';
import { setVariantPrices } from '../../../server/src/variants/setVariantPrices.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { step, type Firm, type Step } from './firm.ts';
import { sell, uuid } from './trading.ts';

const colours = [{ name: 'Black', code: 'BLK' }, { name: 'Bottle green', code: 'GRN' }, { name: 'Natural', code: 'NAT' }];
const sizes = ['S', 'M', 'L', 'XL'];

/** Global ids of the values of a template's option, by their codes. */
async function valuesOf(firm: Firm, templateId: string): Promise<Map<string, string>> {
  const rows = await firm.rows<{ id: string; code: string }>(sql`SELECT v.id, v.code FROM "ProductOptionValue" v JOIN "ProductOption" o ON o.id = v."optionId" WHERE o."templateId" = ${uuid(templateId)}::uuid`);
  return new Map(rows.map(({ id, code }) => [code, globalId('ProductOptionValue', id)]));
}

export const styles: Step[] = [
  step(40, async (firm) => {
    const { productTemplate: productTemplateId = '' } = await firm.act(createProductTemplate, 'shirt', 40, {
      code: 'SHIRT', name: 'Server\'s shirt', description: 'Cotton, 180 g', unitId: await firm.of('Unit', 'PCS'), weight: '0.2',
      options: [{ name: 'Colour', values: colours }, { name: 'Size', values: sizes.map((name) => ({ name, code: name })) }],
    });
    const values = await valuesOf(firm, productTemplateId);
    await firm.act(addVariants, 'shirts', 40, {
      productTemplateId, combinations: colours.flatMap(({ code }) => sizes.map((size) => ({ valueIds: [values.get(code), values.get(size)] }))),
    });
    await firm.act(setVariantPrices, 'shirt prices', 40, {
      productTemplateId, unitPrice: '18.50', variants: [{ productId: await firm.of('Product', 'SHIRT-BLK-XL'), unitPrice: '20.00' }],
    });
    const warehouseId = await firm.of('Warehouse', 'MAIN');
    const lines = await Promise.all(colours.flatMap(({ code }, at) => sizes.map(async (size, no) => ({
      productId: await firm.of('Product', `SHIRT-${code}-${size}`), warehouseId, quantity: String(30 - at * 8 - no * 2), unitCost: '8.90',
    }))));
    await firm.act(recordOpeningStock, 'shirt stock', 40, { on: firm.day(40), lines });
  }),
  step(39, async (firm) => {
    const productId = await firm.of('Product', 'HS-402');
    const unitId = await firm.of('Unit', 'CASE');
    await firm.act(setProductUnit, 'oil case', 39, { productId, unitId, quantity: '4', isPurchaseUnit: true });
    await firm.act(addBarcode, 'oil tin', 39, { productId, code: '4006381333931' });
    await firm.act(addBarcode, 'oil case code', 39, { productId, code: '14006381333938', unitId });
  }),
  ...sell({ key: 'HARBR-121', customer: 'HARBR', placed: 33, shipped: 32, lines: [{ sku: 'SHIRT-BLK-M', quantity: '8' }, { sku: 'SHIRT-BLK-L', quantity: '6' }, { sku: 'SHIRT-NAT-S', quantity: '3' }] }),
  ...sell({ key: 'BAYVW-122', customer: 'BAYVW', placed: 19, shipped: 18, lines: [{ sku: 'SHIRT-GRN-M', quantity: '10' }, { sku: 'SHIRT-GRN-L', quantity: '10' }] }),
  ...sell({ key: 'CEDAR-123', customer: 'CEDAR', placed: 1, lines: [{ sku: 'SHIRT-BLK-XL', quantity: '4' }] }),
];
