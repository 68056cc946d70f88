import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { ProductRow, RequisitionStatus, WarehouseRow } from '../generated/rows.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { demandPlaces, type Pools } from '../inventory/pools.ts';
import { ProductNotStocked, WarehouseInactive } from '../inventory/refusals.ts';
import { ask } from '../inventory/requested.ts';
import { action, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, day, id, integer, list, object, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { add, none, subtract } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update } from '../shared/write.ts';
import { ApprovalOwn } from '../work/refusals.ts';
import { loadDemands } from './loadDemands.ts';
import { RequisitionEmpty, RequisitionState } from './refusals.ts';
import { demandRequisition, isAsking, requisitionRows, statusAfter, stillAsked, stillToOrder, type RequisitionDraftLine } from './requisitionRules.ts';

const line = object('RequisitionLineInput', {
  productId: id('Product'), quantity: quantity(), neededOn: optional(day()), supplierId: optional(id('Supplier')), note: optional(text({ max: 500 })),
});
const head = { warehouseId: optional(id('Warehouse')), neededOn: optional(day()), reason: text({ max: 1000, lines: true }) };
const payload = { requisition: 'record:Requisition' } as const;

interface Places { warehouse: WarehouseRow; products: ProductRow[]; pools: Pools }

/** The site and its pools of the products asked for, locked. */
async function loadPlaces(tx: Tx, ctx: Context, warehouseId: string | null | undefined, lines: readonly { productId: string }[]): Promise<Places> {
  const [warehouse] = await selectRows(tx, 'Warehouse', warehouseId ? sql`t.id = ${warehouseId}` : sql`t."isDefault"`);
  if (!warehouse) throw NotFound({ type: 'Warehouse', id: warehouseId ?? '' });
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map(({ productId }) => productId)}::uuid[])`);
  return { warehouse, products, pools: await loadPools(tx, ctx, products.map((product) => ({ productId: product.id, warehouseId: warehouse.id }))) };
}

function demandAskable({ warehouse, products }: Places, lines: readonly RequisitionDraftLine[]): void {
  if (!warehouse.isActive) throw WarehouseInactive({ warehouseName: warehouse.name });
  lines.forEach(({ productId }, index) => {
    const product = products.find((each) => each.id === productId);
    if (!product) throw fieldRefused(['lines', String(index), 'productId'], 'id_unknown', { type: 'Product' });
    if (!product.isStocked) throw ProductNotStocked({ product: product.id, productName: product.name });
  });
}

/** Who may approve need not ask anybody. */
const submitted = (ctx: { viewer: { permissions: ReadonlySet<string> } }): 'SUBMITTED' | 'APPROVED' =>
  (ctx.viewer.permissions.has('requisitions.approve') ? 'APPROVED' : 'SUBMITTED');
const events = (subjectId: string, number: string, status: RequisitionStatus): EventDraft[] => [
  { kind: 'requisitionSubmitted', subjectType: 'Requisition', subjectId, data: { number } },
  ...(status === 'APPROVED' ? [{ kind: 'requisitionApproved', subjectType: 'Requisition', subjectId, data: { number } }] : []),
];

export const createRequisition = action({
  name: 'createRequisition', permission: 'requisitions.write',
  describe: 'Asks for goods to be bought. `submit` hands it in at once; until then it is a draft that nobody acts on.',
  input: { ...head, lines: list(line, { min: 1 }), submit: optional(boolean()) },
  refusals: [ProductNotStocked, WarehouseInactive, RequisitionEmpty], payload,
  load: async (tx, input, ctx) => ({ ...await loadPlaces(tx, ctx, input.warehouseId, input.lines), number: await takeNumber(tx, ctx, 'REQ', ctx.today) }),
  decide: (facts, input, ctx) => {
    demandAskable(facts, input.lines);
    const made = requisitionRows(facts.pools, {
      number: facts.number, warehouseId: facts.warehouse.id, origin: 'PERSON', neededOn: input.neededOn ?? null, reason: input.reason,
      status: input.submit ? submitted(ctx) : 'DRAFT', lines: input.lines,
    }, ctx);
    return { rows: [...made.rows, ...facts.pools.changes()], events: made.events, result: { requisition: made.requisitionId } };
  },
});

export const updateRequisition = action({
  name: 'updateRequisition', describe: 'Changes what was not handed in yet, or was turned down. Lines, when given, replace all lines.', permission: 'requisitions.write',
  input: { requisitionId: id('Requisition'), version: integer(), ...head, reason: optional(head.reason), lines: optional(list(line, { min: 1 })) },
  refusals: [ProductNotStocked, WarehouseInactive, RequisitionState], payload,
  load: async (tx, input, ctx) => {
    const requisition = await lockRow(tx, 'Requisition', input.requisitionId);
    const before = await selectRows(tx, 'RequisitionLine', sql`t."requisitionId" = ${requisition.id}`, { orderBy: sql`t.no` });
    return { requisition, before, ...await loadPlaces(tx, ctx, input.warehouseId ?? requisition.warehouseId, input.lines ?? before) };
  },
  decide: ({ requisition, before, ...facts }, input, ctx) => {
    demandRequisition(requisition, 'updateRequisition');
    const after = { ...patchOf('Requisition', input, ['warehouseId', 'neededOn', 'reason']), status: 'DRAFT' as const };
    demandVersion('Requisition', requisition, input.version, after, ctx.company.currencyCode);
    const given = input.lines ?? before;
    demandAskable(facts, given);
    given.forEach(({ productId, quantity: units }, index) => demandPlaces(facts.pools, productId, facts.warehouse.id, units, ['lines', String(index), 'quantity']));
    const columns = (each: RequisitionDraftLine) => ({
      productId: each.productId, quantity: each.quantity, neededOn: each.neededOn ?? null, supplierId: each.supplierId ?? null, note: each.note ?? null,
    });
    return {
      rows: [
        update('Requisition', requisition.id, { ...after, version: requisition.version + 1 }),
        ...(input.lines ?? []).map((each, index) => {
          const old = before[index];
          return old ? update('RequisitionLine', old.id, columns(each))
            : insert('RequisitionLine', { id: ctx.newId(), requisitionId: requisition.id, no: index + 1, ...columns(each) });
        }),
        ...(input.lines ? before.slice(input.lines.length).map((old) => remove('RequisitionLine', old.id)) : []),
      ],
      events: [{
        kind: 'requisitionUpdated', subjectType: 'Requisition', subjectId: requisition.id,
        changes: changesOf('Requisition', requisition, after, ctx.company.currencyCode),
      }],
      result: { requisition: requisition.id },
    };
  },
});

const lockWhole = async (tx: Tx, requisitionId: string, ctx: Context) => {
  await lockRow(tx, 'Requisition', requisitionId);
  const demands = await loadDemands(tx, { requisitionIds: [requisitionId] });
  const requisition = demands.head(requisitionId);
  const lines = demands.linesOf(requisitionId);
  return { requisition, demands, lines, pools: await loadPools(tx, ctx, lines.map(({ productId }) => ({ productId, warehouseId: requisition.warehouseId }))) };
};

export const submitRequisition = action({
  name: 'submitRequisition', permission: 'requisitions.write',
  describe: 'Hands a requisition in: what it asks for counts as requested. Who may approve requisitions approves it by the same.',
  input: { requisitionId: id('Requisition') }, refusals: [RequisitionState, RequisitionEmpty], payload,
  load: (tx, { requisitionId }, ctx) => lockWhole(tx, requisitionId, ctx),
  decide: ({ requisition, lines, pools }, _input, ctx) => {
    demandRequisition(requisition, 'submitRequisition');
    if (lines.length === 0) throw RequisitionEmpty({});
    for (const each of lines) ask(pools, each.productId, requisition.warehouseId, stillAsked(each));
    const status = submitted(ctx);
    const decided = status === 'APPROVED' ? { decidedByName: ctx.viewer.name.slice(0, 200), decidedAt: ctx.now } : { decidedByName: null, decidedAt: null };
    return {
      rows: [update('Requisition', requisition.id, { status, submittedAt: ctx.now, ...decided, decisionReason: null, version: requisition.version + 1 }), ...pools.changes()],
      events: events(requisition.id, requisition.number, status),
      result: { requisition: requisition.id },
    };
  },
});

export const decideRequisition = action({
  name: 'decideRequisition', describe: 'Approves a requisition, or turns it down. Nobody decides on their own.', permission: 'requisitions.approve',
  input: { requisitionId: id('Requisition'), approve: boolean(), reason: optional(text({ max: 1000, lines: true })) },
  refusals: [RequisitionState, ApprovalOwn], payload,
  load: (tx, { requisitionId }, ctx) => lockWhole(tx, requisitionId, ctx),
  decide: ({ requisition, lines, pools }, { approve, reason }, ctx) => {
    demandRequisition(requisition, 'decideRequisition');
    if (requisition.requestedById !== null && requisition.requestedById === ctx.viewer.id) throw ApprovalOwn({});
    if (!approve && !reason) throw fieldRefused(['reason'], 'required');
    if (!approve) for (const each of lines) ask(pools, each.productId, requisition.warehouseId, subtract(none, stillAsked(each)));
    return {
      rows: [update('Requisition', requisition.id, {
        status: approve ? 'APPROVED' : 'REJECTED', decidedByName: ctx.viewer.name.slice(0, 200), decidedAt: ctx.now, decisionReason: reason ?? null,
        version: requisition.version + 1,
      }), ...pools.changes()],
      events: [{ kind: approve ? 'requisitionApproved' : 'requisitionRejected', subjectType: 'Requisition', subjectId: requisition.id, reason: reason ?? null, data: { number: requisition.number } }],
      result: { requisition: requisition.id },
    };
  },
});

export const cancelRequisition = action({
  name: 'cancelRequisition', describe: 'Gives up what is on no purchase order and no draft of one: it is asked for no more.', permission: 'requisitions.write',
  input: { requisitionId: id('Requisition'), reason: text({ max: 1000, lines: true }) }, refusals: [RequisitionState], payload,
  load: (tx, { requisitionId }, ctx) => lockWhole(tx, requisitionId, ctx),
  decide: ({ requisition, demands, lines, pools }, { reason }, ctx) => {
    demandRequisition(requisition, 'cancelRequisition');
    for (const each of lines) {
      const units = stillToOrder(each);
      if (isAsking(requisition)) ask(pools, each.productId, requisition.warehouseId, subtract(none, units));
      demands.change(each, { closed: add(each.closed, units) });
    }
    const status = isAsking(requisition) ? statusAfter({ status: 'APPROVED' }, lines) : 'CANCELLED';
    return {
      rows: [...demands.changes(), update('Requisition', requisition.id, { status, version: requisition.version + 1 }), ...pools.changes()],
      events: [{ kind: 'requisitionCancelled', subjectType: 'Requisition', subjectId: requisition.id, reason, data: { number: requisition.number, by: ctx.viewer.name } }],
      result: { requisition: requisition.id },
    };
  },
});
