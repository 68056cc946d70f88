// What the house uses itself: the tasting kitchen, its recipes and menus, the office, a job for a customer.
import sql from 'sql-template-tag';
import { globalId } from '../../../server/src/shared/input.ts';
import { issueSupplies } from '../../../server/src/supplies/issueSupplies.ts';
import { createMenuPlan } from '../../../server/src/supplies/menuPlans.ts';
import { setParLevels } from '../../../server/src/supplies/parLevels.ts';
import { prepareRecipe } from '../../../server/src/supplies/prepareRecipe.ts';
import { returnSupplies } from '../../../server/src/supplies/returnSupplies.ts';
import { createCostObject } from '../../../server/src/supplies/saveCostObject.ts';
import { createRecipe } from '../../../server/src/supplies/saveRecipe.ts';
import { step, type Firm, type Step } from './firm.ts';
import { transfer } from './places.ts';
import { buy, uuid } from './trading.ts';

const bearers = [
  { kind: 'DEPARTMENT', code: 'OFFICE', name: 'Sales office' },
  { kind: 'DEPARTMENT', code: 'KITCHEN', name: 'Tasting kitchen' },
  { kind: 'JOB', code: 'GALA', name: 'Harbor gala, 120 covers', customer: 'HARBR' },
  { kind: 'CLIENT', code: 'BAYVW', name: 'Bayview Grand Hotel: tastings', customer: 'BAYVW' },
];

const recipes = [
  {
    sku: 'KI-810', portions: '5', instructions: 'Rub the butter into the flour, add the eggs, rest for an hour in the cold.',
    lines: [['KI-801', '3'], ['KI-802', '1.5'], ['KI-803', '6']],
  },
  {
    sku: 'KI-820', portions: '8', instructions: 'Line the tin with dough, fill with spinach, eggs and crème fraîche, bake for 40 minutes at 180 °C.',
    lines: [['KI-810', '1'], ['KI-804', '0.9', '0.85'], ['KI-803', '6'], ['HS-103', '2']],
  },
  { sku: 'KI-830', portions: '10', instructions: 'One portion of quiche a cover, spinach salad, coffee.', lines: [['KI-820', '10'], ['KI-804', '0.6', '0.85'], ['HS-403', '1']] },
] as const;

const products = async <T extends object>(firm: Firm, lines: readonly (readonly [string, string])[], more: (line: readonly [string, string]) => T) =>
  Promise.all(lines.map(async (line) => ({ productId: await firm.of('Product', line[0]), quantity: line[1], ...more(line) })));

const issue = (key: string, ago: number, bearer: string, site: string, person: string, lines: [string, string][]): Step => step(ago, async (firm) => {
  const { issue: issueId = '' } = await firm.act(issueSupplies, `issue ${key}`, ago, {
    costObjectId: await firm.of('CostObject', bearer), warehouseId: await firm.of('Warehouse', site), issuedOn: firm.day(ago), person, lines: await products(firm, lines, () => ({})),
  });
  firm.kept.set(`issue ${key}`, issueId);
});

const prepare = (key: string, ago: number, sku: string, portions: string, more: { bearer?: string; lot?: string; note?: string }): Step => step(ago, async (firm) => {
  const { bearer, lot, note } = more;
  await firm.act(prepareRecipe, `prepare ${key}`, ago, {
    recipeId: firm.kept.get(`recipe ${sku}`), portions, warehouseId: await firm.of('Warehouse', 'KITCH'), preparedOn: firm.day(ago), ...(note ? { note } : {}),
    ...(bearer ? { costObjectId: await firm.of('CostObject', bearer) } : {}), ...(lot ? { lots: [{ code: lot, quantity: portions }] } : {}),
  });
});

const menu = (key: string, inDays: number, name: string, portions: string, bearer?: string): Step => step(1, async (firm) => firm.act(createMenuPlan, `menu ${key}`, 1, {
  name, servedOn: firm.day(-inDays), warehouseId: await firm.of('Warehouse', 'KITCH'), ...(bearer ? { costObjectId: await firm.of('CostObject', bearer) } : {}),
  lines: [{ productId: await firm.of('Product', 'KI-830'), portions }],
}));

export const kitchen: Step[] = [
  step(42, async (firm) => {
    for (const { customer, ...bearer } of bearers) {
      await firm.act(createCostObject, `bearer ${bearer.code}`, 42, { ...bearer, ...(customer ? { customerId: await firm.of('Customer', customer) } : {}) });
    }
    for (const { sku, portions, instructions, lines } of recipes) {
      const { recipe = '' } = await firm.act(createRecipe, `recipe ${sku}`, 42, {
        productId: await firm.of('Product', sku), portions, instructions,
        lines: await Promise.all(lines.map(async ([code, quantity, yieldRate]) => ({ productId: await firm.of('Product', code), quantity, ...(yieldRate ? { yieldRate } : {}) }))),
      });
      firm.kept.set(`recipe ${sku}`, recipe);
    }
    const levels = [['KI-801', '60', '25'], ['KI-802', '12', '5'], ['KI-803', '150', '60'], ['KI-804', '15', '5'], ['HS-103', '16', '6'], ['HS-403', '4', '2']] as const;
    await firm.act(setParLevels, 'par levels', 42, {
      levels: await Promise.all(levels.map(async ([sku, par, minimum]) => ({ productId: await firm.of('Product', sku), warehouseId: await firm.of('Warehouse', 'KITCH'), par, minimum }))),
    });
  }),
  ...buy({ key: 'K1', supplier: 'S106', ordered: 36, received: [{ ago: 32 }], billed: 30, paid: 16, lines: [{ sku: 'KI-801', quantity: '4', unit: 'BAG' }, { sku: 'KI-803', quantity: '1', unit: 'CASE' }, { sku: 'KI-804', quantity: '24' }] }),
  ...buy({ key: 'K2', supplier: 'S105', ordered: 35, received: [{ ago: 32 }], billed: 30, paid: 16, lines: [{ sku: 'KI-802', quantity: '2', unit: 'CASE' }, { sku: 'HS-103', quantity: '36', lots: [{ code: 'WD-771', expiresAgo: 1 }] }] }),
  ...buy({ key: 'K3', supplier: 'S105', ordered: 12, received: [{ ago: 9 }], billed: 8, lines: [{ sku: 'HS-103', quantity: '36', lots: [{ code: 'WD-790', expiresAgo: -16 }] }] }),
  ...buy({ key: 'K4', supplier: 'S103', ordered: 38, received: [{ ago: 33 }], billed: 31, paid: 4, lines: [{ sku: 'OF-901', quantity: '6', unit: 'CASE' }, { sku: 'OF-902', quantity: '10' }, { sku: 'OF-903', quantity: '20' }] }),
  ...transfer({ key: 'T2', to: 'KITCH', ago: 29, arrives: 29, expectedIn: 0, lines: [['KI-801', '50'], ['KI-802', '10'], ['KI-803', '120'], ['KI-804', '14'], ['HS-103', '14'], ['HS-403', '4']] }),
  issue('1', 28, 'OFFICE', 'MAIN', 'Nancy Davolio', [['OF-901', '8'], ['OF-902', '2']]),
  issue('2', 23, 'KITCHEN', 'MAIN', 'Anne Dodsworth', [['OF-903', '6']]),
  prepare('1', 21, 'KI-810', '10', { lot: 'D-1001' }),
  prepare('2', 19, 'KI-820', '24', { bearer: 'BAYVW', note: 'Tasting for the hotel\'s kitchen.' }),
  issue('3', 12, 'GALA', 'MAIN', 'Michael Suyama', [['HS-402', '2'], ['HS-403', '6']]),
  step(9, async (firm) => {
    const [line] = await firm.rows<{ id: string }>(sql`SELECT l.id FROM "SupplyIssueLine" l JOIN "Product" p ON p.id = l."productId" AND p.sku = 'HS-403' WHERE l."issueId" = ${uuid(firm.kept.get('issue 3') ?? '')}`);
    await firm.act(returnSupplies, 'return 3', 9, { issueId: firm.kept.get('issue 3'), on: firm.day(9), reason: 'Two bags were not opened.', lines: [{ lineId: globalId('SupplyIssueLine', line?.id ?? ''), quantity: '2' }] });
  }),
  prepare('3', 4, 'KI-810', '5', { lot: 'D-1004' }),
  issue('4', 5, 'OFFICE', 'MAIN', 'Nancy Davolio', [['OF-901', '12'], ['HS-403', '2']]),
  menu('1', 3, 'Hotel tasting', '20', 'BAYVW'),
  menu('2', 9, 'Harbor gala', '120', 'GALA'),
];
