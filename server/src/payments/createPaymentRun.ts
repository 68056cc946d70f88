import sql from 'sql-template-tag';
import { loadAccounts, takeNumber } from '../accounting/books.ts';
import { openAmount } from '../accounting/post.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { action } from '../shared/action.ts';
import { currency, day, id, integer, list, money, object, optional } from '../shared/input.ts';
import { demandVersion, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';
import { withdrawRows } from '../work/rules.ts';
import { loadBlocked } from '../payables/loadBlocked.ts';
import { demandUnblocked } from '../payables/match.ts';
import { BillBlocked } from '../payables/refusals.ts';
import { currencyOfAccount, demandAccountFor } from './foreignMoney.ts';
import { loadCashAccount } from './loadCash.ts';
import { itemsOf } from './loadItems.ts';
import { loadDue, loadRun } from './loadPaymentRun.ts';
import { demandDraft, runLines } from './paymentRunRules.ts';
import { AllocationCurrency, AllocationExceedsInvoice, PaymentRunEmpty, PaymentRunState } from './refusals.ts';

export const createPaymentRun = action({
  name: 'createPaymentRun', permission: 'payments.out',
  describe: 'Proposes to pay what is due by a day: bills that may be paid and that no other run is about to pay. Nothing is paid before it is executed.',
  input: {
    dueUntil: day(), payOn: { ...optional(day()), describe: 'Today when left out.' },
    accountId: { ...optional(id('Account')), describe: 'The bank account that the money leaves; default: Bank.' },
    currencyCode: { ...optional(currency()), describe: 'Of the bills that it pays; the account\'s when left out.' },
    supplierIds: { ...optional(list(id('Supplier'), { max: 200 })), describe: 'All suppliers when left out.' },
  },
  refusals: [PaymentRunEmpty, AllocationExceedsInvoice], payload: { paymentRun: 'record:PaymentRun' },
  load: async (tx, { dueUntil, accountId, currencyCode: asked, supplierIds }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    // Two proposals at once do not propose the same bill.
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('payment run', 0))`);
    const collections = await selectRows(tx, 'CollectionAccount', sql`t."companyId" = ${ctx.company.id}`);
    const from = await loadCashAccount(tx, accounts, 'BANK', accountId);
    const currencyCode = asked ?? currencyOfAccount(from, collections, ctx);
    demandAccountFor(currencyCode, from, collections, ctx);
    const due = await loadDue(tx, dueUntil, currencyCode, supplierIds ?? null);
    const items = await selectRows(tx, 'OpenItem', sql`t.id = ANY(${due.map((each) => each.openItemId)}::uuid[])`);
    return { accountId: from, currencyCode, due, items, number: await takeNumber(tx, ctx, 'RUN', ctx.today) };
  },
  decide: ({ accountId, currencyCode, due, items, number }, { dueUntil, payOn }, ctx) => {
    if (due.length === 0) throw PaymentRunEmpty({ dueUntil });
    const paymentRun = ctx.newId();
    const { id: companyId } = ctx.company;
    const wanted = due.flatMap(({ billId, supplierId, openItemId }) => {
      const item = items.find((each) => each.id === openItemId);
      return item ? [{ billId, supplierId, item, amount: openAmount(item) }] : [];
    });
    const { rows, total, worth } = runLines(paymentRun, wanted, [], currencyCode, ctx.newId);
    return {
      rows: [
        insert('PaymentRun', {
          id: paymentRun, companyId, number, accountId, dueUntil, payOn: payOn ?? ctx.today, currencyCode, totalMinor: total, companyTotalMinor: currencyCode === ctx.company.currencyCode ? null : worth, createdById: ctx.viewer.id,
          executedOn: null, executedById: null,
        }),
        ...rows,
      ],
      events: [{ kind: 'paymentRunCreated', subjectType: 'PaymentRun', subjectId: paymentRun, data: { number } }],
      result: { paymentRun },
    };
  },
});

export const updatePaymentRun = action({
  name: 'updatePaymentRun', describe: 'Changes what a proposed run pays, and when. Lines replace all lines; an approval that was given falls.', permission: 'payments.out',
  input: {
    paymentRunId: id('PaymentRun'), version: integer(), payOn: optional(day()), currencyCode: spokenCurrency,
    lines: optional(list(object('PaymentRunLineInput', { billId: id('Bill'), amount: money() }), { min: 1 })),
  },
  refusals: [PaymentRunState, AllocationExceedsInvoice, AllocationCurrency, CurrencyDiffers, BillBlocked], payload: { paymentRun: 'record:PaymentRun' },
  load: async (tx, { paymentRunId, lines }) => {
    const loaded = await loadRun(tx, paymentRunId);
    const given = lines ?? loaded.lines.map(({ billId, amountMinor }) => ({ billId, amount: amountMinor }));
    const items = await itemsOf(tx, 'Bill', given.map(({ billId }) => billId));
    return { ...loaded, given, items, blocked: await loadBlocked(tx, given.map(({ billId }) => billId)) };
  },
  decide: ({ run, lines, approvals, given, items, blocked }, { version, payOn, currencyCode, lines: told }, ctx) => {
    demandDraft(run);
    if (told) demandSpoken(currencyCode, run.currencyCode, ctx);
    const [first] = blocked;
    if (first) demandUnblocked(first, first.block);
    const wanted = given.flatMap(({ billId, amount }) => {
      const item = items.find((each) => each.sourceId === billId);
      return item?.supplierId ? [{ billId, supplierId: item.supplierId, item, amount }] : [];
    });
    const { rows, total, worth } = runLines(run.id, wanted, lines, run.currencyCode, ctx.newId);
    const after = { totalMinor: total, companyTotalMinor: run.companyTotalMinor === null ? null : worth, payOn: payOn ?? run.payOn };
    demandVersion('PaymentRun', run, version, after, run.currencyCode);
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [update('PaymentRun', run.id, { ...after, version: run.version + 1 }), ...rows, ...withdrawn.rows],
      events: [{ kind: 'paymentRunUpdated', subjectType: 'PaymentRun', subjectId: run.id }, ...withdrawn.events],
      result: { paymentRun: run.id },
    };
  },
});

export const cancelPaymentRun = action({
  name: 'cancelPaymentRun', describe: 'Gives a proposed run up; its bills may be proposed again.', permission: 'payments.out',
  input: { paymentRunId: id('PaymentRun') }, refusals: [PaymentRunState], payload: { paymentRun: 'record:PaymentRun' },
  load: (tx, { paymentRunId }) => loadRun(tx, paymentRunId),
  decide: ({ run, approvals }) => {
    demandDraft(run);
    const withdrawn = withdrawRows(approvals);
    return {
      rows: [update('PaymentRun', run.id, { status: 'CANCELLED', version: run.version + 1 }), ...withdrawn.rows],
      events: [{ kind: 'paymentRunCancelled', subjectType: 'PaymentRun', subjectId: run.id, data: { number: run.number } }, ...withdrawn.events],
      result: { paymentRun: run.id },
    };
  },
});
