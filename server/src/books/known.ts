import type { Queryable } from '../shared/db.ts';
import { clipToHorizon } from '../shared/horizon.ts';
import type { Context } from '../shared/viewer.ts';

const FOREVER = new Date(8_640_000_000_000_000);

/** A time of knowledge that no late commit changes any more: the one asked for, or the latest there is. */
export async function knownNow(db: Queryable, ctx: Pick<Context, 'now' | 'pinsClock'>, asked?: Date | null): Promise<Date> {
  // Where the clock stands still for a request, so does what it knows.
  const latest = ctx.pinsClock ? ctx.now : FOREVER;
  const wanted = asked && asked < latest ? asked : latest;
  return (await clipToHorizon(db, wanted)) ?? wanted;
}
