import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { day, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { PeriodOverlap } from './refusals.ts';

export const createPeriod = action({
  name: 'createPeriod', describe: 'Adds a stretch of days that can be posted into and locked.', permission: 'periods.manage',
  input: { name: text({ max: 60 }), startsOn: day(), endsOn: day() },
  refusals: [PeriodOverlap], payload: { period: 'record:Period' },
  load: async (tx, input, ctx) => {
    // One writer of periods at a time, so that the rule sees every other span.
    await tx.rows(sql`SELECT id FROM "Company" WHERE id = ${ctx.company.id} FOR UPDATE`);
    return tx.rows<{ name: string }>(sql`SELECT name FROM "Period" WHERE "companyId" = ${ctx.company.id}
      AND "startsOn" <= ${input.endsOn} AND "endsOn" >= ${input.startsOn} ORDER BY "startsOn" LIMIT 1`);
  },
  decide: (overlapping, input, ctx) => {
    if (input.endsOn < input.startsOn) throw fieldRefused(['endsOn'], 'day_before', { day: input.startsOn });
    const [other] = overlapping;
    if (other) throw PeriodOverlap({ name: other.name });
    const id = ctx.newId();
    return {
      rows: [insert('Period', { id, companyId: ctx.company.id, ...input, lockedAt: null, lockedById: null })],
      events: [{ kind: 'periodCreated', subjectType: 'Period', subjectId: id, data: { name: input.name } }],
      result: { period: id },
    };
  },
});
