// Recipes in numbers: yield, units, sauces within dishes, shortages before service, and what a portion costs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minor } from '../../server/src/shared/money.ts';
import { none, parseQuantity, parseRate, parseUnitPrice, printQuantity, printRate, printUnitPrice, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { dishCost } from '../../server/src/supplies/recipeCosts.ts';
import { demandNoCircle, ingredientsOf, shortages, type ItemFact, type RecipeFact, type StockFact } from '../../server/src/supplies/recipeRules.ts';

const quantity = (text: string): Quantity => parseQuantity(text) as Quantity;
const line = (productId: string, entered: string, { per = [1, 1], yieldRate = '1' } = {}) => ({
  productId, entered: quantity(entered), perNumerator: BigInt(per[0] ?? 1), perDenominator: BigInt(per[1] ?? 1), yieldRate: parseRate(yieldRate) as Rate,
});
const recipe = (productId: string, portions: string, lines: ReturnType<typeof line>[]): RecipeFact => ({ productId, portions: quantity(portions), lines });
const item = (id: string, more: Partial<ItemFact> = {}): [string, ItemFact] => [id, { id, name: id, isStocked: true, decimals: 3, rounding: 'HALF_AWAY', ...more }];
const items = new Map([item('potato'), item('cream'), item('egg', { decimals: 0, rounding: 'UP' }), item('sauce'), item('gratin', { isStocked: false, decimals: 0 }),
  item('dressing', { isStocked: false }), item('pie', { decimals: 0 })]);
const grams: [number, number] = [1, 1000];
const gratin = recipe('gratin', '10', [line('potato', '2', { yieldRate: '0.8' }), line('cream', '500', { per: grams }), line('egg', '3')]);
const recipes = (...all: RecipeFact[]) => new Map(all.map((each) => [each.productId, each]));
const told = (made: { productId: string; quantity: Quantity }[]) => made.map(({ productId, quantity: units }) => `${productId} ${printQuantity(units)}`);

describe('a dish', () => {
  it.each([
    ['a batch takes what was said, by yield and unit', '10', ['potato 2.5', 'cream 0.5', 'egg 3']],
    ['a third of it rounds by each unit\'s rule', '3', ['potato 0.75', 'cream 0.15', 'egg 1']],
    ['seven batches round once', '70', ['potato 17.5', 'cream 3.5', 'egg 21']],
    ['one portion rounds eggs up', '1', ['potato 0.25', 'cream 0.05', 'egg 1']],
  ])('%s', (_name, portions, expected) => {
    expect(told(ingredientsOf(gratin, quantity(portions), recipes(gratin), items))).toEqual(expected);
  });

  it('is taken apart where a part of it is not kept in stock, and only there', () => {
    const dressing = recipe('dressing', '2', [line('cream', '1', { yieldRate: '0.5' }), line('egg', '4')]);
    const sauce = recipe('sauce', '1', [line('cream', '9')]);
    const salad = recipe('pie', '4', [line('dressing', '1'), line('sauce', '0.5'), line('egg', '2')]);
    expect(told(ingredientsOf(salad, quantity('8'), recipes(salad, dressing, sauce), items))).toEqual(['cream 2', 'egg 8', 'sauce 1']);
  });

  it('is never made of itself', () => {
    const loop = recipes(recipe('pie', '1', [line('sauce', '1')]), recipe('sauce', '1', [line('dressing', '1')]), recipe('dressing', '1', [line('pie', '1')]));
    expect(() => demandNoCircle('pie', loop, (id) => id)).toThrow(Refusal);
    expect(() => demandNoCircle('gratin', recipes(gratin), (id) => id)).not.toThrow();
  });

  it('takes of batches what the batches take, however many portions', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (a, b) => {
      const of = (portions: number) => ingredientsOf(gratin, quantity(String(portions)), recipes(gratin), items);
      const [one, two, both] = [of(a), of(b), of(a + b)];
      both.forEach((each, index) => {
        const parts = (one[index]?.quantity ?? 0n) + (two[index]?.quantity ?? 0n);
        const step = each.productId === 'egg' ? 1_000_000n : 1_000n;
        const off = parts - each.quantity;
        expect(off <= step && off >= -step).toBe(true);
      });
    }), { numRuns: 500 });
  });
});

describe('before service', () => {
  const stock = (facts: Record<string, Partial<Record<keyof StockFact, string>>>) => new Map(Object.entries(facts).map(([id, each]): [string, StockFact] => [id, {
    available: quantity(each.available ?? '0'), coming: quantity(each.coming ?? '0'), requested: quantity(each.requested ?? '0'),
  }]));
  const short = (plan: [string, string][], facts: Parameters<typeof stock>[0], all: RecipeFact[]) =>
    shortages(plan.map(([productId, portions]) => ({ productId, portions: quantity(portions) })), recipes(...all), items, stock(facts))
      .map(({ productId, needed, short: missing, toPrepare }) => `${productId} ${printQuantity(needed)} short ${printQuantity(missing)}${toPrepare > none ? ` prepare ${printQuantity(toPrepare)}` : ''}`);

  it('what is missing is told over the whole menu, after what comes in time', () => {
    const omelette = recipe('dressing', '1', [line('egg', '3')]);
    expect(short([['gratin', '20'], ['dressing', '4']], { potato: { available: '1', coming: '3' }, cream: { available: '2' }, egg: { available: '10' } }, [gratin, omelette]))
      .toEqual(['potato 5 short 1', 'cream 1 short 0', 'egg 18 short 8']);
  });

  it('what is kept ready is served first, and only the rest is cooked', () => {
    const pie = recipe('pie', '6', [line('egg', '6'), line('sauce', '3')]);
    const sauce = recipe('sauce', '2', [line('cream', '1')]);
    expect(short([['pie', '10'], ['pie', '2']], { pie: { available: '6' }, sauce: { available: '1' }, egg: { available: '6' } }, [pie, sauce]))
      .toEqual(['pie 12 short 0 prepare 6', 'egg 6 short 0', 'sauce 3 short 0 prepare 2', 'cream 1 short 1']);
  });
});

describe('what a portion costs', () => {
  const worths = new Map([['potato', { value: minor(3_00), quantity: quantity('3') }], ['cream', { value: minor(10_00), quantity: quantity('4') }], ['egg', { value: minor(100), quantity: quantity('3') }]]);
  const price = parseUnitPrice('1.50') as UnitPrice;

  it('is the sum of its ingredients at what they cost now, and a part of its price', () => {
    const cost = dishCost(gratin, recipes(gratin), items, worths, price, 100n);
    expect(cost.lines.map((each) => each.cost)).toEqual([250n, 125n, 100n]);
    expect(cost.batchCost).toBe(475n);
    expect([cost.portionCost, cost.margin].map((each) => each !== null && printUnitPrice(each))).toEqual(['0.475', '1.025']);
    expect(cost.foodCostRate !== null && printRate(cost.foodCostRate)).toBe('0.316667');
  });

  it('follows recipes within recipes, and what is in stock at its own cost', () => {
    const pie = recipe('pie', '2', [line('sauce', '1')]);
    const sauce = recipe('sauce', '2', [line('cream', '1')]);
    expect(dishCost(pie, recipes(pie, sauce), items, worths, null, 100n)).toMatchObject({ batchCost: 125n, foodCostRate: null });
    expect(dishCost(pie, recipes(pie, sauce), items, new Map([...worths, ['sauce', { value: minor(9_00), quantity: quantity('3') }]]), null, 100n).batchCost).toBe(300n);
  });

  it('is not guessed where an ingredient was never bought', () => {
    expect(dishCost(recipe('pie', '1', [line('egg', '1'), line('sauce', '1')]), new Map(), items, worths, price, 100n)).toMatchObject({ batchCost: null, portionCost: null, foodCostRate: null });
  });
});
