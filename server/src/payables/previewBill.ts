import sql from 'sql-template-tag';
import { plus, zero, type Minor } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { loadReceivables } from './loadBilled.ts';
import { expenseDrafts, netOf, receiptLineDrafts, landedDrafts, type GivenExpense, type GivenLanded, type GivenReceiptLine } from './rules.ts';

interface Asked { supplierId: string; receiptLines?: GivenReceiptLine[] | null; expenseLines?: GivenExpense[] | null; landedCostLines?: GivenLanded[] | null; tax?: Minor | null }
export interface BillPreview { lines: { description: string; net: Minor; received: Minor | null }[]; net: Minor; tax: Minor; total: Minor; received: Minor }

/** What a bill would come to, without writing anything. Refuses as recording it would. */
export async function previewBill(input: Asked, ctx: Context): Promise<BillPreview> {
  const supplier = await readRow(ctx.db, 'Supplier', input.supplierId);
  const given = input.receiptLines ?? [];
  const known = await loadReceivables(ctx.db, given.map((line) => line.receiptLineId), false);
  const accounts = await selectRows(ctx.db, 'Account', sql`t.id = ANY(${(input.expenseLines ?? []).map((line) => line.accountId)}::uuid[])`);
  const landed = await selectRows(ctx.db, 'LandedCost', sql`t.id = ANY(${(input.landedCostLines ?? []).map((line) => line.landedCostId)}::uuid[])`);
  const lines = [...receiptLineDrafts(given, known, supplier, ctx.company.currencyCode), ...expenseDrafts(input.expenseLines ?? [], accounts, ctx.company.currencyCode), ...landedDrafts(input.landedCostLines ?? [], landed, ctx.company.currencyCode)];
  const tax = input.tax ?? zero;
  const shown = lines.map(({ description, net, receiptLine, cleared }) => ({ description, net, received: receiptLine ? cleared : null }));
  return { lines: shown, net: netOf(lines), tax, total: plus(netOf(lines), tax), received: plus(...shown.map((line) => line.received ?? zero)) };
}
