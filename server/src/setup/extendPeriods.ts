import sql from 'sql-template-tag';
import { monthlyPeriodRows } from '../accounting/openBooks.ts';
import { action } from '../shared/action.ts';
import { yearOf } from '../shared/time.ts';

export const extendPeriods = action({
  name: 'extendPeriods', describe: 'Adds the months up to the end of next year, where the last period ends before.', permission: 'periods.manage',
  input: {}, refusals: [], payload: { added: 'int' },
  load: async (tx, _input, ctx) => {
    await tx.rows(sql`SELECT id FROM "Company" WHERE id = ${ctx.company.id} FOR UPDATE`);
    const [last] = await tx.rows<{ year: number | null }>(sql`SELECT extract(year FROM max("endsOn"))::int AS year FROM "Period" WHERE "companyId" = ${ctx.company.id}`);
    return last?.year ?? yearOf(ctx.today) - 1;
  },
  decide: (lastYear, _input, ctx) => {
    const rows = monthlyPeriodRows(ctx.company.id, lastYear + 1, Math.max(yearOf(ctx.today) + 1, lastYear), ctx.newId);
    return {
      rows,
      events: rows.length > 0 ? [{ kind: 'periodsExtended', subjectType: 'Company', subjectId: ctx.company.id, data: { added: rows.length } }] : [],
      result: { added: rows.length },
    };
  },
});
