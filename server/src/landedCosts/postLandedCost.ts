import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { correctCosts } from '../inventory/correctCosts.ts';
import { loadPools } from '../inventory/loadPools.ts';
import { stockRefusals } from '../inventory/refusals.ts';
import { ReceiptReversed } from '../purchasing/refusals.ts';
import { action } from '../shared/action.ts';
import { plus, printMoney } from '../shared/money.ts';
import { readRow } from '../shared/rows.ts';
import { insert } from '../shared/write.ts';
import { landedCostFields } from './landedCostInput.ts';
import { loadBearers } from './loadBearers.ts';
import { NothingToShareBy, SharesDiffer } from '../shared/sharedRefusals.ts';
import { ReceiptNotStocked, WeightMissing } from './refusals.ts';
import { chosen, sharesOf } from './rules.ts';

export const postLandedCost = action({
  name: 'postLandedCost', permission: 'landedCosts.post',
  describe: 'Adds freight, duty, insurance or other charges to the cost of goods received, divided among receipt lines. It is dated today; '
    + 'what of it belongs to goods that have left goes to the cost of their orders. Until a bill settles it, it is accrued.',
  input: landedCostFields,
  refusals: [...postingRefusals, ...stockRefusals, ReceiptReversed, ReceiptNotStocked, SharesDiffer, WeightMissing, NothingToShareBy],
  payload: { landedCost: 'record:LandedCost' },
  load: async (tx, { supplierId, lines }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const supplier = supplierId ? await readRow(tx, 'Supplier', supplierId) : undefined;
    const bearers = await loadBearers(tx, lines.map(({ receiptLineId }) => receiptLineId), true);
    const pools = await loadPools(tx, ctx, bearers.filter(({ isStocked }) => isStocked).map(({ line, receipt }) => ({ productId: line.productId, warehouseId: receipt.warehouseId })));
    return { supplier, bearers, pools, accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'LDC', ctx.today) };
  },
  decide: ({ supplier, bearers, pools, accounts, number }, input, ctx) => {
    const { currencyCode, id: companyId } = ctx.company;
    const total = plus(...input.charges.map(({ amount }) => amount));
    const shares = sharesOf(total, input.basis, input.lines, chosen(input.lines, bearers), currencyCode);
    const landedCostId = ctx.newId();
    const source = { type: 'LandedCost', id: landedCostId };
    const supplierId = supplier?.id ?? null;
    const differences = shares.map(({ line, receipt, share }) => ({ moveId: line.id, productId: line.productId, warehouseId: receipt.warehouseId, difference: share }));
    const corrected = correctCosts(pools, differences, { source, counter: { account: '2310', supplierId } }, ctx);
    return {
      rows: [
        insert('LandedCost', {
          id: landedCostId, companyId, number, supplierId, chargedOn: ctx.today, basis: input.basis, status: 'POSTED', note: input.note ?? null, currencyCode, totalMinor: total,
        }),
        ...input.charges.map(({ kind, description, amount }, index) => insert('LandedCostCharge', {
          id: ctx.newId(), landedCostId, no: index + 1, kind, description: description ?? null, amountMinor: amount, currencyCode,
        })),
        ...shares.map(({ line, receipt, measure, share }, index) => insert('LandedCostLine', {
          id: ctx.newId(), landedCostId, no: index + 1, receiptLineId: line.id, productId: line.productId, warehouseId: receipt.warehouseId, measure, shareMinor: share, currencyCode,
        })),
        ...corrected.rows,
        ...entryRows(accounts, { kind: 'LANDED_COST', effectiveOn: ctx.today, source, memo: number, lines: corrected.lines }, ctx),
        ...pools.changes(),
      ],
      events: [
        { kind: 'landedCostPosted', subjectType: 'LandedCost', subjectId: landedCostId, reason: input.note, data: { number, amount: printMoney(total, currencyCode) } },
        ...[...new Set(shares.map(({ receipt }) => receipt.id))].map((id) => ({ kind: 'landedCostPosted', subjectType: 'Receipt', subjectId: id, data: { landedCostId, number } })),
      ],
      result: { landedCost: landedCostId },
    };
  },
});
