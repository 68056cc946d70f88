import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { OrderCostReversed } from './refusals.ts';
import { demandCostReversible } from './rules.ts';

export const reverseOrderCost = action({
  name: 'reverseOrderCost', permission: 'profit.post', describe: 'Takes a cost of orders back, dated today.',
  input: { orderCostId: id('OrderCost'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, OrderCostReversed], payload: { orderCost: 'record:OrderCost' },
  load: async (tx, { orderCostId }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const cost = await lockRow(tx, 'OrderCost', orderCostId);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${cost.id} AND t.kind = 'ORDER_COST'`);
    return {
      cost, entry, accounts: await loadAccounts(tx, ctx), lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry?.id ?? null}`, { orderBy: sql`t.no` }),
    };
  },
  decide: ({ cost, entry, accounts, lines }, { reason }, ctx) => {
    demandCostReversible(cost);
    const orders = [...new Set(lines.flatMap(({ orderId }) => orderId ?? []))];
    return {
      rows: [
        update('OrderCost', cost.id, { status: 'REVERSED', reversedOn: ctx.today }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'OrderCost', id: cost.id }, memo: cost.number, lines: mirrored(lines), ...(entry ? { reversesEntryId: entry.id } : {}),
        }, ctx),
      ],
      events: [{ type: 'OrderCost', id: cost.id }, ...orders.map((orderId) => ({ type: 'Order', id: orderId }))].map((subject) =>
        ({ kind: 'orderCostReversed', subjectType: subject.type, subjectId: subject.id, reason, data: { number: cost.number } })),
      result: { orderCost: cost.id },
    };
  },
});
