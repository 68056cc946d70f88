import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { lotsOut } from '../inventory/lotsInput.ts';
import { ProductNotStocked, stockRefusals, WarehouseInactive } from '../inventory/refusals.ts';
import type { WarehouseRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { CostObjectClosed } from './refusals.ts';
import { issueRows } from './rules.ts';

/** The site asked for, or the default one; refuses one that is out of use. */
export async function readSite(tx: Tx, warehouseId: string | null | undefined): Promise<WarehouseRow> {
  const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
  if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
  if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
  return warehouse;
}

/** Refuses products of which no stock is kept. */
export async function demandStocked(tx: Tx, productIds: readonly string[]): Promise<void> {
  const [other] = await selectRows(tx, 'Product', sql`t.id = ANY(${[...productIds]}::uuid[]) AND NOT t."isStocked"`);
  if (other) throw ProductNotStocked({ product: other.id, productName: other.name });
}

const line = object('SupplyLineInput', {
  productId: id('Product'), quantity: quantity(), unitId: { ...optional(id('Unit')), describe: 'The product\'s own when left out.' }, note: optional(text({ max: 500 })),
  ...lotsOut,
});

export const issueSupplies = action({
  name: 'issueSupplies', permission: 'supplies.issue',
  describe: 'Hands supplies out to a department, job or client, at their cost. What is promised to customers is not taken.',
  input: {
    costObjectId: id('CostObject'), warehouseId: { ...optional(id('Warehouse')), describe: 'The default warehouse when left out.' },
    issuedOn: { ...optional(day()), describe: 'Today when left out.' }, person: optional(text({ max: 200 })), note: optional(text({ max: 1000, lines: true })),
    lines: list(line, { min: 1, max: 200 }),
  },
  refusals: [...postingRefusals, ...stockRefusals, ProductNotStocked, WarehouseInactive, CostObjectClosed],
  payload: { issue: 'record:SupplyIssue', costObject: 'record:CostObject' },
  load: async (tx, input, ctx) => {
    const issuedOn = input.issuedOn ?? ctx.today;
    await holdPeriod(tx, ctx, issuedOn);
    const costObject = await readRow(tx, 'CostObject', input.costObjectId);
    const { id: warehouseId } = await readSite(tx, input.warehouseId);
    const productIds = input.lines.map(({ productId }) => productId);
    await demandStocked(tx, productIds);
    const units = await loadProductUnits(tx, productIds);
    const pools = await loadPools(tx, ctx, productIds.map((productId) => ({ productId, warehouseId })));
    await loadNamedLots(tx, pools, { named: input.lines });
    return { costObject, warehouseId, issuedOn, units, pools, accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'USE', issuedOn) };
  },
  decide: ({ warehouseId, issuedOn, ...facts }, { person, note, lines }, ctx) => {
    const { id: issue, rows, value } = issueRows(facts, { warehouseId, issuedOn, person, note }, lines, ctx);
    const { costObject, number } = facts;
    const data = { number, costObject: costObject.name, amount: printMoney(value, ctx.company.currencyCode) };
    return {
      rows, result: { issue, costObject: costObject.id },
      events: [
        { kind: 'suppliesIssued', subjectType: 'SupplyIssue', subjectId: issue, data },
        { kind: 'suppliesCharged', subjectType: 'CostObject', subjectId: costObject.id, data: { ...data, issueId: issue } },
      ],
    };
  },
});
