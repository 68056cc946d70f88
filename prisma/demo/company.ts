import sql from 'sql-template-tag';
import { system } from '../../server/src/access/identify.ts';
import { demoPassword, demoUsers } from '../../server/src/access/demo.ts';
import { hashPassword } from '../../server/src/access/passwords.ts';
import { systemContext } from '../../server/src/context.ts';
import { companyRows } from '../../server/src/setup/rules.ts';
import { action } from '../../server/src/shared/action.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { day, integer, text } from '../../server/src/shared/input.ts';
import { perform } from '../../server/src/shared/perform.ts';
import { dayIn, yearOf, type Day } from '../../server/src/shared/time.ts';
import { update } from '../../server/src/shared/write.ts';
import { company, instantOf } from './assumptions.ts';

/** Founds the demo company as `setUpCompany` founds any other, marked as a demo, with the years that it needs. */
const foundDemo = action({
  name: 'foundDemo', describe: 'Founds the demo company.', permission: 'company.manage', isIdempotent: false,
  input: { passwordHash: text({ max: 200 }), lastDay: day(), firstYear: integer({ max: 9999 }), lastYear: integer({ max: 9999 }) },
  refusals: [], payload: {},
  load: async () => undefined,
  decide: (_facts, { passwordHash, firstYear, lastYear }, ctx) => {
    const { currencyCode, timeZone, name, address } = company;
    const [owner] = demoUsers.filter((each) => each.role === 'OWNER');
    if (!owner) throw new Error('the demo company has no owner');
    const founded = companyRows({ name, currencyCode, timeZone, isDemo: true, years: { first: firstYear, last: lastYear },
      owner: { name: owner.name, email: owner.email, passwordHash } }, ctx);
    return { rows: [...founded.rows, update('Company', founded.company.id, { address })], events: founded.events, result: {} };
  },
});

/**
 * Founds the company unless that was done; gives the day of its last order. A load that was interrupted goes on with the
 * day on which it began.
 */
export async function foundCompany(db: Db, asIsDay: Day | undefined, firstYearOf: (lastDay: Day) => number, now: Date): Promise<Day> {
  const [known] = await db.rows<{ createdAt: Date; isDemo: boolean }>(sql`SELECT "createdAt", "isDemo" FROM "Company" LIMIT 1`);
  if (known && !known.isDemo) throw new Error('This database holds a company that is not the demo: the demo is loaded into an empty one.');
  if (known) return dayIn(known.createdAt, company.timeZone);
  const lastDay = asIsDay ?? dayIn(now, company.timeZone);
  const at = new Date(Math.min(instantOf(lastDay, 0).getTime(), now.getTime()));
  const ctx = { ...await systemContext(db, at, 'CLI', system), pinsClock: true };
  await perform(foundDemo, {
    passwordHash: await hashPassword(demoPassword), lastDay, firstYear: firstYearOf(lastDay), lastYear: yearOf(dayIn(now, company.timeZone)) + 1,
  }, ctx);
  return lastDay;
}
