import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { MenuPlanLineRow } from '../generated/rows.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { requisitionRows } from '../purchasing/requisitionRules.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, integer, list, object, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { readSite } from './issueSupplies.ts';
import { loadItems, loadRecipes } from './loadRecipes.ts';
import { loadShortages } from './menuShortage.ts';
import type { Items, Recipes } from './recipeRules.ts';
import { NothingShort } from './refusals.ts';
import { WarehouseInactive } from '../inventory/refusals.ts';

const line = object('MenuPlanLineInput', { productId: id('Product'), portions: quantity() });
const head = { warehouseId: optional(id('Warehouse')), costObjectId: optional(id('CostObject')), note: optional(text({ max: 2000, lines: true })) };
interface GivenLine { productId: string; portions: Quantity }
interface Facts { warehouseId: string; recipes: Recipes; items: Items }

async function loadFacts(tx: Tx, companyId: string, warehouseId: string | null | undefined, lines: readonly GivenLine[]): Promise<Facts> {
  const { id: siteId } = await readSite(tx, warehouseId);
  const { recipes, items } = await loadRecipes(tx, companyId);
  return { warehouseId: siteId, recipes, items: new Map([...items, ...await loadItems(tx, lines.map(({ productId }) => productId))]) };
}
/** A plan names dishes, and goods that are served as they are. */
function demandLines({ recipes, items }: Facts, lines: readonly GivenLine[]): void {
  for (const [index, { productId }] of lines.entries()) {
    const item = items.get(productId);
    if (!item) throw fieldRefused(['lines', String(index), 'productId'], 'id_unknown', { type: 'Product' });
    if (!item.isStocked && !recipes.has(productId)) throw fieldRefused(['lines', String(index), 'productId'], 'ingredient_empty');
  }
}
const lineRows = (planId: string, before: readonly MenuPlanLineRow[], after: readonly GivenLine[], ctx: DecideContext): Change[] => [
  ...after.map((each, index) => {
    const old = before[index];
    return old ? update('MenuPlanLine', old.id, { ...each }) : insert('MenuPlanLine', { id: ctx.newId(), planId, no: index + 1, ...each });
  }),
  ...before.slice(after.length).map((old) => remove('MenuPlanLine', old.id)),
];
const linesOf = (tx: Tx, planId: string) => selectRows(tx, 'MenuPlanLine', sql`t."planId" = ${planId}`, { orderBy: sql`t.no` });

export const createMenuPlan = action({
  name: 'createMenuPlan', permission: 'supplies.manage', describe: 'Plans what is served on a day at a site: what will be short is told at once.',
  input: { name: text({ max: 200 }), servedOn: day(), ...head, lines: list(line, { min: 1, max: 200 }) }, refusals: [WarehouseInactive], payload: { menuPlan: 'record:MenuPlan' },
  load: (tx, { warehouseId, lines }, ctx) => loadFacts(tx, ctx.company.id, warehouseId, lines),
  decide: (facts, { name, servedOn, costObjectId, note, lines }, ctx) => {
    demandLines(facts, lines);
    const menuPlan = ctx.newId();
    return {
      rows: [
        insert('MenuPlan', { id: menuPlan, companyId: ctx.company.id, name, servedOn, warehouseId: facts.warehouseId, costObjectId: costObjectId ?? null, note: note ?? null }),
        ...lineRows(menuPlan, [], lines, ctx),
      ],
      events: [{ kind: 'menuPlanCreated', subjectType: 'MenuPlan', subjectId: menuPlan, data: { name } }],
      result: { menuPlan },
    };
  },
});

export const updateMenuPlan = action({
  name: 'updateMenuPlan', permission: 'supplies.manage', describe: 'Changes a menu plan; lines, when given, replace all lines.',
  input: { menuPlanId: id('MenuPlan'), version: integer(), name: optional(text({ max: 200 })), servedOn: optional(day()), ...head, lines: optional(list(line, { min: 1, max: 200 })) },
  refusals: [WarehouseInactive], payload: { menuPlan: 'record:MenuPlan' },
  load: async (tx, input, ctx) => {
    const plan = await lockRow(tx, 'MenuPlan', input.menuPlanId);
    return { plan, before: await linesOf(tx, plan.id), facts: await loadFacts(tx, ctx.company.id, input.warehouseId ?? plan.warehouseId, input.lines ?? []) };
  },
  decide: ({ plan, before, facts }, input, ctx) => {
    const after = patchOf('MenuPlan', input, ['name', 'servedOn', 'warehouseId', 'costObjectId', 'note']);
    demandVersion('MenuPlan', plan, input.version, after, ctx.company.currencyCode);
    demandLines(facts, input.lines ?? []);
    return {
      rows: [update('MenuPlan', plan.id, { ...after, version: plan.version + 1 }), ...(input.lines ? lineRows(plan.id, before, input.lines, ctx) : [])],
      events: [{ kind: 'menuPlanUpdated', subjectType: 'MenuPlan', subjectId: plan.id, changes: changesOf('MenuPlan', plan, after, ctx.company.currencyCode) }],
      result: { menuPlan: plan.id },
    };
  },
});

export const deleteMenuPlan = action({
  name: 'deleteMenuPlan', permission: 'supplies.manage', describe: 'Throws a menu plan away; what was asked for or prepared stays.',
  input: { menuPlanId: id('MenuPlan') }, refusals: [], payload: { name: 'text' },
  load: async (tx, { menuPlanId }) => ({ plan: await lockRow(tx, 'MenuPlan', menuPlanId), lines: await linesOf(tx, menuPlanId) }),
  decide: ({ plan, lines }) => ({
    rows: [...lines.map((each) => remove('MenuPlanLine', each.id)), remove('MenuPlan', plan.id)],
    events: [{ kind: 'menuPlanDeleted', subjectType: 'MenuPlan', subjectId: plan.id, data: { name: plan.name } }], result: { name: plan.name },
  }),
});

export const requestShortage = action({
  name: 'requestShortage', permission: 'supplies.manage',
  describe: 'Asks by a requisition for what a menu plan will be short of, as far as it is not asked for already.',
  input: { menuPlanId: id('MenuPlan') }, refusals: [NothingShort, WarehouseInactive], payload: { requisition: 'record:Requisition', menuPlan: 'record:MenuPlan' },
  load: async (tx, { menuPlanId }, ctx) => {
    const plan = await lockRow(tx, 'MenuPlan', menuPlanId);
    const lines = await linesOf(tx, menuPlanId);
    const asked = () => loadShortages(tx, ctx.company.id, plan.warehouseId, plan.servedOn, lines);
    const pools = await loadPools(tx, ctx, (await asked()).map(({ product }) => ({ productId: product, warehouseId: plan.warehouseId })));
    // Again under the pools' locks: what others asked for meanwhile counts.
    const missing = (await asked()).map(({ product, short, requested }) => ({ productId: product, quantity: most(none, subtract(short, requested)) })).filter((each) => each.quantity > none);
    const site = await readSite(tx, plan.warehouseId);
    return { plan, site, missing, pools, number: missing.length > 0 ? await takeNumber(tx, ctx, 'REQ', ctx.today) : null };
  },
  decide: ({ plan, missing, pools, number }, _input, ctx) => {
    if (!number) throw NothingShort({ name: plan.name });
    const made = requisitionRows(pools, {
      number, warehouseId: plan.warehouseId, origin: 'RECIPE', neededOn: plan.servedOn < ctx.today ? ctx.today : plan.servedOn, reason: plan.name,
      status: ctx.viewer.permissions.has('requisitions.approve') ? 'APPROVED' : 'SUBMITTED', lines: missing,
    }, ctx);
    return {
      rows: [...made.rows, ...pools.changes()], result: { requisition: made.requisitionId, menuPlan: plan.id },
      events: [...made.events, { kind: 'shortageRequested', subjectType: 'MenuPlan', subjectId: plan.id, data: { number } }],
    };
  },
});
