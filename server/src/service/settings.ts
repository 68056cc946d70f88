// How service is measured: one row a company, and the defaults of the columns where there is none.
import sql from 'sql-template-tag';
import type { ServiceSettingsRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { choice, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { report } from '../shared/report.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { decode } from '../shared/tables.ts';
import { insert, update } from '../shared/write.ts';

type Settings = Omit<ServiceSettingsRow, 'id' | 'companyId'>;
const usual: Settings = { heldTo: 'FIRST_ASKED', onTimeBy: 'DISPATCH', toleranceDays: 0, promiseDays: null, transitDays: 0, version: 0 };
const columns = ['heldTo', 'onTimeBy', 'toleranceDays', 'promiseDays', 'transitDays'] as const;

export const updateServiceSettings = action({
  name: 'updateServiceSettings', permission: 'service.manage',
  describe: 'Changes how service is measured: what an order is held to, and how late it may be. Figures of all periods follow.',
  input: {
    version: integer(), heldTo: optional(choice('ServiceDay')), onTimeBy: optional(choice('OnTimeBy')), toleranceDays: optional(integer({ max: 90 })),
    promiseDays: { ...optional(integer({ max: 365 })), describe: 'Null: orders that name no day are not judged.' }, transitDays: optional(integer({ max: 90 })),
  },
  refusals: [], payload: { company: 'record:Company' },
  load: async (tx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('service settings'))`);
    return (await selectRows(tx, 'ServiceSettings', sql`TRUE`, { lock: true }))[0];
  },
  decide: (row, input, ctx) => {
    const after = patchOf('ServiceSettings', input, columns);
    const before: ServiceSettingsRow = row ?? { ...usual, id: ctx.newId(), companyId: ctx.company.id };
    demandVersion('ServiceSettings', before, input.version, after, ctx.company.currencyCode);
    return {
      rows: [row ? update('ServiceSettings', row.id, { ...after, version: row.version + 1 }) : insert('ServiceSettings', { ...before, ...after, version: 1 })],
      events: [{ kind: 'serviceSettingsUpdated', subjectType: 'Company', subjectId: ctx.company.id, changes: changesOf('ServiceSettings', before, after, ctx.company.currencyCode) }],
      result: { company: ctx.company.id },
    };
  },
});

export const serviceSettings = report({
  args: {},
  statement: (_args, { company }) => sql`SELECT s."heldTo", s."onTimeBy", s."toleranceDays", s."promiseDays", s."transitDays", s.version FROM "ServiceSettings" s WHERE s."companyId" = ${company.id}`,
  make: ([row]: Record<string, unknown>[]): Settings => (row ? decode('ServiceSettings', row) : usual),
});
