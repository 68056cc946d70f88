// Variants as partners and clerks ask for them: templates with their options, groups of stock and revenue, search, explore.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
const keys = new Map<string, { key: string }>();
let templateId = '';
let red = '';
beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  server.now.set(`${firm.day}T09:00:00Z`);
  for (const role of ['OWNER', 'PARTNER', 'WAREHOUSE'] as const) keys.set(role, { key: (await firm.act(createApiKey, { name: role, role })).key ?? '' });
});
afterAll(async () => {
  await server.close();
  await firm.close();
});
const ask = async (query: string, variables: Record<string, unknown> = {}, who = 'OWNER') => {
  const { data, errors } = await server.graphql(query, variables, keys.get(who));
  expect(errors).toEqual([]);
  return data;
};
const refused = '... on Refusal { code message } ... on InputInvalid { fields { path code } }';

test('a template is made with its options, and its variants by the matrix', async () => {
  const unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  const { createProductTemplate: made } = await ask(`mutation ($input: CreateProductTemplateInput!) { createProductTemplate(input: $input) { __typename ... on CreateProductTemplatePayload { productTemplate { id skuPattern } } ${refused} } }`, {
    input: { code: 'SHIRT', name: 'Shirt', unitId, options: [{ name: 'Colour', values: [{ name: 'Red' }, { name: 'Blue' }] }, { name: 'Size', values: [{ name: 'S' }, { name: 'M' }] }] },
  });
  expect(made).toMatchObject({ productTemplate: { skuPattern: '{code}-{1}-{2}' } });
  templateId = made.productTemplate.id;
  const { previewVariants } = await ask('query ($id: ID!) { previewVariants(productTemplateId: $id) { count combinations { values labels sku isTaken product { id } } } }', { id: templateId });
  expect(previewVariants.combinations.map(({ sku }: { sku: string }) => sku)).toEqual(['SHIRT-RED-S', 'SHIRT-RED-M', 'SHIRT-BLUE-S', 'SHIRT-BLUE-M']);
  const combinations = previewVariants.combinations.slice(0, 3).toReversed().map(({ values }: { values: string[] }) => ({ valueIds: values }));
  const add = async (given: unknown) => (await ask(`mutation ($input: AddVariantsInput!) { addVariants(input: $input) { __typename ... on AddVariantsPayload { products { id sku } } ${refused} } }`, { input: { productTemplateId: templateId, combinations: given } })).addVariants;
  expect((await add(combinations)).products).toHaveLength(3);
  expect(await add(combinations.slice(0, 1))).toMatchObject({ code: 'VARIANT_EXISTS', message: 'Blue, S is there already: Shirt, Blue, S.' });
  const { templateVariants } = await ask('query ($id: ID!) { templateVariants(productTemplateId: $id) { id sku isPriceInherited option1 { name option { name } } option2 { name } option3 { id } } }', { id: templateId });
  expect(templateVariants.map(({ sku }: { sku: string }) => sku)).toEqual(['SHIRT-RED-S', 'SHIRT-RED-M', 'SHIRT-BLUE-S']);
  expect(templateVariants[1]).toMatchObject({ isPriceInherited: false, option1: { name: 'Red', option: { name: 'Colour' } }, option2: { name: 'M' }, option3: null });
  red = templateVariants[1].id;
});

test('stock and revenue are told of all variants together, and filters know templates', async () => {
  const warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  await firm.act(recordOpeningStock, { lines: [{ productId: red, warehouseId, quantity: '10', unitCost: '4' }] });
  const shipmentId = await firm.ship(await firm.order(await firm.customer(), [{ productId: red, quantity: '3', unitPrice: '20' }]));
  await firm.act(invoiceShipments, { shipmentIds: [shipmentId] });
  const { productTemplates } = await ask(`{ productTemplates(filter: { hasVariants: true, search: "shirt" }, orderBy: VARIANTS_DESC) { nodes { code variantCount onHand available stockValue { amount } revenue { amount } actions { name allowed } }
    totals { onHand revenue { amount } } } }`);
  expect(productTemplates).toMatchObject({ nodes: [{ code: 'SHIRT', variantCount: 3, onHand: '7', available: '7', stockValue: { amount: '28.00' }, revenue: { amount: '60.00' } }], totals: { onHand: '7', revenue: { amount: '60.00' } } });
  const { products } = await ask('query ($id: ID!) { products(filter: { template: { is: $id }, isVariant: true }, orderBy: NAME_ASC) { nodes { sku ownFields actions { name allowed reason } } totals { onHand } } }', { id: templateId });
  expect(products).toMatchObject({ nodes: [{ sku: 'SHIRT-BLUE-S' }, { sku: 'SHIRT-RED-M', ownFields: [] }, { sku: 'SHIRT-RED-S' }], totals: { onHand: '7' } });
  expect((await ask('{ products(filter: { isVariant: false }) { nodes { sku } } }')).products.nodes).toEqual([]);
});

test('the picker of an order\'s line finds a variant by words, and a partner sees what it is a variant of', async () => {
  const { products } = await ask(`{ products(filter: { search: "shirt red m" }) { nodes { name template { name options { name values { name } } variants(first: 5, orderBy: NAME_ASC) { nodes { sku } } } } } }`, {}, 'PARTNER');
  expect(products.nodes).toEqual([{ name: 'Shirt, Red, M', template: {
    name: 'Shirt', options: [{ name: 'Colour', values: [{ name: 'Red' }, { name: 'Blue' }] }, { name: 'Size', values: [{ name: 'S' }, { name: 'M' }] }],
    variants: { nodes: [{ sku: 'SHIRT-BLUE-S' }, { sku: 'SHIRT-RED-M' }, { sku: 'SHIRT-RED-S' }] },
  } }]);
  const { search } = await ask('{ search(text: "shirt") { kind label } }');
  expect(search).toContainEqual({ kind: 'ProductTemplate', label: 'Shirt' });
});

test('analysts group by template and by value', async () => {
  const { explore } = await ask('{ explore(dataset: INVOICE_LINES, dimensions: [{ field: "product.template.name" }, { field: "product.option1.name" }], measures: [{ op: SUM, field: "net" }]) { rows } }');
  expect(explore.rows).toEqual([['Shirt', 'Red', '60.00']]);
});

test('prices are edited in the matrix by those who may', async () => {
  const set = async (who: string) => server.graphql(`mutation ($input: SetVariantPricesInput!) { setVariantPrices(input: $input) { __typename ... on SetVariantPricesPayload { productTemplate { unitPrice variants { nodes { sku currentPrice isPriceInherited } } } } ${refused} } }`,
    { input: { productTemplateId: templateId, unitPrice: '19.90', variants: [{ productId: red, unitPrice: '24' }] } }, keys.get(who));
  expect((await set('WAREHOUSE')).errors[0]?.extensions?.code).toBe('FORBIDDEN');
  const { data } = await set('OWNER');
  expect(data.setVariantPrices.productTemplate.variants.nodes).toEqual([
    { sku: 'SHIRT-BLUE-S', currentPrice: '19.9', isPriceInherited: true }, { sku: 'SHIRT-RED-M', currentPrice: '24', isPriceInherited: false }, { sku: 'SHIRT-RED-S', currentPrice: '19.9', isPriceInherited: true },
  ]);
  const { events } = await ask('query ($id: ID!) { events(filter: { subject: { is: $id } }) { nodes { kindLabel } } }', { id: templateId });
  expect(events.nodes.map(({ kindLabel }: { kindLabel: string }) => kindLabel)).toContain('Prices of variants set');
});
