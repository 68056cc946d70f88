// Pure: requisitions as an action has locked them, while it puts them on purchase orders and takes them off again.
import type { RequisitionLineRow, RequisitionRow, RequisitionSupplyRow } from '../generated/rows.ts';
import type { Pools } from '../inventory/pools.ts';
import { ask } from '../inventory/requested.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { statusAfter, stillToOrder } from './requisitionRules.ts';

export interface Demands {
  head(requisitionId: string): RequisitionRow;
  line(requisitionLineId: string): RequisitionLineRow | undefined;
  linesOf(requisitionId: string): RequisitionLineRow[];
  /** What a purchase order's line covers, in the order of the requisitions' lines. */
  suppliesOf(purchaseOrderLineId: string): RequisitionSupplyRow[];
  /** Puts as much of a requisition's line on a draft as is wanted and still to order; gives how much that was. */
  draft(requisitionLineId: string, purchaseOrderLineId: string, quantity: Quantity, ctx: DecideContext): Quantity;
  /** A draft's line is less than before, or gone: it covers no more than `keep`. */
  undraft(purchaseOrderLineId: string, keep: Quantity): void;
  /** The draft is ordered: what it covers is requested no more. */
  place(purchaseOrderLineId: string, pools: Pools): void;
  /** The rest of an order is given up: beyond `keep` it is requested again. */
  giveUp(purchaseOrderLineId: string, keep: Quantity, pools: Pools): void;
  /** New columns of a line, by whoever asks or gives up. */
  change(line: RequisitionLineRow, columns: Partial<RequisitionLineRow>): void;
  changes(): Change[];
}

export function demandsOf(heads: readonly RequisitionRow[], lines: readonly RequisitionLineRow[], supplies: readonly RequisitionSupplyRow[]): Demands {
  const kept = new Map(lines.map((line) => [line.id, { ...line }]));
  const links = new Map(supplies.map((supply) => [supply.id, { ...supply }]));
  const made = new Set<string>();
  const touchedLinks = new Set<string>();
  const touchedLines = new Set<string>();
  const change = (line: RequisitionLineRow, columns: Partial<RequisitionLineRow>) => {
    Object.assign(line, columns);
    touchedLines.add(line.id);
  };
  const lineOf = (id: string): RequisitionLineRow => {
    const found = kept.get(id);
    if (!found) throw new Error(`requisition line ${id} is not loaded`);
    return found;
  };
  const head = (id: string): RequisitionRow => {
    const found = heads.find((each) => each.id === id);
    if (!found) throw new Error(`requisition ${id} is not loaded`);
    return found;
  };
  const linesOf = (requisitionId: string) => [...kept.values()].filter((line) => line.requisitionId === requisitionId);
  const suppliesOf = (purchaseOrderLineId: string) => [...links.values()]
    .filter((each) => each.purchaseOrderLineId === purchaseOrderLineId && each.quantity > none).sort((a, b) => (a.id < b.id ? -1 : 1));
  /** Lowers what a purchase order's line covers to `keep`: who was put on it first keeps first. */
  const lower = (purchaseOrderLineId: string, keep: Quantity, lost: (line: RequisitionLineRow, units: Quantity) => void) => {
    let left = keep;
    for (const supply of suppliesOf(purchaseOrderLineId)) {
      const stays = fewest(left, supply.quantity);
      const units = subtract(supply.quantity, stays);
      left = subtract(left, stays);
      if (units === none) continue;
      supply.quantity = stays;
      touchedLinks.add(supply.id);
      lost(lineOf(supply.requisitionLineId), units);
    }
  };
  return {
    head, linesOf, suppliesOf, change, line: (id) => kept.get(id),
    draft: (requisitionLineId, purchaseOrderLineId, quantity, ctx) => {
      const line = lineOf(requisitionLineId);
      const units = fewest(quantity, stillToOrder(line));
      if (units === none) return none;
      change(line, { drafted: add(line.drafted, units) });
      const known = [...links.values()].find((each) => each.requisitionLineId === requisitionLineId && each.purchaseOrderLineId === purchaseOrderLineId);
      const id = known?.id ?? ctx.newId();
      links.set(id, { id, requisitionLineId, purchaseOrderLineId, quantity: add(known?.quantity ?? none, units) });
      if (known) touchedLinks.add(id);
      else made.add(id);
      return units;
    },
    undraft: (purchaseOrderLineId, keep) => lower(purchaseOrderLineId, keep, (line, units) =>
      change(line, { drafted: most(none, subtract(line.drafted, units)) })),
    place: (purchaseOrderLineId, pools) => {
      for (const { requisitionLineId, quantity } of suppliesOf(purchaseOrderLineId)) {
        const line = lineOf(requisitionLineId);
        change(line, { drafted: subtract(line.drafted, quantity), ordered: add(line.ordered, quantity) });
        ask(pools, line.productId, head(line.requisitionId).warehouseId, subtract(none, quantity));
      }
    },
    giveUp: (purchaseOrderLineId, keep, pools) => lower(purchaseOrderLineId, keep, (line, units) => {
      change(line, { ordered: subtract(line.ordered, units) });
      ask(pools, line.productId, head(line.requisitionId).warehouseId, units);
    }),
    changes: () => [
      ...[...touchedLines].map((id) => {
        const { drafted, ordered, closed } = lineOf(id);
        return update('RequisitionLine', id, { drafted, ordered, closed });
      }),
      ...[...new Set([...touchedLines].map((id) => lineOf(id).requisitionId))].flatMap((id) => {
        const before = head(id);
        const status = statusAfter(before, linesOf(id));
        return status === before.status ? [] : [update('Requisition', id, { status, version: before.version + 1 })];
      }),
      ...[...links.values()].flatMap((link) => {
        if (made.has(link.id)) return link.quantity > none ? [insert('RequisitionSupply', link)] : [];
        if (!touchedLinks.has(link.id)) return [];
        return link.quantity > none ? [update('RequisitionSupply', link.id, { quantity: link.quantity })] : [remove('RequisitionSupply', link.id)];
      }),
    ],
  };
}

