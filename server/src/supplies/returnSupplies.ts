import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { lotsOut } from '../inventory/lotsInput.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { SupplyNotReturnable, SupplyReturnTooMuch } from './refusals.ts';
import { returnedOf, returnRows } from './rules.ts';

const line = object('ReturnSuppliesLineInput', { lineId: id('SupplyIssueLine'), quantity: quantity(), unitId: optional(id('Unit')), ...lotsOut });

export const returnSupplies = action({
  name: 'returnSupplies', permission: 'supplies.issue',
  describe: 'Takes supplies of an issue back into stock, whole or in part (default: all that is left), at the cost at which they went out.',
  input: { issueId: id('SupplyIssue'), on: optional(day()), reason: text({ max: 1000, lines: true }), lines: optional(list(line, { min: 1 })) },
  refusals: [...postingRefusals, ...stockRefusals, SupplyNotReturnable, SupplyReturnTooMuch],
  payload: { issue: 'record:SupplyIssue', returned: 'record:SupplyIssue' },
  load: async (tx, { issueId, on, lines: given }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const issued = await readRow(tx, 'SupplyIssue', issueId);
    const lines = await selectRows(tx, 'SupplyIssueLine', sql`t."issueId" = ${issueId}`, { orderBy: sql`t.no` });
    const keys = lines.map(({ productId }) => ({ productId, warehouseId: issued.warehouseId }));
    // The pools' locks make two returns wait for each other: what came back is read after them.
    const pools = await loadPools(tx, ctx, keys);
    await loadNamedLots(tx, pools, {
      moveIds: lines.map((each) => each.id),
      named: (given ?? []).flatMap((each) => lines.filter((issuedLine) => issuedLine.id === each.lineId).map(({ productId }) => ({ ...each, productId }))),
    });
    const returned = returnedOf(await selectRows(tx, 'SupplyIssueLine', sql`t."returnsLineId" = ANY(${lines.map((each) => each.id)}::uuid[])`));
    return {
      issued, lines, pools, returned, units: await loadProductUnits(tx, lines.map(({ productId }) => productId)), waiting: await loadWaiting(tx, keys),
      accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'USE', on ?? ctx.today),
    };
  },
  decide: (facts, { on, reason, lines }, ctx) => {
    const { id: returned, rows, value } = returnRows(facts, { on: on ?? ctx.today, reason, lines }, ctx);
    const { issued, number } = facts;
    const data = { number, issue: issued.number, amount: printMoney(value, ctx.company.currencyCode) };
    return {
      rows, result: { issue: issued.id, returned },
      events: [
        { kind: 'suppliesReturned', subjectType: 'SupplyIssue', subjectId: issued.id, reason, data: { ...data, returnId: returned } },
        { kind: 'suppliesReturnPosted', subjectType: 'SupplyIssue', subjectId: returned, reason, data },
        { kind: 'suppliesCredited', subjectType: 'CostObject', subjectId: issued.costObjectId, reason, data },
      ],
    };
  },
});
