// Pure: the rows of a charge: document, open item and entry.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow, type LineDraft } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
import { originally, worthColumns, worthOf, type PaperMoney } from '../currencies/paperMoney.ts';
import { printedAddress } from '../customers/rules.ts';
import type { AddressRow, ChargeKind, ChargeLineKind, CreditAccountRow, CustomerRow, TaxCodeRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import { negate, plus, printMoney, share, zero, type Minor } from '../shared/money.ts';
import { printRate } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import type { LateLine, Span } from './lateRules.ts';

export interface ChargeLineDraft { kind: ChargeLineKind; debtItemId?: string | null; orderId?: string | null; description: string; from?: Day | null; to?: Day | null; spans?: Span[]; amount: Minor }
export interface ChargeDraft {
  kind: ChargeKind; number: string; customer: CustomerRow; address: AddressRow | undefined; account: CreditAccountRow; issuedOn: Day; dueOn?: Day | null; termDays: number;
  /** Its currency, with the rate of its day. */
  money: PaperMoney;
  lines: ChargeLineDraft[]; taxCode?: TaxCodeRow | null; reason?: string | null; runId?: string | null; paymentId?: string | null;
}

/** A line of a charge for a part of a claim. */
export const lateDraft = ({ kind, claim, amount, stretch }: LateLine, orderId: string | null): ChargeLineDraft => ({
  kind, debtItemId: claim.debt.id, orderId, description: claim.debt.number, amount,
  ...(stretch ? { from: stretch.from, to: stretch.to, spans: stretch.spans } : {}),
});

/** Interest and fees as a debt of its own; outside tax unless a code is given. */
export function chargeRows(accounts: Accounts, draft: ChargeDraft, ctx: DecideContext): { id: string; total: Minor; /** The total in company money. */ worth: Minor; rows: Change[]; events: EventDraft[] } {
  const { kind, number, customer, address, account, issuedOn, money, lines, taxCode, reason = null } = draft;
  const { currencyCode } = money;
  const companyId = ctx.company.id;
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const net = plus(zero, ...lines.map(({ amount }) => amount));
  const tax = taxCode ? share(net, taxCode.rate) : zero;
  const total = plus(net, tax);
  const worth = worthOf(lines.map(({ amount }) => amount), tax, money);
  const { rateSource: _typed, ...columns } = worthColumns(worth, money);
  const told = (amount: Minor) => originally(amount, money);
  const dueOn = draft.dueOn ?? addDays(issuedOn, draft.termDays);
  const data = { number, amount: printMoney(total, currencyCode) };
  return {
    id, total, worth: worth.total,
    rows: [
      insert('Charge', {
        id, companyId, number, kind, customerId: customer.id, customerName: customer.name, billTo: address ? `${customer.name}\n${printedAddress({ ...address, name: address.name === customer.name ? null : address.name })}` : customer.name, openItemId, issuedOn, dueOn, currencyCode,
        netMinor: net, taxMinor: tax, totalMinor: total, ...columns, taxCodeId: taxCode?.id ?? null, reason, runId: draft.runId ?? null, paymentId: draft.paymentId ?? null, reversedOn: null, reversalReason: null, createdByName: ctx.viewer.name,
      }),
      ...lines.map((line, index) => insert('ChargeLine', {
        id: ctx.newId(), chargeId: id, no: index + 1, kind: line.kind, debtItemId: line.debtItemId ?? null, orderId: line.orderId ?? null, description: line.description, fromOn: line.from ?? null, toOn: line.to ?? null,
        spans: (line.spans ?? []).map(({ from, to, days, principal, rate, dayCount }) => ({ from, to, days, principal: printMoney(principal, currencyCode), rate: printRate(rate), dayCount })), currencyCode, amountMinor: line.amount,
      })),
      openItemRow(accounts, { id: openItemId, account: '1100', kind: 'CHARGE', customerId: customer.id, source: { type: 'Charge', id }, number, amount: worth.total, ...told(total), effectiveOn: issuedOn, dueOn }, ctx),
      ...entryRows(accounts, {
        kind: 'CHARGE', effectiveOn: issuedOn, source: { type: 'Charge', id }, memo: number,
        lines: [
          { account: '1100', amount: worth.total, ...told(total), openItemId, customerId: customer.id },
          ...lines.map((line, index): LineDraft => ({ account: '4900', amount: negate(worth.lines[index] ?? zero), ...told(negate(line.amount)), customerId: customer.id, orderId: line.orderId ?? null })),
          { account: '2200', amount: negate(worth.tax), ...told(negate(tax)), customerId: customer.id, taxCodeId: taxCode?.id ?? null },
        ],
      }, ctx),
      moveCredit(account, 'receivable', worth.total),
    ],
    events: [
      { kind: 'chargePosted', subjectType: 'Charge', subjectId: id, reason, data },
      { kind: 'customerCharged', subjectType: 'Customer', subjectId: customer.id, reason, data: { ...data, chargeId: id } },
    ],
  };
}
