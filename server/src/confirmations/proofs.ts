// What a customer says of an invoice or a balance: right or not; told by link, by a partner's key, or to somebody of the firm.
import sql from 'sql-template-tag';
import { demandOwn } from '../customers/rowRights.ts';
import type { DeliveryProofRow, ProofChannel, ProofKind } from '../generated/rows.ts';
import { lockItems } from '../payments/loadItems.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, day, id, optional, signedMoney, text } from '../shared/input.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context, Viewer } from '../shared/viewer.ts';
import { insert, type Change } from '../shared/write.ts';
import { ConfirmedAlready } from './refusals.ts';

/** By link it is always told by the page, which stands for the system. */
export const channelOf = ({ kind }: Pick<Viewer, 'kind'>, linkId: string | null | undefined): ProofChannel => (linkId ? 'LINK' : kind === 'PARTNER' ? 'API' : 'STAFF');

export interface ProofDraft {
  kind: ProofKind; channel: ProofChannel; subject: { type: 'Invoice' | 'Customer'; id: string }; customerId: string; linkId?: string | null; personName?: string | null; note?: string | null;
  currencyCode: string; stated?: Minor | null; agent?: string | null; disputeId?: string | null;
}

export const proofRow = ({ kind, channel, subject, customerId, linkId, personName, note, currencyCode, stated, agent, disputeId }: ProofDraft, ctx: DecideContext): Change => insert('DeliveryProof', {
  id: ctx.newId(), companyId: ctx.company.id, kind, channel, subjectType: subject.type, subjectId: subject.id, customerId, linkId: linkId ?? null, personName: personName ?? null, note: note ?? null,
  currencyCode, statedMinor: stated ?? null, agent: agent ?? null, disputeId: disputeId ?? null, byName: ctx.viewer.name,
});

/** An invoice, its open item locked: the lock of all that is said of it. */
export async function loadConfirmable(tx: Tx, invoiceId: string, ctx: Context) {
  const invoice = await readRow(tx, 'Invoice', invoiceId);
  if (invoice.kind !== 'INVOICE') throw NotAnInvoice({ number: invoice.number });
  const customer = await readRow(tx, 'Customer', invoice.customerId);
  if (!customer.mergedIntoId) demandOwn(customer, ctx.viewer);
  const [item] = await lockItems(tx, [invoice.openItemId]);
  if (!item) throw new Error(`invoice ${invoice.number} has no open item`);
  const confirmed = await selectRows(tx, 'DeliveryProof', sql`t."subjectId" = ${invoice.id} AND t.kind = 'CONFIRMED'`);
  const disputes = await selectRows(tx, 'InvoiceDispute', sql`t."invoiceId" = ${invoice.id}`);
  return { invoice, item, customerId: item.customerId ?? invoice.customerId, confirmed, disputes };
}

/** Refuses what was confirmed already. */
export function demandUnconfirmed(number: string, confirmed: Pick<DeliveryProofRow, 'personName'> | undefined): void {
  if (confirmed) throw ConfirmedAlready({ number, name: confirmed.personName ?? '' });
}

const said = { personName: { ...text({ max: 200 }), describe: 'Who of the customer says so.' }, note: optional(text({ max: 2000, lines: true })) };

function confirmed({ invoice, customerId, confirmed: [known] }: Awaited<ReturnType<typeof loadConfirmable>>, { personName, note, linkId }: { personName: string; note?: string | null; linkId?: string | null }, ctx: DecideContext): Decision {
  demandUnconfirmed(invoice.number, known);
  const channel = channelOf(ctx.viewer, linkId);
  return {
    rows: [proofRow({ kind: 'CONFIRMED', channel, subject: { type: 'Invoice', id: invoice.id }, customerId, linkId, personName, note, currencyCode: invoice.currencyCode }, ctx)],
    events: [{ kind: 'invoiceConfirmed', subjectType: 'Invoice', subjectId: invoice.id, reason: note, data: { number: invoice.number, channel }, personal: { name: [null, personName] } }],
    result: { invoice: invoice.id },
  };
}

export const confirmInvoice = action({
  name: 'confirmInvoice', permission: 'invoices.confirm', describe: 'Notes that the customer has received an invoice and agrees with its amount: told by a partner\'s key, or to somebody of the firm.',
  input: { invoiceId: id('Invoice'), ...said }, refusals: [NotAnInvoice, ConfirmedAlready], payload: { invoice: 'record:Invoice' },
  load: (tx, { invoiceId }, ctx) => loadConfirmable(tx, invoiceId, ctx),
  decide: confirmed,
});

/** Not offered: the same, said on the page of a link. */
export const confirmByLink = action({
  name: 'confirmByLink', permission: 'invoices.confirm', describe: 'Notes what was confirmed on the page of a link.',
  input: { invoiceId: id('Invoice'), linkId: id('DocumentLink'), ...said }, refusals: [NotAnInvoice, ConfirmedAlready], payload: { invoice: 'record:Invoice' },
  load: (tx, { invoiceId }, ctx) => loadConfirmable(tx, invoiceId, ctx),
  decide: confirmed,
});

interface Balance { customerId: string; on: string; isRight: boolean; balance?: Minor | null; personName: string; note?: string | null; linkId?: string | null }
function balanceSaid({ customerId, on, isRight, balance, personName, note, linkId }: Balance, ctx: DecideContext): Decision {
  if (!isRight && !note) throw fieldRefused(['note'], 'required');
  const { currencyCode } = ctx.company;
  const channel = channelOf(ctx.viewer, linkId);
  return {
    rows: [proofRow({ kind: isRight ? 'CONFIRMED' : 'DISPUTED', channel, subject: { type: 'Customer', id: customerId }, customerId, linkId, personName, note, currencyCode, stated: balance }, ctx)],
    events: [{
      kind: isRight ? 'balanceConfirmed' : 'balanceDisputed', subjectType: 'Customer', subjectId: customerId, reason: note, data: { on, channel, ...(balance == null ? {} : { balance: printMoney(balance, currencyCode) }) },
      personal: { name: [null, personName] },
    }],
    result: { customer: customerId },
  };
}

const ofBalance = {
  customerId: id('Customer'), on: { ...day(), describe: 'The day of the statement.' }, isRight: boolean(), balance: { ...optional(signedMoney()), describe: 'What the statement told.' }, ...said,
};
const loadCustomer = async (tx: Tx, { customerId }: { customerId: string }, { viewer }: Context) => demandOwn(await lockRow(tx, 'Customer', customerId), viewer);

export const answerBalance = action({
  name: 'answerBalance', permission: 'invoices.confirm', describe: 'Notes whether a customer agrees with the balance of a statement; where not, with what is wrong.',
  input: ofBalance, refusals: [], payload: { customer: 'record:Customer' },
  load: loadCustomer,
  decide: (_facts, input, ctx) => {
    if (input.on > ctx.today) throw fieldRefused(['on'], 'day_after', { day: ctx.today });
    return balanceSaid(input, ctx);
  },
});

/** Not offered: the same, said on the page of a link. */
export const answerBalanceByLink = action({
  name: 'answerBalanceByLink', permission: 'invoices.confirm', describe: 'Notes what was said of a balance on the page of a link.',
  input: { ...ofBalance, linkId: id('DocumentLink') }, refusals: [], payload: { customer: 'record:Customer' },
  load: loadCustomer,
  decide: (_facts, input, ctx) => balanceSaid(input, ctx),
});
