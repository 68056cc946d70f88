// How goods leave and come back: deliveries in every state, what waits, another product in place of one, customers' returns.
import sql from 'sql-template-tag';
import { invoiceShipments } from '../../../server/src/billing/invoiceShipments.ts';
import { confirmDelivered } from '../../../server/src/fulfilment/confirmDelivered.ts';
import { packDelivery } from '../../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../../server/src/fulfilment/planDeliveries.ts';
import { prioritiseOrder } from '../../../server/src/fulfilment/prioritiseOrder.ts';
import { shipDelivery } from '../../../server/src/fulfilment/shipDelivery.ts';
import { answerSubstitution, proposeSubstitution } from '../../../server/src/fulfilment/substitutions.ts';
import { authoriseReturn } from '../../../server/src/returns/authoriseReturn.ts';
import { receiveReturn } from '../../../server/src/returns/receiveReturn.ts';
import { creditReturn, replaceReturn } from '../../../server/src/returns/settleReturn.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { step, type Firm, type Step } from './firm.ts';
import { linesOf, sell, uuid } from './trading.ts';

const kept = (firm: Firm, name: string): string => firm.kept.get(name) ?? '';
const idsOf = (text: string | undefined, type: string): string[] => (text ?? '').split(',').map((id) => globalId(type, id));

interface Sent {
  key: string; orders: string[]; planned: number; picked?: number; packed?: number; shipped?: number; invoiced?: boolean; delivered?: { ago: number; by: string };
  carrier: string; tracking?: string;
  /** What lies in each parcel: how many of each line, in their order; all in one where it is not said. */
  parcels?: { packaging: string; weight: string; quantities: string[] }[];
}

async function pack(firm: Firm, { key, parcels }: Sent, ago: number): Promise<void> {
  const deliveryId = kept(firm, `delivery ${key}`);
  const lines = await firm.rows<{ id: string }>(sql`SELECT id FROM "DeliveryLine" WHERE "deliveryId" = ${uuid(deliveryId)}::uuid ORDER BY no`);
  await firm.act(packDelivery, `pack ${key}`, ago, {
    deliveryId,
    ...(parcels ? { parcels: parcels.map(({ quantities, ...parcel }) => ({
      ...parcel, lines: lines.map(({ id }, no) => ({ deliveryLineId: globalId('DeliveryLine', id), quantity: quantities[no] ?? '0' })).filter(({ quantity }) => quantity !== '0'),
    })) } : {}),
  });
}

/** A delivery, as far as it has come. */
function send(sent: Sent): Step[] {
  const { key, orders, planned, picked, packed, shipped, invoiced = true, delivered, carrier, tracking } = sent;
  const at = (ago: number | undefined, work: (firm: Firm, on: number) => Promise<unknown>): Step[] => (ago === undefined ? [] : [step(ago, (firm) => work(firm, ago))]);
  return [
    ...at(planned, async (firm) => {
      const { deliveries } = await firm.act(planDeliveries, `plan ${key}`, planned, {
        orderIds: orders.map((order) => kept(firm, `order ${order}`)), plannedOn: firm.day(shipped ?? 0), carrier,
      });
      firm.kept.set(`delivery ${key}`, idsOf(deliveries, 'Delivery')[0] ?? '');
    }),
    ...at(picked, (firm, ago) => firm.act(pickDelivery, `pick ${key}`, ago, { deliveryId: kept(firm, `delivery ${key}`) })),
    ...at(packed, (firm, ago) => pack(firm, sent, ago)),
    ...at(shipped, async (firm, ago) => {
      const { shipments } = await firm.act(shipDelivery, `send ${key}`, ago, { deliveryId: kept(firm, `delivery ${key}`), shippedOn: firm.day(ago), ...(tracking ? { trackingNumber: tracking } : {}) });
      const shipmentIds = idsOf(shipments, 'Shipment');
      firm.kept.set(`shipment ${key}`, shipmentIds[0] ?? '');
      if (!invoiced) return;
      for (const shipmentId of shipmentIds) await firm.act(invoiceShipments, `invoice ${key} ${shipmentIds.indexOf(shipmentId)}`, ago, { shipmentIds: [shipmentId], issuedOn: firm.day(ago) });
    }),
    ...at(delivered?.ago, (firm, ago) => firm.act(confirmDelivered, `arrived ${key}`, ago, { deliveryId: kept(firm, `delivery ${key}`), deliveredOn: firm.day(ago), receivedBy: delivered?.by })),
  ];
}

const deliveries: Step[] = [
  ...sell({ key: 'CEDAR-131', customer: 'CEDAR', placed: 16, lines: [{ sku: 'NW-075', quantity: '24' }, { sku: 'NW-036', quantity: '12' }] }),
  ...sell({ key: 'CEDAR-132', customer: 'CEDAR', placed: 15, lines: [{ sku: 'NW-065', quantity: '10' }] }),
  ...send({
    key: 'D1', orders: ['CEDAR-131', 'CEDAR-132'], planned: 15, picked: 14, packed: 14, shipped: 14, delivered: { ago: 12, by: 'M. Cedar' }, carrier: 'United Package', tracking: 'UP-778120',
    parcels: [{ packaging: 'Pallet', weight: '31', quantities: ['24', '0', '0'] }, { packaging: 'Box', weight: '9.5', quantities: ['0', '12', '10'] }],
  }),
  ...sell({ key: 'HARBR-133', customer: 'HARBR', placed: 9, lines: [{ sku: 'NW-058', quantity: '18' }, { sku: 'NW-073', quantity: '15' }] }),
  ...send({ key: 'D2', orders: ['HARBR-133'], planned: 8, picked: 8, packed: 8, shipped: 8, carrier: 'Speedy Express', tracking: 'SE-40917', delivered: { ago: 6, by: 'Kitchen door' } }),
  ...sell({ key: 'BAYVW-134', customer: 'BAYVW', placed: 3, lines: [{ sku: 'NW-022', quantity: '24' }] }),
  ...send({ key: 'D3', orders: ['BAYVW-134'], planned: 2, picked: 2, packed: 1, shipped: 1, carrier: 'Federal Shipping', tracking: 'FS-2290117' }),
  ...sell({ key: 'CEDAR-135', customer: 'CEDAR', placed: 2, requiredIn: 7, lines: [{ sku: 'NW-061', quantity: '12' }, { sku: 'NW-059', quantity: '6' }] }),
  ...send({
    key: 'D4', orders: ['CEDAR-135'], planned: 1, picked: 1, packed: 0, carrier: 'United Package',
    parcels: [{ packaging: 'Box', weight: '8.2', quantities: ['12', '0'] }, { packaging: 'Cool box', weight: '5.4', quantities: ['0', '6'] }],
  }),
  ...sell({ key: 'HARBR-136', customer: 'HARBR', placed: 1, requiredIn: 4, lines: [{ sku: 'NW-055', quantity: '20' }] }),
  ...send({ key: 'D5', orders: ['HARBR-136'], planned: 1, picked: 0, carrier: 'Speedy Express' }),
  ...sell({ key: 'BAYVW-137', customer: 'BAYVW', placed: 0, requiredIn: 3, lines: [{ sku: 'NW-040', quantity: '12' }, { sku: 'NW-006', quantity: '8' }] }),
  ...send({ key: 'D6', orders: ['BAYVW-137'], planned: 0, carrier: 'Federal Shipping' }),
];

/** More tea than there is is asked for by a hotel that goes first; a caterer takes another drink in place of what is missing. */
const shortage: Step[] = [
  ...sell({ key: 'BAYVW-141', customer: 'BAYVW', placed: 5, requiredIn: 8, lines: [{ sku: 'NW-002', quantity: '60' }] }),
  step(4, (firm) => firm.act(prioritiseOrder, 'first BAYVW-141', 4, { orderId: kept(firm, 'order BAYVW-141'), priority: 8, shipPolicy: 'WHOLE_LINES', reason: 'A wedding on the day after.' })),
  ...sell({ key: 'HARBR-142', customer: 'HARBR', placed: 4, lines: [{ sku: 'NW-070', quantity: '90' }] }),
  step(3, async (firm) => {
    const [orderLineId] = await linesOf(firm, 'OrderLine', kept(firm, 'order HARBR-142'));
    const { substitution = '' } = await firm.act(proposeSubstitution, 'other beer', 3, { orderLineId, productId: await firm.of('Product', 'NW-075'), quantity: '30', reason: 'The brewery is late.' });
    firm.kept.set('other beer', substitution);
  }),
  step(2, (firm) => firm.act(answerSubstitution, 'other beer taken', 2, {
    substitutionId: kept(firm, 'other beer'), accepts: true, consentName: 'J. Harbor', consentMeans: 'PHONE', consentOn: firm.day(2), note: 'Cold, please.',
  })),
];

async function authorise(firm: Firm, key: string, ago: number, shipment: string, quantity: string, more: Record<string, unknown>): Promise<void> {
  const [line] = await firm.rows<{ id: string }>(sql`SELECT id FROM "ShipmentLine" WHERE "shipmentId" = ${uuid(kept(firm, `shipment ${shipment}`))}::uuid ORDER BY no LIMIT 1`);
  const { customerReturn = '' } = await firm.act(authoriseReturn, `return ${key}`, ago, { lines: [{ shipmentLineId: globalId('ShipmentLine', line?.id ?? ''), quantity }], ...more });
  firm.kept.set(`return ${key}`, customerReturn);
}

async function comeBack(firm: Firm, key: string, ago: number, parts: { quantity: string; fate: string; reason: string }[]): Promise<void> {
  const returnId = kept(firm, `return ${key}`);
  const [line] = await firm.rows<{ id: string }>(sql`SELECT id FROM "CustomerReturnLine" WHERE "returnId" = ${uuid(returnId)}::uuid ORDER BY no LIMIT 1`);
  await firm.act(receiveReturn, `back ${key}`, ago, { returnId, receivedOn: firm.day(ago), lines: parts.map((part) => ({ returnLineId: globalId('CustomerReturnLine', line?.id ?? ''), ...part })) });
}

const returns: Step[] = [
  step(11, (firm) => authorise(firm, 'R1', 11, 'D1', '6', { reason: 'DAMAGED', note: 'Two crates were dropped.' })),
  step(9, (firm) => comeBack(firm, 'R1', 9, [{ quantity: '2', fate: 'SCRAP', reason: 'Broken bottles.' }, { quantity: '4', fate: 'RESTOCK', reason: 'Whole, labels clean.' }])),
  step(8, (firm) => firm.act(creditReturn, 'credit R1', 8, { returnId: kept(firm, 'return R1'), issuedOn: firm.day(8) })),
  step(5, (firm) => authorise(firm, 'R2', 5, 'D2', '6', { reason: 'DEFECTIVE' })),
  step(4, (firm) => comeBack(firm, 'R2', 4, [{ quantity: '6', fate: 'QUARANTINE', reason: 'Tins are swollen; the maker wants to see them.' }])),
  step(4, (firm) => firm.act(replaceReturn, 'replace R2', 4, { returnId: kept(firm, 'return R2'), note: 'The same again, free of charge.' })),
  step(4, (firm) => authorise(firm, 'R3', 4, 'D2', '5', { reason: 'NOT_WANTED', restockingFeeRate: '0.1' })),
  step(2, (firm) => comeBack(firm, 'R3', 2, [{ quantity: '1', fate: 'SCRAP', reason: 'Opened.' }, { quantity: '2', fate: 'RESTOCK', reason: 'Sealed.' }])),
  step(0, (firm) => authorise(firm, 'R4', 0, 'D3', '4', { reason: 'WRONG_ITEM', note: 'They meant the rye.' })),
];

export const dispatch: Step[] = [...deliveries, ...shortage, ...returns];
