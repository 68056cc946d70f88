// What happens to orders moves them through their chain, and may end what they were stuck for.
import { systemContext } from '../context.ts';
import { consumeTogether, task } from '../events/consumers.ts';
import type { Db } from '../shared/db.ts';
import { perform } from '../shared/perform.ts';
import { confirmBySilence } from './confirmOrder.ts';
import { followChain } from './followChain.ts';
import { chainKinds } from './rules.ts';
import { watchOrders } from './watchOrders.ts';

/** What may end an exception without moving the order. */
const easing = [
  'orderAllocated', 'orderReallocated', 'stockReserved', 'stockRedistributed', 'orderRescheduled', 'orderDeleted', 'creditOverrideRequested', 'marginOverrideRequested',
  'shipmentDelivered', 'stageHandedOver',
];

consumeTogether([...chainKinds, ...easing], 'followChain', (events) => {
  const orderIds = [...new Set(events.filter(({ subjectType }) => subjectType === 'Order').map(({ subjectId }) => subjectId))].sort();
  return Promise.resolve(orderIds.length === 0 ? [] : [task(followChain, { orderIds }), task(watchOrders, { orderIds })]);
});

/** Every few minutes: what has waited too long by now, and what nobody has said anything about. */
export async function lookAfterChain(db: Db, now: Date): Promise<string> {
  const confirmed = await confirmBySilence(db, now);
  const { raised, closed } = (await perform(watchOrders, {}, await systemContext(db, now, 'JOB'))).result;
  return confirmed === 0 && raised === 0 && closed === 0 ? '' : `${confirmed} orders confirmed by silence, ${String(raised)} found stuck, ${String(closed)} not any more.`;
}
