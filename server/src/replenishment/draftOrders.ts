// Purchase orders as drafts of what is to be bought: one for each supplier and warehouse, by purchasing's own rule.
import { RateMissing, RateOld } from '../currencies/refusals.ts';
import type { PurchaseOrderLineRow } from '../generated/rows.ts';
import { createPurchaseOrder } from '../purchasing/draftPurchaseOrder.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import type { Quantity } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { fieldRefused, InputRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';
import { CostUnknown, RateUnknown } from './refusals.ts';

/** What is to be bought; `path` is where it stands in the input, `what` whatever the caller must know of it again. */
export interface ToBuy<T> { supplierId: string; warehouseId: string; productId: string; productName: string; quantity: Quantity; expectedOn: Day | null; path: string[]; what: T }
interface Group<T> { supplierId: string; warehouseId: string; lines: ToBuy<T>[] }
type Facts = Awaited<ReturnType<typeof createPurchaseOrder.load>>;
export interface LoadedDrafts<T> { groups: (Group<T> & { facts: Facts })[] }
export interface Drafted<T> { rows: Change[]; events: EventDraft[]; purchaseOrders: string[]; lines: { what: T; quantity: Quantity; purchaseOrderId: string; purchaseOrderLineId: string }[] }

function grouped<T>(lines: readonly ToBuy<T>[]): Group<T>[] {
  const groups = new Map<string, Group<T>>();
  for (const line of lines) {
    const key = `${line.supplierId} ${line.warehouseId}`;
    const group = groups.get(key) ?? { supplierId: line.supplierId, warehouseId: line.warehouseId, lines: [] };
    groups.set(key, group);
    group.lines.push(line);
  }
  return [...groups.values()];
}

const inputOf = <T>({ supplierId, warehouseId, lines }: Group<T>) => {
  const days = lines.flatMap(({ expectedOn }) => expectedOn ?? []).toSorted();
  return {
    supplierId, warehouseId, ...(days[0] ? { expectedOn: days[0] } : {}), lines: lines.map(({ productId, quantity, expectedOn }) => ({ productId, quantity, expectedOn })),
  };
};

export async function loadDrafts<T>(tx: Tx, lines: readonly ToBuy<T>[], ctx: Context): Promise<LoadedDrafts<T>> {
  const groups = [];
  for (const group of grouped(lines)) groups.push({ ...group, facts: await createPurchaseOrder.load(tx, inputOf(group), ctx) });
  return { groups };
}

/** A bad line of a draft is told at the place from which it came; a missing cost with its names. */
function retold<T>(error: unknown, { lines }: Group<T>, supplierName: string): unknown {
  const [issue] = error instanceof InputRefused ? error.issues : [];
  if (error instanceof Refusal && [RateMissing.code, RateOld.code].includes(error.kind.code)) return RateUnknown({ supplierName, currency: String(error.facts.currency) });
  if (issue?.path[0] === 'currencyCode') return RateUnknown({ supplierName, currency: String(issue.facts?.currency ?? '') });
  const line = issue?.path[0] === 'lines' ? lines[Number(issue.path[1])] : undefined;
  if (!issue || !line) return error;
  if (issue.path.at(-1) === 'unitCost') return CostUnknown({ product: line.productId, productName: line.productName, supplierName });
  return fieldRefused([...line.path, ...issue.path.slice(2)], issue.code, issue.facts);
}

export function decideDrafts<T>({ groups }: LoadedDrafts<T>, ctx: DecideContext): Drafted<T> {
  const drafted: Drafted<T> = { rows: [], events: [], purchaseOrders: [], lines: [] };
  for (const group of groups) {
    try {
      const { rows, events, result } = createPurchaseOrder.decide(group.facts, inputOf(group), ctx);
      const purchaseOrderId = String(result.purchaseOrder);
      const made = rows.filter(({ op, table }) => op === 'insert' && table === 'PurchaseOrderLine').map(({ row }) => row as unknown as PurchaseOrderLineRow)
        .sort((a, b) => a.no - b.no);
      drafted.rows.push(...rows);
      drafted.events.push(...events);
      drafted.purchaseOrders.push(purchaseOrderId);
      drafted.lines.push(...made.flatMap(({ id }, index) => {
        const line = group.lines[index];
        return line ? [{ what: line.what, quantity: line.quantity, purchaseOrderId, purchaseOrderLineId: id }] : [];
      }));
    } catch (error) {
      throw retold(error, group, group.facts.supplier.name);
    }
  }
  return drafted;
}
