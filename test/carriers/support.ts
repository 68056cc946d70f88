// A firm with a carrier, and deliveries that are packed for it.
import { expect } from 'vitest';
import '../../server/src/carriers/followParcels.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { carryRequests } from '../../server/src/carriers/carryRequests.ts';
import { askRates } from '../../server/src/carriers/askRates.ts';
import { buyLabels } from '../../server/src/carriers/labels.ts';
import { createCarrier } from '../../server/src/carriers/saveCarrier.ts';
import { packDelivery } from '../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../server/src/fulfilment/planDeliveries.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { settled } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

/** A simulator that never misbehaves. */
export const calm = { seed: '1', faults: 0, answersLost: 0, late: 0, lost: 0, exceptions: 0, returned: 0, wrongWeights: 0, doubles: 0 };

export interface LabelRow { id: string; status: string; state: string; trackingNumber: string | null; priceMinor: string | null; problem: string | null; lateSince: string | null; deliveredOn: string | null; promisedOn: string; orderCostId: string | null; signedBy: string | null }

export interface Yard {
  firm: Trade;
  /** The clock of those who ask carriers. */
  clock: { now: Date };
  carrier(more?: Record<string, unknown>): Promise<string>;
  /** A packed delivery of so many parcels, of one order each kilogram. */
  packed(parcels?: { weight?: string; quantity: string }[], orders?: string[]): Promise<{ delivery: string; order: string }>;
  /** Asks for prices, and buys the cheapest that a carrier quotes. */
  labelled(delivery: string, carrierId: string): Promise<void>;
  carry(): Promise<number>;
  follow(): Promise<void>;
  labels(delivery: string): Promise<LabelRow[]>;
  quotes(delivery: string): Promise<{ id: string; serviceCode: string; priceMinor: string }[]>;
  clean(): Promise<void>;
  close(): Promise<void>;
}

export async function openYard(): Promise<Yard> {
  const firm = await startTrade();
  const clock = { now: new Date(`${firm.day}T09:00:00Z`) };
  let count = 0;
  const context = async () => ({ ...await firm.context(), now: clock.now });
  const yard: Yard = {
    firm, clock,
    carrier: async (more = {}) => {
      count += 1;
      return globalId('Carrier', (await firm.act(createCarrier, { code: `carrier-${count}`, name: `Carrier ${count}`, adapter: 'SIMULATOR', timeoutMs: 150, simulation: calm, ...more })).carrier ?? '');
    },
    packed: async (parcels = [{ weight: '2', quantity: '2' }], orders) => {
      const product = await firm.product('4.00', '100', { weight: '1' });
      const total = parcels.reduce((sum, { quantity }) => sum + Number(quantity), 0);
      const order = await firm.order(await firm.customer(), [{ productId: product, quantity: String(total), unitPrice: '10' }]);
      const delivery = globalId('Delivery', ((await firm.act(planDeliveries, { orderIds: [order, ...orders ?? []] })).deliveries as unknown as string[])[0] ?? '');
      await firm.act(pickDelivery, { deliveryId: delivery });
      const [line] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "DeliveryLine" WHERE "deliveryId" = ${uuid(delivery)}::uuid ORDER BY no`);
      await firm.act(packDelivery, { deliveryId: delivery, parcels: parcels.map(({ weight, quantity }) => ({ ...(weight ? { weight } : {}), lines: [{ deliveryLineId: globalId('DeliveryLine', line?.id ?? ''), quantity }] })) });
      return { delivery, order };
    },
    labelled: async (delivery, carrierId) => {
      await firm.act(askRates, { deliveryId: delivery, carrierIds: [carrierId] });
      await yard.carry();
      const [cheapest] = await yard.quotes(delivery);
      await firm.act(buyLabels, { quoteId: globalId('CarrierQuote', cheapest?.id ?? '') });
      await yard.carry();
    },
    carry: () => carryRequests({ db: firm.db, now: () => clock.now, context }),
    follow: async () => {
      await settled(firm.db);
      await runConsumers(firm.db, () => clock.now);
    },
    labels: (delivery) => firm.db.rows<LabelRow>(sql`SELECT *, "promisedOn"::text, "lateSince"::text, "deliveredOn"::text FROM "ParcelLabel" WHERE "deliveryId" = ${uuid(delivery)}::uuid ORDER BY "createdAt", "parcelNo"`),
    quotes: (delivery) => firm.db.rows(sql`SELECT q.id, q."serviceCode", q."priceMinor"::text FROM "CarrierQuote" q WHERE q."deliveryId" = ${uuid(delivery)}::uuid ORDER BY q."recordedAt" DESC, q."priceMinor"`),
    clean: async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]),
    close: () => firm.close(),
  };
  return yard;
}
