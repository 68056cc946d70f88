// Pure: the rows of a charge: document, open item and entry.
import type { Accounts } from '../accounting/books.ts';
import { entryRows, openItemRow, type LineDraft } from '../accounting/post.ts';
import { moveCredit } from '../customers/credit.ts';
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
  lines: ChargeLineDraft[]; taxCode?: TaxCodeRow | null; reason?: string | null; runId?: string | null; paymentId?: string | null;
}

/** A line of a charge for a part of a claim. */
export const lateDraft = ({ kind, claim, amount, stretch }: LateLine, orderId: string | null): ChargeLineDraft => ({
  kind, debtItemId: claim.debt.id, orderId, description: claim.debt.number, amount,
  ...(stretch ? { from: stretch.from, to: stretch.to, spans: stretch.spans } : {}),
});

/** Interest and fees as a debt of its own; outside tax unless a code is given. */
export function chargeRows(accounts: Accounts, draft: ChargeDraft, ctx: DecideContext): { id: string; total: Minor; rows: Change[]; events: EventDraft[] } {
  const { kind, number, customer, address, account, issuedOn, lines, taxCode, reason = null } = draft;
  const { id: companyId, currencyCode } = ctx.company;
  const [id, openItemId] = [ctx.newId(), ctx.newId()];
  const net = plus(zero, ...lines.map(({ amount }) => amount));
  const tax = taxCode ? share(net, taxCode.rate) : zero;
  const total = plus(net, tax);
  const dueOn = draft.dueOn ?? addDays(issuedOn, draft.termDays);
  const told = { number, amount: printMoney(total, currencyCode) };
  return {
    id, total,
    rows: [
      insert('Charge', {
        id, companyId, number, kind, customerId: customer.id, customerName: customer.name, billTo: address ? `${customer.name}\n${printedAddress({ ...address, name: address.name === customer.name ? null : address.name })}` : customer.name, openItemId, issuedOn, dueOn, currencyCode,
        netMinor: net, taxMinor: tax, totalMinor: total, taxCodeId: taxCode?.id ?? null, reason, runId: draft.runId ?? null, paymentId: draft.paymentId ?? null, reversedOn: null, reversalReason: null, createdByName: ctx.viewer.name,
      }),
      ...lines.map((line, index) => insert('ChargeLine', {
        id: ctx.newId(), chargeId: id, no: index + 1, kind: line.kind, debtItemId: line.debtItemId ?? null, orderId: line.orderId ?? null, description: line.description, fromOn: line.from ?? null, toOn: line.to ?? null,
        spans: (line.spans ?? []).map(({ from, to, days, principal, rate, dayCount }) => ({ from, to, days, principal: printMoney(principal, currencyCode), rate: printRate(rate), dayCount })), currencyCode, amountMinor: line.amount,
      })),
      openItemRow(accounts, { id: openItemId, account: '1100', kind: 'CHARGE', customerId: customer.id, source: { type: 'Charge', id }, number, amount: total, effectiveOn: issuedOn, dueOn }, ctx),
      ...entryRows(accounts, {
        kind: 'CHARGE', effectiveOn: issuedOn, source: { type: 'Charge', id }, memo: number,
        lines: [
          { account: '1100', amount: total, openItemId, customerId: customer.id },
          ...lines.map((line): LineDraft => ({ account: '4900', amount: negate(line.amount), customerId: customer.id, orderId: line.orderId ?? null })),
          { account: '2200', amount: negate(tax), customerId: customer.id, taxCodeId: taxCode?.id ?? null },
        ],
      }, ctx),
      moveCredit(account, 'receivable', total),
    ],
    events: [
      { kind: 'chargePosted', subjectType: 'Charge', subjectId: id, reason, data: told },
      { kind: 'customerCharged', subjectType: 'Customer', subjectId: customer.id, reason, data: { ...told, chargeId: id } },
    ],
  };
}
