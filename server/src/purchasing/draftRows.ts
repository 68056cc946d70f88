// Pure: the rows of a purchase order's draft and of its lines.
import type { PaperMoney } from '../currencies/paperMoney.ts';
import type { PurchaseOrderLineRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { demandToldCosts, orderMoney, type ToldMoney } from './orderMoney.ts';
import { draftLines, type DraftFacts, type DraftLine, type GivenLine } from './purchaseOrderInput.ts';
import { totalOf } from './rules.ts';

export interface DraftHead extends ToldMoney { expectedOn?: Day | null; note?: string | null }
export interface MadeDraft { rows: Change[]; events: EventDraft[]; purchaseOrderId: string; lineIds: string[]; money: PaperMoney }

/** A new draft, in the supplier's currency unless another is named, priced by what the supplier asks; the facts are those of `loadDraftFacts`. `data` goes to its first event. */
export function purchaseOrderRows(facts: DraftFacts, head: DraftHead, given: readonly GivenLine[], ctx: DecideContext, data?: EventDraft['data']): MadeDraft {
  const money = orderMoney(head, facts.supplier, ctx.today, facts.rates, ctx);
  demandToldCosts(head.currencyCode, money.currencyCode, given, ctx);
  const lines = draftLines(facts, given, money, ctx);
  const purchaseOrderId = ctx.newId();
  const lineIds = lines.map(() => ctx.newId());
  return {
    purchaseOrderId, lineIds, money,
    rows: [
      insert('PurchaseOrder', {
        id: purchaseOrderId, companyId: ctx.company.id, supplierId: facts.supplier.id, warehouseId: facts.warehouse.id,
        expectedOn: head.expectedOn ?? null, note: head.note ?? null, exchangeRate: money.rate, rateSource: money.source, currencyCode: money.currencyCode,
        totalMinor: totalOf(lines.map((line) => line.netMinor)),
      }),
      ...lines.map((line, index) => insert('PurchaseOrderLine', { id: lineIds[index] ?? '', purchaseOrderId, no: index + 1, ...line })),
    ],
    events: [{ kind: 'purchaseOrderCreated', subjectType: 'PurchaseOrder', subjectId: purchaseOrderId, ...(data ? { data } : {}) }],
  };
}

export interface ChangedLine { id: string; before: PurchaseOrderLineRow; after: DraftLine | undefined }

/**
 * Rows that make a draft's lines what they shall be. A line stays itself as long as its product is there, so that what it
 * covers of requisitions and quotations stays with it; `changed` tells what became of each that was there.
 */
export function lineRows(purchaseOrderId: string, before: PurchaseOrderLineRow[], after: readonly DraftLine[], ctx: DecideContext): { rows: Change[]; changed: ChangedLine[] } {
  const free = [...before].sort((a, b) => a.no - b.no);
  const olds = after.map(({ productId }) => {
    const at = free.findIndex((each) => each.productId === productId);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  });
  // Numbers that nobody had, where lines do not simply follow each other: none may be there twice at any moment.
  const isInOrder = after.every((_, index) => olds[index] === undefined || olds[index]?.no === index + 1) && free.every((each) => each.no > after.length);
  const base = isInOrder ? 0 : Math.max(0, ...before.map(({ no }) => no));
  const rows = after.map((line, index) => {
    const old = olds[index];
    return old ? update('PurchaseOrderLine', old.id, { ...line, no: base + index + 1 })
      : insert('PurchaseOrderLine', { id: ctx.newId(), purchaseOrderId, no: base + index + 1, ...line });
  });
  return {
    rows: [...rows, ...free.map((old) => remove('PurchaseOrderLine', old.id))],
    changed: before.map((old) => ({ id: old.id, before: old, after: after[olds.findIndex((each) => each?.id === old.id)] })),
  };
}
