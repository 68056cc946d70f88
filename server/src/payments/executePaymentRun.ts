import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadRates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { loadBlocked } from '../payables/loadBlocked.ts';
import { demandUnblocked } from '../payables/match.ts';
import { action } from '../shared/action.ts';
import { companyMoney, id, optional, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { requestApprovalRows, useApprovalRows } from '../work/rules.ts';
import { loadCashOut } from './loadCash.ts';
import { holdPeriods, lockItems } from './loadItems.ts';
import { loadRun } from './loadPaymentRun.ts';
import { demandDraft, demandRunApprovalOpen, demandRunApproved, payRows, worthOfRun } from './paymentRunRules.ts';
import { allocationRefusals, PaymentRunApprovalNeeded, PaymentRunApprovalSuffices, PaymentRunState } from './refusals.ts';

export const executePaymentRun = action({
  name: 'executePaymentRun', permission: 'payments.out',
  describe: 'Pays what a run proposes: one payment a supplier, all or none. Whatever has been paid or blocked since is refused by its number.',
  input: { paymentRunId: id('PaymentRun'), companyAmount: { ...optional(companyMoney()), describe: 'Of a run in another currency: what the bank takes for all of it; by the rate of its day when left out.' } },
  refusals: [...postingRefusals, ...allocationRefusals, ...rateRefusals, PaymentRunState, PaymentRunApprovalNeeded], payload: { paymentRun: 'record:PaymentRun' },
  load: async (tx, { paymentRunId, companyAmount }, ctx) => {
    const [known] = await selectRows(tx, 'PaymentRun', sql`t.id = ${paymentRunId}`);
    if (known) await holdPeriod(tx, ctx, known.payOn);
    const loaded = await loadRun(tx, paymentRunId);
    demandDraft(loaded.run);
    const accounts = await loadAccounts(tx, ctx);
    const { accountId, currencyCode, payOn } = loaded.run;
    const { collections, held } = await loadCashOut(tx, accounts, { method: 'BANK', accountId, currencyCode }, ctx);
    if (companyAmount && currencyCode === ctx.company.currencyCode) throw fieldRefused(['companyAmount'], 'same_currency');
    const money = { collections, held, rates: await loadRates(tx, ctx, [payOn]), companyAmount: companyAmount ?? null };
    const found = await selectRows(tx, 'OpenItem', sql`t.id = ANY(${loaded.lines.map((each) => each.openItemId)}::uuid[])`);
    await holdPeriods(tx, ctx, loaded.run.payOn, found);
    const items = await lockItems(tx, found.map((each) => each.id));
    const blocked = await loadBlocked(tx, loaded.lines.map(({ billId }) => billId));
    const numbers: string[] = [];
    for (const _supplier of new Set(loaded.lines.map(({ supplierId }) => supplierId))) numbers.push(await takeNumber(tx, ctx, 'PAY', loaded.run.payOn));
    return { ...loaded, items: new Map(items.map((item) => [item.id, item])), accounts, money, blocked, numbers };
  },
  decide: ({ run, lines, items, accounts, money, blocked, approvals, limits, numbers }, _input, ctx) => {
    demandDraft(run);
    const [first] = blocked;
    if (first) demandUnblocked(first, first.block);
    const approval = demandRunApproved(run, limits, approvals, ctx);
    const paid = payRows(run, lines, items, numbers, accounts, money, ctx);
    return {
      rows: [
        ...paid.rows, ...(approval ? useApprovalRows(approval) : []),
        update('PaymentRun', run.id, { status: 'EXECUTED', executedOn: ctx.today, executedById: ctx.viewer.id, version: run.version + 1 }),
      ],
      events: [...paid.events, { kind: 'paymentRunExecuted', subjectType: 'PaymentRun', subjectId: run.id, data: { number: run.number, payments: paid.payments } }],
      result: { paymentRun: run.id },
    };
  },
});

export const requestRunApproval = action({
  name: 'requestRunApproval', permission: 'payments.out',
  describe: 'Asks a second person to let a run be executed whose amount is beyond what the own role may pay alone.',
  input: { paymentRunId: id('PaymentRun'), reason: text({ max: 1000, lines: true }) },
  refusals: [PaymentRunState, PaymentRunApprovalSuffices, ApprovalPending], payload: { paymentRun: 'record:PaymentRun', approval: 'record:Approval' },
  load: (tx, { paymentRunId }) => loadRun(tx, paymentRunId),
  decide: ({ run, lines, approvals, limits }, { reason }, ctx) => {
    demandDraft(run);
    demandRunApprovalOpen(run, limits, approvals, ctx.viewer);
    const asked = requestApprovalRows({
      kind: 'PAYMENT_RUN', subject: { type: 'PaymentRun', id: run.id }, amount: worthOfRun(run), reason,
      facts: { number: run.number, runTotal: printMoney(run.totalMinor, run.currencyCode), bills: String(lines.length), suppliers: String(new Set(lines.map(({ supplierId }) => supplierId)).size) },
    }, approvals, ctx);
    return {
      rows: asked.rows,
      events: [...asked.events, { kind: 'paymentRunApprovalRequested', subjectType: 'PaymentRun', subjectId: run.id, reason }],
      result: { paymentRun: run.id, approval: asked.id },
    };
  },
});
