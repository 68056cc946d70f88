import sql from 'sql-template-tag';
import { system } from '../../server/src/access/identify.ts';
import { systemContext } from '../../server/src/context.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { addDays, yearOf, type Day } from '../../server/src/shared/time.ts';
import { instantOf, openingDaysBefore } from './assumptions.ts';
import { beyond } from './beyond/load.ts';
import { finish, limitCredit, purchase } from './finish.ts';
import { moveTo, readNorthwind } from './files.ts';
import { foundCompany } from './company.ts';
import { loadMasters } from './masters.ts';
import { demoRun } from './run.ts';
import { openStock, trade } from './trade.ts';

export interface DemoOptions {
  db: Db;
  /** Keeps 1996 to 1998; otherwise all dates move so that the last order is today. */
  asIs: boolean;
  /** Northwind's files alone, also where dates are moved. */
  filesOnly?: boolean;
  progress: (line: string) => void;
  /** The instant that counts as now: decides what "today" is. */
  now?: Date;
}

/** How far the opening lies before the last order, in whole years. */
const YEARS_BACK = 2;
const LAST_DAY_AS_IS = '1998-05-06' as Day;

const isLoaded = async (db: Db): Promise<boolean> =>
  (await db.rows(sql`SELECT 1 FROM "Event" WHERE kind = 'demoCompanyLoaded' LIMIT 1`)).length > 0;

/**
 * Loads Northwind through the product's own actions, and around it (unless as it was) what a firm of today has besides.
 * Run again it changes nothing; interrupted, it goes on.
 */
export async function loadDemo({ db, asIs, filesOnly = asIs, progress, now = new Date() }: DemoOptions): Promise<void> {
  if (await isLoaded(db)) return progress('The demo company is there already.');
  const lastDay = await foundCompany(db, asIs ? LAST_DAY_AS_IS : undefined, (last) => yearOf(addDays(last, -YEARS_BACK * 366)), now);
  const files = readNorthwind(asIs ? 0 : moveTo(lastDay));
  const ctx = await systemContext(db, instantOf(lastDay, 0), 'CLI', { ...system, name: 'Northwind' });
  const demo = demoRun(ctx, now);
  const [firstOrder] = files.orders;
  const opening = addDays(firstOrder?.placedOn as Day, -openingDaysBefore);
  const masters = await loadMasters(demo, files, opening, progress);
  await openStock(demo, files, masters, opening, progress);
  const more = filesOnly ? undefined : beyond(demo, masters, lastDay, progress);
  await more?.before();
  await trade(demo, { ...files, orders: [...files.orders, ...more?.orders ?? []] }, masters, lastDay, progress);
  await more?.after();
  progress('Purchase orders and credit limits');
  await purchase(demo, files, masters, lastDay);
  await limitCredit(demo, lastDay);
  await more?.night();
  await finish(demo, lastDay);
}
