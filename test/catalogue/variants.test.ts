// Variants: products made of a template's options, each combination once, that follow the template in what is not their own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setKitComponents } from '../../server/src/catalogue/kits.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { priceOf } from '../../server/src/pricing/priceOf.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { addVariants } from '../../server/src/variants/addVariants.ts';
import { attachVariant, detachVariant, followTemplate } from '../../server/src/variants/attachVariant.ts';
import { saveProductOptions } from '../../server/src/variants/options.ts';
import { previewVariants } from '../../server/src/variants/previewVariants.ts';
import { createProductTemplate, deleteProductTemplate, updateProductTemplate } from '../../server/src/variants/saveTemplate.ts';
import { setVariantPrices } from '../../server/src/variants/setVariantPrices.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { printUnitPrice } from '../../server/src/shared/quantity.ts';
import { variantChecks } from '../../server/src/verify/variants.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const unit = async (code: string) => globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`)).id);
let count = 0;
const options = [
  { name: 'Colour', values: [{ name: 'Red' }, { name: 'Blue' }] },
  { name: 'Size', values: [{ name: 'S' }, { name: 'M' }, { name: 'Large', code: 'L' }] },
];
async function template(more: Record<string, unknown> = {}): Promise<string> {
  count += 1;
  const { productTemplate = '' } = await firm.act(createProductTemplate, { code: `SHIRT${count}`, name: `Shirt ${count}`, unitId: await unit('PCS'), options, ...more });
  return globalId('ProductTemplate', productTemplate);
}
const value = async (templateId: string, name: string) => globalId('ProductOptionValue', (await firm.one<{ id: string }>(
  sql`SELECT v.id FROM "ProductOptionValue" v JOIN "ProductOption" o ON o.id = v."optionId" WHERE o."templateId" = ${uuid(templateId)} AND v.name = ${name}`)).id);
async function variants(templateId: string, names: string[][]): Promise<string[]> {
  const combinations = await Promise.all(names.map(async (each) => ({ valueIds: await Promise.all(each.map((name) => value(templateId, name))) })));
  const { products } = await firm.act(addVariants, { productTemplateId: templateId, combinations }) as unknown as { products: string[] };
  return products.map((id) => globalId('Product', id));
}
const row = (productId: string) => firm.one<{ sku: string; name: string; weight: string | null; own: string[]; version: number; templateId: string | null }>(
  sql`SELECT sku, name, weight::text, "ownFields" AS own, version, "templateId" FROM "Product" WHERE id = ${uuid(productId)}`);
const price = async (productId: string, on?: string) => {
  const { unitPrice } = await answerReport(priceOf, { productId: uuid(productId), ...(on ? { on: on as never } : {}) }, await firm.context());
  return unitPrice === null ? null : printUnitPrice(unitPrice);
};
const version = async (templateId: string) => (await firm.one<{ version: number }>(sql`SELECT version FROM "ProductTemplate" WHERE id = ${uuid(templateId)}`)).version;
const clean = async () => {
  for (const each of variantChecks) expect('sql' in each && await firm.db.rows({ text: each.sql, values: [] } as unknown as ReturnType<typeof sql>), each.check).toEqual([]);
};

describe('combinations', () => {
  test('become products with SKU and name, each once', async () => {
    const shirt = await template({ weight: '0.2' });
    const [red, blue] = await variants(shirt, [['Red', 'M'], ['Large', 'Blue']]);
    expect(await row(red ?? '')).toMatchObject({ sku: `SHIRT${count}-RED-M`, name: `Shirt ${count}, Red, M`, weight: '0.200000', own: [] });
    expect(await row(blue ?? '')).toMatchObject({ sku: `SHIRT${count}-BLUE-L`, name: `Shirt ${count}, Blue, Large` });
    const again = { valueIds: [await value(shirt, 'Red'), await value(shirt, 'M')], sku: 'OTHER' };
    expect(await firm.refusal(addVariants, { productTemplateId: shirt, combinations: [again] })).toBe('VARIANT_EXISTS');
    expect(await firm.refusal(addVariants, { productTemplateId: shirt, combinations: [{ valueIds: [await value(shirt, 'Red')] }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(addVariants, { productTemplateId: shirt, combinations: [{ valueIds: [await value(shirt, 'S'), await value(shirt, 'M')] }] })).toBe('INPUT_INVALID');
    await clean();
  });

  test('are shown before they are made, with those that are there and SKUs that are taken', async () => {
    const shirt = await template();
    await variants(shirt, [['Red', 'M']]);
    await firm.product('1', '1', { sku: `SHIRT${count}-RED-S` });
    const seen = await previewVariants({ productTemplateId: uuid(shirt) }, await firm.context());
    expect(seen).toMatchObject({ count: 6, existing: 1 });
    expect(seen.combinations.map(({ sku, product, isTaken }) => [sku.replace(/^SHIRT\d+-/, ''), product !== null, isTaken])).toEqual([
      ['RED-S', false, true], ['RED-M', true, false], ['RED-L', false, false], ['BLUE-S', false, false], ['BLUE-M', false, false], ['BLUE-L', false, false],
    ]);
    const chosen = await previewVariants({ productTemplateId: uuid(shirt), valueIds: [uuid(await value(shirt, 'Blue'))], skuPattern: '{code}{2}{1}' }, await firm.context());
    expect(chosen.combinations.map(({ sku }) => sku)).toEqual([`SHIRT${count}SBLUE`, `SHIRT${count}MBLUE`, `SHIRT${count}LBLUE`]);
    expect(await firm.refusal(addVariants, { productTemplateId: shirt, skuPattern: '{code}-{1}', combinations: [{ valueIds: [await value(shirt, 'Red'), await value(shirt, 'S')] }] })).toBe('INPUT_INVALID');
  });

  test('are five hundred at most', async () => {
    const many = await template({ options: [1, 2].map((no) => ({ name: `O${no}`, values: Array.from({ length: 25 }, (_, index) => ({ name: `${no}v${index}` })) })) });
    const seen = await previewVariants({ productTemplateId: uuid(many) }, await firm.context());
    expect([seen.count, seen.combinations.length]).toEqual([625, 0]);
    const values = await firm.db.rows<{ id: string; no: number }>(sql`SELECT v.id, o.no FROM "ProductOptionValue" v JOIN "ProductOption" o ON o.id = v."optionId" WHERE o."templateId" = ${uuid(many)} ORDER BY v.no`);
    const of = (no: number) => values.filter((each) => each.no === no).map(({ id }) => globalId('ProductOptionValue', id));
    const all = of(1).flatMap((a) => of(2).map((b) => ({ valueIds: [a, b] })));
    await firm.act(addVariants, { productTemplateId: many, combinations: all.slice(0, 500) });
    expect(await firm.refusal(addVariants, { productTemplateId: many, combinations: all.slice(500, 501) })).toBe('VARIANTS_TOO_MANY');
    await firm.act(updateProductTemplate, { productTemplateId: many, version: await version(many), name: 'Renamed', weight: '3' });
    await clean();
  });

  test('asked for twice at once are made once', async () => {
    const shirt = await template();
    const asked = { productTemplateId: shirt, combinations: [{ valueIds: [await value(shirt, 'Red'), await value(shirt, 'M')] }] };
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => firm.refusal(addVariants, asked)));
    expect(outcomes.filter((code) => code === undefined)).toHaveLength(1);
    expect(outcomes.filter((code) => code === 'VARIANT_EXISTS' || code === 'INPUT_INVALID')).toHaveLength(5);
  });
});

describe('a variant', () => {
  test('follows its template in all that is not its own, and may follow it again', async () => {
    const shirt = await template({ weight: '0.2' });
    const [red = '', blue = ''] = await variants(shirt, [['Red', 'M'], ['Blue', 'M']]);
    await firm.act(updateProduct, { productId: red, version: 1, weight: '0.5', name: 'The red one' });
    expect((await row(red)).own).toEqual(['name', 'weight']);
    await firm.act(updateProductTemplate, { productTemplateId: shirt, version: 1, name: 'Blouse', weight: '0.3' });
    expect(await row(red)).toMatchObject({ name: 'The red one', weight: '0.500000' });
    expect(await row(blue)).toMatchObject({ name: 'Blouse, Blue, M', weight: '0.300000' });
    await clean();
    await firm.act(followTemplate, { productId: red, fields: ['weight'] });
    expect(await row(red)).toMatchObject({ name: 'The red one', weight: '0.300000', own: ['name'] });
    expect(await firm.refusal(followTemplate, { productId: red, fields: ['sku'] })).toBe('INPUT_INVALID');
  });

  test('that has moved keeps its template from what would change its books', async () => {
    const shirt = await template();
    const other = await firm.product('2', '10');
    await firm.act(attachVariant, { productTemplateId: shirt, productId: other, valueIds: [await value(shirt, 'Blue'), await value(shirt, 'S')] });
    expect(await firm.refusal(updateProductTemplate, { productTemplateId: shirt, version: await version(shirt), unitId: await unit('KG') })).toBe('PRODUCT_IN_USE');
    expect(await firm.refusal(updateProductTemplate, { productTemplateId: shirt, version: await version(shirt), costingMethod: 'FIFO' })).toBe('PRODUCT_IN_USE');
    expect(await firm.refusal(updateProductTemplate, { productTemplateId: shirt, version: await version(shirt), tracking: 'LOT' })).toBe('PRODUCT_IN_USE');
    await clean();
  });

  test('was alone before and may be so again; it keeps its stock, and what it had', async () => {
    const shirt = await template({ weight: '0.2' });
    const productId = await firm.product('2', '10', { weight: '0.7' });
    const at = { productTemplateId: shirt, productId, valueIds: [await value(shirt, 'Blue'), await value(shirt, 'S')] };
    await firm.act(attachVariant, at);
    expect((await row(productId)).own).toEqual(['name', 'weight']);
    expect(await firm.refusal(attachVariant, at)).toBe('VARIANT_ALREADY');
    const third = await firm.product('2', '10');
    expect(await firm.refusal(attachVariant, { ...at, productId: third })).toBe('VARIANT_EXISTS');
    await clean();
    expect(await firm.refusal(deleteProductTemplate, { productTemplateId: shirt })).toBe('TEMPLATE_IN_USE');
    await firm.act(detachVariant, { productId });
    expect(await row(productId)).toMatchObject({ templateId: null, own: [], weight: '0.700000' });
    expect(await firm.refusal(detachVariant, { productId })).toBe('VARIANT_ALREADY');
    await firm.act(deleteProductTemplate, { productTemplateId: shirt });
    expect(await firm.one(sql`SELECT sum("onHand")::int AS units FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`)).toEqual({ units: 10 });
  });

  test('that becomes a kit keeps no stock, whatever its template says', async () => {
    const shirt = await template();
    const [red = ''] = await variants(shirt, [['Red', 'M']]);
    await firm.act(setKitComponents, { productId: red, version: 1, components: [{ productId: await firm.product('1'), quantity: '2' }] });
    await firm.act(updateProductTemplate, { productTemplateId: shirt, version: await version(shirt), weight: '1' });
    expect(await firm.one(sql`SELECT "isStocked", "isKit" FROM "Product" WHERE id = ${uuid(red)}`)).toEqual({ isStocked: false, isKit: true });
    expect(await firm.refusal(followTemplate, { productId: red, fields: ['isStocked'] })).toBe('PRODUCT_IN_USE');
    await clean();
  });
});

describe('options', () => {
  const saved = async (templateId: string) => (await firm.db.rows<{ id: string; name: string; values: { valueId: string; name: string }[] }>(sql`SELECT o.id, o.name,
    (SELECT json_agg(json_build_object('valueId', v.id, 'name', v.name) ORDER BY v.no) FROM "ProductOptionValue" v WHERE v."optionId" = o.id) AS values
    FROM "ProductOption" o WHERE o."templateId" = ${uuid(templateId)} ORDER BY o.no`)).map(({ id, name, values }) => ({
    optionId: globalId('ProductOption', id), name, values: values.map((each) => ({ valueId: globalId('ProductOptionValue', each.valueId), name: each.name })),
  }));
  const save = async (templateId: string, given: unknown) => ({ productTemplateId: templateId, version: await version(templateId), options: given });

  test('are renamed with the variants that have them', async () => {
    const shirt = await template();
    const [red = ''] = await variants(shirt, [['Red', 'M']]);
    const [colour, size] = await saved(shirt);
    await firm.act(saveProductOptions, await save(shirt, [{ ...colour, values: colour?.values.map((each) => (each.name === 'Red' ? { ...each, name: 'Crimson' } : each)) }, size]));
    expect(await row(red)).toMatchObject({ name: `Shirt ${count}, Crimson, M`, sku: `SHIRT${count}-RED-M` });
    await clean();
  });

  test('get further values; one that a variant has stays', async () => {
    const shirt = await template();
    await variants(shirt, [['Red', 'M']]);
    const [colour, size] = await saved(shirt);
    await firm.act(saveProductOptions, await save(shirt, [{ ...colour, values: [...(colour?.values ?? []).filter(({ name }) => name !== 'Blue'), { name: 'Green' }] }, size]));
    expect((await saved(shirt))[0]?.values.map(({ name }) => name)).toEqual(['Red', 'Green']);
    expect(await firm.refusal(saveProductOptions, await save(shirt, [{ ...colour, values: [{ name: 'Green' }] }, size]))).toBe('OPTION_IN_USE');
    expect(await firm.refusal(saveProductOptions, await save(shirt, [{ ...colour, values: [...(colour?.values ?? []).slice(0, 1), { name: 'red' }] }, size]))).toBe('INPUT_INVALID');
  });

  test('come and go without two variants becoming the same', async () => {
    const shirt = await template();
    const [red = ''] = await variants(shirt, [['Red', 'M'], ['Blue', 'M'], ['Blue', 'S']]);
    const [colour, size] = await saved(shirt);
    const third = { name: 'Fit', values: [{ name: 'Slim' }, { name: 'Wide' }] };
    expect(await firm.refusal(saveProductOptions, await save(shirt, [colour, size, third]))).toBe('INPUT_INVALID');
    await firm.act(saveProductOptions, await save(shirt, [colour, size, { ...third, existingValue: 1 }]));
    expect((await row(red)).name).toBe(`Shirt ${count}, Red, M, Wide`);
    expect(await firm.refusal(saveProductOptions, await save(shirt, [colour, (await saved(shirt))[2]]))).toBe('OPTION_IN_USE');
    await firm.act(saveProductOptions, await save(shirt, [colour, size]));
    expect((await row(red)).name).toBe(`Shirt ${count}, Red, M`);
    expect(await firm.one(sql`SELECT "skuPattern" FROM "ProductTemplate" WHERE id = ${uuid(shirt)}`)).toEqual({ skuPattern: '{code}-{1}-{2}' });
    await clean();
  });
});

describe('prices', () => {
  test('are the template\'s, unless a variant has its own', async () => {
    const shirt = await template();
    const [red = '', blue = ''] = await variants(shirt, [['Red', 'M'], ['Blue', 'M']]);
    await firm.act(setVariantPrices, { productTemplateId: shirt, unitPrice: '10', variants: [{ productId: blue, unitPrice: '12' }] });
    expect([await price(red), await price(blue)]).toEqual(['10', '12']);
    await firm.act(setVariantPrices, { productTemplateId: shirt, unitPrice: '11' });
    expect([await price(red), await price(blue)]).toEqual(['11', '12']);
    const [late = ''] = await variants(shirt, [['Red', 'S']]);
    expect(await price(late)).toBe('11');
    await firm.act(setVariantPrices, { productTemplateId: shirt, validFrom: '2026-02-01', unitPrice: '15', variants: [{ productId: blue }] });
    expect([await price(red, '2026-01-31'), await price(red, '2026-02-01'), await price(blue, '2026-01-31'), await price(blue, '2026-02-01')]).toEqual(['11', '15', '12', '15']);
    await clean();
  });

  test('set on the variant itself are its own; a variant that leaves keeps its price', async () => {
    const shirt = await template();
    const [red = '', blue = ''] = await variants(shirt, [['Red', 'M'], ['Blue', 'M']]);
    await firm.act(setVariantPrices, { productTemplateId: shirt, validFrom: '2026-01-01', unitPrice: '10' });
    await firm.act(setListPrice, { productId: red, unitPrice: '9', endsCurrent: true });
    await firm.act(detachVariant, { productId: blue });
    await firm.act(setVariantPrices, { productTemplateId: shirt, unitPrice: '20' });
    expect([await price(red), await price(blue)]).toEqual(['9', '10']);
    expect(await firm.refusal(setVariantPrices, { productTemplateId: shirt, variants: [{ productId: blue, unitPrice: '1' }] })).toBe('INPUT_INVALID');
    const bare = await template();
    const [only = ''] = await variants(bare, [['Red', 'M']]);
    expect(await firm.refusal(setVariantPrices, { productTemplateId: bare, variants: [{ productId: only }] })).toBe('TEMPLATE_PRICELESS');
    await clean();
  });
});
