import { action } from '../shared/action.ts';
import { id, list, optional, text } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { promiseHere, waitingNow } from '../inventory/promises.ts';
import { lockOrder } from './loadOrder.ts';
import { loadPromises } from './loadPromises.ts';
import { demandMove } from './moves.ts';
import { placesOf } from './promising.ts';
import { OrderStatusForbids, ShelfLifeNotAsked } from './refusals.ts';
import { demandShelfLifeAsked } from './rules.ts';

export const allowShortDated = action({
  name: 'allowShortDated', permission: 'lots.override',
  describe: 'Lets a placed order be served from lots that do not last as long as its customer asks, with a reason; never from lots that have expired.',
  input: {
    orderId: id('Order'), lines: { ...optional(list(id('OrderLine'), { min: 1 })), describe: 'All lines when left out.' }, reason: text({ max: 1000, lines: true }),
  },
  refusals: [OrderStatusForbids, ShelfLifeNotAsked], payload: { order: 'record:Order' },
  load: async (tx, { orderId }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    return { ...loaded, ...await loadPromises(tx, ctx, [loaded.order]) };
  },
  decide: ({ order, lines, customer, pools, reservations }, { lines: named, reason }) => {
    demandMove(order, 'allowShortDated');
    named?.forEach((each, index) => {
      if (!lines.some((line) => line.id === each)) throw fieldRefused(['lines', String(index)], 'id_unknown', { type: 'OrderLine' });
    });
    const asked = lines.filter((line) => !named || named.includes(line.id));
    const own = reservations.filter((row) => asked.some((line) => line.id === row.orderLineId) && (row.minimumShelfLifeDays ?? 0) > 0);
    demandShelfLifeAsked(customer, own);
    const eased = own.map((row) => pools.setReservation(pools.reservation(row), { minimumShelfLifeDays: 0 }));
    const promised = asked.flatMap((line) => placesOf(reservations, line.id).flatMap((here) => promiseHere(pools, here, waitingNow(pools, here)).rows));
    return {
      rows: [...eased, ...promised, ...pools.changes()],
      events: [{ kind: 'shortDatedAllowed', subjectType: 'Order', subjectId: order.id, reason, data: { lines: asked.map(({ description }) => description), days: customer.minimumShelfLifeDays } }],
      result: { order: order.id },
    };
  },
});
