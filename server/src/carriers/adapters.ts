import type { CarrierAdapter, CarrierRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import type { Adapter } from './adapter.ts';
import { carrierKey } from './keptSecrets.ts';
import { gateway } from './gateway.ts';
import { simulator } from './simulator.ts';

interface Reach { db: Db; now: () => Date; apiKey: string | null }

/** How each kind of carrier is spoken to. Another kind is a line here and in the schema's enum. */
const adapters: Record<CarrierAdapter, (carrier: CarrierRow, reach: Reach) => Adapter> = {
  SIMULATOR: (carrier, { db, now }) => simulator(carrier, db, now),
  GATEWAY: (carrier, { apiKey }) => gateway(carrier, apiKey),
};

export async function adapterOf(carrier: CarrierRow, db: Db, now: () => Date): Promise<Adapter> {
  return adapters[carrier.adapter](carrier, { db, now, apiKey: await carrierKey(db, carrier.id) });
}
