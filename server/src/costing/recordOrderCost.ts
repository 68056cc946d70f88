import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { choice, day, id, list, money, moneyOrZero, object, optional, text } from '../shared/input.ts';
import { negate, printMoney } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NothingToShareBy, SharesDiffer } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { loadBearers } from './loadBearers.ts';
import { NotACostAccount, NotAPayingAccount, OrderNotPlaced } from './refusals.ts';
import { chargedTo, demandCostAccount, demandPayingAccount, paidFrom, sharesOf } from './rules.ts';

const order = object('OrderCostOrderInput', { orderId: id('Order'), share: { ...optional(moneyOrZero()), describe: 'By hand only: what of it the order bears.' } });
/** What the shares follow from. */
export const shareFields = {
  amount: money(), basis: { ...optional(choice('OrderCostBasis')), describe: 'By what it is divided among several orders; default VALUE.' }, orders: list(order, { min: 1, max: 500 }),
};

export const recordOrderCost = action({
  name: 'recordOrderCost', permission: 'profit.post',
  describe: 'Records what an order, or several, cost besides their goods: freight, a fee, commission, a return, a bad debt. It is a later line of their profit, and changes nothing that was booked.',
  input: {
    kind: choice('OrderCostKind'), ...shareFields, incurredOn: { ...optional(day()), describe: 'Default: today.' },
    accountId: { ...optional(id('Account')), describe: 'Of kind OTHER: the expense it is charged to.' },
    againstId: { ...optional(id('Account')), describe: 'What it was paid from, or is owed on. Default: the bank; of commission, commission payable.' },
    costCategoryId: optional(id('CostCategory')), supplierId: optional(id('Supplier')), memo: optional(text({ max: 500 })),
  },
  refusals: [...postingRefusals, OrderNotPlaced, SharesDiffer, NothingToShareBy, NotACostAccount, NotAPayingAccount], payload: { orderCost: 'record:OrderCost' },
  load: async (tx, input, ctx) => {
    const incurredOn = input.incurredOn ?? ctx.today;
    await holdPeriod(tx, ctx, incurredOn);
    if (input.supplierId) await readRow(tx, 'Supplier', input.supplierId);
    if (input.costCategoryId) await readRow(tx, 'CostCategory', input.costCategoryId);
    const bearers = await loadBearers(tx, input.orders.map(({ orderId }) => orderId));
    const accounts = await loadAccounts(tx, ctx);
    const named = await selectRows(tx, 'Account', sql`t."companyId" = ${ctx.company.id} AND t.id = ANY(${[input.accountId, input.againstId].flatMap((each) => each ?? [])}::uuid[])`);
    return { incurredOn, bearers, accounts, named, number: await takeNumber(tx, ctx, 'OCO', incurredOn) };
  },
  decide: ({ incurredOn, bearers, accounts, named, number }, input, ctx) => {
    const { id: companyId, currencyCode } = ctx.company;
    const { kind, amount, costCategoryId = null, supplierId = null } = input;
    const basis = input.basis ?? 'VALUE';
    const find = (wanted: string) => named.find(({ id: known }) => known === wanted);
    if (kind === 'OTHER' && !input.accountId) throw fieldRefused(['accountId'], 'required');
    const accountId = kind === 'OTHER' ? demandCostAccount(find(input.accountId ?? '')).id : accounts[chargedTo[kind]];
    const againstId = input.againstId ? demandPayingAccount(find(input.againstId)).id : accounts[paidFrom(kind)];
    const shares = sharesOf(amount, basis, input.orders, bearers, currencyCode);
    const orderCost = ctx.newId();
    const data = { number, kind, amount: printMoney(amount, currencyCode) };
    return {
      rows: [
        insert('OrderCost', {
          id: orderCost, companyId, number, kind, basis, costCategoryId, accountId, againstId, supplierId, incurredOn, memo: input.memo ?? null, status: 'POSTED', currencyCode, totalMinor: amount,
        }),
        ...shares.map(({ orderId, measure, share }, index) => insert('OrderCostLine', { id: ctx.newId(), orderCostId: orderCost, no: index + 1, orderId, measure, shareMinor: share, currencyCode })),
        ...entryRows(accounts, {
          kind: 'ORDER_COST', effectiveOn: incurredOn, source: { type: 'OrderCost', id: orderCost }, memo: input.memo ?? number,
          lines: [
            ...shares.map(({ orderId, share }) => ({ accountId, amount: share, orderId, costCategoryId, supplierId })),
            { accountId: againstId, amount: negate(amount), supplierId },
          ],
        }, ctx),
      ],
      events: [
        { kind: 'orderCostRecorded', subjectType: 'OrderCost', subjectId: orderCost, reason: input.memo, data },
        ...shares.map(({ orderId, share }) => ({ kind: 'orderCostRecorded', subjectType: 'Order', subjectId: orderId, data: { ...data, amount: printMoney(share, currencyCode), orderCost } })),
      ],
      result: { orderCost },
    };
  },
});
