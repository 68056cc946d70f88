import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { ProductRow, TransferLineRow, WarehouseRow } from '../generated/rows.ts';
import { ProductNotStocked, WarehouseInactive } from '../inventory/refusals.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { day, id, integer, list, object, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { fitsPlaces, type Quantity } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { TransferState } from './refusals.ts';
import { demandTransfer } from './transferRules.ts';

const line = object('TransferLineInput', { productId: id('Product'), quantity: quantity() });
interface GivenLine { productId: string; quantity: Quantity }
interface DraftFacts { from: WarehouseRow; to: WarehouseRow; products: (ProductRow & { decimals: number })[] }

async function loadDraft(tx: Queryable, fromId: string, toId: string, lines: readonly GivenLine[]): Promise<DraftFacts> {
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map(({ productId }) => productId)}::uuid[])`);
  const units = await selectRows(tx, 'Unit', sql`TRUE`);
  return {
    from: await readRow(tx, 'Warehouse', fromId), to: await readRow(tx, 'Warehouse', toId),
    products: products.map((product) => ({ ...product, decimals: units.find(({ id: unitId }) => unitId === product.unitId)?.decimals ?? 0 })),
  };
}

/** Refuses what may not be sent, from where it may not be sent, and where to. */
function demandDraft({ from, to, products }: DraftFacts, lines: readonly GivenLine[]): void {
  if (from.id === to.id) throw fieldRefused(['toWarehouseId'], 'same_warehouse');
  for (const [warehouse, path] of [[from, 'fromWarehouseId'], [to, 'toWarehouseId']] as const) {
    if (warehouse.kind === 'TRANSIT') throw fieldRefused([path], 'warehouse_transit');
    if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
  }
  for (const [index, { productId, quantity: units }] of lines.entries()) {
    const path = ['lines', String(index)];
    const product = products.find((each) => each.id === productId);
    if (!product) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
    if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
    if (!fitsPlaces(units, product.decimals)) throw fieldRefused([...path, 'quantity'], 'decimal_places', { places: product.decimals });
  }
}

/** Rows that make a draft's kept lines what they shall be. */
function lineRows(transferId: string, before: readonly TransferLineRow[], after: readonly GivenLine[], ctx: DecideContext): Change[] {
  const kept = [...before].sort((a, b) => a.no - b.no);
  return [
    ...after.map(({ productId, quantity: units }, index) => {
      const old = kept[index];
      return old ? update('TransferLine', old.id, { productId, quantity: units })
        : insert('TransferLine', { id: ctx.newId(), transferId, no: (kept.at(-1)?.no ?? 0) + index - kept.length + 1, productId, quantity: units });
    }),
    ...kept.slice(after.length).map((old) => remove('TransferLine', old.id)),
  ];
}

const head = { expectedOn: optional(day()), note: optional(text({ max: 2000, lines: true })) };
const refusals = [WarehouseInactive, ProductNotStocked];
const linesOf = (tx: Tx, transferId: string) => selectRows(tx, 'TransferLine', sql`t."transferId" = ${transferId}`, { orderBy: sql`t.no` });

export const createTransfer = action({
  name: 'createTransfer', permission: 'stock.manage', describe: 'Plans to send goods from one warehouse to another; nothing moves before it is dispatched.',
  input: { fromWarehouseId: id('Warehouse'), toWarehouseId: id('Warehouse'), ...head, lines: list(line, { min: 1 }) },
  refusals, payload: { transfer: 'record:Transfer' },
  load: async (tx, { fromWarehouseId, toWarehouseId, lines }, ctx) => {
    const facts = await loadDraft(tx, fromWarehouseId, toWarehouseId, lines);
    demandDraft(facts, lines);
    return { facts, number: await takeNumber(tx, ctx, 'TRF', ctx.today) };
  },
  decide: ({ facts, number }, { expectedOn, note, lines }, ctx) => {
    const transfer = ctx.newId();
    return {
      rows: [
        insert('Transfer', {
          id: transfer, companyId: ctx.company.id, number, fromWarehouseId: facts.from.id, toWarehouseId: facts.to.id,
          expectedOn: expectedOn ?? null, note: note ?? null,
        }),
        ...lineRows(transfer, [], lines, ctx),
      ],
      events: [{ kind: 'transferCreated', subjectType: 'Transfer', subjectId: transfer, data: { number } }],
      result: { transfer },
    };
  },
});

export const updateTransfer = action({
  name: 'updateTransfer', permission: 'stock.manage', describe: 'Changes a transfer that was not dispatched. Lines, when given, replace all lines.',
  input: {
    transferId: id('Transfer'), version: integer(), fromWarehouseId: optional(id('Warehouse')), toWarehouseId: optional(id('Warehouse')), ...head,
    lines: optional(list(line, { min: 1 })),
  },
  refusals: [...refusals, TransferState], payload: { transfer: 'record:Transfer' },
  load: async (tx, input) => {
    const transfer = await lockRow(tx, 'Transfer', input.transferId);
    const before = await linesOf(tx, transfer.id);
    const given = input.lines ?? before;
    return { transfer, before, given, facts: await loadDraft(tx, input.fromWarehouseId ?? transfer.fromWarehouseId, input.toWarehouseId ?? transfer.toWarehouseId, given) };
  },
  decide: ({ transfer, before, given, facts }, input, ctx) => {
    demandTransfer(transfer, 'updateTransfer');
    demandDraft(facts, given);
    const after = patchOf('Transfer', input, ['fromWarehouseId', 'toWarehouseId', 'expectedOn', 'note']);
    demandVersion('Transfer', transfer, input.version, after, ctx.company.currencyCode);
    return {
      rows: [update('Transfer', transfer.id, { ...after, version: transfer.version + 1 }), ...(input.lines ? lineRows(transfer.id, before, given, ctx) : [])],
      events: [{ kind: 'transferUpdated', subjectType: 'Transfer', subjectId: transfer.id, changes: changesOf('Transfer', transfer, after, ctx.company.currencyCode) }],
      result: { transfer: transfer.id },
    };
  },
});

export const cancelTransfer = action({
  name: 'cancelTransfer', permission: 'stock.manage', describe: 'Gives up a transfer that was not dispatched.',
  input: { transferId: id('Transfer'), reason: text({ max: 1000, lines: true }) }, refusals: [TransferState], payload: { transfer: 'record:Transfer' },
  load: (tx, { transferId }) => lockRow(tx, 'Transfer', transferId),
  decide: (transfer, { reason }) => {
    demandTransfer(transfer, 'cancelTransfer');
    return {
      rows: [update('Transfer', transfer.id, { status: 'CANCELLED', version: transfer.version + 1 })],
      events: [{ kind: 'transferCancelled', subjectType: 'Transfer', subjectId: transfer.id, reason }],
      result: { transfer: transfer.id },
    };
  },
});
