// What a carrier billed beside what its labels cost: every difference is seen, and taken over only when somebody says so.
import sql, { type Sql } from 'sql-template-tag';
import type { CarrierBillLineRow, CarrierBillVerdict, ParcelLabelRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { col } from '../shared/entity.ts';
import { day, id, list, moneyOrZero, object, optional, quantity, text } from '../shared/input.ts';
import { plus } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { CarrierBillKnown, ChargeState } from './refusals.ts';

const permission = 'carriers.manage';

export const recordCarrierBill = action({
  name: 'recordCarrierBill', permission, describe: 'Takes in what a carrier billed, parcel by parcel, to compare it with the prices of its labels. Nothing is posted by it.',
  input: {
    carrierId: id('Carrier'), reference: text({ max: 60 }), billedOn: day(),
    lines: list(object('CarrierBillLineInput', { trackingNumber: text({ max: 100 }), charged: moneyOrZero(), weight: { ...optional(quantity()), describe: 'Kilograms, as it was charged for.' } }), { min: 1, max: 2000 }),
  },
  refusals: [CarrierBillKnown], payload: { carrierBill: 'record:CarrierBill' },
  load: async (tx, { carrierId, reference }) => {
    const carrier = await lockRow(tx, 'Carrier', carrierId);
    return { carrier, known: await selectRows(tx, 'CarrierBill', sql`t."carrierId" = ${carrierId} AND t.reference = ${reference}`) };
  },
  decide: ({ carrier, known }, { reference, billedOn, lines }, ctx) => {
    if (known.length > 0) throw CarrierBillKnown({ reference });
    if (billedOn > ctx.today) throw fieldRefused(['billedOn'], 'day_after', { day: ctx.today });
    const carrierBill = ctx.newId();
    const { currencyCode } = ctx.company;
    return {
      rows: [
        insert('CarrierBill', { id: carrierBill, companyId: ctx.company.id, carrierId: carrier.id, reference, billedOn, currencyCode, totalMinor: plus(...lines.map(({ charged }) => charged)), recordedByName: ctx.viewer.name }),
        ...lines.map(({ trackingNumber, charged, weight }, index) => insert('CarrierBillLine', {
          id: ctx.newId(), carrierBillId: carrierBill, no: index + 1, trackingNumber, chargedMinor: charged, currencyCode, weight: weight ?? null, acceptedAt: null, acceptedByName: null,
        })),
      ],
      events: [{ kind: 'carrierBillRecorded', subjectType: 'CarrierBill', subjectId: carrierBill, data: { reference, carrier: carrier.name, lines: lines.length } }], result: { carrierBill },
    };
  },
});

export const demandUnaccepted = (lines: readonly Pick<CarrierBillLineRow, 'trackingNumber' | 'acceptedAt'>[]): void => {
  const accepted = lines.find(({ acceptedAt }) => acceptedAt !== null);
  if (accepted) throw ChargeState({ trackingNumber: accepted.trackingNumber, verdict: 'ACCEPTED' });
};

export const removeCarrierBill = action({
  name: 'removeCarrierBill', permission, describe: 'Drops what was taken in of a carrier\'s bill, as long as no charge of it was accepted.',
  input: { carrierBillId: id('CarrierBill') }, refusals: [ChargeState], payload: { removed: 'text' },
  load: async (tx, { carrierBillId }) => ({
    bill: await lockRow(tx, 'CarrierBill', carrierBillId), lines: await selectRows(tx, 'CarrierBillLine', sql`t."carrierBillId" = ${carrierBillId}`, { lock: true }),
  }),
  decide: ({ bill, lines }) => {
    demandUnaccepted(lines);
    return {
      rows: [...lines.map((line) => remove('CarrierBillLine', line.id)), remove('CarrierBill', bill.id)],
      events: [{ kind: 'carrierBillRemoved', subjectType: 'Carrier', subjectId: bill.carrierId, data: { reference: bill.reference } }], result: { removed: bill.reference },
    };
  },
});

/** What a charge turns out to be. `wasCharged`: an earlier line has charged for the same parcel. */
export function verdictOf(charged: bigint, label: Pick<ParcelLabelRow, 'status' | 'priceMinor'> | undefined, wasCharged: boolean): CarrierBillVerdict {
  if (!label || label.priceMinor === null) return 'UNKNOWN';
  if (wasCharged) return 'TWICE';
  if (label.status === 'CANCELLED') return 'CANCELLED';
  return charged > label.priceMinor ? 'DEARER' : charged < label.priceMinor ? 'CHEAPER' : 'EQUAL';
}

export function demandAcceptable({ trackingNumber, acceptedAt }: Pick<CarrierBillLineRow, 'trackingNumber' | 'acceptedAt'>, verdict: CarrierBillVerdict): void {
  if (acceptedAt !== null) throw ChargeState({ trackingNumber, verdict: 'ACCEPTED' });
  if (verdict !== 'DEARER' && verdict !== 'CHEAPER') throw ChargeState({ trackingNumber, verdict });
}
export function demandAccepted({ trackingNumber, acceptedAt }: Pick<CarrierBillLineRow, 'trackingNumber' | 'acceptedAt'>): void {
  if (acceptedAt === null) throw ChargeState({ trackingNumber, verdict: 'OPEN' });
}

/** Whether an earlier line, of this bill or another of the carrier, charges for the same parcel. */
export const isRepeated = (alias: string): Sql => sql`EXISTS (SELECT FROM "CarrierBillLine" el JOIN "CarrierBill" eb ON eb.id = el."carrierBillId" JOIN "CarrierBill" ob ON ob.id = ${col(alias, 'carrierBillId')}
  WHERE el."trackingNumber" = ${col(alias, 'trackingNumber')} AND eb."carrierId" = ob."carrierId" AND (eb."createdAt", eb.id, el.no) < (ob."createdAt", ob.id, ${col(alias, 'no')}))`;

async function loadLine(tx: Tx, lineId: string) {
  const { carrierBillId } = await readRow(tx, 'CarrierBillLine', lineId);
  const bill = await lockRow(tx, 'CarrierBill', carrierBillId);
  const line = await lockRow(tx, 'CarrierBillLine', lineId);
  const [label] = await selectRows(tx, 'ParcelLabel', sql`t."carrierId" = ${bill.carrierId} AND t."trackingNumber" = ${line.trackingNumber}`, { lock: true });
  const [told] = await tx.rows<{ repeated: boolean }>(sql`SELECT ${isRepeated('t')} AS repeated FROM "CarrierBillLine" t WHERE t.id = ${lineId}`);
  return { bill, line, label, wasCharged: told?.repeated ?? false };
}

export const acceptCharge = action({
  name: 'acceptCharge', permission: 'profit.post', describe: 'Takes over what a carrier charged for a parcel in place of its label\'s price: the freight of its orders is booked anew, today.',
  input: { lineId: id('CarrierBillLine') }, refusals: [ChargeState], payload: { line: 'record:CarrierBillLine', carrierBill: 'record:CarrierBill' },
  load: (tx, { lineId }) => loadLine(tx, lineId),
  decide: ({ bill, line, label, wasCharged }, _input, ctx) => {
    demandAcceptable(line, verdictOf(line.chargedMinor, label, wasCharged));
    return {
      rows: [update('CarrierBillLine', line.id, { acceptedAt: ctx.now, acceptedByName: ctx.viewer.name })],
      events: [{ kind: 'chargeAccepted', subjectType: 'CarrierBill', subjectId: bill.id, data: { number: line.trackingNumber, line: line.id } }], result: { line: line.id, carrierBill: bill.id },
    };
  },
});

export const withdrawCharge = action({
  name: 'withdrawCharge', permission: 'profit.post', describe: 'Goes back to the label\'s price for a parcel whose charge had been accepted: its freight is booked anew, today.',
  input: { lineId: id('CarrierBillLine'), reason: text({ max: 1000, lines: true }) }, refusals: [ChargeState], payload: { line: 'record:CarrierBillLine', carrierBill: 'record:CarrierBill' },
  load: (tx, { lineId }) => loadLine(tx, lineId),
  decide: ({ bill, line }, { reason }) => {
    demandAccepted(line);
    return {
      rows: [update('CarrierBillLine', line.id, { acceptedAt: null, acceptedByName: null })],
      events: [{ kind: 'chargeWithdrawn', subjectType: 'CarrierBill', subjectId: bill.id, reason, data: { number: line.trackingNumber, line: line.id } }], result: { line: line.id, carrierBill: bill.id },
    };
  },
});
