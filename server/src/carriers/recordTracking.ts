// What carriers tell of parcels, from wherever it comes: each event once, each parcel where all that was told puts it.
import sql from 'sql-template-tag';
import type { CarrierRow, ParcelLabelRow, TrackingEventRow, TrackingSource } from '../generated/rows.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import type { InputKind } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { dayIn } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Told } from './adapter.ts';
import { endStates, whereabouts, type Scan } from './rules.ts';
import { keyOf } from './toldEvents.ts';

/** Of an action that is not offered: what the product's own code hands over. */
export const handedOver = <T>(): InputKind<T> => ({ shape: { scalar: 'JSON' }, optional: false, read: (value) => value as T });

/** Whoever speaks of a parcel waits for whoever does, known or not. */
export async function holdNumbers(tx: Tx, carrierId: string, numbers: readonly string[]): Promise<void> {
  for (const each of [...new Set(numbers)].sort()) await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`parcel ${carrierId} ${each}`}, 0))::text`);
}

export const scansOf = (tx: Tx, carrierId: string, numbers: readonly string[]): Promise<TrackingEventRow[]> =>
  selectRows(tx, 'TrackingEvent', sql`t."carrierId" = ${carrierId} AND t."trackingNumber" = ANY(${[...numbers]}::text[])`);

/** Brings a label to where its scans put the parcel. */
export function movedRows(label: ParcelLabelRow, scans: readonly Scan[], ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const now = whereabouts(scans);
  const { state, stateAt, signedBy, measuredWeight } = now;
  const isSame = state === label.state && stateAt?.getTime() === label.stateAt?.getTime() && signedBy === label.signedBy && measuredWeight === label.measuredWeight;
  if (isSame) return { rows: [], events: [] };
  const on = state === 'DELIVERED' && stateAt ? dayIn(stateAt, ctx.company.timeZone) : null;
  const rows = [update('ParcelLabel', label.id, {
    state, stateAt, signedBy, measuredWeight, deliveredOn: on, ...(endStates.includes(state) ? { lateSince: null } : {}), version: label.version + 1,
  })];
  if (state === label.state) return { rows, events: [] };
  const data = { parcel: label.parcelNo, number: label.trackingNumber, from: label.state, to: state };
  return {
    rows, events: [{ kind: 'parcelMoved', subjectType: 'ParcelLabel', subjectId: label.id, data }, { kind: 'parcelMoved', subjectType: 'Delivery', subjectId: label.deliveryId, data }],
  };
}

interface Message { webhookId: string; sentAt: Date; body: string }
interface Given { carrierId: string; told: readonly Told[]; source: TrackingSource; webhook: Message | null }

const given = {
  carrierId: handedOver<string>(), told: handedOver<readonly Told[]>(), source: handedOver<TrackingSource>(), webhook: handedOver<Message | null>(),
};

async function load(tx: Tx, { carrierId, told, webhook }: Given) {
  const carrier: CarrierRow = await readRow(tx, 'Carrier', carrierId);
  if (webhook) await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`webhook ${carrierId} ${webhook.webhookId}`}, 0))::text`);
  const numbers = [...new Set(told.map(({ trackingNumber }) => trackingNumber))];
  await holdNumbers(tx, carrierId, numbers);
  return {
    carrier, isKnown: webhook !== null && (await selectRows(tx, 'CarrierWebhook', sql`t."carrierId" = ${carrierId} AND t."webhookId" = ${webhook.webhookId}`)).length > 0,
    labels: await selectRows(tx, 'ParcelLabel', sql`t."carrierId" = ${carrierId} AND t."trackingNumber" = ANY(${numbers}::text[])`, { lock: true }), scans: await scansOf(tx, carrierId, numbers),
  };
}

/** Not offered: webhooks and answers of carriers end here. */
export const recordTracking = action({
  name: 'recordTracking', permission: 'shipments.post', describe: 'Takes in what a carrier tells of parcels: every event once, ordered by the carrier\'s own clock.',
  input: given, refusals: [], payload: { stored: 'int', duplicates: 'int', unassigned: 'int', isReplay: 'boolean' },
  load: (tx, input) => load(tx, input),
  decide: ({ carrier, isKnown, labels, scans }, { told, source, webhook }, ctx) => {
    if (isKnown) return { rows: [], events: [], result: { stored: 0, duplicates: told.length, unassigned: 0, isReplay: true } };
    const seen = new Set(scans.map(({ trackingNumber, key }) => `${trackingNumber} ${key}`));
    const fresh = told.flatMap((each): TrackingEventRow[] => {
      const key = keyOf(each);
      if (seen.has(`${each.trackingNumber} ${key}`)) return [];
      seen.add(`${each.trackingNumber} ${key}`);
      const { id: _theirs, ...said } = each;
      return [{ ...said, id: ctx.newId(), companyId: ctx.company.id, carrierId: carrier.id, key, source, recordedAt: ctx.now }];
    });
    const moved = labels.map((label) => movedRows(label, [...scans, ...fresh].filter(({ trackingNumber }) => trackingNumber === label.trackingNumber), ctx));
    const unassigned = fresh.filter(({ trackingNumber }) => !labels.some((label) => label.trackingNumber === trackingNumber)).length;
    return {
      rows: [
        ...fresh.map((row) => insert('TrackingEvent', row)), ...moved.flatMap(({ rows }) => rows),
        ...(webhook ? [insert('CarrierWebhook', { id: ctx.newId(), companyId: ctx.company.id, carrierId: carrier.id, ...webhook, told: told.length, stored: fresh.length, unassigned })] : []),
      ],
      events: moved.flatMap(({ events }) => events), result: { stored: fresh.length, duplicates: told.length - fresh.length, unassigned, isReplay: false },
    };
  },
});
