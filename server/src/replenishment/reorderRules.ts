// Rules of when and how much is bought again: several at once, as people keep them in a grid.
import sql from 'sql-template-tag';
import type { ReorderRuleRow } from '../generated/rows.ts';
import { ProductNotStocked } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { boolean, id, integer, list, object, optional, quantity, quantityOrZero } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { fitsPlaces, none, printQuantity } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

const figures = {
  reorderPoint: { ...optional(quantityOrZero()), describe: 'Projected stock at or below which it is ordered; null: expected demand inside the lead time and the safety stock.' },
  maximum: { ...optional(quantity()), describe: 'Up to how much is ordered.' },
  orderQuantity: { ...optional(quantity()), describe: 'How much is ordered at a time, where there is no maximum.' },
  multiple: optional(quantity()), minimum: optional(quantity()), safetyStock: optional(quantityOrZero()),
  leadTimeDays: optional(integer({ max: 730 })), supplierId: optional(id('Supplier')), isActive: optional(boolean()),
};
const columns = ['reorderPoint', 'maximum', 'orderQuantity', 'multiple', 'minimum', 'safetyStock', 'leadTimeDays', 'supplierId', 'isActive'] as const;
const quantities = ['reorderPoint', 'maximum', 'orderQuantity', 'multiple', 'minimum', 'safetyStock'] as const;
type Figures = Pick<ReorderRuleRow, (typeof columns)[number]>;
const blank: Figures = {
  reorderPoint: null, maximum: null, orderQuantity: null, multiple: null, minimum: null, safetyStock: none, leadTimeDays: null, supplierId: null, isActive: true,
};

/** Refuses figures that contradict each other, and such as the unit does not allow. */
function demandSense(rule: Figures, places: number, path: string[]): void {
  for (const name of quantities) {
    if (!fitsPlaces(rule[name] ?? none, places)) throw fieldRefused([...path, name], 'decimal_places', { places });
  }
  if (rule.maximum !== null && rule.orderQuantity !== null) throw fieldRefused([...path, 'orderQuantity'], 'one_of', { fields: 'maximum, orderQuantity' });
  if (rule.maximum !== null && rule.maximum <= (rule.reorderPoint ?? none)) throw fieldRefused([...path, 'maximum'], 'number_above', { above: printQuantity(rule.reorderPoint ?? none) });
}

const line = object('ReorderRuleInput', { productId: id('Product'), warehouseId: id('Warehouse'), ...figures });

export const setReorderRules = action({
  name: 'setReorderRules', permission: 'replenishment.manage',
  describe: 'Sets when and how much of products is bought again for warehouses: new rules are added, known ones changed as far as given.',
  input: { rules: list(line, { min: 1, max: 500 }) }, refusals: [ProductNotStocked], payload: { rules: 'records:ReorderRule' },
  load: async (tx, { rules }) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('reorder rules'))`);
    const productIds = rules.map(({ productId }) => productId);
    const known = await selectRows(tx, 'ReorderRule', sql`t."productId" = ANY(${productIds}::uuid[])`, { lock: true });
    const products = await selectRows(tx, 'Product', sql`t.id = ANY(${productIds}::uuid[])`);
    const units = await selectRows(tx, 'Unit', sql`TRUE`);
    const warehouses = await selectRows(tx, 'Warehouse', sql`t.id = ANY(${rules.map(({ warehouseId }) => warehouseId)}::uuid[])`);
    const suppliers = await selectRows(tx, 'Supplier', sql`t.id = ANY(${rules.flatMap(({ supplierId }) => supplierId ?? [])}::uuid[])`);
    return { known, products, units, warehouses, suppliers };
  },
  decide: ({ known, products, units, warehouses, suppliers }, { rules }, ctx) => {
    const seen = new Set<string>();
    const made = rules.map((given, index) => {
      const path = ['rules', String(index)];
      const product = products.find(({ id: own }) => own === given.productId);
      if (!product) throw NotFound({ type: 'Product', id: given.productId });
      const warehouse = warehouses.find(({ id: own }) => own === given.warehouseId);
      if (!warehouse || warehouse.kind !== 'SITE') throw fieldRefused([...path, 'warehouseId'], 'id_unknown', { type: 'Warehouse' });
      if (given.supplierId && !suppliers.some(({ id: own }) => own === given.supplierId)) throw fieldRefused([...path, 'supplierId'], 'id_unknown', { type: 'Supplier' });
      if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
      const key = `${given.productId} ${given.warehouseId}`;
      if (seen.has(key)) throw fieldRefused([...path, 'productId'], 'twice');
      seen.add(key);
      const before = known.find((each) => each.productId === given.productId && each.warehouseId === given.warehouseId);
      const patch = patchOf('ReorderRule', given, columns);
      const after = { ...blank, ...before, ...patch };
      demandSense(after, units.find(({ id: own }) => own === product.unitId)?.decimals ?? 0, path);
      const ruleId = before?.id ?? ctx.newId();
      const changes = before ? changesOf('ReorderRule', before, patch, ctx.company.currencyCode) : {};
      return {
        ruleId, isSame: before !== undefined && Object.keys(changes).length === 0,
        row: before ? update('ReorderRule', ruleId, { ...patch, version: before.version + 1 })
          : insert('ReorderRule', { ...after, id: ruleId, companyId: ctx.company.id, productId: given.productId, warehouseId: given.warehouseId }),
        event: { kind: 'reorderRuleSet', subjectType: 'ReorderRule', subjectId: ruleId, changes, data: { productId: given.productId } },
      };
    });
    const changed = made.filter(({ isSame }) => !isSame);
    return { rows: changed.map(({ row }) => row), events: changed.map(({ event }) => event), result: { rules: made.map(({ ruleId }) => ruleId) } };
  },
});

export const createReorderRule = action({
  name: 'createReorderRule', describe: 'Says when and how much of a product is bought again for a warehouse.', permission: 'replenishment.manage',
  input: { productId: id('Product'), warehouseId: id('Warehouse'), ...figures }, refusals: [ProductNotStocked], payload: { rule: 'record:ReorderRule' },
  load: async (tx, { productId, warehouseId, supplierId }) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('reorder rules'))`);
    const product = await readRow(tx, 'Product', productId);
    if (supplierId) await readRow(tx, 'Supplier', supplierId);
    const known = await selectRows(tx, 'ReorderRule', sql`t."productId" = ${productId} AND t."warehouseId" = ${warehouseId}`);
    return { product, known, warehouse: await readRow(tx, 'Warehouse', warehouseId), unit: await readRow(tx, 'Unit', product.unitId) };
  },
  decide: ({ product, known, warehouse, unit }, input, ctx) => {
    if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
    if (warehouse.kind !== 'SITE') throw fieldRefused(['warehouseId'], 'id_unknown', { type: 'Warehouse' });
    if (known.length > 0) throw fieldRefused(['warehouseId'], 'taken');
    const after = { ...blank, ...patchOf('ReorderRule', input, columns) };
    demandSense(after, unit.decimals, []);
    const rule = ctx.newId();
    return {
      rows: [insert('ReorderRule', { ...after, id: rule, companyId: ctx.company.id, productId: product.id, warehouseId: warehouse.id })],
      events: [{ kind: 'reorderRuleSet', subjectType: 'ReorderRule', subjectId: rule, data: { productId: product.id } }],
      result: { rule },
    };
  },
});

export const updateReorderRule = action({
  name: 'updateReorderRule', describe: 'Changes when and how much of a product is bought again for a warehouse.', permission: 'replenishment.manage',
  input: { reorderRuleId: id('ReorderRule'), version: integer(), ...figures }, refusals: [], payload: { rule: 'record:ReorderRule' },
  load: async (tx, { reorderRuleId, supplierId }) => {
    const rule = await lockRow(tx, 'ReorderRule', reorderRuleId);
    if (supplierId) await readRow(tx, 'Supplier', supplierId);
    const { unitId } = await readRow(tx, 'Product', rule.productId);
    return { rule, unit: await readRow(tx, 'Unit', unitId) };
  },
  decide: ({ rule, unit }, input, ctx) => {
    const after = patchOf('ReorderRule', input, columns);
    demandVersion('ReorderRule', rule, input.version, after, ctx.company.currencyCode);
    demandSense({ ...rule, ...after }, unit.decimals, []);
    return {
      rows: [update('ReorderRule', rule.id, { ...after, version: rule.version + 1 })],
      events: [{ kind: 'reorderRuleSet', subjectType: 'ReorderRule', subjectId: rule.id, changes: changesOf('ReorderRule', rule, after, ctx.company.currencyCode), data: { productId: rule.productId } }],
      result: { rule: rule.id },
    };
  },
});

export const removeReorderRules = action({
  name: 'removeReorderRules', describe: 'Takes rules away: such products are planned by their own reorder point, if they have one.', permission: 'replenishment.manage',
  input: { ruleIds: list(id('ReorderRule'), { min: 1, max: 500 }) }, refusals: [], payload: { removed: 'int' },
  load: (tx, { ruleIds }) => selectRows(tx, 'ReorderRule', sql`t.id = ANY(${ruleIds}::uuid[])`, { lock: true }),
  decide: (rules) => ({
    rows: rules.map(({ id: own }) => remove('ReorderRule', own)),
    events: rules.map(({ id: own, productId }) => ({ kind: 'reorderRuleRemoved', subjectType: 'ReorderRule', subjectId: own, data: { productId } })),
    result: { removed: rules.length },
  }),
});
