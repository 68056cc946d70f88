// Pure: warnings open once for an episode, say what is so now, and close themselves when it is over.
import type { StockWarningKind, StockWarningOrderRow, StockWarningRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import type { Hit } from './projection.ts';

/** What is wrong now. */
export interface Found {
  kind: StockWarningKind; productId: string; warehouseId: string; jitDemandId: string | null;
  shortOn: Day; shortQuantity: Quantity; worstOn: Day; worstQuantity: Quantity; floor: Quantity; hits: Hit[];
}
/** What is known of warnings already: those that are open, their orders, and how many episodes there were of each thing. */
export interface Standing { open: StockWarningRow[]; orders: StockWarningOrderRow[]; episodes: ReadonlyMap<string, number> }

/** What a warning is of: the same thing has one open warning at most. */
export const thingOf = ({ kind, productId, warehouseId, jitDemandId }: Pick<StockWarningRow, 'kind' | 'productId' | 'warehouseId' | 'jitDemandId'>): string =>
  jitDemandId === null ? `${kind} ${productId} ${warehouseId}` : `${kind} ${jitDemandId}`;

const told = ['shortOn', 'shortQuantity', 'worstOn', 'worstQuantity', 'floor'] as const;

function orderRows(warningId: string, before: StockWarningOrderRow[], hits: Hit[], ctx: DecideContext): Change[] {
  return [
    ...hits.flatMap((hit, index) => {
      const old = before[index];
      if (!old) return [insert('StockWarningOrder', { id: ctx.newId(), warningId, no: index + 1, ...hit })];
      return old.orderId === hit.orderId && old.neededOn === hit.neededOn && old.missing === hit.missing ? [] : [update('StockWarningOrder', old.id, { ...hit })];
    }),
    ...before.slice(hits.length).map(({ id }) => remove('StockWarningOrder', id)),
  ];
}

/** Brings the warnings of what was looked at up to date: `standing.open` are those, `found` is all that is wrong there now. */
export function reconcile(found: readonly Found[], { open, orders, episodes }: Standing, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const left = new Map(open.map((row) => [thingOf(row), row]));
  const rows: Change[] = [];
  const events: EventDraft[] = [];
  const say = (kind: string, subjectId: string, data?: EventDraft['data']) => events.push({ kind, subjectType: 'StockWarning', subjectId, ...(data ? { data } : {}) });
  for (const { hits, ...facts } of found) {
    const row = left.get(thingOf(facts));
    left.delete(thingOf(facts));
    if (row) {
      const lines = orderRows(row.id, orders.filter(({ warningId }) => warningId === row.id).sort((a, b) => a.no - b.no), hits, ctx);
      if (lines.length === 0 && told.every((column) => row[column] === facts[column])) continue;
      rows.push(update('StockWarning', row.id, { ...Object.fromEntries(told.map((column) => [column, facts[column]])), version: row.version + 1 }), ...lines);
      continue;
    }
    const id = ctx.newId();
    rows.push(insert('StockWarning', {
      id, companyId: ctx.company.id, ...facts, episode: (episodes.get(thingOf(facts)) ?? 0) + 1, openedOn: ctx.today, openedAt: ctx.now,
    }), ...orderRows(id, [], hits, ctx));
    say('stockWarningOpened', id, { kind: facts.kind, day: facts.shortOn });
  }
  for (const row of left.values()) {
    rows.push(update('StockWarning', row.id, { status: 'CLOSED', closedOn: ctx.today, closedAt: ctx.now, version: row.version + 1 }));
    say('stockWarningClosed', row.id);
  }
  return { rows, events };
}
