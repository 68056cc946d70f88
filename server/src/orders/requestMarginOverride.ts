import sql from 'sql-template-tag';
import { loadMargins } from '../pricing/marginParts.ts';
import { worstOf } from '../pricing/margins.ts';
import { loadSellables } from '../pricing/priceOf.ts';
import { MarginSuffices } from '../pricing/refusals.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { requestApprovalRows } from '../work/rules.ts';
import { loadDiscounts, lockOrder } from './loadOrder.ts';
import { asPercent, orderMargins } from './marginRules.ts';
import { demandMove } from './moves.ts';
import { OrderEmpty, OrderStatusForbids } from './refusals.ts';
import { demandLines } from './rules.ts';

export const requestMarginOverride = action({
  name: 'requestMarginOverride', permission: 'orders.write',
  describe: 'Asks a second person to let an order pass whose lines leave less than the minimum margin. It covers as much as is lacking now.',
  input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids, OrderEmpty, MarginSuffices, ApprovalPending], payload: { order: 'record:Order' },
  load: async (tx, { orderId }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    const productIds = loaded.lines.map(({ productId }) => productId);
    const discounts = await loadDiscounts(tx, orderId);
    return {
      ...loaded, discounts, approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${orderId}`, { lock: true }),
      products: await loadSellables(tx, ctx, productIds, ctx.today), margins: await loadMargins(tx, ctx, productIds),
      promotions: await selectRows(tx, 'Promotion', sql`t.id = ANY(${discounts.flatMap(({ promotionId }) => promotionId ?? [])}::uuid[])`),
    };
  },
  decide: ({ order, lines, customer, approvals, discounts, ...facts }, { reason }, ctx) => {
    const { currencyCode } = ctx.company;
    demandMove(order, 'requestMarginOverride');
    demandLines(order, lines);
    const shorts = orderMargins(lines, discounts, facts, order, currencyCode);
    if (shorts.length === 0) throw MarginSuffices({ order: order.id });
    const { short, points } = worstOf(shorts);
    const asked = requestApprovalRows({
      kind: 'MARGIN_OVERRIDE', subject: { type: 'Order', id: order.id }, amount: short, rate: points, reason,
      facts: {
        customer: customer.name, orderTotal: printMoney(order.totalMinor, order.currencyCode), short: printMoney(short, currencyCode),
        lines: shorts.map(({ name, minimum, margin, cost, net }) =>
          `${name}: ${printMoney(net, currencyCode)} − ${printMoney(cost, currencyCode)} = ${margin === null ? '–' : `${asPercent(margin)} %`} < ${asPercent(minimum)} %`).join('; '),
      },
    }, approvals, ctx);
    return {
      rows: asked.rows, events: [...asked.events, { kind: 'marginOverrideRequested', subjectType: 'Order', subjectId: order.id, reason }],
      result: { order: order.id },
    };
  },
});
