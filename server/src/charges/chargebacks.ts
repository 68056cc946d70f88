// Payments that payers dispute at their bank: the provider holds the money until it is decided.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, openAmount, openItemRow, type LineDraft, type Original } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { CurrencyDiffers } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { ChargebackRow, ChargebackStatus, OpenItemRow, PaymentRow } from '../generated/rows.ts';
import { lockSettled } from '../payments/loadAllocations.ts';
import { PaymentReversed } from '../payments/refusals.ts';
import { applyRows, demandPosted, unapplyRows } from '../payments/rules.ts';
import { action, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, companyMoney, day, id, money, optional, text } from '../shared/input.ts';
import { minor, minus, negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { settledRows, taskRows } from '../work/taskRules.ts';
import { demandReceipt } from './bounces.ts';
import { feeInput, feeRows, loadOnAccount, onAccount, takenFrom, worthOfPart } from './accountMoney.ts';
import { loadCharged, loadCharging } from './loadCharge.ts';
import { ChargebackExceeds, ChargebackState, DebtWrittenOff, NotAReceipt } from './refusals.ts';
import { addDays } from '../shared/time.ts';

const permission = 'chargebacks.manage';
const REPLY = 'chargebackReply';

/** Refuses what is not in one of the states. */
export function demandState({ number, status }: Pick<ChargebackRow, 'number' | 'status'>, ...allowed: ChargebackStatus[]): void {
  if (!allowed.includes(status)) throw ChargebackState({ number, status: status.toLowerCase() });
}
const events = (kind: string, { id: subjectId, customerId, number }: Pick<ChargebackRow, 'id' | 'customerId' | 'number'>, reason: string | null, amount: string): EventDraft[] => [
  { kind, subjectType: 'Chargeback', subjectId, reason, data: { number, amount } }, { kind, subjectType: 'Customer', subjectId: customerId, reason, data: { number, amount, chargebackId: subjectId } },
];

export function demandDisputable(payment: Pick<PaymentRow, 'direction' | 'customerId' | 'number' | 'status' | 'reversedOn' | 'amountMinor' | 'currencyCode'>, amount: Minor, disputed: Minor): void {
  demandReceipt(payment);
  demandPosted(payment);
  const { currencyCode } = payment;
  const left = minus(payment.amountMinor, disputed);
  if (amount > left || left <= 0n) throw ChargebackExceeds({ number: payment.number, wanted: { minor: amount, currencyCode }, left: { minor: left, currencyCode } });
}

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
      events: [...events('chargebackOpened', { id: chargeback, customerId: customer.id, number }, note ?? null, printMoney(wanted, currencyCode)), ...task.events], result: { chargeback },
    };
  },
});

/** What of a payment is disputed or lost; but for one chargeback. */
async function disputedOf(tx: Tx, paymentId: string, but: string | null = null): Promise<Minor> {
  const [row] = await tx.rows<{ sum: string }>(sql`SELECT coalesce(sum("amountMinor"), 0)::text AS sum FROM "Chargeback" WHERE "paymentId" = ${paymentId} AND status NOT IN ('WON', 'WITHDRAWN') AND id IS DISTINCT FROM ${but}::uuid`);
  return minor(BigInt(row?.sum ?? 0));
}

const tasksOf = (tx: Tx, chargebackId: string) => selectRows(tx, 'Task', sql`t.kind = ${REPLY} AND t.status = 'OPEN' AND t."subjectId" = ${chargebackId}::uuid`, { lock: true });

async function loadChargeback(tx: Tx, chargebackId: string, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, ctx.today);
  const chargeback = await lockRow(tx, 'Chargeback', chargebackId);
  await loadCharged(tx, chargeback.customerId, ctx);
  const payment = await lockRow(tx, 'Payment', chargeback.paymentId);
  const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${chargebackId} AND t.kind = 'CHARGEBACK'`, { orderBy: sql`t."sourceRevision"` });
  const reversed = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ANY(${entries.map((each) => each.id)}::uuid[])`);
  const standing = entries.filter((entry) => !reversed.some(({ reversesEntryId }) => reversesEntryId === entry.id));
  return {
    accounts, chargeback, payment, standsOn: await loadOnAccount(tx, payment, ctx), tasks: await tasksOf(tx, chargebackId), standing, revision: entries.length, undone: reversed.length,
    lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${standing.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."entryId", t.no` }),
  };
}
type Loaded = Awaited<ReturnType<typeof loadChargeback>>;

const ended = ({ chargeback, tasks }: Loaded, columns: Partial<ChargebackRow>, ctx: Parameters<typeof settledRows>[2]): { rows: Change[]; events: EventDraft[] } => {
  const done = settledRows(tasks, message(ctx.company.locale, 'task.causeGone'), ctx);
  return { rows: [...done.rows, update('Chargeback', chargeback.id, { ...columns, version: chargeback.version + 1 })], events: done.events };
};
/** What of it stands on 1060, in company money: as much as was moved there. */
const heldOf = ({ accounts, lines }: Pick<Loaded, 'accounts' | 'lines'>): Minor => plus(zero, ...lines.filter(({ accountId }) => accountId === accounts['1060']).map(({ companyMinor }) => companyMinor));
/** It leaves 1060 for another account. */
const leaves = (loaded: Loaded, to: { account: '1100' | '5700' } | { accountId: string; original?: Original }, more: { openItemId?: string; orderId?: string | null } = {}): LineDraft[] => {
  const { customerId, amountMinor, currencyCode } = loaded.chargeback;
  const [worth, told] = [heldOf(loaded), (amount: Minor) => ({ original: { amount, currencyCode } })];
  return [{ amount: worth, ...('account' in to ? told(amountMinor) : {}), ...to, ...more, customerId }, { account: '1060', amount: negate(worth), ...told(negate(amountMinor)), customerId }];
};
const amountOf = ({ amountMinor, currencyCode }: ChargebackRow) => printMoney(amountMinor, currencyCode);
const input = { chargebackId: id('Chargeback') };
const payload = { chargeback: 'record:Chargeback' as const };

export const representChargeback = action({
  name: 'representChargeback', permission, describe: 'Notes that we have answered a chargeback, and with what; files at it are the evidence.',
  input: { ...input, note: text({ max: 4000, lines: true }), representedOn: optional(day()) }, refusals: [...postingRefusals, ChargebackState], payload,
  load: (tx, { chargebackId }, ctx) => loadChargeback(tx, chargebackId, ctx),
  decide: (loaded, { note, representedOn }, ctx) => {
    const { chargeback } = loaded;
    demandState(chargeback, 'OPEN', 'REPRESENTED');
    const made = ended(loaded, { status: 'REPRESENTED', representedOn: representedOn ?? ctx.today, representedNote: note }, ctx);
    return { rows: made.rows, events: [...made.events, ...events('chargebackRepresented', chargeback, note, amountOf(chargeback))], result: { chargeback: chargeback.id } };
  },
});

export const winChargeback = action({
  name: 'winChargeback', permission, describe: 'Notes that a chargeback was decided for us: the provider gives the money back.',
  input: { ...input, outcome: optional(text({ max: 1000, lines: true })) }, refusals: [...postingRefusals, ChargebackState], payload,
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
      events: [...made.events, ...events('chargebackWon', chargeback, outcome ?? null, amountOf(chargeback))], result: { chargeback: chargeback.id },
    };
  },
});

export const loseChargeback = action({
  name: 'loseChargeback', permission,
  describe: 'Notes that a chargeback was lost: what the payment settled is owed again at its old due day, or the firm bears it as a bad debt and the invoice stays paid.',
  input: { ...input, isWrittenOff: { ...optional(boolean()), describe: 'The firm bears it.' }, outcome: optional(text({ max: 1000, lines: true })) },
  refusals: [...postingRefusals, ChargebackState], payload,
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
    const told = events('chargebackLost', chargeback, outcome ?? null, amountOf(chargeback));
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

export const withdrawChargeback = action({
  name: 'withdrawChargeback', permission, describe: 'Ends a chargeback that was entered by mistake: money and fee are as before it.',
  input: { ...input, reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ChargebackState], payload,
  load: (tx, { chargebackId }, ctx) => loadChargeback(tx, chargebackId, ctx),
  decide: (loaded, { reason }, ctx) => {
    const { chargeback, accounts, standing, lines, undone } = loaded;
    demandState(chargeback, 'OPEN', 'REPRESENTED');
    const made = ended(loaded, { status: 'WITHDRAWN', settledOn: ctx.today, outcome: reason }, ctx);
    return {
      rows: [...made.rows, ...standing.flatMap((entry, index) => entryRows(accounts, {
        kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Chargeback', id: chargeback.id, revision: undone + index }, memo: entry.memo, reversesEntryId: entry.id, lines: mirrored(lines.filter((line) => line.entryId === entry.id)),
      }, ctx))],
      events: [...made.events, ...events('chargebackWithdrawn', chargeback, reason, amountOf(chargeback))], result: { chargeback: chargeback.id },
    };
  },
});

export const reopenChargeback = action({
  name: 'reopenChargeback', permission, describe: 'Takes back how a chargeback was decided: its money is disputed again. What was owed again by it is settled by hand.',
  input: { ...input, reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ChargebackState, ChargebackExceeds, NotAReceipt, PaymentReversed, DebtWrittenOff], payload,
  load: async (tx, { chargebackId }, ctx) => {
    const loaded = await loadChargeback(tx, chargebackId, ctx);
    const { openItemId, customerId } = loaded.chargeback;
    const { items, allocations } = openItemId ? await lockSettled(tx, 'debitItemId', openItemId) : { items: new Map<string, OpenItemRow>(), allocations: [] };
    return { loaded, items, allocations, disputed: await disputedOf(tx, loaded.payment.id, chargebackId), account: await loadCredit(tx, customerId) };
  },
  decide: ({ loaded, items, allocations, disputed, account }, { reason }, ctx) => {
    const { chargeback, payment, accounts, standing, lines, undone } = loaded;
    demandState(chargeback, 'WON', 'LOST');
    // Once won, the payment may have been taken back, or disputed anew.
    demandDisputable(payment, chargeback.amountMinor, disputed);
    const settlement = standing.at(-1);
    const item = items.get(chargeback.openItemId ?? '');
    if (!settlement || settlement.sourceRevision === 0) throw new Error(`chargeback ${chargeback.id} lacks its settlement`);
    if (item && plus(item.openMinor, ...allocations.map(({ allocation }) => allocation.amountMinor)) !== chargeback.amountMinor) throw DebtWrittenOff({ number: chargeback.number });
    const taken = allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, ctx));
    const owed = item?.companyOpenMinor ?? zero;
    return {
      rows: [
        ...taken, ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Chargeback', id: chargeback.id, revision: undone }, memo: settlement.memo, reversesEntryId: settlement.id, lines: mirrored(lines.filter((line) => line.entryId === settlement.id)),
        }, ctx),
        ...(item ? [update('OpenItem', item.id, { openMinor: zero, companyOpenMinor: zero }), moveCredit(account, 'receivable', negate(owed))] : []),
        update('Chargeback', chargeback.id, { status: chargeback.representedOn ? 'REPRESENTED' : 'OPEN', settledOn: null, outcome: null, isWrittenOff: false, openItemId: null, version: chargeback.version + 1 }),
      ],
      events: events('chargebackReopened', chargeback, reason, amountOf(chargeback)), result: { chargeback: chargeback.id },
    };
  },
});
