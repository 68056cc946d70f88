import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { oneAllocationAtATime } from './allocateCosts.ts';
import { demandAllocationReversible } from './allocation.ts';
import { AllocatedSince, CostAllocationReversed } from './refusals.ts';

export const reverseCostAllocation = action({
  name: 'reverseCostAllocation', permission: 'profit.post',
  describe: 'Takes an allocation back on the day that it bears, so that its period shows it no more. Of the same period the newest comes first.',
  input: { costAllocationId: id('CostAllocation'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, CostAllocationReversed, AllocatedSince], payload: { costAllocation: 'record:CostAllocation' },
  load: async (tx, { costAllocationId }, ctx) => {
    const { endsOn } = await readRow(tx, 'CostAllocation', costAllocationId);
    await holdPeriod(tx, ctx, endsOn);
    await oneAllocationAtATime(tx, ctx);
    const allocation = await lockRow(tx, 'CostAllocation', costAllocationId);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${allocation.id} AND t.kind = 'ALLOCATION'`);
    return {
      allocation, entry, accounts: await loadAccounts(tx, ctx), lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry?.id ?? null}`, { orderBy: sql`t.no` }),
      later: await selectRows(tx, 'CostAllocation', sql`t."companyId" = ${ctx.company.id} AND t.status = 'POSTED' AND t."startsOn" = ${allocation.startsOn} AND t."endsOn" = ${allocation.endsOn}
        AND t.id > ${allocation.id}`, { orderBy: sql`t.id DESC` }),
    };
  },
  decide: ({ allocation, entry, accounts, lines, later }, { reason }, ctx) => {
    demandAllocationReversible(allocation, later);
    return {
      rows: [
        update('CostAllocation', allocation.id, { status: 'REVERSED', reversedOn: allocation.endsOn }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: allocation.endsOn, source: { type: 'CostAllocation', id: allocation.id }, memo: allocation.number, lines: mirrored(lines), ...(entry ? { reversesEntryId: entry.id } : {}),
        }, ctx),
      ],
      events: [{ kind: 'costAllocationReversed', subjectType: 'CostAllocation', subjectId: allocation.id, reason, data: { number: allocation.number } }],
      result: { costAllocation: allocation.id },
    };
  },
});
