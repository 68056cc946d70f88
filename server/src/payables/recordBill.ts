import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { LandedCostReversed, LandedCostSettled } from '../landedCosts/refusals.ts';
import { ReceiptReversed } from '../purchasing/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, money, moneyOrZero, object, optional, quantity, text, unitPrice } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { loadBillLimits } from './billApproval.ts';
import { decideBill } from './billRows.ts';
import { loadReceivables, poolKeysOf } from './loadBilled.ts';
import { paperInput, paperMoney } from '../currencies/paperMoney.ts';
import { BillEmpty, BillKnown, ControlAccountBilled, ReceiptLineBilled, ReceiptOfOther } from './refusals.ts';

const receiptLine = object('BillReceiptLineInput', {
  receiptLineId: id('ReceiptLine'), quantity: { ...optional(quantity()), describe: 'Units that the bill asks for; default: all that no bill has taken.' },
  taxCodeId: optional(id('TaxCode')), unitCost: { ...optional(unitPrice()), describe: 'What the supplier asks; default: what was ordered.' },
});
const expenseLine = object('BillExpenseLineInput', {
  accountId: id('Account'), description: text({ max: 300 }), net: money(), taxCodeId: optional(id('TaxCode')),
  orderId: { ...optional(id('Order')), describe: 'A cost of this order alone.' }, costCategoryId: { ...optional(id('CostCategory')), describe: 'Default: the category of the account.' },
});
const landedCostLine = object('BillLandedCostLineInput', { landedCostId: id('LandedCost'), net: money() });
/** The part of a bill that its amounts follow from. */
export const amountFields = { receiptLines: optional(list(receiptLine)), expenseLines: optional(list(expenseLine)),
  landedCostLines: { ...optional(list(landedCostLine)), describe: 'Freight and duty that were accrued, and are settled by it.' }, tax: optional(moneyOrZero()) };

export const recordBill = action({
  name: 'recordBill', permission: 'payables.post',
  describe: 'Records a supplier\'s bill: for goods that came, whole or in parts, and for expenses. It is compared with what was ordered and received; '
    + 'beyond tolerance, or beyond what the recorder\'s role may let be paid alone, it is not paid before somebody else has said so. A price that differs from what was received goes to the goods still there and to the cost of those that left.',
  input: {
    supplierId: id('Supplier'), supplierReference: text({ max: 100 }), billedOn: optional(day()), ...paperInput,
    dueOn: { ...optional(day()), describe: 'Default: by the supplier\'s payment term.' }, ...amountFields,
  },
  refusals: [...postingRefusals, ...stockRefusals, ...rateRefusals, BillEmpty, BillKnown, ControlAccountBilled, ReceiptLineBilled, ReceiptOfOther, ReceiptReversed, LandedCostReversed, LandedCostSettled],
  payload: { bill: 'record:Bill' },
  load: async (tx, input, ctx) => {
    const billedOn = input.billedOn ?? ctx.today;
    await holdPeriod(tx, ctx, billedOn);
    const supplier = await readRow(tx, 'Supplier', input.supplierId);
    const money = paperMoney(input, billedOn, await loadRates(tx, ctx, [billedOn]), ctx);
    const given = input.receiptLines ?? [];
    const received = await loadReceivables(tx, given.map((line) => line.receiptLineId), true);
    for (const { orderId, costCategoryId } of input.expenseLines ?? []) {
      if (orderId) await readRow(tx, 'Order', orderId);
      if (costCategoryId) await readRow(tx, 'CostCategory', costCategoryId);
    }
    // Bills of a supplier's number wait for each other, so that the same paper is known the second time.
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bill ${supplier.id} ${input.supplierReference}`}, 0))`);
    const [known] = await selectRows(tx, 'Bill', sql`t."supplierId" = ${supplier.id} AND t."supplierReference" = ${input.supplierReference} AND t.status = 'POSTED'`);
    const differs = money.rate !== null ? given.length > 0 : given.some((line) => line.unitCost != null);
    if (differs && billedOn !== ctx.today) await holdPeriod(tx, ctx, ctx.today);
    const pools = await loadPools(tx, ctx, differs ? poolKeysOf(received) : []);
    return {
      supplier, money, received, known, pools, tolerances: await selectRows(tx, 'MatchTolerance', sql`TRUE`), limits: await loadBillLimits(tx),
      accounts: await loadAccounts(tx, ctx),
      expenseAccounts: await selectRows(tx, 'Account', sql`t.id = ANY(${(input.expenseLines ?? []).map((line) => line.accountId)}::uuid[])`),
      landed: await selectRows(tx, 'LandedCost', sql`t.id = ANY(${(input.landedCostLines ?? []).map((line) => line.landedCostId)}::uuid[])`, { lock: true }),
      taxCodes: await selectRows(tx, 'TaxCode', sql`t.id = ANY(${[...given, ...input.expenseLines ?? []].flatMap((line) => line.taxCodeId ?? [])}::uuid[])`),
      number: await takeNumber(tx, ctx, 'BIL', billedOn),
    };
  },
  decide: decideBill,
});
