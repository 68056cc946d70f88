import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadHistories } from '../inventory/loadLateCosts.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { ReceiptReversed } from '../purchasing/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, money, moneyOrZero, object, optional, text, unitPrice } from '../shared/input.ts';
import { minus, negate, plus, zero } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { insert } from '../shared/write.ts';
import { loadReceivables, poolKeysOf } from './loadBilled.ts';
import { BillEmpty, BillKnown, ControlAccountBilled, ReceiptLineBilled, ReceiptOfOther } from './refusals.ts';
import { billedRows, billEntryLines, correctionRows, expenseDrafts, netOf, receiptLineDrafts } from './rules.ts';

const receiptLine = object('BillReceiptLineInput', {
  receiptLineId: id('ReceiptLine'), unitCost: { ...optional(unitPrice()), describe: 'What the supplier asks; default: what was ordered.' },
});
const expenseLine = object('BillExpenseLineInput', { accountId: id('Account'), description: text({ max: 300 }), net: money() });
/** The part of a bill that its amounts follow from. */
export const amountFields = { receiptLines: optional(list(receiptLine)), expenseLines: optional(list(expenseLine)), tax: optional(moneyOrZero()) };

export const recordBill = action({
  name: 'recordBill', permission: 'payables.post',
  describe: 'Records a supplier\'s bill: for goods that came (a receipt\'s line is billed whole and once) and for expenses. '
    + 'A price that differs from what was received goes to the goods still there and to the cost of those that left.',
  input: {
    supplierId: id('Supplier'), supplierReference: text({ max: 100 }), billedOn: optional(day()),
    dueOn: { ...optional(day()), describe: 'Default: by the supplier\'s payment term.' }, ...amountFields,
  },
  refusals: [...postingRefusals, ...stockRefusals, BillEmpty, BillKnown, ControlAccountBilled, ReceiptLineBilled, ReceiptOfOther, ReceiptReversed],
  payload: { bill: 'record:Bill' },
  load: async (tx, input, ctx) => {
    const billedOn = input.billedOn ?? ctx.today;
    await holdPeriod(tx, ctx, billedOn);
    const supplier = await readRow(tx, 'Supplier', input.supplierId);
    const given = input.receiptLines ?? [];
    const received = await loadReceivables(tx, given.map((line) => line.receiptLineId), true);
    // Bills of a supplier's number wait for each other, so that the same paper is known the second time.
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bill ${supplier.id} ${input.supplierReference}`}, 0))`);
    const [known] = await selectRows(tx, 'Bill', sql`t."supplierId" = ${supplier.id} AND t."supplierReference" = ${input.supplierReference} AND t.status = 'POSTED'`);
    const differs = given.some((line) => line.unitCost != null);
    if (differs && billedOn !== ctx.today) await holdPeriod(tx, ctx, ctx.today);
    const pools = await loadPools(tx, ctx, differs ? poolKeysOf(received) : []);
    return {
      supplier, received, known, pools, histories: await loadHistories(tx, differs ? received.map(({ line }) => line.id) : []),
      accounts: await loadAccounts(tx, ctx),
      expenseAccounts: await selectRows(tx, 'Account', sql`t.id = ANY(${(input.expenseLines ?? []).map((line) => line.accountId)}::uuid[])`),
      number: await takeNumber(tx, ctx, 'BIL', billedOn),
    };
  },
  decide: ({ supplier, received, known, pools, histories, accounts, expenseAccounts, number }, input, ctx) => {
    if (known) throw BillKnown({ bill: known.id, number: known.number, supplierReference: known.supplierReference });
    const { currencyCode, id: companyId } = ctx.company;
    const lines = [
      ...receiptLineDrafts(input.receiptLines ?? [], received, supplier, currencyCode), ...expenseDrafts(input.expenseLines ?? [], expenseAccounts, currencyCode),
    ];
    const net = netOf(lines);
    const tax = input.tax ?? zero;
    if (lines.length === 0 || net === 0n) throw BillEmpty({});
    const billedOn = input.billedOn ?? ctx.today;
    const dueOn = input.dueOn ?? addDays(billedOn, supplier.paymentTermDays);
    if (dueOn < billedOn) throw fieldRefused(['dueOn'], 'day_before', { day: billedOn });
    const orders = new Set(lines.flatMap(({ receiptLine: each }) => (each ? [each.receipt.purchaseOrderId] : [])));
    const billId = ctx.newId();
    const openItemId = ctx.newId();
    const source = { type: 'Bill', id: billId };
    const bill = {
      id: billId, companyId, number, supplierId: supplier.id, supplierReference: input.supplierReference, openItemId, billedOn, dueOn, currencyCode,
      purchaseOrderId: orders.size === 1 ? [...orders][0] ?? null : null, netMinor: net, taxMinor: tax, totalMinor: plus(net, tax),
    };
    const differing = lines.flatMap(({ receiptLine: each, net: asked }) => {
      const history = each && histories.get(each.line.id);
      return each && history ? [{ history, difference: minus(asked, each.line.valueMinor) }] : [];
    });
    return {
      rows: [
        openItemRow(accounts, {
          id: openItemId, account: '2000', kind: 'BILL', supplierId: supplier.id, source, number, amount: negate(bill.totalMinor), effectiveOn: billedOn, dueOn,
        }, ctx),
        insert('Bill', bill),
        ...lines.map((line, index) => insert('BillLine', {
          id: ctx.newId(), billId, no: index + 1, receiptLineId: line.receiptLine?.line.id ?? null, productId: line.receiptLine?.line.productId ?? null,
          accountId: line.accountId, description: line.description, quantity: line.quantity, unitCost: line.unitCost, netMinor: line.net, currencyCode,
        })),
        ...billedRows(lines.flatMap((line) => line.receiptLine ?? []), 1),
        ...entryRows(accounts, { kind: 'BILL', effectiveOn: billedOn, source, memo: number, lines: billEntryLines(lines, bill) }, ctx),
        ...correctionRows(pools, accounts, differing, { kind: 'BILL', billId, number }, ctx),
      ],
      events: [{ kind: 'billRecorded', subjectType: 'Bill', subjectId: billId, data: { number, supplierReference: input.supplierReference } }],
      result: { bill: billId },
    };
  },
});
