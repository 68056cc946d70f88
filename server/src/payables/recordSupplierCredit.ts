import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, moveOpenItem } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { correctCosts } from '../inventory/correctCosts.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, money, moneyOrZero, object, optional, quantity, text } from '../shared/input.ts';
import { minus, negate, zero } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { paperInput, paperMoney } from '../currencies/paperMoney.ts';
import { poolKeysOf } from './loadBilled.ts';
import { loadCredited } from './loadSupplierCredit.ts';
import { ControlAccountBilled, CreditExceedsLine, SupplierCreditApplied, SupplierCreditKnown, SupplierCreditReversed } from './refusals.ts';
import { differenceOf, worthOfLine } from './rules.ts';
import { decideSupplierCredit, demandReversibleCredit } from './supplierCreditRules.ts';

const line = object('SupplierCreditLineInput', {
  billLineId: { ...optional(id('BillLine')), describe: 'Goods of a bill that were too dear or too many.' },
  supplierReturnLineId: { ...optional(id('SupplierReturnLine')), describe: 'Goods that were sent back.' },
  accountId: { ...optional(id('Account')), describe: 'An expense that is lower.' },
  description: optional(text({ max: 300 })),
  quantity: { ...optional(quantity()), describe: 'Of a bill\'s line: units that were billed and did not come; the rest of the amount lowers the price.' },
  net: money(), taxCodeId: { ...optional(id('TaxCode')), describe: 'Of what its tax is; of a bill\'s line, that line\'s code when left out.' },
});

export const recordSupplierCredit = action({
  name: 'recordSupplierCredit', permission: 'payables.post',
  describe: 'Records a supplier\'s credit note: what is owed goes down, and with it the price of goods, what was billed and did not come, what was sent back, or an expense. '
    + 'It is applied to bills as a payment is.',
  input: {
    supplierId: id('Supplier'), supplierReference: text({ max: 100 }), billId: optional(id('Bill')), creditedOn: optional(day()), ...paperInput, lines: list(line, { min: 1 }),
    tax: optional(moneyOrZero()), reason: text({ max: 1000, lines: true }),
  },
  refusals: [...postingRefusals, ...stockRefusals, ...rateRefusals, CurrencyDiffers, ControlAccountBilled, CreditExceedsLine, SupplierCreditKnown], payload: { supplierCredit: 'record:SupplierCredit' },
  load: async (tx, input, ctx) => {
    const creditedOn = input.creditedOn ?? ctx.today;
    await holdPeriod(tx, ctx, creditedOn);
    if (creditedOn !== ctx.today) await holdPeriod(tx, ctx, ctx.today);
    const supplier = await readRow(tx, 'Supplier', input.supplierId);
    const money = paperMoney(input, creditedOn, await loadRates(tx, ctx, [creditedOn]), ctx);
    const about = input.billId ? await readRow(tx, 'Bill', input.billId) : null;
    if (about && about.supplierId !== supplier.id) throw fieldRefused(['billId'], 'id_unknown', { type: 'Bill' });
    if (about && about.currencyCode !== money.currencyCode) throw CurrencyDiffers({ told: money.currencyCode, currency: about.currencyCode });
    const credited = await loadCredited(tx, input.lines, supplier.id);
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`credit ${supplier.id} ${input.supplierReference}`}, 0))`);
    const [known] = await selectRows(tx, 'SupplierCredit', sql`t."supplierId" = ${supplier.id} AND t."supplierReference" = ${input.supplierReference} AND t.status = 'POSTED'`);
    const pools = await loadPools(tx, ctx, poolKeysOf(credited.billed.map(({ received }) => received)));
    return {
      ...credited, supplier, money, known, pools, accounts: await loadAccounts(tx, ctx),
      expenseAccounts: await selectRows(tx, 'Account', sql`t.id = ANY(${input.lines.flatMap((each) => each.accountId ?? [])}::uuid[])`),
      taxCodes: await selectRows(tx, 'TaxCode', sql`t.id = ANY(${input.lines.flatMap((each) => each.taxCodeId ?? [])}::uuid[])`),
      number: await takeNumber(tx, ctx, 'SCR', creditedOn),
    };
  },
  decide: (facts, input, ctx) => decideSupplierCredit(facts, { ...input, creditedOn: input.creditedOn ?? ctx.today, tax: input.tax ?? zero }, ctx),
});

export const reverseSupplierCredit = action({
  name: 'reverseSupplierCredit', describe: 'Takes a supplier\'s credit note back of which nothing is applied.', permission: 'payables.post',
  input: { supplierCreditId: id('SupplierCredit'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ...stockRefusals, SupplierCreditReversed, SupplierCreditApplied], payload: { supplierCredit: 'record:SupplierCredit' },
  load: async (tx, { supplierCreditId }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const lines = await selectRows(tx, 'SupplierCreditLine', sql`t."supplierCreditId" = ${supplierCreditId}`, { orderBy: sql`t.no` });
    const [credit] = await selectRows(tx, 'SupplierCredit', sql`t.id = ${supplierCreditId}`);
    const { billed } = await loadCredited(tx, lines.map((each) => ({ billLineId: each.billLineId, net: each.netMinor })), credit?.supplierId ?? supplierCreditId);
    const locked = await lockRow(tx, 'SupplierCredit', supplierCreditId);
    const item = await lockRow(tx, 'OpenItem', locked.openItemId);
    const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${locked.id} AND t."reversesEntryId" IS NULL`, { orderBy: sql`t."sourceRevision"` });
    const moves = await selectRows(tx, 'StockMove', sql`t."sourceId" = ${locked.id} AND t."reversesMoveId" IS NULL`);
    return {
      credit: locked, item, lines, billed, entries, moves, accounts: await loadAccounts(tx, ctx),
      entryLines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entries[0]?.id ?? locked.id}`, { orderBy: sql`t.no` }),
      pools: await loadPools(tx, ctx, poolKeysOf(billed.map(({ received }) => received))),
    };
  },
  decide: ({ credit, item, lines, billed, entries, entryLines, moves, accounts, pools }, { reason }, ctx) => {
    demandReversibleCredit(credit, item);
    const [entry, correction] = entries;
    const source = { type: 'SupplierCredit', id: credit.id };
    const differences = lines.flatMap((each) => {
      const found = billed.find(({ line: of }) => of.id === each.billLineId);
      const price = minus(worthOfLine(each), each.clearedMinor ?? zero);
      return found ? [differenceOf(found.received, price)] : [];
    });
    const reverses = new Map(moves.flatMap((move) => (move.correctsMoveId ? [[move.correctsMoveId, move.id] as const] : [])));
    const corrected = correctCosts(pools, differences, { source, counter: { account: '5010' }, reverses }, ctx);
    return {
      rows: [
        update('SupplierCredit', credit.id, { status: 'REVERSED', reversedOn: ctx.today }), moveOpenItem(item, negate(item.openMinor)),
        ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source, memo: credit.number, lines: mirrored(entryLines), ...(entry ? { reversesEntryId: entry.id } : {}) }, ctx),
        ...corrected.rows,
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source: { ...source, revision: 1 }, memo: credit.number, lines: corrected.lines, ...(correction ? { reversesEntryId: correction.id } : {}),
        }, ctx),
        ...pools.changes(),
      ],
      events: [{ kind: 'supplierCreditReversed', subjectType: 'SupplierCredit', subjectId: credit.id, reason, data: { number: credit.number } }],
      result: { supplierCredit: credit.id },
    };
  },
});
