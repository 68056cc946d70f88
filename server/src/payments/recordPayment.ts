import sql from 'sql-template-tag';
import { accountParts, accountsOf, demandOpenDay, nextNumber, periodParts, seriesPart } from '../accounting/bookParts.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { ratePart, ratesOf } from '../currencies/rates.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { spokenCurrency } from '../currencies/spoken.ts';
import { creditOf, customerOf, customerParts } from '../customers/customerParts.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, companyMoney, day, id, money, optional, text, type InputOf } from '../shared/input.ts';
import type { Known } from '../shared/known.ts';
import { aside, idArray, locked, read, type Part } from '../shared/parts.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { together, type Asked } from '../shared/together.ts';
import type { Context } from '../shared/viewer.ts';
import { debtAllocations, invoiceAllocations, isMeant, settlementsOf, wishesOf, type Wish } from './loadItems.ts';
import { earlyOf, earlyParts } from '../receivables/earlyOffers.ts';
import { foreignMoney } from './foreignMoney.ts';
import { defaultAccount, paymentRows } from './paymentRows.ts';
import { paymentTold, toldInput } from './paymentTold.ts';
import { allocationRefusals } from './refusals.ts';
import { routedTo } from './routing.ts';
import { earlyBy } from './rules.ts';

const input = {
  customerId: id('Customer'), amount: money(), paidOn: optional(day()), method: choice('PaymentMethod'), accountId: optional(id('Account')),
  currencyCode: spokenCurrency,
  companyAmount: { ...optional(companyMoney()), describe: 'Of another currency: what the bank gave for it; by the rate of its day when left out.' },
  reference: optional(text({ max: 200 })), ...toldInput, allocations: invoiceAllocations, debts: debtAllocations, oldestFirst: optional(boolean()),
};
type PaymentInput = InputOf<typeof input>;

/** What it is to settle, by document or open item. */
const wanted = ({ allocations, debts }: PaymentInput): Wish[] => [...wishesOf(allocations), ...wishesOf(debts)];
const fillsOldest = ({ allocations, debts, oldestFirst }: PaymentInput): boolean => !!oldestFirst && !allocations?.length && !debts?.length;
const onOf = ({ input: { paidOn }, ctx }: Asked<typeof input>): Day => paidOn ?? ctx.today;

/** Everything that a payment decides on, in the order of locks: periods, open items, credit, numbers. */
function parts(asked: readonly Asked<typeof input>[]): Part[] {
  const [{ ctx }] = asked as [Asked<typeof input>];
  const days = asked.map(onOf);
  const named = asked.flatMap((each) => wanted(each.input).map(({ documentId }) => documentId));
  const payers = asked.map((each) => (fillsOldest(each.input) ? each.input.customerId : null));
  return [
    // A debt's day never changes: it may be read before its lock, as periods are held first.
    aside('debts', sql`SELECT i.id, i."effectiveOn" FROM "OpenItem" i WHERE i."sourceId" = ANY(${idArray(named)}) AND i."sourceType" = 'Invoice'
      UNION SELECT i.id, i."effectiveOn" FROM "OpenItem" i WHERE i.id = ANY(${idArray(named)})
      UNION SELECT i.id, i."effectiveOn" FROM "OpenItem" i WHERE i."customerId" = ANY(${idArray(payers)}) AND i."openMinor" > 0`),
    ...periodParts(ctx, sql`(${days}::date[] || ARRAY(SELECT "effectiveOn" FROM debts))`),
    read('cash_accounts', 'Account', sql`t.id = ANY(${idArray(asked.map((each) => each.input.accountId))})`),
    read('collection_rules', 'CollectionRule', sql`t."companyId" = ${ctx.company.id}`),
    read('collection_accounts', 'CollectionAccount', sql`t."companyId" = ${ctx.company.id}`),
    ratePart(ctx, days),
    locked('open_items', 'OpenItem', sql`t.id = ANY(ARRAY(SELECT id FROM debts))`),
    ...customerParts(idArray(asked.map((each) => each.input.customerId))),
    ...accountParts(ctx),
    seriesPart(ctx, 'PAY', days),
    ...(payers.some(Boolean) ? earlyParts(sql`ARRAY(SELECT id FROM debts)`, [...days].sort()[0] ?? ctx.today) : []),
  ];
}

/** The debts that are named, or all open ones when the oldest are filled first. */
function debitsOf(known: Known, given: PaymentInput, wishes: readonly Wish[]): OpenItemRow[] {
  if (fillsOldest(given)) return known.rows('OpenItem', (row) => row.customerId === given.customerId && row.openMinor > 0n);
  const debits = known.rows('OpenItem', (row) => wishes.some((wish) => isMeant(row, wish.documentId)));
  const missing = wishes.find((wish) => !debits.some((item) => isMeant(item, wish.documentId)));
  if (missing) throw NotFound({ type: 'Invoice', id: missing.documentId });
  return debits;
}

/** The account named; else that of the first rule that fits; else the method's. */
function cashOf(known: Known, given: PaymentInput, groupId: string | null, ctx: Context, byMethod: string): string {
  if (!given.accountId) {
    const rules = known.rows('CollectionRule', () => true).sort((a, b) => a.no - b.no);
    return routedTo(rules, known.rows('CollectionAccount', () => true), { method: given.method, currencyCode: given.currencyCode ?? ctx.company.currencyCode, groupId }) ?? byMethod;
  }
  const account = known.row('Account', given.accountId);
  if (!account.isCash || !account.isActive) throw fieldRefused(['accountId'], 'account_not_cash');
  return account.id;
}

function facts(known: Known, given: PaymentInput, ctx: Context) {
  const paidOn = given.paidOn ?? ctx.today;
  const accounts = accountsOf(known, ctx);
  const customer = customerOf(known, given.customerId, ctx);
  const accountId = cashOf(known, given, customer.groupId, ctx, defaultAccount(accounts, given.method));
  const wishes = wanted(given);
  demandOpenDay(known, ctx, paidOn);
  const debits = debitsOf(known, given, wishes);
  for (const on of new Set(debits.map((item) => item.effectiveOn).filter((each) => each > paidOn).sort())) demandOpenDay(known, ctx, on);
  const foreign = foreignMoney({ ...given, on: paidOn, accountId }, ratesOf(known), known.rows('CollectionAccount', () => true), ctx);
  return { accounts, accountId, foreign, wishes, debits, early: earlyOf(known), credit: creditOf(known, customer.id), paidOn, numbered: nextNumber(known, 'PAY', paidOn) };
}

export const recordPayment = action({
  name: 'recordPayment', permission: 'payments.post',
  describe: 'Records money received from a customer and applies it to invoices: those named, or the oldest first, so that each discount for paying early that is in time fits. The rest stays on account.',
  input, refusals: [...postingRefusals, ...allocationRefusals, ...rateRefusals], payload: { payment: 'record:Payment' },
  ...together({ parts, facts }),
  decide: ({ accounts, accountId, foreign, wishes, debits, early, credit, paidOn, numbered: { number, taken } }, { customerId, amount, method, reference, ...told }, ctx) => {
    const decision = paymentRows(accounts, {
      direction: 'IN', number, customerId, supplierId: null, amount, foreign, paidOn, method, accountId, reference: reference ?? null, told: paymentTold(method, told),
    }, credit, wishes.length > 0 ? settlementsOf(wishes, debits) : { oldest: debits, early: earlyBy(early, paidOn) }, ctx);
    return { ...decision, rows: [...decision.rows, taken] };
  },
});
