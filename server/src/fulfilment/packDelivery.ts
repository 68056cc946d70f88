import type { DeliveryLineRow, ParcelRow, PickShortReason } from '../generated/rows.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { lotsGiven, lotsOut } from '../inventory/lotsInput.ts';
import { allocate } from '../inventory/poolPromises.ts';
import type { Pools } from '../inventory/pools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, id, list, object, optional, quantity, text, type InputOf } from '../shared/input.ts';
import { add, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { comeShort, demandDelivery, demandGoods, hereOf, packedOf, type ParcelDraft } from './deliveryRules.ts';
import { loadDelivery, type LoadedDelivery } from './loadDelivery.ts';
import { DeliveryExceeds, DeliveryState, NothingToShip } from './refusals.ts';

const parcel = object('ParcelInput', {
  packaging: optional(text({ max: 60 })), weight: { ...optional(quantity()), describe: 'Kilograms.' },
  length: { ...optional(quantity()), describe: 'Centimetres.' }, width: optional(quantity()), height: optional(quantity()), trackingNumber: optional(text({ max: 100 })),
  lines: list(object('ParcelLineInput', { deliveryLineId: id('DeliveryLine'), quantity: quantity(), ...lotsOut }), { min: 1, max: 500 }),
});
const parcels = { ...optional(list(parcel, { min: 1, max: 200 })), describe: 'What lies in each; all that was picked in one parcel when left out and none was kept yet.' };
const saved = { deliveryId: id('Delivery'), parcels };
type Given = InputOf<typeof saved>['parcels'];

async function load(tx: Tx, { deliveryId, parcels: given }: { deliveryId: string; parcels?: Given }, ctx: Context) {
  const loaded = await loadDelivery(tx, ctx, deliveryId);
  await loadNamedLots(tx, loaded.pools, { named: (given ?? []).flatMap(({ lines }) => lines.flatMap((each) =>
    loaded.lines.filter((line) => line.id === each.deliveryLineId).map(({ productId }) => ({ ...each, productId })))) });
  return loaded;
}

/** The lot that is named for a line: one of its product that is known here. */
function lotOf(pools: Pools, { productId }: DeliveryLineRow, { lotId, code, path = [] }: { lotId?: string | null; code?: string | null; path?: string[] }): string {
  const found = lotId ? (pools.lots.has(lotId) && pools.lots.lot(lotId).productId === productId ? lotId : undefined) : pools.lots.find(productId, code ?? '')?.id;
  if (!found) throw fieldRefused(path, 'lot_not_here', { lot: code ?? '' });
  return found;
}

/** Parcels as they are given, by lot; refuses more of a line than was picked, and a piece that is packed twice. */
function readParcels({ lines, pools }: LoadedDelivery, given: NonNullable<Given>): ParcelDraft[] {
  const pieces = new Set<string>();
  const drafts = given.map((each, index): ParcelDraft => ({
    ...each,
    lines: each.lines.flatMap(({ deliveryLineId, quantity: units, ...named }, at): ParcelDraft['lines'] => {
      const path = ['parcels', String(index), 'lines', String(at)];
      const line = lines.find((known) => known.id === deliveryLineId);
      if (!line) throw fieldRefused([...path, 'deliveryLineId'], 'id_unknown', { type: 'DeliveryLine' });
      const lots = lotsGiven(named, units, [...path, 'quantity']);
      if (!lots) return [{ deliveryLineId, quantity: units, lotId: null }];
      const sum = lots.reduce((total, lot) => add(total, lot.quantity), none);
      if (sum !== units) throw fieldRefused([...path, 'lots'], 'lots_sum', { lots: printQuantity(sum), quantity: printQuantity(units) });
      return lots.map((lot) => {
        const lotId = lotOf(pools, line, lot);
        if (pools.lots.product(line.productId)?.tracking === 'SERIAL') {
          if (pieces.has(lotId)) throw fieldRefused(lot.path ?? path, 'lot_twice', { lot: pools.lots.lot(lotId).code });
          pieces.add(lotId);
        }
        return { deliveryLineId, quantity: lot.quantity, lotId };
      });
    }),
  }));
  for (const line of lines) {
    const [wanted, most] = [packedOf(drafts, line.id), line.picked ?? none];
    if (wanted > most) throw DeliveryExceeds({ productName: line.description, wanted, most });
  }
  return drafts;
}

/** The rows by which parcels become what was given: those that are there are used again, by position. */
function parcelRows({ delivery, lines, parcels: before, contents }: LoadedDelivery, drafts: readonly ParcelDraft[], ctx: DecideContext): Change[] {
  const kept = drafts.map((draft, index) => ({ draft, no: index + 1, known: before.find((each) => each.no === index + 1) as ParcelRow | undefined }));
  const rows = kept.flatMap(({ draft, no, known }): Change[] => {
    const { packaging = null, weight = null, length = null, width = null, height = null, trackingNumber = null } = draft;
    const columns = { packaging, weight, length, width, height, trackingNumber };
    const parcelId = known?.id ?? ctx.newId();
    const old = contents.filter((each) => each.parcelId === parcelId);
    return [
      known ? update('Parcel', parcelId, columns) : insert('Parcel', { id: parcelId, deliveryId: delivery.id, no, ...columns }),
      ...draft.lines.map((line, index) => {
        const same = old.find((each) => each.no === index + 1);
        return same ? update('ParcelLine', same.id, line) : insert('ParcelLine', { id: ctx.newId(), parcelId, no: index + 1, ...line });
      }),
      ...old.filter((each) => each.no > draft.lines.length).map((each) => remove('ParcelLine', each.id)),
    ];
  });
  const gone = before.filter((each) => each.no > drafts.length);
  return [
    ...rows, ...contents.filter((each) => gone.some(({ id: parcelId }) => parcelId === each.parcelId)).map((each) => remove('ParcelLine', each.id)), ...gone.map((each) => remove('Parcel', each.id)),
    ...lines.map((line) => update('DeliveryLine', line.id, { packed: packedOf(drafts, line.id) })),
  ];
}

/** Takes all parcels of a delivery apart. */
export const emptied = ({ lines, parcels: before, contents }: LoadedDelivery): Change[] => [
  ...contents.map((each) => remove('ParcelLine', each.id)), ...before.map((each) => remove('Parcel', each.id)), ...lines.map((line) => update('DeliveryLine', line.id, { packed: none })),
];

const asKept = ({ parcels: before, contents }: LoadedDelivery): ParcelDraft[] => before.map((each) => ({ ...each, lines: contents.filter(({ parcelId }) => parcelId === each.id) }));

export const saveParcels = action({
  name: 'saveParcels', permission: 'shipments.post', describe: 'Keeps what is packed so far; packing goes on.',
  input: { deliveryId: id('Delivery'), parcels: { ...list(parcel, { max: 200 }), describe: 'All parcels of the delivery, as they are now.' } },
  refusals: [DeliveryState, DeliveryExceeds, ...stockRefusals], payload: { delivery: 'record:Delivery' }, load,
  decide: (loaded, { parcels: given }, ctx) => {
    const { delivery } = loaded;
    demandDelivery(delivery, 'saveParcels');
    return {
      rows: [...parcelRows(loaded, readParcels(loaded, given), ctx), update('Delivery', delivery.id, { version: delivery.version + 1 })],
      events: [{ kind: 'parcelsSaved', subjectType: 'Delivery', subjectId: delivery.id, data: { parcels: given.length } }],
      result: { delivery: delivery.id },
    };
  },
});

export const packDelivery = action({
  name: 'packDelivery', permission: 'shipments.post',
  describe: 'Closes the parcels of a delivery. What was picked and is in no parcel says why; it waits again, and nothing but what was packed will leave.',
  input: {
    ...saved, shorts: optional(list(object('PackShortInput', { deliveryLineId: id('DeliveryLine'), shortReason: choice('PickShortReason') }))),
  },
  refusals: [DeliveryState, DeliveryExceeds, NothingToShip, ...stockRefusals], payload: { delivery: 'record:Delivery' }, load,
  decide: (loaded, { parcels: given, shorts }, ctx) => {
    const { delivery, lines, orders, pools, pairs, reservations, waiting } = loaded;
    demandDelivery(delivery, 'packDelivery');
    const whole = (): ParcelDraft[] => [{ lines: lines.filter((line) => (line.picked ?? none) > none).map((line) => ({ deliveryLineId: line.id, quantity: line.picked ?? none, lotId: null })) }];
    const drafts = given ? readParcels(loaded, given) : loaded.parcels.length > 0 ? asKept(loaded) : whole();
    demandGoods(lines.map((line) => ({ orderId: line.orderId, quantity: packedOf(drafts, line.id) })), (orderId) => orders.find(({ order }) => order.id === orderId)?.order.number ?? '');
    const short = lines.map((line) => ({ line, missing: subtract(line.picked ?? none, packedOf(drafts, line.id)) as Quantity })).filter(({ missing }) => missing > none)
      .map(({ line, missing }): { line: DeliveryLineRow; missing: Quantity; reason: PickShortReason } => {
        const index = shorts?.findIndex(({ deliveryLineId }) => deliveryLineId === line.id) ?? -1;
        const reason = shorts?.[index]?.shortReason;
        if (!reason) throw fieldRefused(['shorts', String(Math.max(index, 0)), 'shortReason'], 'required');
        return { line, missing, reason };
      });
    const freed = short.flatMap(({ line, missing, reason }) => [
      ...comeShort(pools, hereOf(pools, reservations, line.orderLineId, delivery.warehouseId), missing, { reason, number: delivery.number, deliveryId: delivery.id }, ctx),
      update('DeliveryLine', line.id, { shortReason: reason }),
    ]);
    const passedOn = short.length > 0 ? pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting, productId, warehouseId)) : [];
    return {
      rows: [...parcelRows(loaded, drafts, ctx), ...freed, ...passedOn, update('Delivery', delivery.id, { status: 'PACKED', packedAt: ctx.now, version: delivery.version + 1 }), ...pools.changes()],
      events: [
        { kind: 'deliveryPacked', subjectType: 'Delivery', subjectId: delivery.id, data: {
          number: delivery.number, parcels: drafts.length, short: short.map(({ line, missing, reason }) => ({ product: line.description, missing: printQuantity(missing), reason })),
        } },
        ...orders.map(({ order }) => ({ kind: 'deliveryPacked', subjectType: 'Order', subjectId: order.id, data: { deliveryId: delivery.id, number: delivery.number } })),
      ],
      result: { delivery: delivery.id },
    };
  },
});
