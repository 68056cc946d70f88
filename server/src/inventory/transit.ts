// Goods on their way between two warehouses lie in a place of their own. They are ours and nobody's to promise: all of it is held.
import sql from 'sql-template-tag';
import type { WarehouseRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { namedId } from '../shared/namedId.ts';
import { add, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, write } from '../shared/write.ts';
import type { LotPart } from './lots.ts';
import type { Pools } from './pools.ts';

/**
 * The place of goods in transit; made when there is none yet. It has the same id however often that is begun: a rule that must
 * know more of it (`MoreWanted`) asks by its id, and what was made before is rolled back by then.
 */
export async function loadTransit(tx: Tx, ctx: Context): Promise<WarehouseRow> {
  const find = () => selectRows(tx, 'Warehouse', sql`t."companyId" = ${ctx.company.id} AND t.kind = 'TRANSIT'`, { orderBy: sql`t.code` });
  const [known] = await find();
  if (known) return known;
  await tx.rows(sql`SELECT id FROM "Company" WHERE id = ${ctx.company.id} FOR UPDATE`);
  const [meanwhile] = await find();
  if (meanwhile) return meanwhile;
  const taken = await selectRows(tx, 'Warehouse', sql`t.code LIKE 'TRANSIT%'`);
  const code = ['TRANSIT', ...Array.from({ length: taken.length }, (_, index) => `TRANSIT-${index + 2}`)].find((each) => !taken.some((row) => row.code === each));
  await write(tx, [insert('Warehouse', {
    id: namedId(`${ctx.company.id} transit`), companyId: ctx.company.id, code: code ?? 'TRANSIT', name: message(ctx.viewer.locale, 'warehouse.inTransit'), kind: 'TRANSIT', priority: 1000,
    isActive: false, // out of use for all but transfers
  })]);
  const [made] = await find();
  if (!made) throw new Error('the place in transit was not made');
  return made;
}

function keep(pools: Pools, productId: string, transitId: string, quantity: Quantity, lots: readonly LotPart[], sign: 1n | -1n): void {
  const by = <T extends { held: Quantity; reserved: Quantity }>({ held, reserved }: T, part: Quantity) =>
    ({ held: add(held, (sign * part) as Quantity), reserved: add(reserved, (sign * part) as Quantity) });
  const level = pools.level(productId, transitId);
  pools.set(level, by(level, quantity));
  for (const { lotId, quantity: part } of lots) {
    const lot = pools.lots.level(lotId, transitId);
    pools.lots.change(lot, by(lot, part));
  }
}

/** Goods have come into transit: all of them are held. */
export const holdInTransit = (pools: Pools, productId: string, transitId: string, quantity: Quantity, lots: readonly LotPart[]): void =>
  keep(pools, productId, transitId, quantity, lots, 1n);

/** Goods in transit are let go of, as they leave next. */
export const letGoInTransit = (pools: Pools, productId: string, transitId: string, quantity: Quantity, lots: readonly LotPart[]): void =>
  keep(pools, productId, transitId, quantity, lots, -1n);
