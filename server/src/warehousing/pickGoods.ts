import sql from 'sql-template-tag';
import type { PickLineRow, PickListRow } from '../generated/rows.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, id, list, object, optional, quantityOrZero, text } from '../shared/input.ts';
import { fewest, none } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { update } from '../shared/write.ts';
import { unbinned } from './moveBinContents.ts';
import { demandOpenList, demandListCancellable } from './pickRules.ts';
import { PickListShipped, PickListState } from './refusals.ts';

async function load(tx: Tx, pickListId: string, ctx: Context) {
  const pickList: PickListRow = await lockRow(tx, 'PickList', pickListId);
  const lines: PickLineRow[] = await selectRows(tx, 'PickLine', sql`t."pickListId" = ${pickListId}`, { orderBy: sql`t.no`, lock: true });
  return { pickList, lines, pools: await loadPools(tx, ctx, lines.map(({ productId }) => ({ productId, warehouseId: pickList.warehouseId }))) };
}

const line = object('PickedLineInput', {
  pickLineId: id('PickLine'), picked: quantityOrZero(), shortReason: { ...optional(choice('PickShortReason')), describe: 'Needed where less was fetched than wanted.' },
});

export const pickGoods = action({
  name: 'pickGoods', permission: 'shipments.post',
  describe: 'Says what was fetched (default: all of it); what came up short says why. The goods have left their bins and wait to be shipped.',
  input: { pickListId: id('PickList'), lines: optional(list(line)) }, refusals: [PickListState], payload: { pickList: 'record:PickList' },
  load: (tx, { pickListId }, ctx) => load(tx, pickListId, ctx),
  decide: ({ pickList, lines, pools }, { lines: given }, ctx) => {
    demandOpenList(pickList);
    const { warehouseId } = pickList;
    const done = lines.map((each) => {
      const index = given?.findIndex(({ pickLineId }) => pickLineId === each.id) ?? -1;
      const told = given?.[index];
      const picked = told?.picked ?? each.quantity;
      const path = ['lines', String(index)];
      if (picked > each.quantity) throw fieldRefused([...path, 'picked'], 'picked_more');
      if (picked < each.quantity && !told?.shortReason) throw fieldRefused([...path, 'shortReason'], 'required');
      const place = { productId: each.productId, warehouseId, lotId: each.lotId };
      if (each.binId) pools.bins.move(place, each.binId, null, picked, { kind: 'PICK', note: pickList.number }, ctx);
      return update('PickLine', each.id, { picked, shortReason: picked < each.quantity ? told?.shortReason ?? null : null });
    });
    const unknown = given?.findIndex(({ pickLineId }) => !lines.some((each) => each.id === pickLineId)) ?? -1;
    if (unknown >= 0) throw fieldRefused(['lines', String(unknown), 'pickLineId'], 'id_unknown', { type: 'PickLine' });
    return {
      rows: [...done, update('PickList', pickList.id, { status: 'PICKED', pickedAt: ctx.now, version: pickList.version + 1 }), ...pools.changes()],
      events: [{ kind: 'goodsPicked', subjectType: 'PickList', subjectId: pickList.id, data: { number: pickList.number } }],
      result: { pickList: pickList.id },
    };
  },
});

export const cancelPickList = action({
  name: 'cancelPickList', permission: 'shipments.post', describe: 'Gives a pick list up; what was fetched goes back to its bins. Promises stay as they are.',
  input: { pickListId: id('PickList'), reason: text({ max: 1000, lines: true }) }, refusals: [PickListState, PickListShipped], payload: { pickList: 'record:PickList' },
  load: (tx, { pickListId }, ctx) => load(tx, pickListId, ctx),
  decide: ({ pickList, lines, pools }, { reason }, ctx) => {
    demandListCancellable(pickList, lines);
    const { warehouseId } = pickList;
    for (const { productId, lotId, binId, picked } of lines) {
      if (binId === null || picked === null || picked === none) continue;
      const back = fewest(picked, unbinned(pools, productId, warehouseId, lotId));
      pools.bins.move({ productId, warehouseId, lotId }, null, binId, back, { kind: 'PUT_AWAY', note: pickList.number }, ctx);
    }
    return {
      rows: [update('PickList', pickList.id, { status: 'CANCELLED', version: pickList.version + 1 }), ...pools.changes()],
      events: [{ kind: 'pickListCancelled', subjectType: 'PickList', subjectId: pickList.id, reason }],
      result: { pickList: pickList.id },
    };
  },
});
