// Where the demo company's orders are in their chain: customers have confirmed what they paid, some by a word, some by silence.
import sql from 'sql-template-tag';
import '../../server/src/chain/consumeChain.ts';
import { followChain } from '../../server/src/chain/followChain.ts';
import { watchOrders } from '../../server/src/chain/watchOrders.ts';
import type { ConfirmationMeans } from '../../server/src/generated/rows.ts';
import { action } from '../../server/src/shared/action.ts';
import { choice, globalId, id, list, object } from '../../server/src/shared/input.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';
import { insert } from '../../server/src/shared/write.ts';
import { inParallel, type Demo } from './run.ts';

const confirmOrders = action({
  name: 'confirmOrders', describe: 'Notes that customers have confirmed their orders.', permission: 'orders.confirm',
  input: { orders: list(object('ConfirmedOrderInput', { orderId: id('Order'), means: choice('ConfirmationMeans') })) }, refusals: [], payload: {},
  load: async () => undefined,
  decide: (_facts, { orders }, ctx) => ({
    rows: orders.map(({ orderId, means }) => insert('OrderConfirmation', {
      id: ctx.newId(), companyId: ctx.company.id, orderId, means, confirmedOn: ctx.today, recordedByName: ctx.viewer.name, recordedAt: ctx.now,
    })),
    events: orders.map(({ orderId, means }) => ({ kind: 'orderConfirmed', subjectType: 'Order', subjectId: orderId, data: { means, confirmedOn: ctx.today, name: null } })),
    result: {},
  }),
});

/** How customers answer, one after another, and after how many days; the last say nothing. */
const answers: readonly { means: ConfirmationMeans; days: number }[] = [
  { means: 'PHONE', days: 1 }, { means: 'MAIL', days: 2 }, { means: 'DELIVERY', days: 0 }, { means: 'MAIL', days: 4 }, { means: 'SILENCE', days: 14 },
];
const FOLLOWED_MAX = 500;

/** Stages, confirmations and what is stuck, as of the last day. */
export async function leadThroughChain(demo: Demo, lastDay: Day): Promise<void> {
  const closed = await demo.ctx.db.rows<{ id: string; on: Day }>(sql`SELECT o.id, max((e."recordedAt" AT TIME ZONE ${demo.ctx.company.timeZone})::date)::text AS on FROM "Order" o
    JOIN "Event" e ON e."subjectId" = o.id AND e.kind = 'orderClosed' WHERE o.status = 'CLOSED' GROUP BY o.id, o.number ORDER BY o.number`);
  const confirmed = closed.flatMap(({ id: order, on }, index) => {
    const { means, days } = answers[index % answers.length] ?? { means: 'PHONE', days: 1 };
    const day = addDays(on, days);
    return day > lastDay ? [] : [{ day, orderId: globalId('Order', order), means }];
  });
  await inParallel([...Map.groupBy(confirmed, ({ day }) => day)], 4, ([day, orders]) =>
    demo.act(confirmOrders, `confirmed ${day}`, { orders: orders.map(({ orderId, means }) => ({ orderId, means })) }, { on: day, minute: 600 }));
  const orders = await demo.ctx.db.rows<{ id: string }>(sql`SELECT id FROM "Order" ORDER BY id`);
  for (let start = 0; start < orders.length; start += FOLLOWED_MAX) {
    const orderIds = orders.slice(start, start + FOLLOWED_MAX).map((order) => globalId('Order', order.id));
    await demo.act(followChain, `chain ${start}`, { orderIds }, { on: lastDay });
  }
  await demo.act(watchOrders, 'stuck orders', {}, { on: lastDay, minute: 700 });
}
