// A caterer cooks: ingredients leave at cost by yield and unit, what was made comes in at their sum, shortages are known before.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setKitComponents } from '../../server/src/catalogue/kits.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { setProductUnit } from '../../server/src/catalogue/unitsSave.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { printQuantity, printRate, printUnitPrice } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { menuCosts, recipeCost } from '../../server/src/supplies/menuCosts.ts';
import { createMenuPlan, deleteMenuPlan, requestShortage, updateMenuPlan } from '../../server/src/supplies/menuPlans.ts';
import { menuPlanShortage, recipeShortage } from '../../server/src/supplies/menuShortage.ts';
import { prepareRecipe, reversePreparation } from '../../server/src/supplies/prepareRecipe.ts';
import { createCostObject } from '../../server/src/supplies/saveCostObject.ts';
import { createRecipe, updateRecipe } from '../../server/src/supplies/saveRecipe.ts';
import { verify } from '../../server/src/verify.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let siteId: string;
beforeAll(async () => {
  firm = await startTrade();
  siteId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(() => firm.close());

let made = 0;
const unit = async (code: string) => globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = ${code}`)).id);
/** A product in a unit, with stock at a cost where a quantity is given. */
const goods = async (name: string, code: string, stock?: [quantity: string, unitCost: string], more: Record<string, unknown> = {}) => {
  made += 1;
  const { product = '' } = await firm.act(createProduct, { sku: `G${made}`, name, unitId: await unit(code), ...more });
  const productId = globalId('Product', product);
  if (stock) await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId: siteId, quantity: stock[0], unitCost: stock[1] }] });
  return productId;
};
const recipe = async (productId: string, portions: string, lines: Record<string, unknown>[]) =>
  globalId('Recipe', (await firm.act(createRecipe, { productId, portions, lines })).recipe ?? '');
const job = async () => {
  made += 1;
  return globalId('CostObject', (await firm.act(createCostObject, { kind: 'JOB', code: `JOB${made}`, name: `Banquet ${made}` })).costObject ?? '');
};
const onHand = async (productId: string) => {
  const [level] = await firm.db.rows<{ told: string }>(sql`SELECT trim_scale("onHand")::text || ' worth ' || "valueMinor" AS told FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
  return level?.told;
};
const posted = async (source: string) => (await firm.db.rows<{ line: string }>(sql`SELECT a.code || ' ' || sum(l."companyMinor") AS line FROM "JournalEntry" e
  JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE e."sourceId" = ${uuid(source)} GROUP BY a.code, l."productId" ORDER BY a.code, sum(l."companyMinor")`)).map(({ line }) => line);

describe('a recipe carried out', () => {
  test('takes ingredients by yield and unit, and what is made is worth them', async () => {
    const [potatoes, cream, eggs] = [await goods('Potatoes', 'KG', ['10', '0.90']), await goods('Cream', 'L', ['5', '4.00']), await goods('Eggs', 'PCS', ['30', '0.25'])];
    const gratin = await goods('Gratin', 'PCS');
    const recipeId = await recipe(gratin, '10', [
      { productId: potatoes, quantity: '2000', unitId: await unit('G'), yieldRate: '0.8' }, { productId: cream, quantity: '500', unitId: await unit('ML') }, { productId: eggs, quantity: '3' },
    ]);
    const { preparation = '' } = await firm.act(prepareRecipe, { recipeId, portions: '20', lines: [{ productId: eggs, quantity: '7' }] });
    expect([await onHand(potatoes), await onHand(cream), await onHand(eggs)]).toEqual(['5 worth 450', '4 worth 1600', '23 worth 575']);
    expect(await onHand(gratin)).toBe('20 worth 1025');
    expect(await posted(globalId('Preparation', preparation))).toEqual(['1300 -450', '1300 -400', '1300 -175', '1300 1025']);
    expect(await firm.db.rows(sql`SELECT trim_scale(planned)::text AS planned, trim_scale(quantity)::text AS quantity FROM "PreparationLine" WHERE "preparationId" = ${preparation} ORDER BY no`))
      .toEqual([{ planned: '5', quantity: '5' }, { planned: '1', quantity: '1' }, { planned: '6', quantity: '7' }]);
    await firm.act(reversePreparation, { preparationId: globalId('Preparation', preparation), reason: 'Wrong day' });
    expect([await onHand(potatoes), await onHand(cream), await onHand(eggs), await onHand(gratin)]).toEqual(['10 worth 900', '5 worth 2000', '30 worth 750', '0 worth 0']);
    expect(await firm.refusal(reversePreparation, { preparationId: globalId('Preparation', preparation), reason: 'x' })).toBe('PREPARATION_REVERSED');
  });

  test('whose dish is not kept in stock is charged to who bears it, and taken back from them', async () => {
    const rice = await goods('Rice', 'KG', ['3', '1.111']);
    const paella = await goods('Paella', 'PCS', undefined, { isStocked: false });
    const recipeId = await recipe(paella, '4', [{ productId: rice, quantity: '1' }]);
    expect(await firm.refusal(prepareRecipe, { recipeId })).toBe('INPUT_INVALID');
    const costObjectId = await job();
    const { preparation = '' } = await firm.act(prepareRecipe, { recipeId, costObjectId });
    expect(await posted(globalId('Preparation', preparation))).toEqual(['1300 -111', '5220 111']);
    expect(await firm.refusal(prepareRecipe, { recipeId, costObjectId, portions: '12' })).toBe('STOCK_NEGATIVE');
    await firm.act(reversePreparation, { preparationId: globalId('Preparation', preparation), reason: 'Cancelled' });
    expect(await posted(globalId('Preparation', preparation))).toEqual(['1300 0', '5220 0']);
    expect(await onHand(rice)).toBe('3 worth 333');
  });

  test('is taken back as if it had not been, though others of it lie beside', async () => {
    const flour = await goods('Flour', 'KG', ['10', '1']);
    const bread = await goods('Bread', 'PCS', ['10', '5']);
    const recipeId = await recipe(bread, '10', [{ productId: flour, quantity: '5' }]);
    const { preparation = '' } = await firm.act(prepareRecipe, { recipeId });
    expect(await onHand(bread)).toBe('20 worth 5500');
    await firm.act(reversePreparation, { preparationId: globalId('Preparation', preparation), reason: 'x' });
    expect([await onHand(flour), await onHand(bread)]).toEqual(['10 worth 1000', '10 worth 5000']);
  });
});

describe('a recipe', () => {
  test('is never made of itself or of nothing', async () => {
    const [stock, sauce, dish] = [await goods('Stock', 'L', ['1', '1']), await goods('Sauce', 'L'), await goods('Dish', 'PCS')];
    const sauceId = await recipe(sauce, '2', [{ productId: stock, quantity: '1' }]);
    await recipe(dish, '4', [{ productId: sauce, quantity: '1' }]);
    expect(await firm.refusal(updateRecipe, { recipeId: sauceId, version: 1, lines: [{ productId: dish, quantity: '1' }] })).toBe('RECIPE_CIRCLE');
    expect(await firm.refusal(createRecipe, { productId: stock, portions: '1', lines: [{ productId: stock, quantity: '1' }] })).toBe('RECIPE_CIRCLE');
    expect(await firm.refusal(createRecipe, { productId: stock, portions: '1', lines: [{ productId: await firm.service(), quantity: '1' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(createRecipe, { productId: stock, portions: '1', lines: [{ productId: sauce, quantity: '1', unitId: await unit('KG') }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(createRecipe, { productId: dish, portions: '1', lines: [{ productId: stock, quantity: '1' }] })).toBe('INPUT_INVALID');
    expect(await firm.refusal(updateRecipe, { recipeId: sauceId, version: 7, portions: '3' })).toBe('CHANGED_MEANWHILE');
    await firm.act(updateRecipe, { recipeId: sauceId, version: 1, isActive: false });
    expect(await firm.refusal(prepareRecipe, { recipeId: sauceId })).toBe('RECIPE_INACTIVE');
  });

  test('keeps the factor of its day', async () => {
    const eggs = await goods('Eggs by the box', 'PCS', ['100', '0.2']);
    await firm.act(setProductUnit, { productId: eggs, unitId: await unit('BOX'), quantity: '10' });
    const omelette = await goods('Omelette', 'PCS');
    const recipeId = await recipe(omelette, '5', [{ productId: eggs, quantity: '1', unitId: await unit('BOX') }]);
    await firm.act(setProductUnit, { productId: eggs, unitId: await unit('BOX'), quantity: '12' });
    await firm.act(prepareRecipe, { recipeId });
    expect(await onHand(eggs)).toBe('90 worth 1800');
  });
});

describe('a dish that is sold', () => {
  test('takes its ingredients out of stock with the shipment, by its recipe of the day of the order', async () => {
    const [beef, buns, oil] = [await goods('Beef', 'KG', ['6', '8']), await goods('Buns', 'PCS', ['10', '0.4']), await goods('Oil', 'L', ['1', '3'])];
    const [patty, burger] = [await goods('Patty', 'PCS', undefined, { isStocked: false }), await goods('Burger', 'PCS', undefined, { isStocked: false })];
    const pattyId = await recipe(patty, '10', [{ productId: beef, quantity: '1.5', yieldRate: '0.75' }, { productId: oil, quantity: '1', unitId: await unit('ML') }]);
    await recipe(burger, '1', [{ productId: patty, quantity: '2' }, { productId: buns, quantity: '1' }]);
    const customerId = await firm.customer();
    expect(await firm.refusal(placeOrder, { order: { customerId, lines: [{ productId: burger, quantity: '11', unitPrice: '9' }] } })).toBe('STOCK_SHORT');
    const orderId = await firm.order(customerId, [{ productId: burger, quantity: '4', unitPrice: '9' }]);
    await firm.act(updateRecipe, { recipeId: pattyId, version: 1, lines: [{ productId: beef, quantity: '3' }] });
    await firm.ship(orderId);
    // 4 burgers of 2 patties of 0.2 kg; a tenth of a millilitre of oil is not taken singly.
    expect([await onHand(beef), await onHand(buns), await onHand(oil)]).toEqual(['4.4 worth 3520', '6 worth 240', '1 worth 300']);
    await firm.ship(await firm.order(customerId, [{ productId: burger, quantity: '1', unitPrice: '9' }]));
    expect(await onHand(beef)).toBe('3.8 worth 3040');
  });
});

describe('a menu', () => {
  test('tells its food cost now and when it was last made', async () => {
    const [beans, soup] = [await goods('Beans', 'KG', ['4', '2']), await goods('Soup', 'PCS')];
    await firm.act(setListPrice, { productId: soup, unitPrice: '4', validFrom: firm.day });
    const recipeId = await recipe(soup, '8', [{ productId: beans, quantity: '3', yieldRate: '0.75' }]);
    const read = async () => (await answerReport(menuCosts, {}, await firm.context())).find((row) => row.product === uuid(soup));
    const told = async () => {
      const row = await read();
      return [row?.portionCost, row?.margin, row?.lastCost].map((each) => (each === null || each === undefined ? each : printUnitPrice(each)));
    };
    expect(await told()).toEqual(['1', '3', null]);
    expect(printRate((await read())?.foodCostRate ?? (0n as never))).toBe('0.25');
    await firm.act(prepareRecipe, { recipeId, portions: '4' });
    await firm.act(recordOpeningStock, { lines: [{ productId: beans, warehouseId: siteId, quantity: '2', unitCost: '6' }] });
    expect(await told()).toEqual(['2', '2', '1']);
    expect((await answerReport(recipeCost, { recipeId: uuid(recipeId) }, await firm.context())).lines.map(({ cost }) => cost)).toEqual([1600n]);
  });

  test('knows what it will be short of, after what comes in time, and asks for it once', async () => {
    const [fish, lemons] = [await goods('Fish', 'KG', ['2', '9']), await goods('Lemons', 'PCS', ['4', '0.3'])];
    const plate = await goods('Fish plate', 'PCS', undefined, { isStocked: false });
    await recipe(plate, '10', [{ productId: fish, quantity: '2', yieldRate: '0.5' }, { productId: lemons, quantity: '5' }]);
    const { supplier = '' } = await firm.act(createSupplier, { code: 'FISH', name: 'Fishmonger' });
    const { purchaseOrder = '' } = await firm.act(createPurchaseOrder, {
      supplierId: globalId('Supplier', supplier), expectedOn: later(firm.day, 3), lines: [{ productId: fish, quantity: '1', unitCost: '9' }],
    });
    await firm.act(placePurchaseOrder, { purchaseOrderId: globalId('PurchaseOrder', purchaseOrder) });
    const short = async (on: number) => (await recipeShortage({ lines: [{ productId: uuid(plate), portions: 20_000_000n as never }], servedOn: later(firm.day, on) }, await firm.context()))
      .map((row) => `${printQuantity(row.needed)} short ${printQuantity(row.short)}`);
    expect(await short(1)).toEqual(['8 short 6', '10 short 6']);
    expect(await short(5)).toEqual(['8 short 5', '10 short 6']);
    const { menuPlan = '' } = await firm.act(createMenuPlan, { name: 'Harbour day', servedOn: later(firm.day, 5), lines: [{ productId: plate, portions: '20' }] });
    const menuPlanId = globalId('MenuPlan', menuPlan);
    expect((await answerReport(menuPlanShortage, { menuPlanId: menuPlan }, await firm.context())).map(({ short: missing }) => printQuantity(missing))).toEqual(['5', '6']);
    const { requisition = '' } = await firm.act(requestShortage, { menuPlanId });
    expect(await firm.db.rows(sql`SELECT trim_scale(quantity)::text AS quantity FROM "RequisitionLine" WHERE "requisitionId" = ${requisition} ORDER BY no`)).toEqual([{ quantity: '5' }, { quantity: '6' }]);
    expect(await firm.refusal(requestShortage, { menuPlanId })).toBe('NOTHING_SHORT');
    await firm.act(updateMenuPlan, { menuPlanId, version: 1, lines: [{ productId: plate, portions: '30' }, { productId: lemons, portions: '2' }] });
    await firm.act(requestShortage, { menuPlanId });
    expect(await firm.refusal(createMenuPlan, { name: 'x', servedOn: firm.day, lines: [{ productId: await firm.service(), portions: '1' }] })).toBe('INPUT_INVALID');
    await firm.act(deleteMenuPlan, { menuPlanId });
  });

  test('leaves nothing that verify would mind', async () => {
    expect((await verify(firm.db)).filter(({ rows, check }) => rows.length > 0 && !check.startsWith('numbers run'))).toEqual([]);
  });
});

describe('a kit whose components were set by hand', () => {
  test('gets a recipe only when it is said to replace them, and then follows it', async () => {
    const [tea, cup, set] = [await goods('Tea', 'PCS', ['10', '1']), await goods('Cup', 'PCS', ['10', '2']), await goods('Tea set', 'PCS', undefined, { isStocked: false })];
    await firm.act(setKitComponents, { productId: set, version: 1, components: [{ productId: cup, quantity: '2' }] });
    const asked = { productId: set, portions: '1', lines: [{ productId: tea, quantity: '1' }, { productId: cup, quantity: '4' }] };
    expect(await firm.refusal(createRecipe, asked)).toBe('RECIPE_COMPONENTS');
    const { recipe: recipeId = '' } = await firm.act(createRecipe, { ...asked, replacesComponents: true });
    const parts = async () => (await firm.db.rows<{ line: string }>(sql`SELECT p.name || ' ' || trim_scale(k.quantity) AS line FROM "KitComponent" k JOIN "Product" p ON p.id = k."componentProductId"
      WHERE k."kitProductId" = ${uuid(set)} ORDER BY p.name`)).map(({ line }) => line);
    expect(await parts()).toEqual(['Cup 4', 'Tea 1']);
    const { version } = await firm.one<{ version: number }>(sql`SELECT version FROM "Product" WHERE id = ${uuid(set)}`);
    expect(await firm.refusal(setKitComponents, { productId: set, version, components: [{ productId: cup, quantity: '2' }] })).toBe('KIT_COMPONENT_UNFIT');
    await firm.act(updateRecipe, { recipeId: globalId('Recipe', recipeId), version: 1, lines: [{ productId: tea, quantity: '3' }] });
    expect(await parts()).toEqual(['Tea 3']);
  });
});
