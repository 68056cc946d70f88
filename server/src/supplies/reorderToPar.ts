import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { requisitionRows } from '../purchasing/requisitionRules.ts';
import { action, type EventDraft } from '../shared/action.ts';
import { day, id, list, object, optional, quantity } from '../shared/input.ts';
import { none, type Quantity } from '../shared/quantity.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Change } from '../shared/write.ts';
import { transferRows } from '../warehousing/transferRows.ts';
import { readSite } from './issueSupplies.ts';
import { proposals } from './parRules.ts';
import { centralOf, factOf, parRows, type ParRow } from './parStatus.ts';
import { ParAtLevel } from './refusals.ts';

const line = object('ReorderToParLineInput', {
  parLevelId: id('ParLevel'), quantity: { ...optional(quantity()), describe: 'In the product\'s unit; up to par when left out.' },
});

export const reorderToPar = action({
  name: 'reorderToPar', permission: 'supplies.manage',
  describe: 'Fills a site up to par: what the central store has goes on a transfer, the rest is asked for by a requisition. '
    + 'Without lines: all that is due by its minimum. What is on its way already is not asked for again.',
  input: { warehouseId: id('Warehouse'), neededOn: optional(day()), lines: optional(list(line, { min: 1 })) },
  refusals: [ParAtLevel], payload: { requisition: 'record:Requisition', transfer: 'record:Transfer' },
  load: async (tx, { warehouseId, lines }, ctx) => {
    const site = await readSite(tx, warehouseId);
    const keys = await tx.rows<{ productId: string }>(sql`SELECT "productId" FROM "ParLevel" WHERE "warehouseId" = ${site.id}
      AND ${lines ? sql`id = ANY(${lines.map(({ parLevelId }) => parLevelId)}::uuid[])` : sql`TRUE`}`);
    // Under the site's pools, so that two taps ask once: what the first asked for is read by the second.
    const pools = await loadPools(tx, ctx, keys.map(({ productId }) => ({ productId, warehouseId: site.id })));
    const rows = await tx.rows<ParRow>(parRows(sql`p."warehouseId" = ${site.id} AND p."productId" = ANY(${keys.map(({ productId }) => productId)}::uuid[])`));
    const missing = lines?.find(({ parLevelId }) => !rows.some((row) => row.id === parLevelId));
    if (missing) throw NotFound({ type: 'ParLevel', id: missing.parLevelId });
    const wanted = lines && new Map<string, Quantity | null>(lines.map((each) => [each.parLevelId, each.quantity ?? null]));
    const made = proposals(rows.map(factOf), centralOf(rows), wanted ?? undefined);
    const asks = made.some(({ purchase }) => purchase > none);
    const sends = made.some(({ transfer }) => transfer > none);
    return {
      site, pools, rows, made, central: centralOf(rows)?.warehouseId,
      transferNumber: sends ? await takeNumber(tx, ctx, 'TRF', ctx.today) : null, number: asks ? await takeNumber(tx, ctx, 'REQ', ctx.today) : null,
    };
  },
  decide: ({ site, pools, rows, made, central, number, transferNumber }, { neededOn }, ctx) => {
    if (neededOn && neededOn < ctx.today) throw fieldRefused(['neededOn'], 'day_past');
    if (!number && !transferNumber) throw ParAtLevel({ warehouseName: site.name });
    const changes: Change[] = [];
    const events: EventDraft[] = [];
    let transfer: string | null = null;
    let requisition: string | null = null;
    const asked = made.map((each, index) => ({ ...each, productId: rows[index]?.productId ?? '', supplierId: rows[index]?.supplierId ?? null }));
    if (transferNumber && central) {
      const planned = transferRows({
        number: transferNumber, fromWarehouseId: central, toWarehouseId: site.id, expectedOn: neededOn ?? null,
        lines: asked.filter((each) => each.transfer > none).map(({ productId, transfer: units }) => ({ productId, quantity: units })),
      }, ctx);
      changes.push(...planned.rows);
      events.push(...planned.events);
      transfer = planned.transferId;
    }
    if (number) {
      const mayApprove = ctx.viewer.permissions.has('requisitions.approve');
      const wanted = requisitionRows(pools, {
        number, warehouseId: site.id, origin: 'PAR_LEVEL', neededOn: neededOn ?? null, reason: `${site.name}: par`, status: mayApprove ? 'APPROVED' : 'SUBMITTED',
        lines: asked.filter(({ purchase }) => purchase > none).map(({ productId, purchase, supplierId }) => ({ productId, quantity: purchase, supplierId })),
      }, ctx);
      changes.push(...wanted.rows, ...pools.changes());
      events.push(...wanted.events);
      requisition = wanted.requisitionId;
    }
    events.push({ kind: 'filledToPar', subjectType: 'Warehouse', subjectId: site.id, data: { number, transferNumber } });
    return { rows: changes, events, result: { requisition, transfer } };
  },
});
