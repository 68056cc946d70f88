import sql from 'sql-template-tag';
import type { DeliveryRow, ParcelRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { id, list, optional } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { CarrierInactive, NoCarriers, NotPackedForLabels, ParcelNotWeighed } from './refusals.ts';
import { demandActive } from './rules.ts';

/** Refuses what has no closed parcels, or has come to its customer; and parcels without a weight. */
export function demandParcels({ number, status }: Pick<DeliveryRow, 'number' | 'status'>, parcels: readonly Pick<ParcelRow, 'no' | 'weight'>[]): void {
  if (status !== 'PACKED' && status !== 'SHIPPED') throw NotPackedForLabels({ number, status });
  const light = parcels.find(({ weight }) => (weight ?? 0n) <= 0n);
  if (light) throw ParcelNotWeighed({ number, parcelNo: light.no });
}

/** What a carrier is to be asked, at once. */
export const requestRow = (draft: { carrierId: string; verb: 'RATE' | 'LABEL' | 'TRACK' | 'CANCEL'; key: string; deliveryId?: string; labelId?: string }, ctx: DecideContext): Change => insert('CarrierRequest', {
  id: ctx.newId(), companyId: ctx.company.id, deliveryId: null, labelId: null, ...draft, dueAt: ctx.now, claimedUntil: null, problem: null, requestedByName: ctx.viewer.name, finishedAt: null,
});

export const askRates = action({
  name: 'askRates', permission: 'shipments.post', describe: 'Asks carriers what they would take for all parcels of a delivery. Their answers come by themselves, as quotes.',
  input: { deliveryId: id('Delivery'), carrierIds: { ...optional(list(id('Carrier'), { min: 1, max: 20 })), describe: 'All active ones when left out.' } },
  refusals: [NotPackedForLabels, ParcelNotWeighed, CarrierInactive, NoCarriers], payload: { delivery: 'record:Delivery', asked: 'int' },
  load: async (tx, { deliveryId, carrierIds }, { company }) => {
    const delivery = await lockRow(tx, 'Delivery', deliveryId);
    return {
      delivery, parcels: await selectRows(tx, 'Parcel', sql`t."deliveryId" = ${deliveryId}`, { orderBy: sql`t.no` }),
      carriers: await selectRows(tx, 'Carrier', carrierIds ? sql`t.id = ANY(${carrierIds}::uuid[])` : sql`t."companyId" = ${company.id} AND t."isActive"`, { orderBy: sql`t.code` }),
      waiting: await selectRows(tx, 'CarrierRequest', sql`t."deliveryId" = ${deliveryId} AND t.verb = 'RATE' AND t.status = 'WAITING'`, { lock: true }),
    };
  },
  decide: ({ delivery, parcels, carriers, waiting }, _input, ctx) => {
    demandParcels(delivery, parcels);
    carriers.forEach(demandActive);
    if (carriers.length === 0) throw NoCarriers({});
    return {
      rows: [
        ...waiting.map((each) => update('CarrierRequest', each.id, { status: 'WITHDRAWN', dueAt: null, finishedAt: ctx.now })),
        ...carriers.map((carrier) => requestRow({ carrierId: carrier.id, verb: 'RATE', deliveryId: delivery.id, key: `rate-${ctx.newId()}` }, ctx)),
      ],
      events: [{ kind: 'ratesAsked', subjectType: 'Delivery', subjectId: delivery.id, data: { carriers: carriers.map(({ name }) => name).join(', ') } }],
      result: { delivery: delivery.id, asked: carriers.length },
    };
  },
});

export const testCarrier = action({
  name: 'testCarrier', permission: 'carriers.manage', describe: 'Asks a carrier for a price of a parcel of one kilogram, to see whether it answers. Nothing is bought.',
  input: { carrierId: id('Carrier') }, refusals: [], payload: { carrier: 'record:Carrier' },
  load: (tx, { carrierId }) => lockRow(tx, 'Carrier', carrierId),
  decide: (carrier, _input, ctx) => ({
    rows: [requestRow({ carrierId: carrier.id, verb: 'RATE', key: `test-${ctx.newId()}` }, ctx), update('Carrier', carrier.id, { pausedUntil: null })],
    events: [{ kind: 'carrierTested', subjectType: 'Carrier', subjectId: carrier.id }], result: { carrier: carrier.id },
  }),
});
