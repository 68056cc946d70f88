import { systemContext } from '../context.ts';
import type { Db } from '../shared/db.ts';
import { perform } from '../shared/perform.ts';
import { planReplenishment } from './planReplenishment.ts';
import { loadSettings } from './settings.ts';
import { syncJit } from './syncJit.ts';
import { watchStock } from './watchStock.ts';

/** Once a day: what is bought for orders, what will be short, and (unless a person wants to do it) what is to be ordered. Doing it twice changes nothing. */
export async function lookAhead(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const late = (await perform(syncJit, {}, ctx)).result;
  const short = (await perform(watchStock, {}, ctx)).result;
  const said = `${String(short.open)} shortages ahead, ${String(late.warnings)} warnings of goods bought for orders.`;
  if (!(await loadSettings(db)).plansDaily) return said;
  const { open, opened, changed, closed } = (await perform(planReplenishment, {}, ctx)).result;
  return `${said} ${String(open)} proposals: ${String(opened)} new, ${String(changed)} changed, ${String(closed)} closed.`;
}
