// What sellers earn of what was paid since the spring: a plan with a rule and tiers, statements of the month before, one of them paid.
import sql from 'sql-template-tag';
import { followCommissions } from '../../../server/src/commissions/followCommissions.ts';
import { postCommissionPayout, requestCommissionPayout } from '../../../server/src/commissions/payouts.ts';
import { createCommissionPlan } from '../../../server/src/commissions/plans.ts';
import { approveCommissionStatement } from '../../../server/src/commissions/statements.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { step, type Step } from './firm.ts';

const AT_ONCE = 500;

export const commissions: Step[] = [
  step(1, async (firm) => {
    await firm.act(createCommissionPlan, 'commission plan', 1, {
      code: 'SALES', name: 'Sales', note: 'Of what customers have paid, net of tax and freight.', startsOn: firm.day(90), rate: '0.03', rates: [{ categoryId: await firm.of('Category', 'Beverages'), rate: '0.02' }],
      span: 'MONTH', tiers: [{ from: '20000', rate: '0.04' }],
    }, 'CONTROLLER');
    const orders = await firm.rows<{ id: string }>(sql`SELECT id FROM "Order" WHERE "placedOn" >= ${firm.day(90)} ORDER BY id`);
    for (let at = 0; at < orders.length; at += AT_ONCE) {
      await firm.act(followCommissions, `commissions ${at}`, 1, { orderIds: orders.slice(at, at + AT_ONCE).map(({ id }) => globalId('Order', id)) });
    }
    const people = await firm.rows<{ id: string }>(sql`SELECT "salesPersonId" AS id FROM "CommissionAccrual" WHERE "effectiveOn" <= ${firm.day(20)} GROUP BY 1 HAVING sum("amountMinor") > 0 ORDER BY sum("amountMinor") DESC, 1 LIMIT 2`);
    for (const { id } of people) await firm.act(approveCommissionStatement, `statement ${id}`, 1, { salesPersonId: globalId('SalesPerson', id), endsOn: firm.day(20) }, 'CONTROLLER');
    for (const [at, { id }] of people.entries()) {
      const { commissionPayout = '' } = await firm.act(requestCommissionPayout, `payout ${id}`, 1, { salesPersonId: globalId('SalesPerson', id) }, 'CONTROLLER');
      if (at === 0) await firm.act(postCommissionPayout, `paid ${id}`, 1, { commissionPayoutId: commissionPayout }, 'OWNER');
    }
  }),
];
