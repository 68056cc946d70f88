import sql from 'sql-template-tag';
import type { CompanyRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { integer } from '../shared/input.ts';
import { changesOf, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { daysBetween } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';

type AlertDays = Pick<CompanyRow, 'expiryNoticeDays' | 'expiryUrgentDays'>;

/**
 * The alert that a lot in stock deserves, by the company's days before its last good day; past it: -1. The nearest threshold
 * that it has reached; undefined while it is far from its end.
 */
export const thresholdOf = (daysLeft: number, { expiryNoticeDays, expiryUrgentDays }: AlertDays): number | undefined =>
  [-1, expiryUrgentDays, expiryNoticeDays].find((threshold) => (threshold < 0 ? daysLeft < 0 : daysLeft <= threshold));

export const setExpiryAlerts = action({
  name: 'setExpiryAlerts', permission: 'company.manage',
  describe: 'Sets how many days before a lot expires it is first told of, and told of again. Past its last day it always is. Open alerts follow with the next day.',
  input: { noticeDays: integer({ min: 1, max: 3650 }), urgentDays: integer({ min: 0, max: 3649 }) },
  refusals: [], payload: { company: 'record:Company' },
  load: (tx, _input, { company }) => lockRow(tx, 'Company', company.id),
  decide: (company, { noticeDays, urgentDays }, ctx) => {
    if (urgentDays >= noticeDays) throw fieldRefused(['urgentDays'], 'days_before', { days: noticeDays });
    const after = { expiryNoticeDays: noticeDays, expiryUrgentDays: urgentDays };
    return {
      rows: [update('Company', company.id, { ...after, version: company.version + 1 })],
      events: [{ kind: 'expiryAlertsSet', subjectType: 'Company', subjectId: company.id, changes: changesOf('Company', company, after, ctx.company.currencyCode) }],
      result: { company: company.id },
    };
  },
});

export const raiseExpiryAlerts = action({
  name: 'raiseExpiryAlerts', permission: 'stock.manage',
  describe: 'Tells of lots in stock that come near their end, once for each threshold, and closes alerts of what is gone or lasts longer now.',
  input: {}, refusals: [], payload: { raised: 'int', closed: 'int' },
  load: async (tx, _input, { today, company }) => {
    const alerts = await selectRows(tx, 'ExpiryAlert', sql`t."closedOn" IS NULL OR EXISTS (SELECT FROM "LotLevel" v WHERE v."lotId" = t."lotId" AND v."onHand" > 0)`, { lock: true });
    const lots = await selectRows(tx, 'Lot', sql`t."goodUntil" <= ${today}::date + ${company.expiryNoticeDays}::int
      AND EXISTS (SELECT FROM "LotLevel" v WHERE v."lotId" = t.id AND v."onHand" > 0)`);
    return { alerts, lots };
  },
  decide: ({ alerts, lots }, _input, ctx) => {
    const due = new Map(lots.flatMap(({ id, goodUntil }) => {
      const threshold = goodUntil === null ? undefined : thresholdOf(daysBetween(ctx.today, goodUntil), ctx.company);
      return threshold === undefined ? [] : [[`${id} ${threshold}`, { lotId: id, threshold, goodUntil }] as const];
    }));
    const known = new Map(alerts.map((alert) => [`${alert.lotId} ${alert.thresholdDays}`, alert]));
    const over = alerts.filter((alert) => alert.closedOn === null && !due.has(`${alert.lotId} ${alert.thresholdDays}`));
    const fresh = [...due].filter(([key]) => known.get(key)?.closedOn !== null);
    const rows: Change[] = [
      ...over.map((alert) => update('ExpiryAlert', alert.id, { closedOn: ctx.today })),
      ...fresh.map(([key, { lotId, threshold }]) => {
        const before = known.get(key);
        return before ? update('ExpiryAlert', before.id, { openedOn: ctx.today, closedOn: null })
          : insert('ExpiryAlert', { id: ctx.newId(), companyId: ctx.company.id, lotId, thresholdDays: threshold, openedOn: ctx.today });
      }),
    ];
    const again = new Set(fresh.map(([, { lotId }]) => lotId));
    return {
      rows,
      events: [
        ...fresh.map(([, { lotId, threshold, goodUntil }]) => ({ kind: 'lotNearExpiry', subjectType: 'Lot', subjectId: lotId, data: { threshold, goodUntil } })),
        ...over.filter(({ lotId }) => !again.has(lotId)).map(({ lotId }) => ({ kind: 'lotAlertClosed', subjectType: 'Lot', subjectId: lotId })),
      ],
      result: { raised: fresh.length, closed: over.length },
    };
  },
});
