// Looks after parcels that are under way: tells of those that are overdue, and asks carriers that have said nothing for hours.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { action } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { perform } from '../shared/perform.ts';
import { selectRows } from '../shared/rows.ts';
import { daysBetween } from '../shared/time.ts';
import { update } from '../shared/write.ts';
import { requestRow } from './askRates.ts';
import { isLate } from './rules.ts';

const SILENT_HOURS = 4;
const TOGETHER = 1000;

export const watchParcels = action({
  name: 'watchParcels', permission: 'shipments.post', describe: 'Tells of parcels that are late, once each, and asks carriers for what they have not told for four hours.',
  input: {}, refusals: [], payload: { late: 'int', asked: 'int' },
  load: async (tx, _input, { today, now }) => {
    const silent = new Date(now.getTime() - SILENT_HOURS * 3_600_000);
    return {
      overdue: await selectRows(tx, 'ParcelLabel', sql`t.status = 'BOUGHT' AND t.state NOT IN ('DELIVERED', 'RETURNED', 'LOST') AND t."promisedOn" < ${today}::date AND t."lateSince" IS NULL`, { lock: true }),
      quiet: await selectRows(tx, 'ParcelLabel', sql`t.status = 'BOUGHT' AND t.state NOT IN ('DELIVERED', 'RETURNED', 'LOST') AND t."boughtAt" < ${silent}
        AND NOT EXISTS (SELECT FROM "CarrierRequest" r WHERE r."labelId" = t.id AND r.verb = 'TRACK' AND (r.status = 'WAITING' OR r."createdAt" > ${silent}))
        AND NOT EXISTS (SELECT FROM "TrackingEvent" e WHERE e."carrierId" = t."carrierId" AND e."trackingNumber" = t."trackingNumber" AND e."recordedAt" > ${silent})`, { orderBy: sql`t."boughtAt" LIMIT ${TOGETHER}` }),
    };
  },
  decide: ({ overdue, quiet }, _input, ctx) => {
    const late = overdue.filter((label) => isLate(label, ctx.today));
    return {
      rows: [
        ...late.map((label) => update('ParcelLabel', label.id, { lateSince: ctx.today, version: label.version + 1 })),
        ...quiet.map((label) => requestRow({ carrierId: label.carrierId, verb: 'TRACK', deliveryId: label.deliveryId, labelId: label.id, key: `track-${ctx.newId()}` }, ctx)),
      ],
      events: late.flatMap((label) => {
        const data = { parcel: label.parcelNo, number: label.trackingNumber, promisedOn: label.promisedOn, days: daysBetween(label.promisedOn, ctx.today) };
        return [{ kind: 'parcelLate', subjectType: 'ParcelLabel', subjectId: label.id, data }, { kind: 'parcelLate', subjectType: 'Delivery', subjectId: label.deliveryId, data }];
      }),
      result: { late: late.length, asked: quiet.length },
    };
  },
});

export async function watchAll(db: Db, now: Date): Promise<string> {
  const { late, asked } = (await perform(watchParcels, {}, await systemContext(db, now, 'JOB'))).result;
  return late === 0 && asked === 0 ? '' : `${String(late)} parcels are late, carriers are asked for ${String(asked)}.`;
}

/** Forgets messages of carriers; the events in them stay. */
export async function forgetWebhooks(db: Db, before: Date): Promise<string> {
  const gone = await db.rows(sql`DELETE FROM "CarrierWebhook" WHERE "recordedAt" < ${before} RETURNING id`);
  const counted = await db.rows(sql`DELETE FROM "WebhookRefusal" WHERE "lastAt" < ${before} RETURNING id`);
  return gone.length + counted.length === 0 ? '' : `${gone.length} messages forgotten.`;
}
