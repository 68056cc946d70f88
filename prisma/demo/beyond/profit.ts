// What orders cost besides their goods: freight that is known of each, hours worked for them, and the costs of a month brought to them.
import sql from 'sql-template-tag';
import { postEntry } from '../../../server/src/accounting/postEntry.ts';
import { allocateCosts } from '../../../server/src/costing/allocateCosts.ts';
import { recordOrderTime } from '../../../server/src/costing/orderTime.ts';
import { recordOrderCost } from '../../../server/src/costing/recordOrderCost.ts';
import { createCostCategory } from '../../../server/src/costing/saveCostCategory.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { step, type Firm, type Step } from './firm.ts';

const categories = [
  { code: 'RENT', name: 'Rent', group: 'OPERATIONS', driver: 'ORDER', account: '6100' },
  { code: 'WAGES', name: 'Wages', group: 'OPERATIONS', driver: 'VALUE', account: '6200' },
  { code: 'FREIGHT', name: 'Freight to customers', group: 'LOGISTICS', driver: 'WEIGHT', account: '5300' },
];

/** Orders of the files that left last before a day, the newest first. */
async function lastShipped(firm: Firm, ago: number, count: number): Promise<string[]> {
  const rows = await firm.rows<{ id: string }>(sql`SELECT id FROM "Order" WHERE status IN ('INVOICED', 'CLOSED') AND "customerReference" LIKE 'Northwind %' AND "placedOn" <= ${firm.day(ago)} ORDER BY "placedOn" DESC, number DESC LIMIT ${count}`);
  return rows.map(({ id }) => globalId('Order', id));
}

/** The last whole month before the last day. */
function lastMonth(lastDay: Day): { from: Day; to: Day } {
  const to = addDays(`${lastDay.slice(0, 7)}-01` as Day, -1);
  return { from: `${to.slice(0, 7)}-01` as Day, to };
}

const worked = (key: string, ago: number, order: string, minutes: number, note: string): Step => step(ago, (firm) => firm.act(recordOrderTime, `time ${key}`, ago, { orderId: firm.kept.get(`order ${order}`), minutes, workedOn: firm.day(ago), note }));

export const profit: Step[] = [
  step(47, async (firm) => {
    for (const { account, ...category } of categories) {
      const { costCategory = '' } = await firm.act(createCostCategory, `category ${category.code}`, 47, { ...category, accountIds: [await firm.of('Account', account)] });
      firm.kept.set(`category ${category.code}`, costCategory);
    }
  }),
  step(10, async (firm) => {
    const [one, two, three] = await lastShipped(firm, 14, 3);
    const carrier = { kind: 'FREIGHT', supplierId: await firm.of('Supplier', 'S101') };
    await firm.act(recordOrderCost, 'freight one', 10, { ...carrier, amount: '64.20', orders: [{ orderId: one }], incurredOn: firm.day(10), memo: 'Tail lift, waiting at the ramp' });
    await firm.act(recordOrderCost, 'freight two', 9, { ...carrier, amount: '118.00', basis: 'EQUAL', orders: [{ orderId: two }, { orderId: three }], incurredOn: firm.day(9), memo: 'One round, two customers' });
  }),
  worked('one', 8, 'HARBR-133', 35, 'Tins relabelled'), worked('two', 14, 'CEDAR-131', 50, 'Pallet built and wrapped'), worked('three', 1, 'CEDAR-135', 20, 'Cool box packed'),
  step(0, async (firm) => {
    const month = lastMonth(firm.lastDay);
    await firm.act(postEntry, 'wages of a month', 0, {
      effectiveOn: month.to, memo: 'Wages of the warehouse', lines: [{ accountId: await firm.of('Account', '6200'), debit: '9640.00' }, { accountId: await firm.of('Account', '1000'), credit: '9640.00' }],
    });
    await firm.act(allocateCosts, 'allocation of a month', 0, month);
  }),
];
