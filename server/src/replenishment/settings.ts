// How stock is watched and planned: one row a company, and the defaults of the columns where there is none.
import sql from 'sql-template-tag';
import type { ReplenishmentSettingsRow } from '../generated/rows.ts';
import { reportQuery, reportType } from '../reports.ts';
import { action } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { boolean, choice, fraction, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { parseRate, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decode } from '../shared/tables.ts';
import { insert, update } from '../shared/write.ts';

export type Settings = Omit<ReplenishmentSettingsRow, 'id' | 'companyId'>;
/** What a company has that set nothing. */
export const usual: Settings = {
  horizonDays: 30, coverDays: 30, historyDays: 90, overstockDays: 90, deadDays: 90, carryingRate: parseRate('0.2') as Rate,
  classAShare: parseRate('0.8') as Rate, classBShare: parseRate('0.95') as Rate, grouping: 'PRODUCT', plansDaily: true, version: 0,
};
const columns = ['horizonDays', 'coverDays', 'historyDays', 'overstockDays', 'deadDays', 'carryingRate', 'classAShare', 'classBShare', 'grouping', 'plansDaily'] as const;

export async function loadSettings(tx: Queryable): Promise<Settings> {
  const [row] = await selectRows(tx, 'ReplenishmentSettings', sql`TRUE`);
  return row ?? usual;
}

export const updateReplenishmentSettings = action({
  name: 'updateReplenishmentSettings', permission: 'replenishment.manage',
  describe: 'Changes how stock is watched and planned: how far ahead, on which history, and what counts as too much.',
  input: {
    version: integer(), horizonDays: optional(integer({ min: 1, max: 365 })), coverDays: optional(integer({ min: 1, max: 365 })),
    historyDays: optional(integer({ min: 7, max: 730 })), overstockDays: optional(integer({ min: 1, max: 3650 })),
    deadDays: optional(integer({ min: 1, max: 3650 })), carryingRate: optional(fraction()), classAShare: optional(fraction()),
    classBShare: optional(fraction()), grouping: optional(choice('StockGrouping')), plansDaily: optional(boolean()),
  },
  refusals: [], payload: { company: 'record:Company' },
  load: async (tx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('replenishment settings'))`);
    return (await selectRows(tx, 'ReplenishmentSettings', sql`TRUE`, { lock: true }))[0];
  },
  decide: (row, input, ctx) => {
    const after = patchOf('ReplenishmentSettings', input, columns);
    const before: ReplenishmentSettingsRow = row ?? { ...usual, id: ctx.newId(), companyId: ctx.company.id };
    demandVersion('ReplenishmentSettings', before, input.version, after, ctx.company.currencyCode);
    const next = { ...before, ...after };
    if (next.classAShare <= 0n) throw fieldRefused(['classAShare'], 'number_above', { above: '0' });
    if (next.classBShare < next.classAShare) throw fieldRefused(['classBShare'], 'number_least', { least: 'classAShare' });
    return {
      rows: [row ? update('ReplenishmentSettings', row.id, { ...after, version: row.version + 1 }) : insert('ReplenishmentSettings', { ...next, version: 1 })],
      events: [{
        kind: 'replenishmentSettingsUpdated', subjectType: 'Company', subjectId: ctx.company.id,
        changes: changesOf('ReplenishmentSettings', before, after, ctx.company.currencyCode),
      }],
      result: { company: ctx.company.id },
    };
  },
});

const settingsReport = report({
  args: {},
  statement: (_args, { company }) => sql`SELECT s."horizonDays", s."coverDays", s."historyDays", s."overstockDays", s."deadDays", s."carryingRate"::text AS "carryingRate",
    s."classAShare"::text AS "classAShare", s."classBShare"::text AS "classBShare", s.grouping, s."plansDaily", s.version FROM "ReplenishmentSettings" s WHERE s."companyId" = ${company.id}`,
  make: ([row]: Record<string, unknown>[]): Settings => (row ? decode('ReplenishmentSettings', row) : usual),
});

export function settingsFace(): void {
  reportType('ReplenishmentSettings', 'How stock is watched and planned.', {
    horizonDays: 'int', coverDays: 'int', historyDays: 'int', overstockDays: 'int', deadDays: 'int', carryingRate: 'rate', classAShare: 'rate',
    classBShare: 'rate', grouping: 'enum:StockGrouping', plansDaily: 'boolean', version: 'int',
  });
  reportQuery('replenishmentSettings', {
    describe: 'How stock is watched and planned: the company\'s settings, or the usual ones (version 0).', permission: 'replenishment.read',
    type: 'ReplenishmentSettings', report: settingsReport,
  });
}
