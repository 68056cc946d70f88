// Parcels with carriers: labels of three simulated ones, each with habits of its own, and parcels wherever they can be.
import sql from 'sql-template-tag';
import { askRates } from '../../../server/src/carriers/askRates.ts';
import { recordCarrierBill } from '../../../server/src/carriers/carrierBills.ts';
import { carryRequests } from '../../../server/src/carriers/carryRequests.ts';
import { buyLabels, cancelLabel } from '../../../server/src/carriers/labels.ts';
import { noteTracking, trackParcel } from '../../../server/src/carriers/parcels.ts';
import { createCarrier, updateCarrier } from '../../../server/src/carriers/saveCarrier.ts';
import { watchParcels } from '../../../server/src/carriers/watchParcels.ts';
import { confirmDelivered } from '../../../server/src/fulfilment/confirmDelivered.ts';
import { packDelivery } from '../../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../../server/src/fulfilment/planDeliveries.ts';
import { shipDelivery } from '../../../server/src/fulfilment/shipDelivery.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { message } from '../../../server/src/shared/messages.ts';
import { minor, printMoney } from '../../../server/src/shared/money.ts';
import { raiseTask } from '../../../server/src/work/raiseTask.ts';
import { step, type Firm, type Step } from './firm.ts';
import { sell, uuid } from './trading.ts';

const kept = (firm: Firm, name: string): string => firm.kept.get(name) ?? '';
const calm = { seed: '1', faults: 0, answersLost: 0, late: 0, lost: 0, exceptions: 0, returned: 0, wrongWeights: 0, doubles: 0 };
/** Speedy is on time, United is late and finds nobody, Federal loses what it is given. */
const carriers = [
  { code: 'speedy', name: 'Speedy Express', simulation: calm }, { code: 'united', name: 'United Package', simulation: { ...calm, late: 100, exceptions: 100, wrongWeights: 100 } },
  { code: 'federal', name: 'Federal Shipping', simulation: { ...calm, lost: 100 } },
];

/** Asks the carriers what is due, as the server would have done then. */
async function carry(firm: Firm, ago: number): Promise<void> {
  const [waiting] = await firm.rows<{ due: Date | null }>(sql`SELECT max("dueAt") AS due FROM "CarrierRequest" WHERE status = 'WAITING'`);
  const due = waiting?.due;
  if (due) await carryRequests({ db: firm.demo.ctx.db, now: () => due, context: async () => ({ ...firm.demo.ctx, now: due, today: firm.day(ago), pinsClock: true }) });
}

interface Carried { key: string; customer: string; carrier: string; service: string; lines: { sku: string; quantity: string }[]; /** Kilograms of each parcel, and how many of each line lie in it. */ parcels: { weight: string; quantities: string[] }[]; packed: number; shipped?: number; delivered?: number }

async function label(firm: Firm, { key, carrier, service, packed }: Carried): Promise<void> {
  const deliveryId = kept(firm, `delivery ${key}`);
  await firm.act(askRates, `prices ${key}`, packed, { deliveryId, carrierIds: [kept(firm, `carrier ${carrier}`)] });
  await carry(firm, packed);
  const [quote] = await firm.rows<{ id: string }>(sql`SELECT id FROM "CarrierQuote" WHERE "deliveryId" = ${uuid(deliveryId)}::uuid AND "serviceCode" = ${service} ORDER BY "recordedAt" DESC LIMIT 1`);
  await firm.act(buyLabels, `labels ${key}`, packed, { quoteId: globalId('CarrierQuote', quote?.id ?? '') });
  await carry(firm, packed);
}

/** A delivery from the order to its parcels on the way. */
function carried(each: Carried): Step[] {
  const { key, customer, lines, parcels, packed, shipped, delivered } = each;
  const deliveryId = (firm: Firm) => kept(firm, `delivery ${key}`);
  return [
    ...sell({ key, customer, placed: packed + 1, lines }),
    step(packed, async (firm) => {
      const { deliveries = '' } = await firm.act(planDeliveries, `plan ${key}`, packed, { orderIds: [kept(firm, `order ${key}`)], plannedOn: firm.day(packed) });
      firm.kept.set(`delivery ${key}`, globalId('Delivery', deliveries.split(',')[0] ?? ''));
      await firm.act(pickDelivery, `pick ${key}`, packed, { deliveryId: deliveryId(firm) });
      const ids = await firm.rows<{ id: string }>(sql`SELECT id FROM "DeliveryLine" WHERE "deliveryId" = ${uuid(deliveryId(firm))}::uuid ORDER BY no`);
      await firm.act(packDelivery, `pack ${key}`, packed, { deliveryId: deliveryId(firm), parcels: parcels.map(({ weight, quantities }) => ({
        packaging: 'Box', weight, lines: ids.map(({ id }, no) => ({ deliveryLineId: globalId('DeliveryLine', id), quantity: quantities[no] ?? '0' })).filter(({ quantity }) => quantity !== '0'),
      })) });
      await label(firm, each);
    }),
    ...(shipped === undefined ? [] : [step(shipped, (firm) => firm.act(shipDelivery, `send ${key}`, shipped, { deliveryId: deliveryId(firm), shippedOn: firm.day(shipped) }))]),
    ...(delivered === undefined ? [] : [step(0, (firm) => firm.act(confirmDelivered, `arrived ${key}`, 0, { deliveryId: deliveryId(firm), deliveredOn: firm.day(delivered), receivedBy: 'Front desk' }))]),
  ];
}

const labelsOf = (firm: Firm, where = sql`TRUE`) => firm.rows<{ id: string; trackingNumber: string; state: string; customer: string; carrier: string; price: string }>(sql`SELECT l.id, l."trackingNumber", l.state, d."customerName" AS customer,
  c.name AS carrier, l."priceMinor"::text AS price FROM "ParcelLabel" l JOIN "Delivery" d ON d.id = l."deliveryId" JOIN "Carrier" c ON c.id = l."carrierId" WHERE ${where} ORDER BY l."trackingNumber"`);

/** What carriers tell up to today, and what follows from it. */
async function hear(firm: Firm): Promise<void> {
  for (const { id, trackingNumber } of await labelsOf(firm, sql`l.status = 'BOUGHT'`)) await firm.act(trackParcel, `where is ${trackingNumber}`, 0, { labelId: globalId('ParcelLabel', id) });
  await carry(firm, 0);
  const [back] = await labelsOf(firm, sql`l.state = 'IN_TRANSIT' AND c.code = 'speedy'`);
  if (back) await firm.act(noteTracking, 'came back', 0, { labelId: globalId('ParcelLabel', back.id), kind: 'RETURNED', description: 'The address does not exist: the driver brought it back.' });
  await firm.act(watchParcels, 'late parcels', 0, {});
  const troubles = { LOST: 'parcelLost', RETURNED: 'parcelReturned', EXCEPTION: 'parcelException' } as const;
  const late = await labelsOf(firm, sql`l."lateSince" IS NOT NULL`);
  const asked = [...late.map((each) => ({ each, kind: 'parcelLate' })), ...(await labelsOf(firm)).flatMap((each) => (each.state in troubles ? [{ each, kind: troubles[each.state as keyof typeof troubles] }] : []))];
  for (const { each: { id, trackingNumber, customer, carrier }, kind } of asked) {
    await firm.act(raiseTask, `${kind} ${trackingNumber}`, 0, { kind, subjectId: globalId('ParcelLabel', id), title: message('en', `task.${kind}`, { number: trackingNumber, customer, carrier }).slice(0, 200), ownerRole: 'WAREHOUSE', priority: 'HIGH' });
  }
}

export const carrying: Step[] = [
  step(30, async (firm) => {
    for (const { code, name, simulation } of carriers) {
      const { carrier = '' } = await firm.act(createCarrier, `carrier ${code}`, 30, { code, name, adapter: 'SIMULATOR', simulation, trackingUrl: `https://${code}.example/parcels/{number}` });
      firm.kept.set(`carrier ${code}`, carrier);
    }
  }),
  ...carried({ key: 'CEDAR-161', customer: 'CEDAR', carrier: 'speedy', service: 'STANDARD', lines: [{ sku: 'NW-036', quantity: '6' }], parcels: [{ weight: '4.1', quantities: ['3'] }, { weight: '4.2', quantities: ['3'] }], packed: 9, shipped: 9, delivered: 6 }),
  ...carried({ key: 'HARBR-162', customer: 'HARBR', carrier: 'federal', service: 'EXPRESS', lines: [{ sku: 'NW-058', quantity: '4' }], parcels: [{ weight: '2.6', quantities: ['4'] }], packed: 9, shipped: 9 }),
  ...carried({ key: 'BAYVW-163', customer: 'BAYVW', carrier: 'united', service: 'ECONOMY', lines: [{ sku: 'NW-073', quantity: '4' }], parcels: [{ weight: '3', quantities: ['2'] }, { weight: '3', quantities: ['2'] }], packed: 7, shipped: 7 }),
  ...carried({ key: 'CEDAR-164', customer: 'CEDAR', carrier: 'speedy', service: 'EXPRESS', lines: [{ sku: 'NW-040', quantity: '4' }], parcels: [{ weight: '5.5', quantities: ['2'] }, { weight: '5.4', quantities: ['2'] }], packed: 1, shipped: 1 }),
  ...carried({ key: 'HARBR-165', customer: 'HARBR', carrier: 'speedy', service: 'ECONOMY', lines: [{ sku: 'NW-022', quantity: '6' }], parcels: [{ weight: '6.3', quantities: ['3'] }, { weight: '6.1', quantities: ['3'] }], packed: 2, shipped: 2 }),
  ...carried({ key: 'BAYVW-166', customer: 'BAYVW', carrier: 'speedy', service: 'STANDARD', lines: [{ sku: 'NW-036', quantity: '3' }], parcels: [{ weight: '1.9', quantities: ['1'] }, { weight: '1.8', quantities: ['1'] }, { weight: '1.7', quantities: ['1'] }], packed: 0 }),
  step(0, async (firm) => {
    await hear(firm);
    const [third] = await labelsOf(firm, sql`l."deliveryId" = ${uuid(kept(firm, 'delivery BAYVW-166'))}::uuid AND l."parcelNo" = 3`);
    if (third) await firm.act(cancelLabel, 'label not needed', 0, { labelId: globalId('ParcelLabel', third.id), reason: 'It goes with the van.' });
    await carry(firm, 0);
    const billed = await labelsOf(firm, sql`l.state = 'DELIVERED'`);
    await firm.act(recordCarrierBill, 'bill of a carrier', 0, {
      carrierId: kept(firm, 'carrier speedy'), reference: 'SPX-20417', billedOn: firm.day(0),
      lines: [...billed.map(({ trackingNumber, price }, at) => ({ trackingNumber, charged: printMoney(minor(BigInt(price) + (at === 0 ? 140n : 0n)), firm.demo.ctx.company.currencyCode) })), { trackingNumber: 'SIM0000000000', charged: '7.60' }],
    });
    // From now on calls go wrong now and then, as they do.
    await firm.act(updateCarrier, 'a carrier as they are', 0, { carrierId: kept(firm, 'carrier speedy'), version: 1, simulation: { ...calm, faults: 10, answersLost: 5, late: 15, exceptions: 10, doubles: 20 } });
  }),
];
