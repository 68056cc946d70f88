// Charging who is late: all of a firm, or some; and letting go what could be charged.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { rateFor, loadRates } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { CreditAccountRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { ownMoney, type PaperMoney } from '../currencies/paperMoney.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, day, id, list, optional, text } from '../shared/input.ts';
import { plus, printMoney, zero } from '../shared/money.ts';
import { lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { chargeRows, lateDraft } from './chargeRows.ts';
import { chargeKey, claimsByCustomer, isOneCurrency, lateLines, policyOn, type LateLine } from './lateRules.ts';
import { loadLate } from './lateFacts.ts';
import { loadCharged, loadCharging, type Charged } from './loadCharge.ts';
import { NothingToCharge, WaiverUndone } from './refusals.ts';

/** One at a time: two runs at once would charge the same days. */
const alone = (tx: Tx) => tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('late charges', 0))`);

const which = (customerId: string | null | undefined, debtItemIds: readonly string[] | null | undefined) =>
  sql`(${customerId ?? null}::uuid IS NULL OR i."customerId" = ${customerId ?? null}::uuid) AND (${debtItemIds ? [...debtItemIds] : null}::uuid[] IS NULL OR i.id = ANY(${debtItemIds ? [...debtItemIds] : null}::uuid[]))`;

const scope = {
  customerId: { ...optional(id('Customer')), describe: 'Of one customer; of all when left out.' },
  debtItemIds: { ...optional(list(id('OpenItem'), { max: 500 })), describe: 'Of these debts alone.' },
  upTo: { ...optional(day()), describe: 'Interest up to and including this day; today when left out.' },
};

export const chargeLate = action({
  name: 'chargeLate', permission: 'charges.post',
  describe: 'Charges late interest and lump sums: one charge a customer and currency, that of the invoices, for the days that were neither charged nor let go yet. A second time there is nothing.',
  input: { ...scope, issuedOn: { ...optional(day()), describe: 'Today when left out.' }, ignoresMinimum: { ...optional(boolean()), describe: 'Interest below the minimum of the policy, too.' } },
  refusals: [...postingRefusals, ...rateRefusals, NothingToCharge], payload: { chargeRun: 'record:ChargeRun', charges: 'int' },
  load: async (tx, { customerId, debtItemIds, upTo, issuedOn, ignoresMinimum }, ctx) => {
    const on = issuedOn ?? ctx.today;
    const until = upTo ?? on;
    if (until > on) throw fieldRefused(['upTo'], 'day_after', { day: on });
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, on);
    await alone(tx);
    const late = await loadLate(tx, until, on, which(customerId, debtItemIds), ctx);
    const claims = claimsByCustomer(late.claims, late.policies, until).map((claim) => ({ ...claim, isBelowMinimum: claim.isBelowMinimum && !ignoresMinimum }));
    const wanted = claims.filter((claim) => lateLines(claim.claims, claim.isBelowMinimum).length > 0).sort((a, b) => (chargeKey(a) < chargeKey(b) ? -1 : 1));
    if (wanted.length === 0) throw NothingToCharge({ on: until });
    const policyCodes = new Set(wanted.flatMap(({ claims: own }) => own.flatMap(({ debt, lumpSum }) => {
      const policy = policyOn(late.policies, debt, until);
      return policy?.foreign && lumpSum > 0n && !isOneCurrency(policy, debt) ? [policy.foreign.currencyCode] : [];
    })));
    const rates = policyCodes.size > 0 || wanted.some(({ foreign }) => foreign) ? await loadRates(tx, ctx, [on]) : undefined;
    // Lump sums in the currency of a policy are worth what it is worth on the day: by a rate that may be used.
    if (rates) for (const code of policyCodes) rateFor(rates, code, on, ctx);
    const whom = new Map<string, { charged: Charged; account: CreditAccountRow; money: PaperMoney; number: string }>();
    const charged = new Map<string, Charged>();
    for (const each of wanted) charged.set(each.customerId, await loadCharged(tx, each.customerId, ctx));
    const credits = new Map<string, CreditAccountRow>();
    for (const each of wanted) credits.set(each.customerId, await loadCredit(tx, each.customerId));
    const { termDays } = await loadCharging(tx);
    for (const { customerId: each, foreign } of wanted) {
      const [who, account] = [charged.get(each), credits.get(each)];
      const money = foreign && rates ? { ...ownMoney(ctx), currencyCode: foreign.currencyCode, rate: rateFor(rates, foreign.currencyCode, on, ctx) } : ownMoney(ctx);
      if (who && account) whom.set(chargeKey({ customerId: each, foreign }), { charged: who, account, money, number: await takeNumber(tx, ctx, 'CHG', on) });
    }
    return { accounts, on, until, late, wanted, whom, termDays, number: await takeNumber(tx, ctx, 'CHR', on) };
  },
  decide: ({ accounts, on, until, late, wanted, whom, termDays, number }, { customerId }, ctx) => {
    const runId = ctx.newId();
    const made = wanted.flatMap((claim) => {
      const known = whom.get(chargeKey(claim));
      if (!known) return [];
      const lines = lateLines(claim.claims, claim.isBelowMinimum).map((line) => lateDraft(line, late.told.get(line.claim.debt.id)?.orderId ?? null));
      return [chargeRows(accounts, { kind: 'LATE', number: known.number, ...known.charged, account: known.account, money: known.money, issuedOn: on, termDays, lines, runId }, ctx)];
    });
    const total = plus(zero, ...made.map((each) => each.worth));
    const { currencyCode } = ctx.company;
    return {
      rows: [
        insert('ChargeRun', { id: runId, companyId: ctx.company.id, number, upTo: until, issuedOn: on, customerId: customerId ?? null, currencyCode, charges: made.length, totalMinor: total, createdByName: ctx.viewer.name }),
        ...made.flatMap(({ rows }) => rows),
      ],
      events: [{ kind: 'chargeRunPosted', subjectType: 'ChargeRun', subjectId: runId, data: { number, charges: made.length, amount: printMoney(total, currencyCode) } }, ...made.flatMap(({ events }) => events)],
      result: { chargeRun: runId, charges: made.length },
    };
  },
});

async function claimable(tx: Tx, customerId: string, debtItemIds: readonly string[] | null | undefined, until: Day, ctx: Context) {
  await alone(tx);
  const { customer } = await loadCharged(tx, customerId, ctx);
  const late = await loadLate(tx, until, ctx.today, which(customerId, debtItemIds), ctx);
  return { customer, lines: lateLines(late.claims, false) };
}

export const waiveLate = action({
  name: 'waiveLate', permission: 'charges.waive',
  describe: 'Lets go what a customer could be charged up to a day, of all debts or some: those days are never charged. The reason is kept.',
  input: { ...scope, customerId: id('Customer'), reason: text({ max: 1000, lines: true }) },
  refusals: [NothingToCharge], payload: { customer: 'record:Customer', waived: 'int' },
  load: (tx, { customerId, debtItemIds, upTo }, ctx) => claimable(tx, customerId, debtItemIds, upTo ?? ctx.today, ctx),
  decide: ({ customer, lines }, { upTo, reason }, ctx) => {
    if (lines.length === 0) throw NothingToCharge({ on: upTo ?? ctx.today });
    const companyId = ctx.company.id;
    const codeOf = ({ claim }: LateLine) => claim.debt.foreign?.currencyCode ?? ctx.company.currencyCode;
    return {
      rows: lines.map((line) => insert('LateWaiver', {
        id: ctx.newId(), companyId, customerId: customer.id, debtItemId: line.claim.debt.id, kind: line.kind, fromOn: line.stretch?.from ?? null, toOn: line.stretch?.to ?? null,
        currencyCode: codeOf(line), amountMinor: line.amount, reason, waivedById: ctx.viewer.id, waivedByName: ctx.viewer.name, undoneAt: null, undoneByName: null,
      })),
      events: [...Map.groupBy(lines, codeOf)].map(([code, own]) => ({ kind: 'lateWaived', subjectType: 'Customer', subjectId: customer.id, reason, data: { amount: printMoney(plus(zero, ...own.map(({ amount }) => amount)), code) } })),
      result: { customer: customer.id, waived: lines.length },
    };
  },
});

export const undoWaiver = action({
  name: 'undoWaiver', permission: 'charges.waive', describe: 'Takes back that something was let go: it may be charged again.',
  input: { lateWaiverId: id('LateWaiver'), reason: text({ max: 1000, lines: true }) }, refusals: [WaiverUndone], payload: { lateWaiver: 'record:LateWaiver' },
  load: async (tx, { lateWaiverId }, ctx) => {
    await alone(tx);
    const waiver = await lockRow(tx, 'LateWaiver', lateWaiverId);
    await loadCharged(tx, waiver.customerId, ctx);
    return waiver;
  },
  decide: (waiver, { reason }, ctx) => {
    if (waiver.undoneAt !== null) throw WaiverUndone({});
    return {
      rows: [update('LateWaiver', waiver.id, { undoneAt: ctx.now, undoneByName: ctx.viewer.name })],
      events: [{ kind: 'lateWaiverUndone', subjectType: 'Customer', subjectId: waiver.customerId, reason, data: { amount: printMoney(waiver.amountMinor, waiver.currencyCode) } }],
      result: { lateWaiver: waiver.id },
    };
  },
});
