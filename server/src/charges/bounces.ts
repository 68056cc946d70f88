// Payments that a bank takes back: cheques, direct debits. And taking back that they had come back.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, openAmount, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { BounceRow, PaymentRow } from '../generated/rows.ts';
import { CurrencyDiffers, rateRefusals } from '../currencies/refusals.ts';
import { demandSpoken, spokenCurrency } from '../currencies/spoken.ts';
import { lockItems } from '../payments/loadItems.ts';
import { ownMoney } from '../currencies/paperMoney.ts';
import { paymentRows } from '../payments/paymentRows.ts';
import { allocationRefusals, PaymentChargedBack, PaymentReversed } from '../payments/refusals.ts';
import { loadReversal, reversalRows } from '../payments/reversal.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, companyMoney, day, id, money, optional, text } from '../shared/input.ts';
import { least, printMoney, worthIn, zero, type Minor } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { message } from '../shared/messages.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { chargeRows } from './chargeRows.ts';
import { demandStanding } from './charge.ts';
import { feeRows, loadOnAccount, withoutPayment } from './accountMoney.ts';
import { loadCharged, loadChargeMoney, loadCharging } from './loadCharge.ts';
import { undoItemEntry } from './itemEntry.ts';
import { BounceWithdrawn, ChargeReversed, NotAReceipt } from './refusals.ts';

/** Refuses what was not received from a customer. */
export function demandReceipt(payment: Pick<PaymentRow, 'direction' | 'customerId' | 'number'>): void {
  if (payment.direction !== 'IN' || payment.customerId === null) throw NotAReceipt({ number: payment.number });
}

export type Bouncing = Awaited<ReturnType<typeof loadBouncing>>;

/** A payment that comes back on a day, and what its customer is charged for it: as set, unless something is told. */
export async function loadBouncing(tx: Tx, { paymentId, on, customerFee }: { paymentId: string; on: Day; customerFee: Minor | null }, ctx: Context) {
  const facts = await loadReversal(tx, paymentId, on, ctx);
  demandReceipt(facts.payment);
  const settings = await loadCharging(tx);
  // The customer is charged in the currency of the payment: where there is nothing to charge, no rate is needed.
  const money = (customerFee ?? settings.bounceFeeMinor) > 0n ? await loadChargeMoney(tx, facts.payment.currencyCode, on, ctx) : ownMoney(ctx);
  const fee = customerFee ?? (money.rate === null ? settings.bounceFeeMinor : worthIn(settings.bounceFeeMinor, money.rate, money.currencyCode, money.companyCode));
  return { on, facts, standsOn: await loadOnAccount(tx, facts.payment, ctx), settings, money, fee, charged: await loadCharged(tx, facts.payment.customerId ?? '', ctx), number: fee > 0n ? await takeNumber(tx, ctx, 'CHG', on) : '' };
}

export const bouncePayment = action({
  name: 'bouncePayment', permission: 'payments.bounce',
  describe: 'Notes that the bank took a payment back: what it settled is open again at its old due days, the bank\'s fee is a cost, and the customer is charged as the settings say.',
  input: {
    paymentId: id('Payment'), bouncedOn: { ...optional(day()), describe: 'The bank\'s day; today when left out.' }, reason: choice('BounceReason'), note: optional(text({ max: 1000, lines: true })),
    currencyCode: spokenCurrency,
    bankFee: { ...optional(companyMoney()), describe: 'What our bank took for it, in company money.' },
    ownBankFee: { ...optional(money()), describe: 'What our bank took for it, from an account that is held in the payment\'s currency: in that.' }, customerFee: { ...optional(money()), describe: 'What the customer is charged, in the payment\'s currency; as set when left out, at the rate of the day.' }, waivesFee: { ...optional(boolean()), describe: 'The customer is charged nothing.' },
  },
  refusals: [...postingRefusals, ...rateRefusals, CurrencyDiffers, PaymentReversed, PaymentChargedBack, NotAReceipt], payload: { payment: 'record:Payment', bounce: 'record:Bounce', charge: 'record:Charge' },
  load: async (tx, { paymentId, bouncedOn, currencyCode, customerFee, waivesFee }, ctx) => {
    const bouncing = await loadBouncing(tx, { paymentId, on: bouncedOn ?? ctx.today, customerFee: waivesFee ? zero : customerFee ?? null }, ctx);
    if (customerFee) demandSpoken(currencyCode, bouncing.facts.payment.currencyCode, ctx);
    return bouncing;
  },
  decide: (bouncing, { currencyCode, reason, note, bankFee, ownBankFee }, ctx) => {
    const { standsOn, facts: { payment, lines, entry }, charged } = bouncing;
    // The payment leaves the account as it came; the fee takes of what then stands there.
    const left = withoutPayment(standsOn, lines.filter((line) => line.entryId === entry.id));
    const taken = feeRows(left, payment, { fee: bankFee, ownFee: ownBankFee, currencyCode, path: ['bankFee', 'ownBankFee'] }, charged.customer.id, ctx);
    return bounceRows(bouncing, { reason, note: note ?? null, fee: { amount: taken.worth, lines: taken.lines } }, ctx);
  },
});

/** Why and how a payment comes back; `fee`: what the bank took for it, company money, and where it stands. */
export interface BounceTold { reason: BounceRow['reason']; note: string | null; fee: { amount: Minor; lines: LineDraft[] } }

/** The rows of a payment that the bank took back: what it settled is open again, the bank's fee is a cost, and the customer is charged. */
export function bounceRows({ on, facts, settings, money: ofFee, fee: customerFee, charged, number }: Bouncing, { reason, note, fee }: BounceTold, ctx: DecideContext): Decision {
  const { payment, accounts, account } = facts;
  if (on < payment.paidOn) throw fieldRefused(['bouncedOn'], 'day_before', { day: payment.paidOn });
  const bounce = ctx.newId();
  const said = [message(ctx.company.locale, `enum.BounceReason.${reason}`), note].filter(Boolean).join(': ');
  const undone = reversalRows(facts, said, on, ctx);
  const charge = customerFee > 0n && account ? chargeRows(accounts, {
    kind: 'BOUNCE', number, ...charged, money: ofFee, account, issuedOn: on, termDays: settings.termDays, paymentId: payment.id, reason: said,
    lines: [{ kind: 'FEE', description: message(ctx.company.locale, 'charge.bounce', { number: payment.number }), amount: customerFee }],
  }, ctx) : undefined;
  const data = { number: payment.number, amount: printMoney(payment.amountMinor, payment.currencyCode), bounceReason: reason };
  const customerId = charged.customer.id;
  return {
    rows: [
      ...undone.rows, ...(charge?.rows ?? []),
      insert('Bounce', {
        id: bounce, companyId: ctx.company.id, customerId, paymentId: payment.id, bouncedOn: on, reason, note, currencyCode: payment.currencyCode, amountMinor: payment.amountMinor,
        bankFeeMinor: fee.amount, chargeId: charge?.id ?? null, withdrawnOn: null, withdrawReason: null, newPaymentId: null, createdByName: ctx.viewer.name,
      }),
      ...entryRows(accounts, { kind: 'PAYMENT', effectiveOn: on, source: { type: 'Bounce', id: bounce }, memo: payment.number, lines: fee.lines.map((line) => ({ ...line, customerId })) }, ctx),
    ],
    events: [
      ...undone.events, ...(charge?.events ?? []),
      { kind: 'paymentBounced', subjectType: 'Payment', subjectId: payment.id, reason: note, data }, { kind: 'paymentBounced', subjectType: 'Customer', subjectId: customerId, reason: note, data: { ...data, paymentId: payment.id } },
    ],
    result: { payment: payment.id, bounce, charge: charge?.id ?? null },
  };
}

export function demandBounced({ withdrawnOn }: Pick<BounceRow, 'withdrawnOn'>, number: string): void {
  if (withdrawnOn !== null) throw BounceWithdrawn({ number });
}

export const withdrawBounce = action({
  name: 'withdrawBounce', permission: 'payments.bounce',
  describe: 'Takes back that a payment had bounced: it is recorded anew, settles what it had settled as far as that is open, and fee and cost are taken back.',
  input: { bounceId: id('Bounce'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, ...allocationRefusals, BounceWithdrawn, ChargeReversed], payload: { bounce: 'record:Bounce', payment: 'record:Payment' },
  load: async (tx, { bounceId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const bounce = await lockRow(tx, 'Bounce', bounceId);
    const payment = await readRow(tx, 'Payment', bounce.paymentId);
    demandBounced(bounce, payment.number);
    const { customer } = await loadCharged(tx, bounce.customerId, ctx);
    const charge = bounce.chargeId ? await lockRow(tx, 'Charge', bounce.chargeId) : null;
    const settled = await tx.rows<{ id: string; amount: string }>(sql`SELECT a."debitItemId" AS id, a."amountMinor"::text AS amount FROM "Allocation" a JOIN "Allocation" r ON r."reversesAllocationId" = a.id AND r."recordedAt" = ${bounce.recordedAt}
      WHERE a."creditItemId" = ${payment.openItemId} ORDER BY a.id`);
    const items = await lockItems(tx, [...settled.map((each) => each.id), ...(charge ? [charge.openItemId] : [])]);
    const account = await loadCredit(tx, customer.id);
    const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ANY(${[bounce.id, ...(charge ? [charge.id] : []), payment.id]}::uuid[]) AND t.kind IN ('PAYMENT', 'CHARGE')`);
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${entries.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."entryId", t.no` });
    return { accounts, bounce, payment, customer, charge, settled, items, account, entries, lines, number: await takeNumber(tx, ctx, 'PAY', ctx.today) };
  },
  decide: ({ accounts, bounce, payment, customer, charge, settled, items, account, entries, lines, number }, { reason }, ctx) => {
    demandBounced(bounce, payment.number);
    const of = (sourceId: string) => entries.filter((entry) => entry.sourceId === sourceId).map((entry) => ({ entry, lines: lines.filter((line) => line.entryId === entry.id) }));
    const feeItem = items.find((item) => item.id === charge?.openItemId);
    // A fee that was paid meanwhile, or let go, stays as it is: somebody decides what becomes of it.
    const isFeeWhole = !!charge && !!feeItem && charge.reversedOn === null && feeItem.openMinor === charge.totalMinor;
    if (isFeeWhole) demandStanding(charge);
    const settlements = settled.flatMap(({ id: itemId, amount }) => {
      const debit = items.find((item) => item.id === itemId && item.openMinor > 0n);
      return debit ? [{ debit, amount: least(BigInt(amount) as typeof debit.openMinor, openAmount(debit)) }] : [];
    });
    const [first] = of(payment.id);
    const onAccount = first?.lines.find((line) => line.accountId === payment.accountId);
    const isHeldInIt = onAccount?.currencyCode === payment.currencyCode;
    // Money that came in the account's currency for a debt in another is there in that.
    const isOther = onAccount && !isHeldInIt && onAccount.currencyCode !== ctx.company.currencyCode;
    const made = paymentRows(accounts, {
      direction: 'IN', number, customerId: customer.id, supplierId: null, amount: payment.amountMinor, paidOn: ctx.today, method: payment.method, accountId: payment.accountId, reference: payment.reference,
      ...(payment.companyMinor !== null && payment.exchangeRate !== null ? { foreign: { currencyCode: payment.currencyCode, worth: payment.companyMinor, rate: payment.exchangeRate, isHeldInIt } } : {}),
      ...(isOther ? { moved: { original: { amount: onAccount.amountMinor, currencyCode: onAccount.currencyCode }, company: onAccount.companyMinor } } : {}),
    }, account, settlements, ctx);
    const newPaymentId = String(made.result.payment);
    return {
      rows: [
        ...made.rows, update('Bounce', bounce.id, { withdrawnOn: ctx.today, withdrawReason: reason, newPaymentId }),
        ...of(bounce.id).flatMap(({ entry, lines: own }) => entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Bounce', id: bounce.id }, memo: entry.memo, reversesEntryId: entry.id, lines: mirrored(own) }, ctx)),
        ...(isFeeWhole ? [
          update('Charge', charge.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason }),
          ...of(charge.id).flatMap(({ entry, lines: own }) => undoItemEntry(accounts, { entry, lines: own, item: feeItem, account, on: ctx.today, source: { type: 'Charge', id: charge.id } }, ctx)),
        ] : []),
      ],
      events: [
        ...made.events, { kind: 'bounceWithdrawn', subjectType: 'Payment', subjectId: payment.id, reason, data: { number: payment.number, by: number } },
        ...(isFeeWhole ? [{ kind: 'chargeReversed', subjectType: 'Charge', subjectId: charge.id, reason, data: { number: charge.number } }] : []),
      ],
      result: { bounce: bounce.id, payment: newPaymentId },
    };
  },
});
