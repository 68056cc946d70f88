// Where lines of an order that is being typed would come from, as the rule would choose now. Nothing is locked or written.
import sql from 'sql-template-tag';
import type { CustomerRow, OrderRow } from '../generated/rows.ts';
import { addressFor } from '../customers/rules.ts';
import { loadLots } from '../inventory/loadLots.ts';
import { poolsOf, type Pools } from '../inventory/pools.ts';
import { availableFor, reserveHere, type Goods } from '../inventory/promises.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { newId } from '../shared/eventRows.ts';
import { add, fewest, most, none, subtract, type Quantity, type Rate } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { allowedPlaces, ruleFor } from './allocation.ts';
import { goodsOf, sharesFor, togetherAt, type Choice, type Head } from './reserving.ts';
import { whyHere } from './whyHere.ts';

export interface Source { warehouse: string; quantity: Quantity; why: string }
/** What a line would find: `available` after the lines above it, over all warehouses that may serve it. */
export interface Found { available: Quantity | null; short: Quantity | null; sources: Source[]; isDropShipped: boolean }

interface Line { productId?: string | null; quantity?: Quantity | null; isDropShipped?: boolean | null }
export interface ShipTo { city?: string | null; region?: string | null; postalCode?: string | null; country?: string | null; latitude?: Rate | null; longitude?: Rate | null }
interface Asked { customerId?: string | null; warehouseId?: string | null; requiredOn?: OrderRow['requiredOn']; shipTo?: ShipTo | null; lines: readonly Line[] }

async function loadHead({ customerId, shipTo, requiredOn }: Asked, ctx: Context): Promise<Head> {
  const [customer] = customerId ? await selectRows(ctx.db, 'Customer', sql`t.id = ${customerId}`) : [];
  const addresses = customerId && !shipTo ? await selectRows(ctx.db, 'Address', sql`t."customerId" = ${customerId}`) : [];
  const to: ShipTo | undefined = shipTo ?? addressFor(addresses, 'SHIPPING');
  return {
    shipToCity: to?.city ?? null, shipToRegion: to?.region ?? null, shipToPostalCode: to?.postalCode ?? null, shipToCountry: to?.country ?? null,
    shipToLatitude: to?.latitude ?? null, shipToLongitude: to?.longitude ?? null, requiredOn: requiredOn ?? null,
    minimumShelfLifeDays: (customer satisfies CustomerRow | undefined)?.minimumShelfLifeDays ?? null,
  };
}

async function loadPlaces({ warehouseId }: Asked, ctx: Context): Promise<{ choice: Choice | undefined; ids: string[] }> {
  const warehouses = await selectRows(ctx.db, 'Warehouse', sql`t."companyId" = ${ctx.company.id}`);
  const rule = warehouseId ? undefined : ruleFor(await selectRows(ctx.db, 'AllocationRule', sql`t."companyId" = ${ctx.company.id} AND t."isActive"`), ctx.channel);
  const places = rule ? allowedPlaces(rule, warehouses) : [];
  const home = warehouseId ?? warehouses.find((each) => each.isDefault)?.id;
  return { choice: rule && places.length > 0 ? { rule, places } : undefined, ids: [...new Set([...places.map(({ id }) => id), ...(home ? [home] : [])])] };
}

async function readPools(goods: readonly Goods[], warehouseIds: readonly string[], ctx: Context): Promise<Pools> {
  const levels = await selectRows(ctx.db, 'StockLevel', sql`t."productId" = ANY(${goods.map(({ productId }) => productId)}::uuid[]) AND t."warehouseId" = ANY(${[...warehouseIds]}::uuid[])`);
  return poolsOf(levels, undefined, undefined, await ctx.db.transaction((tx) => loadLots(tx, levels, ctx.today)));
}

/** What each line finds. */
export async function loadSources(asked: Asked, products: ReadonlyMap<string, Sellable>, ctx: Context): Promise<Found[]> {
  const wanted = asked.lines.map(({ productId, quantity, isDropShipped: given }) => {
    const product = products.get(productId ?? '');
    const isDropShipped = !!product && (given ?? product.dropSupplierId !== null);
    return { isDropShipped, quantity: quantity ?? none, goods: goodsOf(product, { isDropShipped }) };
  });
  const { choice, ids } = await loadPlaces(asked, ctx);
  const pools = await readPools(wanted.flatMap(({ goods }) => goods), ids, ctx);
  const head = await loadHead(asked, ctx);
  const freshness = { neededOn: head.requiredOn, minimumShelfLifeDays: head.minimumShelfLifeDays };
  const home = ids.at(-1);
  const stocked = wanted.filter(({ goods, quantity }) => goods.length > 0 && quantity > none);
  const together = choice && togetherAt(choice, stocked, pools, head);
  return wanted.map(({ isDropShipped, quantity, goods }): Found => {
    if (goods.length === 0 || !home) return { available: null, short: null, sources: [], isDropShipped };
    const places = choice ? choice.places.map(({ id }) => id) : [home];
    const free = places.map((id) => availableFor(pools, goods, id, freshness));
    const shares = !choice ? [{ warehouseId: home, quantity, because: { by: asked.warehouseId ? 'NAMED' : 'DEFAULT' } }]
      : together ? [{ ...together, quantity }] : sharesFor(choice, { quantity, goods }, pools, head);
    const made = quantity === none ? [] : shares.filter(({ warehouseId }) => goods.every(({ productId }) => pools.has(productId, warehouseId))).map((share) => ({
      share, reserved: reserveHere(pools, {
        orderId: '', orderLineId: newId(), goods, warehouseId: share.warehouseId, quantity: share.quantity, isLinked: false, ...freshness,
      }, { ...ctx, newId }).reserved,
    }));
    const reserved = made.reduce((sum, each) => add(sum, each.reserved), none);
    return {
      available: choice?.rule.splitsLines ?? !choice ? free.reduce(add, none) : free.reduce((best, each) => (each > best ? each : best), none),
      short: most(none, subtract(quantity, reserved)), isDropShipped,
      sources: made.map(({ share, reserved: units }) => ({ warehouse: share.warehouseId, quantity: fewest(units, share.quantity), why: whyHere(share.because, ctx.viewer.locale) }))
        .filter((each) => each.quantity > none),
    };
  });
}
