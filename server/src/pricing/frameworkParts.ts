// Loading of agreements: for several requests at once, and by statements of their own.
import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { locked, read, type Part } from '../shared/parts.ts';
import { selectRows } from '../shared/rows.ts';
import { noFrameworks, type FrameworkFacts } from './frameworks.ts';

/** Parts with agreements, locked, and their lines and prices; `where`: a condition on `t`, an agreement. */
export const frameworkParts = (where: Sql): Part[] => [
  locked('frameworks', 'Framework', where),
  // What was called off changes under the agreement's lock: read afresh under it.
  locked('framework_lines', 'FrameworkLine', sql`t."frameworkId" = ANY(ARRAY(SELECT id FROM frameworks))`),
  read('framework_prices', 'FrameworkPrice', sql`t."frameworkLineId" = ANY(ARRAY(SELECT id FROM framework_lines))`),
];

const all = () => true;
/** The agreements that a group knows of. */
export const frameworksOf = (known: Known): FrameworkFacts =>
  ({ frameworks: known.rows('Framework', all), lines: known.rows('FrameworkLine', all), prices: known.rows('FrameworkPrice', all) });

async function loadWith(tx: Queryable, where: Sql, lock: boolean): Promise<FrameworkFacts> {
  const frameworks = await selectRows(tx, 'Framework', where, { lock });
  if (frameworks.length === 0) return noFrameworks;
  const lines = await selectRows(tx, 'FrameworkLine', sql`t."frameworkId" = ANY(${frameworks.map(({ id }) => id)}::uuid[])`, { lock });
  return { frameworks, lines, prices: await selectRows(tx, 'FrameworkPrice', sql`t."frameworkLineId" = ANY(${lines.map(({ id }) => id)}::uuid[])`) };
}

/** The agreements of a customer that can be called off from, as they stand. */
export const loadFrameworks = (tx: Queryable, customerId: string | null): Promise<FrameworkFacts> =>
  (customerId === null ? Promise.resolve(noFrameworks) : loadWith(tx, sql`t."customerId" = ${customerId} AND t.status = 'ACTIVE'`, false));

/** The agreements that lines of an order are called off from, locked: after the order, before the credit account. */
export async function lockCalled(tx: Queryable, lines: readonly { frameworkId: string | null }[]): Promise<FrameworkFacts> {
  const ids = [...new Set(lines.flatMap(({ frameworkId }) => frameworkId ?? []))];
  return ids.length === 0 ? noFrameworks : loadWith(tx, sql`t.id = ANY(${ids}::uuid[])`, true);
}
