import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { spokenCurrency } from '../currencies/spoken.ts';
import { action } from '../shared/action.ts';
import { companyMoney, day, id, money, optional, text } from '../shared/input.ts';
import { currencyExponent, inCompany, negate, printMoney, rateOf, zero } from '../shared/money.ts';
import { units, type UnitPrice } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { originally, paperMoney, worthColumns } from '../currencies/paperMoney.ts';
import { BillKnown } from './refusals.ts';

export const recordOpeningBill = action({
  name: 'recordOpeningBill', permission: 'payables.post',
  describe: 'Takes over what was open of a supplier\'s bill of another book, under their number, against the opening balances.',
  input: {
    supplierId: id('Supplier'), supplierReference: text({ max: 100 }), billedOn: day(), dueOn: { ...optional(day()), describe: 'Default: by the supplier\'s payment term.' },
    amount: { ...money(), describe: 'What is open of it.' }, currencyCode: spokenCurrency,
    companyAmount: { ...optional(companyMoney()), describe: 'Of another currency: what it is in the books; by the rate of the day of the opening balances when left out.' }, on: { ...optional(day()), describe: 'The day of the opening balances. Default: today.' },
  },
  refusals: [...postingRefusals, ...rateRefusals, BillKnown], payload: { bill: 'record:Bill' },
  load: async (tx, input, ctx) => {
    const on = input.on ?? ctx.today;
    await holdPeriod(tx, ctx, on);
    const supplier = await readRow(tx, 'Supplier', input.supplierId);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bill ${supplier.id} ${input.supplierReference}`}, 0))`);
    const [known] = await selectRows(tx, 'Bill', sql`t."supplierId" = ${supplier.id} AND t."supplierReference" = ${input.supplierReference} AND t.status = 'POSTED'`);
    const rates = await loadRates(tx, ctx, [on]);
    return { on, supplier, known, rates, accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'BIL', on) };
  },
  decide: ({ on, supplier, known, rates, accounts, number }, { supplierReference, billedOn, amount, companyAmount, ...input }, ctx) => {
    if (known) throw BillKnown({ bill: known.id, number: known.number, supplierReference: known.supplierReference });
    if (billedOn > on) throw fieldRefused(['billedOn'], 'day_after', { day: on });
    const dueOn = input.dueOn ?? addDays(billedOn, supplier.paymentTermDays);
    if (dueOn < billedOn) throw fieldRefused(['dueOn'], 'day_before', { day: billedOn });
    const { currencyCode: companyCode, id: companyId } = ctx.company;
    const code = input.currencyCode ?? companyCode;
    const isForeign = code !== companyCode;
    if (!isForeign && companyAmount && companyAmount !== amount) throw fieldRefused(['companyAmount'], 'same_currency');
    const told = isForeign && companyAmount ? { exchangeRate: rateOf(amount, code, companyAmount, companyCode), rateSource: 'Opening balance' } : {};
    const paper = paperMoney({ currencyCode: code, ...told }, on, rates, ctx);
    const inBooks = companyAmount ?? inCompany(amount, paper.rate, code, companyCode);
    const worth = { net: inBooks, tax: zero, total: inBooks, lines: [inBooks] };
    const [billId, openItemId] = [ctx.newId(), ctx.newId()];
    const source = { type: 'Bill', id: billId };
    const priceOfMinor = 10n ** BigInt(8 - (currencyExponent(code) ?? 2));
    return {
      rows: [
        openItemRow(accounts, { id: openItemId, account: '2000', kind: 'BILL', supplierId: supplier.id, source, number, amount: negate(inBooks), ...originally(negate(amount), paper), effectiveOn: on, dueOn }, ctx),
        insert('Bill', {
          id: billId, companyId, number, supplierId: supplier.id, supplierReference, openItemId, billedOn, dueOn, currencyCode: code,
          netMinor: amount, taxMinor: zero, totalMinor: amount, ...worthColumns(worth, paper), recordedById: ctx.viewer.id,
        }),
        insert('BillLine', {
          id: ctx.newId(), billId, no: 1, accountId: accounts['3000'], description: 'Opening balance', quantity: units(1),
          unitCost: (amount * priceOfMinor) as UnitPrice, netMinor: amount, companyNetMinor: paper.rate === null ? null : inBooks, currencyCode: code,
        }),
        ...entryRows(accounts, {
          kind: 'OPENING', effectiveOn: on, source, memo: number,
          lines: [{ account: '3000', amount: inBooks, ...originally(amount, paper), supplierId: supplier.id }, { account: '2000', amount: negate(inBooks), ...originally(negate(amount), paper), supplierId: supplier.id, openItemId }],
        }, ctx),
      ],
      events: [{ kind: 'openingBillRecorded', subjectType: 'Bill', subjectId: billId, data: { number, supplierReference, amount: printMoney(amount, code) } }],
      result: { bill: billId },
    };
  },
});
