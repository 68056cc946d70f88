import sql from 'sql-template-tag';
import { loadRates } from '../currencies/rates.ts';
import { plus, zero, type Minor } from '../shared/money.ts';
import type { FxRate } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { loadReceivables } from './loadBilled.ts';
import { paperMoney, worthOf } from '../currencies/paperMoney.ts';
import { expenseDrafts, netOf, receiptLineDrafts, landedDrafts, worthLines, type GivenExpense, type GivenLanded, type GivenReceiptLine } from './rules.ts';

interface Asked {
  supplierId: string; billedOn?: Day | null; currencyCode?: string | null; exchangeRate?: FxRate | null; rateSource?: string | null;
  receiptLines?: GivenReceiptLine[] | null; expenseLines?: GivenExpense[] | null; landedCostLines?: GivenLanded[] | null; tax?: Minor | null;
}
interface Said { minor: Minor; currencyCode: string }
export interface BillPreview { lines: { description: string; net: Said; received: Minor | null }[]; net: Said; tax: Said; total: Said; received: Minor; exchangeRate: FxRate | null; worth: Minor }

/** What a bill would come to, without writing anything. Refuses as recording it would. */
export async function previewBill(input: Asked, ctx: Context): Promise<BillPreview> {
  const supplier = await readRow(ctx.db, 'Supplier', input.supplierId);
  const billedOn = input.billedOn ?? ctx.today;
  const money = paperMoney(input, billedOn, await loadRates(ctx.db, ctx, [billedOn]), ctx);
  const { currencyCode } = money;
  const given = input.receiptLines ?? [];
  const known = await loadReceivables(ctx.db, given.map((line) => line.receiptLineId), false);
  const accounts = await selectRows(ctx.db, 'Account', sql`t.id = ANY(${(input.expenseLines ?? []).map((line) => line.accountId)}::uuid[])`);
  const landed = await selectRows(ctx.db, 'LandedCost', sql`t.id = ANY(${(input.landedCostLines ?? []).map((line) => line.landedCostId)}::uuid[])`);
  const drafts = [...receiptLineDrafts(given, known, supplier, money), ...expenseDrafts(input.expenseLines ?? [], accounts, currencyCode), ...landedDrafts(input.landedCostLines ?? [], landed, currencyCode)];
  const tax = input.tax ?? zero;
  const worth = worthOf(drafts.map((line) => line.net), tax, money);
  const lines = worthLines(drafts, worth);
  const said = (amount: Minor): Said => ({ minor: amount, currencyCode });
  const received = lines.map(({ receiptLine, cleared }) => (receiptLine ? cleared : null));
  return {
    lines: lines.map(({ description, net }, index) => ({ description, net: said(net), received: received[index] ?? null })), net: said(netOf(lines)), tax: said(tax), total: said(plus(netOf(lines), tax)),
    received: plus(...received.map((each) => each ?? zero)), exchangeRate: money.rate, worth: worth.total,
  };
}
