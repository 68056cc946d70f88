// When goods will come: as the supplier says, or as we ask for.
import sql from 'sql-template-tag';
import type { PurchaseOrderLineRow, PurchaseOrderRow } from '../generated/rows.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, list, object, optional, text } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import { PurchaseOrderState } from './refusals.ts';
import { demandLegal, demandNotBefore, openOf } from './rules.ts';

const line = object('PurchaseOrderDayInput', { purchaseOrderLineId: id('PurchaseOrderLine'), expectedOn: day() });
const fields = {
  purchaseOrderId: id('PurchaseOrder'), expectedOn: { ...optional(day()), describe: 'Of all lines of which goods are still to come.' },
  lines: { ...optional(list(line)), describe: 'Of single lines.' },
};
const payload = { purchaseOrder: 'record:PurchaseOrder' } as const;
interface Facts { order: PurchaseOrderRow; lines: PurchaseOrderLineRow[]; names: Map<string, string> }
interface Asked { expectedOn?: Day | null; lines?: { purchaseOrderLineId: string; expectedOn: Day }[] | null }

async function load(tx: Tx, purchaseOrderId: string): Promise<Facts> {
  const order = await lockRow(tx, 'PurchaseOrder', purchaseOrderId);
  const lines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`, { orderBy: sql`t.no` });
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map(({ productId }) => productId)}::uuid[])`);
  return { order, lines, names: new Map(products.map(({ id: productId, name }) => [productId, name])) };
}

/** The new days of lines that are still to come; lines of which nothing changes are left out. */
function redated({ order, lines }: Facts, { expectedOn, lines: single }: Asked): { line: PurchaseOrderLineRow; to: Day }[] {
  const unknown = (single ?? []).findIndex(({ purchaseOrderLineId }) => !lines.some((each) => each.id === purchaseOrderLineId));
  if (unknown >= 0) throw fieldRefused(['lines', String(unknown), 'purchaseOrderLineId'], 'id_unknown', { type: 'PurchaseOrderLine' });
  return lines.filter((each) => openOf(each) > none).flatMap((each) => {
    const at = (single ?? []).findIndex(({ purchaseOrderLineId }) => purchaseOrderLineId === each.id);
    const to = single?.[at]?.expectedOn ?? expectedOn;
    if (!to) return [];
    demandNotBefore(to, order.orderedOn, at < 0 ? ['expectedOn'] : ['lines', String(at), 'expectedOn']);
    return [{ line: each, to }];
  });
}

/** Rows and event of new days. The event keeps each line's, so that slips can be followed. */
function redate(facts: Facts, asked: Asked, kind: string, columns: Partial<PurchaseOrderRow>, setsPromise: boolean, reason: string | null, ctx: DecideContext): Decision {
  const { order, lines, names } = facts;
  const days = redated(facts, asked);
  const after = lines.map((each) => days.find(({ line: found }) => found.id === each.id)?.to ?? each.expectedOn);
  const open = lines.flatMap((each, index) => (openOf(each) > none && after[index] ? [after[index]] : []));
  const expectedOn = open.reduce<Day | null>((latest, each) => (latest === null || each > latest ? each : latest), null) ?? order.expectedOn;
  return {
    rows: [
      ...days.map(({ line: each, to }) => update('PurchaseOrderLine', each.id, { expectedOn: to, ...(setsPromise ? { promisedOn: to } : {}) })),
      update('PurchaseOrder', order.id, { ...columns, expectedOn, version: order.version + 1 }),
    ],
    events: [{
      kind, subjectType: 'PurchaseOrder', subjectId: order.id, reason,
      changes: expectedOn === order.expectedOn ? {} : { expectedOn: [order.expectedOn, expectedOn] },
      data: {
        number: order.number ?? '', today: ctx.today,
        lines: days.filter(({ line: each, to }) => each.expectedOn !== to).map(({ line: each, to }) =>
          ({ purchaseOrderLineId: each.id, productName: names.get(each.productId) ?? '', from: each.expectedOn, to })),
      },
    }],
    result: { purchaseOrder: order.id },
  };
}

/** Rows and event of a draft's lines that are wanted on other days; `reason` says what for. */
export const redatedDraft = (order: PurchaseOrderRow, lines: readonly { line: PurchaseOrderLineRow; to: Day }[], reason: string): Pick<Decision, 'rows' | 'events'> => ({
  rows: [...lines.map(({ line: each, to }) => update('PurchaseOrderLine', each.id, { expectedOn: to })), update('PurchaseOrder', order.id, { version: order.version + 1 })],
  events: [{
    kind: 'purchaseOrderUpdated', subjectType: 'PurchaseOrder', subjectId: order.id, reason,
    changes: Object.fromEntries(lines.map(({ line: each, to }) => [`expectedOn ${each.no}`, [each.expectedOn, to]])),
  }],
});

export const confirmPurchaseOrder = action({
  name: 'confirmPurchaseOrder', permission: 'purchasing.manage',
  describe: 'Notes that the supplier accepts the order, and when its goods will come. The days first confirmed are those that they are judged by.',
  input: { ...fields, confirmedOn: optional(day()), supplierReference: optional(text({ max: 100 })), note: optional(text({ max: 1000, lines: true })) },
  refusals: [PurchaseOrderState], payload, load: (tx, { purchaseOrderId }) => load(tx, purchaseOrderId),
  decide: (facts, input, ctx) => {
    const { order } = facts;
    demandLegal(order, 'confirmPurchaseOrder');
    const confirmedOn = input.confirmedOn ?? ctx.today;
    demandNotBefore(confirmedOn, order.orderedOn, ['confirmedOn']);
    if (confirmedOn > ctx.today) throw fieldRefused(['confirmedOn'], 'day_to_come');
    const columns = { confirmedOn, ...(input.supplierReference === undefined ? {} : { supplierReference: input.supplierReference }) };
    return redate(facts, input, 'purchaseOrderConfirmed', columns, order.confirmedOn === null, input.note ?? null, ctx);
  },
});

export const postponePurchaseOrder = action({
  name: 'postponePurchaseOrder', permission: 'purchasing.manage',
  describe: 'Agrees on other days with the supplier because we want them: they are judged by the new ones. Nothing is ordered again for it.',
  input: { ...fields, reason: text({ max: 1000, lines: true }) }, refusals: [PurchaseOrderState], payload,
  load: (tx, { purchaseOrderId }) => load(tx, purchaseOrderId),
  decide: (facts, input, ctx) => {
    demandLegal(facts.order, 'postponePurchaseOrder');
    if (!input.expectedOn && !input.lines?.length) throw fieldRefused(['expectedOn'], 'required');
    return redate(facts, input, 'purchaseOrderPostponed', {}, true, input.reason, ctx);
  },
});
