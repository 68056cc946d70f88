import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, money, optional, text } from '../shared/input.ts';
import { currencyExponent, negate, printMoney, zero } from '../shared/money.ts';
import { units, type UnitPrice } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { BillKnown } from './refusals.ts';

export const recordOpeningBill = action({
  name: 'recordOpeningBill', permission: 'payables.post',
  describe: 'Takes over what was open of a supplier\'s bill of another book, under their number, against the opening balances.',
  input: {
    supplierId: id('Supplier'), supplierReference: text({ max: 100 }), billedOn: day(), dueOn: { ...optional(day()), describe: 'Default: by the supplier\'s payment term.' },
    amount: { ...money(), describe: 'What is open of it.' }, on: { ...optional(day()), describe: 'The day of the opening balances. Default: today.' },
  },
  refusals: [...postingRefusals, BillKnown], payload: { bill: 'record:Bill' },
  load: async (tx, input, ctx) => {
    const on = input.on ?? ctx.today;
    await holdPeriod(tx, ctx, on);
    const supplier = await readRow(tx, 'Supplier', input.supplierId);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bill ${supplier.id} ${input.supplierReference}`}, 0))`);
    const [known] = await selectRows(tx, 'Bill', sql`t."supplierId" = ${supplier.id} AND t."supplierReference" = ${input.supplierReference} AND t.status = 'POSTED'`);
    return { on, supplier, known, accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'BIL', on) };
  },
  decide: ({ on, supplier, known, accounts, number }, { supplierReference, billedOn, amount, ...input }, ctx) => {
    if (known) throw BillKnown({ bill: known.id, number: known.number, supplierReference: known.supplierReference });
    if (billedOn > on) throw fieldRefused(['billedOn'], 'day_after', { day: on });
    const dueOn = input.dueOn ?? addDays(billedOn, supplier.paymentTermDays);
    if (dueOn < billedOn) throw fieldRefused(['dueOn'], 'day_before', { day: billedOn });
    const { currencyCode, id: companyId } = ctx.company;
    const [billId, openItemId] = [ctx.newId(), ctx.newId()];
    const source = { type: 'Bill', id: billId };
    const priceOfMinor = 10n ** BigInt(8 - (currencyExponent(currencyCode) ?? 2));
    return {
      rows: [
        openItemRow(accounts, { id: openItemId, account: '2000', kind: 'BILL', supplierId: supplier.id, source, number, amount: negate(amount), effectiveOn: on, dueOn }, ctx),
        insert('Bill', {
          id: billId, companyId, number, supplierId: supplier.id, supplierReference, openItemId, billedOn, dueOn, currencyCode,
          netMinor: amount, taxMinor: zero, totalMinor: amount, recordedById: ctx.viewer.id,
        }),
        insert('BillLine', {
          id: ctx.newId(), billId, no: 1, accountId: accounts['3000'], description: 'Opening balance', quantity: units(1),
          unitCost: (amount * priceOfMinor) as UnitPrice, netMinor: amount, currencyCode,
        }),
        ...entryRows(accounts, {
          kind: 'OPENING', effectiveOn: on, source, memo: number,
          lines: [{ account: '3000', amount, supplierId: supplier.id }, { account: '2000', amount: negate(amount), supplierId: supplier.id, openItemId }],
        }, ctx),
      ],
      events: [{ kind: 'openingBillRecorded', subjectType: 'Bill', subjectId: billId, data: { number, supplierReference, amount: printMoney(amount, currencyCode) } }],
      result: { bill: billId },
    };
  },
});
