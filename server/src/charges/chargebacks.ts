// Payments that payers dispute at their bank: the provider holds the money until it is decided.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, openAmount, openItemRow } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { lockSettled } from '../payments/loadAllocations.ts';
import { PaymentReversed } from '../payments/refusals.ts';
import { applyRows, unapplyRows } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, companyMoney, day, id, money, optional, text } from '../shared/input.ts';
import { minus, negate, printMoney, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, type Change } from '../shared/write.ts';
import { taskRows } from '../work/taskRules.ts';
import { feeInput, feeRows, loadOnAccount, onAccount, takenFrom, worthOfPart } from './accountMoney.ts';
import { demandReceipt } from './bounces.ts';
import { amountOf, chargebackEvents, demandDisputable, demandState } from './chargebackRules.ts';
import { loadCharged, loadCharging } from './loadCharge.ts';
import { chargebackInput, chargebackPayload, disputedOf, ended, heldOf, leaves, loadChargeback, REPLY } from './loadChargeback.ts';
import { ChargebackExceeds, ChargebackState, NotAReceipt } from './refusals.ts';
import { addDays } from '../shared/time.ts';

const permission = 'chargebacks.manage';

export const openChargeback = action({
  name: 'openChargeback', permission,
  describe: 'Notes that a payer disputes a payment. The provider takes the money until it is decided: it stands on its own account (1060), and the invoice stays paid.',
  input: {
    paymentId: id('Payment'), currencyCode: spokenCurrency, amount: { ...optional(money()), describe: 'In the payment\'s currency; all of it when left out.' },
    companyAmount: { ...optional(companyMoney()), describe: 'Of another currency on an account in company money: what the provider took; its share of what the payment was when left out.' }, reason: choice('ChargebackReason'), reference: optional(text({ max: 100 })), note: optional(text({ max: 1000, lines: true })),
    openedOn: optional(day()), replyBy: { ...day(), describe: 'The last day on which we may answer.' }, ...feeInput('What the provider takes for it'), ownerId: { ...optional(id('Colleague')), describe: 'Who answers it; the viewer when left out.' },
  },
  refusals: [...postingRefusals, PaymentReversed, NotAReceipt, ChargebackExceeds, CurrencyDiffers], payload: { chargeback: 'record:Chargeback' },
  load: async (tx, { paymentId, openedOn, ownerId }, ctx) => {
    const on = openedOn ?? ctx.today;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, on);
    const payment = await lockRow(tx, 'Payment', paymentId);
    demandReceipt(payment);
    const { customer } = await loadCharged(tx, payment.customerId ?? '', ctx);
    if (ownerId) await readRow(tx, 'User', ownerId);
    return { on, accounts, payment, customer, standsOn: await loadOnAccount(tx, payment, ctx), disputed: await disputedOf(tx, paymentId), settings: await loadCharging(tx), number: await takeNumber(tx, ctx, 'CBK', on) };
  },
  decide: ({ on, accounts, payment, customer, standsOn, disputed, settings, number }, { currencyCode: told, amount, companyAmount, reason, reference, note, replyBy, fee, ownFee, ownerId }, ctx) => {
    const companyId = ctx.company.id;
    const { currencyCode } = payment;
    if (amount) demandSpoken(told, currencyCode, ctx);
    if (companyAmount && (standsOn.held || payment.companyMinor === null)) throw fieldRefused(['companyAmount'], 'same_currency');
    const wanted = amount ?? minus(payment.amountMinor, disputed);
    demandDisputable(payment, wanted, disputed);
    if (on < payment.paidOn) throw fieldRefused(['openedOn'], 'day_before', { day: payment.paidOn });
    if (replyBy < on) throw fieldRefused(['replyBy'], 'day_before', { day: on });
    const chargeback = ctx.newId();
    const owner = ownerId ?? (ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null);
    const worth = takenFrom(standsOn, wanted, companyAmount ?? worthOfPart(payment, wanted));
    const charged = feeRows(standsOn, payment, { fee, ownFee, currencyCode: told, path: ['fee', 'ownFee'] }, customer.id, ctx);
    const task = taskRows({
      kind: REPLY, title: message(ctx.company.locale, 'task.chargebackReply', { number, customer: customer.name, day: replyBy }), text: note ?? null, subject: { type: 'Chargeback', id: chargeback },
      ownerId: owner, ownerRole: owner ? null : 'COLLECTOR', dueOn: replyBy, priority: addDays(ctx.today, settings.replyNoticeDays) >= replyBy ? 'URGENT' : 'HIGH',
    }, [], ctx);
    return {
      rows: [
        insert('Chargeback', {
          id: chargeback, companyId, number, customerId: customer.id, paymentId: payment.id, status: 'OPEN', reason, note: note ?? null, reference: reference ?? null, currencyCode, amountMinor: wanted, feeMinor: charged.worth, openedOn: on, replyBy,
          ownerId: owner, representedOn: null, representedNote: null, settledOn: null, outcome: null, openItemId: null, createdByName: ctx.viewer.name,
        }),
        ...entryRows(accounts, {
          kind: 'CHARGEBACK', effectiveOn: on, source: { type: 'Chargeback', id: chargeback }, memo: `${number} ${payment.number}`,
          lines: [
            { account: '1060', amount: worth, original: { amount: wanted, currencyCode }, customerId: customer.id }, { accountId: payment.accountId, amount: negate(worth), ...onAccount(standsOn, negate(wanted)), customerId: customer.id },
            ...charged.lines,
          ],
        }, ctx), ...task.rows,
      ],
      events: [...chargebackEvents('chargebackOpened', { id: chargeback, customerId: customer.id, number }, note ?? null, printMoney(wanted, currencyCode)), ...task.events], result: { chargeback },
    };
  },
});

export const representChargeback = action({
  name: 'representChargeback', permission, describe: 'Notes that we have answered a chargeback, and with what; files at it are the evidence.',
  input: { ...chargebackInput, note: text({ max: 4000, lines: true }), representedOn: optional(day()) }, refusals: [...postingRefusals, ChargebackState], payload: chargebackPayload,
  load: (tx, { chargebackId }, ctx) => loadChargeback(tx, chargebackId, ctx),
  decide: (loaded, { note, representedOn }, ctx) => {
    const { chargeback } = loaded;
    demandState(chargeback, 'OPEN', 'REPRESENTED');
    const made = ended(loaded, { status: 'REPRESENTED', representedOn: representedOn ?? ctx.today, representedNote: note }, ctx);
    return { rows: made.rows, events: [...made.events, ...chargebackEvents('chargebackRepresented', chargeback, note, amountOf(chargeback))], result: { chargeback: chargeback.id } };
  },
});

export const winChargeback = action({
  name: 'winChargeback', permission, describe: 'Notes that a chargeback was decided for us: the provider gives the money back.',
  input: { ...chargebackInput, outcome: optional(text({ max: 1000, lines: true })) }, refusals: [...postingRefusals, ChargebackState], payload: chargebackPayload,
  load: (tx, { chargebackId }, ctx) => loadChargeback(tx, chargebackId, ctx),
  decide: (loaded, { outcome }, ctx) => {
    const { chargeback, payment, standsOn, accounts, revision } = loaded;
    demandState(chargeback, 'OPEN', 'REPRESENTED');
    const made = ended(loaded, { status: 'WON', settledOn: ctx.today, outcome: outcome ?? null }, ctx);
    return {
      rows: [...made.rows, ...entryRows(accounts, {
        kind: 'CHARGEBACK', effectiveOn: ctx.today, source: { type: 'Chargeback', id: chargeback.id, revision }, memo: chargeback.number,
        lines: leaves(loaded, { accountId: payment.accountId, ...onAccount(standsOn, chargeback.amountMinor) }),
      }, ctx)],
      events: [...made.events, ...chargebackEvents('chargebackWon', chargeback, outcome ?? null, amountOf(chargeback))], result: { chargeback: chargeback.id },
    };
  },
});

export const loseChargeback = action({
  name: 'loseChargeback', permission,
  describe: 'Notes that a chargeback was lost: what the payment settled is owed again at its old due day, or the firm bears it as a bad debt and the invoice stays paid.',
  input: { ...chargebackInput, isWrittenOff: { ...optional(boolean()), describe: 'The firm bears it.' }, outcome: optional(text({ max: 1000, lines: true })) },
  refusals: [...postingRefusals, ChargebackState], payload: chargebackPayload,
  load: async (tx, { chargebackId }, ctx) => {
    const loaded = await loadChargeback(tx, chargebackId, ctx);
    const { openItemId, customerId } = loaded.payment;
    const { items, allocations } = await lockSettled(tx, 'creditItemId', openItemId);
    allocations.sort((a, b) => Number(b.allocation.recordedAt) - Number(a.allocation.recordedAt));
    const orders = await tx.rows<{ id: string; orderId: string | null }>(sql`SELECT v."openItemId" AS id, v."orderId" FROM "Invoice" v WHERE v."openItemId" = ANY(${[...items.keys()]}::uuid[])`);
    return { loaded, items, allocations, orders, account: await loadCredit(tx, customerId ?? '') };
  },
  decide: ({ loaded, items, allocations, orders, account }, { isWrittenOff, outcome }, ctx) => {
    const { chargeback, payment, accounts, revision } = loaded;
    demandState(chargeback, 'OPEN', 'REPRESENTED');
    const { customerId, amountMinor, number } = chargeback;
    const [order] = orders.length === 1 ? orders : [];
    const told = chargebackEvents('chargebackLost', chargeback, outcome ?? null, amountOf(chargeback));
    const source = { type: 'Chargeback', id: chargeback.id, revision };
    if (isWrittenOff) {
      const made = ended(loaded, { status: 'LOST', isWrittenOff: true, settledOn: ctx.today, outcome: outcome ?? null }, ctx);
      return {
        rows: [...made.rows, ...entryRows(accounts, {
          kind: 'CHARGEBACK', effectiveOn: ctx.today, source, memo: number,
          lines: leaves(loaded, { account: '5700' }, { orderId: order?.orderId ?? null }),
        }, ctx)],
        events: [...made.events, ...told], result: { chargeback: chargeback.id },
      };
    }
    const credit = items.get(payment.openItemId);
    if (!credit) throw new Error(`payment ${payment.id} lacks its open item`);
    const openItemId = ctx.newId();
    const worth = heldOf(loaded);
    const made = ended(loaded, { status: 'LOST', isWrittenOff: false, openItemId, settledOn: ctx.today, outcome: outcome ?? null }, ctx);
    const opened = openItemRow(accounts, { id: openItemId, account: '1100', kind: 'CHARGEBACK', customerId, source: { type: 'Chargeback', id: chargeback.id }, number, amount: worth, original: { amount: amountMinor, currencyCode: chargeback.currencyCode }, effectiveOn: ctx.today, dueOn: ctx.today }, ctx);
    const debit = { claimMinor: null, taxes: null, ...opened.row, recordedAt: ctx.now } as unknown as OpenItemRow; // as it was just made
    // What it settled last is taken back first, and applied again as far as it is not disputed.
    const rows: Change[] = [];
    const again: { debit: OpenItemRow; amount: Minor }[] = [];
    for (const facts of allocations) {
      const lacking = minus(amountMinor, openAmount(credit));
      if (lacking <= 0n) break;
      rows.push(...unapplyRows(accounts, facts, items, account, number, ctx));
      const rest = minus(facts.allocation.amountMinor, lacking);
      const item = items.get(facts.allocation.debitItemId);
      if (rest > 0n && item) again.push({ debit: item, amount: rest });
    }
    return {
      rows: [
        ...made.rows, opened, ...entryRows(accounts, {
          kind: 'CHARGEBACK', effectiveOn: ctx.today, source, memo: number,
          lines: leaves(loaded, { account: '1100' }, { openItemId }),
        }, ctx), moveCredit(account, 'receivable', worth),
        ...rows, ...applyRows(accounts, { credit, account, on: ctx.today, reason: number }, { debit, amount: amountMinor }, ctx),
        ...again.flatMap((settlement) => applyRows(accounts, { credit, account, on: ctx.today, reason: number }, settlement, ctx)),
      ],
      events: [...made.events, ...told], result: { chargeback: chargeback.id },
    };
  },
});
