import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored, moveOpenItem } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { settleLandedCost } from '../landedCosts/settleLandedCost.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { minus, negate } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { withdrawRows } from '../work/rules.ts';
import { loadReceivables, poolKeysOf } from './loadBilled.ts';
import { BillCredited, BillReversed, BillSettled } from './refusals.ts';
import { billedRows, correctionRows, demandReversibleBill, differenceOf, worthOfLine } from './rules.ts';

export const reverseBill = action({
  name: 'reverseBill', permission: 'payables.post',
  describe: 'Takes a bill back on which nothing is paid: nothing is owed for it, and its goods wait for a bill again.',
  input: { billId: id('Bill'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, BillReversed, BillSettled, BillCredited], payload: { bill: 'record:Bill' },
  load: async (tx, { billId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    if (on && on !== ctx.today) await holdPeriod(tx, ctx, ctx.today);
    const lines = await selectRows(tx, 'BillLine', sql`t."billId" = ${billId}`);
    const received = await loadReceivables(tx, lines.flatMap((line) => line.receiptLineId ?? []), true);
    const bill = await lockRow(tx, 'Bill', billId);
    const item = await lockRow(tx, 'OpenItem', (await readRow(tx, 'OpenItem', bill.openItemId)).id);
    demandReversibleBill(bill, item);
    const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${billId} AND t."reversesEntryId" IS NULL`, { orderBy: sql`t."sourceRevision"` });
    const pools = await loadPools(tx, ctx, entries.length > 1 ? poolKeysOf(received) : []);
    const [credit] = await selectRows(tx, 'SupplierCredit', sql`t.status = 'POSTED' AND (t."billId" = ${billId}
      OR t.id IN (SELECT c."supplierCreditId" FROM "SupplierCreditLine" c WHERE c."billLineId" = ANY(${lines.map((line) => line.id)}::uuid[])))`);
    if (credit) throw BillCredited({ number: bill.number, creditNumber: credit.number });
    const settled = lines.flatMap((line) => line.landedCostId ?? []);
    return {
      landed: await selectRows(tx, 'LandedCost', sql`t.id = ANY(${settled}::uuid[])`, { lock: true }),
      bill, item, exceptions: await selectRows(tx, 'BillException', sql`t."billId" = ${billId}`),
      approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${billId}`, { lock: true }), lines, received, entries, pools, accounts: await loadAccounts(tx, ctx),
      entryLines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entries[0]?.id ?? billId}`, { orderBy: sql`t.no` }),
    };
  },
  decide: ({ landed, bill, item, exceptions, approvals, lines, received, entries, entryLines, pools, accounts }, { reason, on }, ctx) => {
    const effectiveOn = on ?? ctx.today;
    if (effectiveOn < bill.billedOn) throw fieldRefused(['on'], 'day_before', { day: bill.billedOn });
    const [entry, correction] = entries;
    const withdrawn = withdrawRows(approvals);
    const differing = received.flatMap((each) => {
      const billed = lines.find(({ receiptLineId }) => receiptLineId === each.line.id);
      return billed && correction ? [differenceOf(each, minus(billed.clearedMinor ?? worthOfLine(billed), worthOfLine(billed)))] : [];
    });
    return {
      rows: [
        update('Bill', bill.id, { status: 'REVERSED', reversedOn: effectiveOn }),
        ...billedRows(received, -1),
        ...exceptions.filter((each) => each.status === 'OPEN').map((each) => update('BillException', each.id, { status: 'CLOSED', version: each.version + 1 })),
        ...withdrawn.rows,
        ...lines.flatMap((line) => landed.filter(({ id }) => id === line.landedCostId).map((each) => settleLandedCost(each, negate(worthOfLine(line))).row)),
        moveOpenItem(item, negate(item.openMinor)),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn, source: { type: 'Bill', id: bill.id }, memo: bill.number, lines: mirrored(entryLines),
          ...(entry ? { reversesEntryId: entry.id } : {}),
        }, ctx),
        ...correctionRows(pools, accounts, differing, {
          kind: 'REVERSAL', billId: bill.id, number: bill.number, ...(correction ? { reversesEntryId: correction.id } : {}),
        }, ctx),
      ],
      events: [{ kind: 'billReversed', subjectType: 'Bill', subjectId: bill.id, reason, data: { number: bill.number } }, ...withdrawn.events],
      result: { bill: bill.id },
    };
  },
});
