import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored, moveOpenItem } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadHistories } from '../inventory/loadLateCosts.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { minus, negate } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { loadReceivables, poolKeysOf } from './loadBilled.ts';
import { BillReversed, BillSettled } from './refusals.ts';
import { billedRows, correctionRows, demandReversibleBill } from './rules.ts';

export const reverseBill = action({
  name: 'reverseBill', permission: 'payables.post',
  describe: 'Takes a bill back on which nothing is paid: nothing is owed for it, and its goods wait for a bill again.',
  input: { billId: id('Bill'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, BillReversed, BillSettled], payload: { bill: 'record:Bill' },
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
    return {
      bill, item, lines, received, entries, pools, accounts: await loadAccounts(tx, ctx),
      entryLines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entries[0]?.id ?? billId}`, { orderBy: sql`t.no` }),
      histories: await loadHistories(tx, entries.length > 1 ? received.map(({ line }) => line.id) : []),
    };
  },
  decide: ({ bill, item, lines, received, entries, entryLines, pools, histories, accounts }, { reason, on }, ctx) => {
    const effectiveOn = on ?? ctx.today;
    if (effectiveOn < bill.billedOn) throw fieldRefused(['on'], 'day_before', { day: bill.billedOn });
    const [entry, correction] = entries;
    const differing = received.flatMap(({ line }) => {
      const history = histories.get(line.id);
      const billed = lines.find((each) => each.receiptLineId === line.id);
      return history && billed ? [{ history, difference: minus(line.valueMinor, billed.netMinor) }] : [];
    });
    return {
      rows: [
        update('Bill', bill.id, { status: 'REVERSED', reversedOn: effectiveOn }),
        ...billedRows(received, -1),
        moveOpenItem(item, negate(item.openMinor)),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn, source: { type: 'Bill', id: bill.id }, memo: bill.number, lines: mirrored(entryLines),
          ...(entry ? { reversesEntryId: entry.id } : {}),
        }, ctx),
        ...correctionRows(pools, accounts, differing, {
          kind: 'REVERSAL', billId: bill.id, number: bill.number, ...(correction ? { reversesEntryId: correction.id } : {}),
        }, ctx),
      ],
      events: [{ kind: 'billReversed', subjectType: 'Bill', subjectId: bill.id, reason, data: { number: bill.number } }],
      result: { bill: bill.id },
    };
  },
});
