// A carrier in this product, with books of its own, that misbehaves on purpose. It knows nothing of ours.
import sql from 'sql-template-tag';
import type { CarrierRow, SimulatedLabelRow } from '../generated/rows.ts';
import { code128 } from '../documents/code128.ts';
import type { Laid } from '../documents/layOut.ts';
import { writings } from '../documents/languages.ts';
import { print } from '../documents/printer.ts';
import type { Db } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { minor, plus, zero } from '../shared/money.ts';
import { newId } from '../shared/newId.ts';
import { printQuantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { addDays } from '../shared/time.ts';
import { insert, write } from '../shared/write.ts';
import { CarrierDeclined, CarrierFault, type Adapter, type Call, type LabelOrder, type Place } from './adapter.ts';
import { mishapOf, priceOf, simulatedServices, simulationShape, toldBy, trackingNumberOf, wayOf, type Mishap, type Simulation } from './simulation.ts';

const DAY_MS = 86_400_000;
const PARCEL_KILOS_MAX = 70_000_000n;

/** Waits until nobody waits for the answer any more. */
const never = (signal: AbortSignal): Promise<never> => new Promise((_resolve, reject) => {
  const give = () => reject(signal.reason as Error);
  if (signal.aborted) give();
  else signal.addEventListener('abort', give, { once: true });
});

async function meet(mishap: Mishap | undefined, signal: AbortSignal): Promise<void> {
  if (mishap === 'ERROR') throw new CarrierFault('500 Internal Server Error');
  if (mishap === 'TIMEOUT') await never(signal);
}

const words = (name: string) => message('en', `simulator.${name}`);
const party = (label: string, { name, lines }: Place) => ({ label, name, lines });

/** The label as it is stuck on the parcel. */
function laidLabel(carrierName: string, sold: SimulatedLabelRow, order: LabelOrder): Laid {
  const { lang, dir, fonts, digits } = writings.EN;
  const bars = code128(sold.trackingNumber);
  const fact = (label: string, value: string) => ({ label: words(label), value: [value] });
  return {
    title: sold.trackingNumber, company: carrierName, logos: {},
    sheets: [{
      look: { lang, dir, fonts, digits, colour: '#111111', paper: 'a5', paging: '', empty: '', logo: null },
      company: { name: carrierName, lines: [words('notice')] }, heading: sold.serviceCode, mark: null, running: sold.trackingNumber, footer: sold.trackingNumber,
      barcode: bars ? { widths: bars, text: sold.trackingNumber } : null,
      parties: [party(words('to'), order.to), party(words('from'), order.from)],
      facts: [
        fact('number', sold.trackingNumber), fact('weight', printQuantity(sold.weight)), fact('parcel', `${order.parcelNo} / ${order.parcelCount}`), fact('reference', order.reference),
      ],
      intro: [], columns: [], rows: [], totals: [], breakdowns: [], notes: [], signatures: [],
    }],
  };
}

const soldUnder = async (db: Db, carrierId: string, key: string): Promise<SimulatedLabelRow | undefined> =>
  (await selectRows(db, 'SimulatedLabel', sql`t."carrierId" = ${carrierId} AND t.key = ${key}`))[0];

const isAbroad = (from: Place, to: Place) => from.country !== null && to.country !== null && from.country !== to.country;

/** Sells a label, once for each key. */
async function sell(db: Db, carrier: CarrierRow, simulation: Simulation, order: LabelOrder, key: string, now: Date): Promise<SimulatedLabelRow> {
  const service = simulatedServices.find(({ code }) => code === order.serviceCode);
  if (!service) throw new CarrierDeclined(`There is no service ${order.serviceCode}.`);
  if (order.parcel.weight > PARCEL_KILOS_MAX) throw new CarrierDeclined('A parcel weighs 70 kg at most.');
  const known = await soldUnder(db, carrier.id, key);
  if (known) return known;
  const row: SimulatedLabelRow = {
    id: newId(), carrierId: carrier.id, key, trackingNumber: trackingNumberOf(`${simulation.seed} ${carrier.id}`, key), serviceCode: service.code, weight: order.parcel.weight,
    priceMinor: priceOf(service, order.parcel, isAbroad(order.from, order.to)), currencyCode: order.currencyCode, days: service.days, soldAt: now, cancelledAt: null,
  };
  await db.transaction((tx) => write(tx, [insert('SimulatedLabel', row)]));
  return row;
}

export function simulator(carrier: CarrierRow, db: Db, now: () => Date): Adapter {
  const simulation = simulationShape.parse(carrier.simulation);
  const begin = async (verb: string, { key, attempt, signal }: Call): Promise<() => Promise<void>> => {
    const mishap = mishapOf(simulation, verb, key, attempt);
    await meet(mishap, signal);
    return async () => { if (mishap === 'ANSWER_LOST') await never(signal); };
  };
  return {
    rate: async ({ parcels, from, to, currencyCode }, call) => {
      const end = await begin('rate', call);
      if (parcels.some(({ weight }) => weight > PARCEL_KILOS_MAX)) throw new CarrierDeclined('A parcel weighs 70 kg at most.');
      await end();
      return simulatedServices.map((service) => ({
        code: service.code, name: words(`service.${service.code}`), currencyCode, days: service.days, validUntil: new Date(now().getTime() + DAY_MS),
        price: parcels.reduce((sum, parcel) => plus(sum, priceOf(service, parcel, isAbroad(from, to))), zero),
      }));
    },
    label: async (order, call) => {
      const end = await begin('label', call);
      const sold = await sell(db, carrier, simulation, order, call.key, now());
      if (sold.cancelledAt) throw new CarrierDeclined('This label was cancelled.');
      await end();
      const { file } = await print(laidLabel(carrier.name, sold, order));
      return {
        trackingNumber: sold.trackingNumber, price: minor(sold.priceMinor), currencyCode: sold.currencyCode, mediaType: 'application/pdf', file,
        promisedOn: addDays(sold.soldAt.toISOString().slice(0, 10) as Parameters<typeof addDays>[0], sold.days),
      };
    },
    track: async (trackingNumber, call) => {
      const end = await begin('track', call);
      const [sold] = await selectRows(db, 'SimulatedLabel', sql`t."carrierId" = ${carrier.id} AND t."trackingNumber" = ${trackingNumber}`);
      if (!sold) throw new CarrierDeclined(`There is no parcel ${trackingNumber}.`);
      await end();
      return sold.cancelledAt ? [] : toldBy(simulation, wayOf(simulation, sold), now());
    },
    cancel: async ({ trackingNumber, labelKey }, call) => {
      const end = await begin('cancel', call);
      const sold = await soldUnder(db, carrier.id, labelKey);
      if (sold && trackingNumber !== null && sold.trackingNumber !== trackingNumber) throw new CarrierDeclined('The number is another one.');
      const isLive = sold && !sold.cancelledAt; // asked again because its answer was lost, it is cancelled already
      if (isLive && wayOf(simulation, sold).some(({ occurredAt }) => occurredAt <= now())) throw new CarrierDeclined('The parcel is on its way.');
      if (isLive) await db.rows(sql`UPDATE "SimulatedLabel" SET "cancelledAt" = ${now()} WHERE id = ${sold.id}`);
      await end();
    },
  };
}
