import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { Forbidden } from '../shared/perform.ts';
import { readRow } from '../shared/rows.ts';
import { loadEarlyDiscounts, takeBackDiscounts } from './earlyDiscount.ts';
import { loadAllocations } from './loadAllocations.ts';
import { lockItems } from './loadItems.ts';
import { settledEvents } from './paymentRows.ts';
import { AllocationUnapplied, CreditUsed } from './refusals.ts';
import { unapplyRows } from './rules.ts';

export const unapply = action({
  name: 'unapply', permission: 'payments.post', describe: 'Takes an allocation back, dated today: both open amounts are as they were before it.',
  input: { allocationId: id('Allocation'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, AllocationUnapplied, CreditUsed], payload: { openItem: 'record:OpenItem', allocation: 'record:Allocation' },
  load: async (tx, { allocationId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const known = await readRow(tx, 'Allocation', allocationId);
    // Of the item, as a customer may have been merged since: an allocation never changes.
    const { customerId } = await readRow(tx, 'OpenItem', known.creditItemId);
    if (customerId) demandOwn(await readRow(tx, 'Customer', customerId), ctx.viewer);
    else if (!ctx.viewer.permissions.has('payments.out')) throw new Forbidden('payments.out');
    await holdPeriod(tx, ctx, ctx.today);
    const items = await lockItems(tx, [known.creditItemId, known.debitItemId]);
    const account = customerId ? await loadCredit(tx, customerId) : null;
    const [facts] = await loadAllocations(tx, sql`t.id = ${allocationId}`);
    const discounts = items.some(({ id: item, kind }) => item === known.creditItemId && kind === 'PAYMENT') ? await loadEarlyDiscounts(tx, [known.debitItemId]) : [];
    return { accounts, known, discounts, items: new Map(items.map((item) => [item.id, item])), account, facts };
  },
  decide: ({ accounts, known, discounts, items, account, facts }, { reason }, ctx) => {
    const [credit, debit] = [items.get(known.creditItemId), items.get(known.debitItemId)];
    if (!credit || !debit) throw new Error(`allocation ${known.id} lacks an open item`);
    if (!facts) throw AllocationUnapplied({ number: debit.number });
    const rows = unapplyRows(accounts, facts, items, account, reason, ctx);
    const back = takeBackDiscounts(accounts, discounts, items, account, reason, ctx.today, ctx);
    return {
      rows: [...rows, ...back.rows],
      events: [
        { kind: 'creditUnapplied', subjectType: credit.sourceType, subjectId: credit.sourceId, reason, data: { number: credit.number, invoiceIds: [debit.sourceId] } },
        ...settledEvents('paymentUnapplied', credit, [{ debit, amount: known.amountMinor }], reason),
        ...back.events,
      ],
      result: { openItem: credit.id, allocation: known.id },
    };
  },
});
