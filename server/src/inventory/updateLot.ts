import sql from 'sql-template-tag';
import type { LotRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { day, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { loadRefreshing, refreshEvents } from './expireStock.ts';
import { refreshPool } from './expiry.ts';
import { goodUntilOf } from './lotsMoved.ts';

export const updateLot = action({
  name: 'updateLot', permission: 'stock.manage',
  describe: 'Changes what is known of a lot. Other dates need a reason: promises and holds follow them at once.',
  input: {
    lotId: id('Lot'), version: integer(), code: optional(text({ max: 100 })), producedOn: optional(day()), bestBeforeOn: optional(day()), expiresOn: optional(day()),
    supplierLot: optional(text({ max: 100 })), note: optional(text({ max: 1000, lines: true })), reason: optional(text({ max: 1000, lines: true })),
  },
  refusals: [], payload: { lot: 'record:Lot' },
  load: async (tx, input, ctx) => {
    const known = await readRow(tx, 'Lot', input.lotId);
    const levels = await selectRows(tx, 'LotLevel', sql`t."lotId" = ${known.id} AND t."onHand" > 0`);
    const refreshing = await loadRefreshing(tx, ctx, levels);
    const lot = await lockRow(tx, 'Lot', known.id); // after the pools, as whoever receives goods locks them
    const others = input.code ? await tx.rows(sql`SELECT 1 FROM "Lot" WHERE "productId" = ${lot.productId} AND code = ${input.code} AND id <> ${lot.id}`) : [];
    return { lot, levels, ...refreshing, isTaken: others.length > 0 };
  },
  decide: ({ lot, levels, pools, isTaken, ...facts }, { version, reason, ...input }, ctx) => {
    const after: Partial<LotRow> = patchOf('Lot', input, ['code', 'producedOn', 'bestBeforeOn', 'expiresOn', 'supplierLot', 'note']);
    demandVersion('Lot', lot, version, after, ctx.company.currencyCode);
    if (isTaken) throw fieldRefused(['code'], 'taken');
    const whole = { ...lot, ...after };
    const goodUntil = goodUntilOf(whole);
    if (whole.producedOn && goodUntil && goodUntil < whole.producedOn) throw fieldRefused(['expiresOn'], 'day_before', { day: whole.producedOn });
    const changes = changesOf('Lot', lot, after, ctx.company.currencyCode);
    const isRedated = ['producedOn', 'bestBeforeOn', 'expiresOn'].some((field) => field in changes);
    if (isRedated && !reason) throw fieldRefused(['reason'], 'required');
    if (levels.length > 0) Object.assign(pools.lots.lot(lot.id), { goodUntil });
    const refreshed = levels.map(({ productId, warehouseId }) => ({ productId, warehouseId, ...refreshPool(pools, facts, productId, warehouseId, ctx) }));
    return {
      rows: [update('Lot', lot.id, { ...after, goodUntil, version: lot.version + 1 }), ...refreshed.flatMap(({ rows }) => rows), ...pools.changes()],
      events: [
        { kind: 'lotUpdated', subjectType: 'Lot', subjectId: lot.id, reason, changes },
        ...refreshed.flatMap((each) => refreshEvents(pools, each.productId, each.warehouseId, each)),
      ],
      result: { lot: lot.id },
    };
  },
});
