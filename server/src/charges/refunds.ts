// Giving money back to customers: drafted, approved above a limit, paid, reversed.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadRates } from '../currencies/rates.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { demandAccountFor, foreignMoney, movedOut } from '../payments/foreignMoney.ts';
import { lockSettled } from '../payments/loadAllocations.ts';
import { loadCashIn, loadCashOut } from '../payments/loadCash.ts';
import { holdPeriods, lockItems } from '../payments/loadItems.ts';
import { allocationRefusals } from '../payments/refusals.ts';
import { unapplyRows } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, companyMoney, day, id, list, money, object, optional, text } from '../shared/input.ts';
import { plus, printMoney } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { update } from '../shared/write.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { requestApprovalRows, useApprovalRows, withdrawRows } from '../work/rules.ts';
import { undoItemEntry } from './itemEntry.ts';
import { loadCharged } from './loadCharge.ts';
import { DebtWrittenOff, NotACredit, RefundApprovalNeeded, RefundApprovalSuffices, RefundExceedsCredit, RefundState } from './refusals.ts';
import { demandDraft, demandPaid, demandRefundable, demandRefundApprovalOpen, demandRefundApproved, draftRows, joined, refundRows, totalOf, worthOf } from './refundRules.ts';

const permission = 'refunds.pay';

export const createRefund = action({
  name: 'createRefund', permission: 'refunds.draft', describe: 'Drafts money that a customer is to get back, of credits in one currency that are open: money on account, overpayments, deposits, credit notes.',
  input: {
    customerId: id('Customer'), parts: list(object('RefundPartInput', { creditItemId: id('OpenItem'), amount: { ...optional(money()), describe: 'In the credit\'s currency; all that is open when left out.' } }), { min: 1, max: 100 }),
    currencyCode: spokenCurrency,
    reason: choice('RefundReason'), note: optional(text({ max: 1000, lines: true })), method: optional(choice('PaymentMethod')), accountId: { ...optional(id('Account')), describe: 'What it is paid from: an account in the currency of the credits, or one of company money; by currency and method when left out.' },
  },
  refusals: [NotACredit, RefundExceedsCredit, CurrencyDiffers], payload: { refund: 'record:Refund' },
  load: async (tx, { customerId, parts, method, accountId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const { customer } = await loadCharged(tx, customerId, ctx);
    const items = await selectRows(tx, 'OpenItem', sql`t.id = ANY(${parts.map(({ creditItemId }) => creditItemId)}::uuid[])`);
    const missing = parts.find(({ creditItemId }) => !items.some((item) => item.id === creditItemId));
    if (missing) throw NotFound({ type: 'OpenItem', id: missing.creditItemId });
    const currencyCode = items.find(({ id: item }) => item === parts[0]?.creditItemId)?.currencyCode ?? ctx.company.currencyCode;
    return { customer, items, currencyCode, cash: await loadCashIn(tx, accounts, { method: method ?? 'BANK', accountId, currencyCode, groupId: customer.groupId }, ctx), number: await takeNumber(tx, ctx, 'RFD', ctx.today) };
  },
  decide: ({ customer, items, currencyCode, cash, number }, { parts, currencyCode: told, reason, note, method }, ctx) => {
    const wanted = parts.flatMap(({ creditItemId, amount }) => {
      const item = items.find((each) => each.id === creditItemId);
      return item ? [{ item, amount: amount ?? openAmount(item) }] : [];
    });
    demandRefundable(wanted, customer.id);
    if (parts.some(({ amount }) => amount)) demandSpoken(told, currencyCode, ctx);
    demandAccountFor(currencyCode, cash.accountId, cash.collections, ctx);
    const empty = wanted.find(({ amount }) => amount === 0n);
    if (empty) throw NotACredit({ number: empty.item.number });
    const refund = ctx.newId();
    const amountMinor = totalOf(wanted);
    return {
      rows: draftRows({
        id: refund, companyId: ctx.company.id, number, customerId: customer.id, reason, note: note ?? null, method: method ?? 'BANK', accountId: cash.accountId, openItemId: null, currencyCode, amountMinor, companyMinor: worthOf(wanted), paidOn: null,
        bankHolder: null, bankAccount: null, bankCode: null, createdById: ctx.viewer.id, createdByName: ctx.viewer.name, paidByName: null, reversedOn: null, reversalReason: null,
      }, wanted, ctx),
      events: [{ kind: 'refundDrafted', subjectType: 'Refund', subjectId: refund, reason: note ?? null, data: { number, amount: printMoney(amountMinor, currencyCode) } }],
      result: { refund },
    };
  },
});

async function loadRefund(tx: Tx, refundId: string, ctx: Context) {
  const refund = await lockRow(tx, 'Refund', refundId);
  const { customer } = await loadCharged(tx, refund.customerId, ctx);
  return {
    refund, customer, parts: await selectRows(tx, 'RefundPart', sql`t."refundId" = ${refundId}`, { orderBy: sql`t.no` }),
    approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${refundId} AND t.kind = 'REFUND'`, { lock: true }), limits: await selectRows(tx, 'ApprovalLimit', sql`t.kind = 'REFUND'`),
  };
}

export const requestRefundApproval = action({
  name: 'requestRefundApproval', permission: 'refunds.draft', describe: 'Asks a second person to let a refund be paid that is beyond what one may pay alone.',
  input: { refundId: id('Refund'), reason: text({ max: 1000, lines: true }) },
  refusals: [RefundState, RefundApprovalSuffices, ApprovalPending], payload: { refund: 'record:Refund', approval: 'record:Approval' },
  load: (tx, { refundId }, ctx) => loadRefund(tx, refundId, ctx),
  decide: ({ refund, customer, approvals, limits }, { reason }, ctx) => {
    demandDraft(refund);
    demandRefundApprovalOpen(refund, limits, approvals, ctx.viewer);
    const asked = requestApprovalRows({
      kind: 'REFUND', subject: { type: 'Refund', id: refund.id }, amount: refund.companyMinor, reason, draftedById: refund.createdById,
      facts: { number: refund.number, customer: customer.name, total: printMoney(refund.amountMinor, refund.currencyCode) },
    }, approvals, ctx);
    return { rows: asked.rows, events: [...asked.events, { kind: 'refundApprovalRequested', subjectType: 'Refund', subjectId: refund.id, reason }], result: { refund: refund.id, approval: asked.id } };
  },
});

export const payRefund = action({
  name: 'payRefund', permission, describe: 'Pays a refund: the money leaves its account, and the credits are used up by it. Never more than is open of them then. In another currency it is at the rate of its day, or at what the bank took; what its credits stood at otherwise is realised.',
  input: {
    refundId: id('Refund'), paidOn: { ...optional(day()), describe: 'Today when left out.' },
    companyAmount: { ...optional(companyMoney()), describe: 'Of another currency: what the bank took for it; by the rate of its day when left out.' },
  },
  refusals: [...postingRefusals, ...allocationRefusals, ...rateRefusals, RefundState, RefundApprovalNeeded, RefundExceedsCredit, NotACredit], payload: { refund: 'record:Refund' },
  load: async (tx, { refundId, paidOn, companyAmount }, ctx) => {
    const on = paidOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    const { method, accountId, currencyCode, amountMinor: amount } = await readRow(tx, 'Refund', refundId);
    const { collections, held } = await loadCashOut(tx, accounts, { method, accountId, currencyCode }, ctx);
    const foreign = foreignMoney({ amount, currencyCode, companyAmount: companyAmount ?? null, on, accountId }, await loadRates(tx, ctx, [on]), collections, ctx);
    await holdPeriod(tx, ctx, on);
    const loaded = await loadRefund(tx, refundId, ctx);
    const ids = loaded.parts.map(({ creditItemId }) => creditItemId);
    await holdPeriods(tx, ctx, on, await selectRows(tx, 'OpenItem', sql`t.id = ANY(${ids}::uuid[])`));
    const items = await lockItems(tx, ids);
    return { ...loaded, on, accounts, held, foreign, items, account: await loadCredit(tx, loaded.refund.customerId) };
  },
  decide: ({ refund, customer, parts, approvals, limits, on, accounts, held, foreign, items, account }, _input, ctx) => {
    demandDraft(refund);
    const approval = demandRefundApproved(refund, limits, approvals, ctx);
    const wanted = joined(parts, items);
    demandRefundable(wanted, customer.id);
    const paid = refundRows(accounts, { refund, wanted, customer, account, on, foreign, ...movedOut(refund.accountId, refund.amountMinor, foreign, held) }, ctx);
    return { rows: [...paid.rows, ...(approval ? useApprovalRows(approval) : [])], events: paid.events, result: { refund: refund.id } };
  },
});

export const cancelRefund = action({
  name: 'cancelRefund', permission: 'refunds.draft', describe: 'Gives up a drafted refund; the credits stay as they are.',
  input: { refundId: id('Refund'), reason: text({ max: 1000, lines: true }) }, refusals: [RefundState], payload: { refund: 'record:Refund' },
  load: (tx, { refundId }, ctx) => loadRefund(tx, refundId, ctx),
  decide: ({ refund, approvals }, { reason }) => {
    demandDraft(refund);
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [update('Refund', refund.id, { status: 'CANCELLED', version: refund.version + 1 }), ...withdrawn.rows],
      events: [...withdrawn.events, { kind: 'refundCancelled', subjectType: 'Refund', subjectId: refund.id, reason }], result: { refund: refund.id },
    };
  },
});

export const reverseRefund = action({
  name: 'reverseRefund', permission, describe: 'Undoes a refund, dated today, as when the bank sends the money back: the credits are open again.',
  input: { refundId: id('Refund'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, RefundState, DebtWrittenOff], payload: { refund: 'record:Refund' },
  load: async (tx, { refundId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const { refund, parts } = await loadRefund(tx, refundId, ctx);
    demandPaid(refund);
    const openItemId = refund.openItemId ?? '';
    const { items, allocations } = await lockSettled(tx, 'debitItemId', openItemId, parts.map(({ creditItemId }) => creditItemId));
    const account = await loadCredit(tx, refund.customerId);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${refundId} AND t.kind = 'REFUND'`);
    const item = items.get(openItemId);
    if (!entry || !item) throw new Error(`refund ${refundId} lacks its entry`);
    return { accounts, refund, items, item, allocations, account, entry, lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` }) };
  },
  decide: ({ accounts, refund, items, item, allocations, account, entry, lines }, { reason }, ctx) => {
    const settled = plus(item.openMinor, ...allocations.map(({ allocation }) => allocation.amountMinor));
    if (settled !== refund.amountMinor) throw DebtWrittenOff({ number: refund.number });
    const data = { number: refund.number, amount: printMoney(refund.amountMinor, refund.currencyCode) };
    return {
      rows: [
        ...allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, ctx)),
        ...undoItemEntry(accounts, { entry, lines, item, account, on: ctx.today, source: { type: 'Refund', id: refund.id } }, ctx),
        update('Refund', refund.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason, version: refund.version + 1 }),
      ],
      events: [{ kind: 'refundReversed', subjectType: 'Refund', subjectId: refund.id, reason, data }, { kind: 'refundReversed', subjectType: 'Customer', subjectId: refund.customerId, reason, data: { ...data, refundId: refund.id } }],
      result: { refund: refund.id },
    };
  },
});
