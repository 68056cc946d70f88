// What a customer says is wrong with an invoice, whose it is, and how it ends.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { demandOwn } from '../customers/rowRights.ts';
import type { DisputeReason, InvoiceDisputeRow, InvoiceLineRow } from '../generated/rows.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, id, integer, list, money, optional, text } from '../shared/input.ts';
import { minor, minus, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { channelOf, loadConfirmable, proofRow } from './proofs.ts';
import { DisputeClosed, DisputeTooMuch } from './refusals.ts';

interface Wanted { invoiceId: string; reason: DisputeReason; text: string; personName: string; amount?: Minor | null; invoiceLineIds?: string[] | null; ownerId?: string | null; linkId?: string | null }

async function load(tx: Tx, { invoiceId, ownerId }: Wanted, ctx: Context) {
  const facts = await loadConfirmable(tx, invoiceId, ctx);
  if (ownerId) await readRow(tx, 'User', ownerId);
  const lines = await selectRows(tx, 'InvoiceLine', sql`t."invoiceId" = ${invoiceId}`, { orderBy: sql`t.no` });
  return { ...facts, lines, number: await takeNumber(tx, ctx, 'DSP', ctx.today) };
}

/** What is disputed, where no amount is told: the lines named, else all that is not disputed yet. */
function amountOf(lines: readonly InvoiceLineRow[], left: Minor): Minor {
  const named = plus(zero, ...lines.map((line) => plus(line.netMinor, line.taxMinor)));
  return lines.length > 0 && named < left ? named : left;
}

function disputed({ invoice, item, customerId, disputes, lines, number }: Awaited<ReturnType<typeof load>>, wanted: Wanted, ctx: DecideContext): Decision {
  const { currencyCode } = invoice;
  const named = (wanted.invoiceLineIds ?? []).map((lineId, index) => {
    const line = lines.find((each) => each.id === lineId);
    if (!line) throw fieldRefused(['invoiceLineIds', String(index)], 'id_unknown', { type: 'InvoiceLine' });
    return line;
  });
  const left = minus(invoice.totalMinor, plus(zero, ...disputes.filter(({ status }) => status === 'OPEN').map(({ amountMinor }) => amountMinor)));
  const amount = wanted.amount ?? amountOf(named, left);
  if (amount > left || amount <= 0n) throw DisputeTooMuch({ number: invoice.number, wanted: { minor: amount, currencyCode }, left: { minor: left, currencyCode } });
  const dispute = ctx.newId();
  const channel = channelOf(ctx.viewer, wanted.linkId);
  const about = { number, invoice: invoice.number, amount: printMoney(amount, currencyCode), reason: wanted.reason, channel };
  return {
    rows: [
      insert('InvoiceDispute', {
        id: dispute, companyId: ctx.company.id, number, invoiceId: invoice.id, openItemId: item.id, customerId, reason: wanted.reason, currencyCode, amountMinor: amount, text: wanted.text, personName: wanted.personName, channel,
        raisedOn: ctx.today, ownerId: wanted.ownerId ?? null, resolution: null, resolutionText: null, resolvedOn: null, resolvedByName: null, creditNoteId: null,
      }),
      ...[...new Set(named)].map((line, index) => insert('DisputedLine', { id: ctx.newId(), disputeId: dispute, no: index + 1, invoiceLineId: line.id })),
      proofRow({ kind: 'DISPUTED', channel, subject: { type: 'Invoice', id: invoice.id }, customerId, linkId: wanted.linkId, personName: wanted.personName, note: wanted.text, currencyCode, disputeId: dispute }, ctx),
    ],
    events: [
      { kind: 'disputeRaised', subjectType: 'InvoiceDispute', subjectId: dispute, reason: wanted.text.slice(0, 1000), data: about },
      { kind: 'invoiceDisputed', subjectType: 'Invoice', subjectId: invoice.id, reason: wanted.text.slice(0, 1000), data: about },
    ],
    result: { dispute, invoice: invoice.id },
  };
}

const input = {
  invoiceId: id('Invoice'), reason: choice('DisputeReason'), text: { ...text({ max: 2000, lines: true }), describe: 'What is wrong.' }, personName: { ...text({ max: 200 }), describe: 'Who of the customer says so.' },
  amount: { ...optional(money()), describe: 'What is disputed: the lines named, else the whole invoice, when left out.' }, invoiceLineIds: optional(list(id('InvoiceLine'), { max: 200 })),
};
const refusals = [NotAnInvoice, DisputeTooMuch];
const payload = { dispute: 'record:InvoiceDispute', invoice: 'record:Invoice' } as const;

export const disputeInvoice = action({
  name: 'disputeInvoice', permission: 'invoices.confirm', describe: 'Notes what a customer says is wrong with an invoice. What is disputed is marked on its open item until it is settled.',
  input: { ...input, ownerId: { ...optional(id('User')), describe: 'Who looks after it.' } }, refusals, payload, load, decide: disputed,
});

/** Not offered: the same, said on the page of a link. */
export const disputeByLink = action({
  name: 'disputeByLink', permission: 'invoices.confirm', describe: 'Notes what was disputed on the page of a link.',
  input: { ...input, linkId: id('DocumentLink') }, refusals, payload, load, decide: disputed,
});

export function demandOpenDispute({ number, status }: Pick<InvoiceDisputeRow, 'number' | 'status'>): void {
  if (status !== 'OPEN') throw DisputeClosed({ number });
}

async function loadDispute(tx: Tx, disputeId: string, ctx: Context) {
  const known = await readRow(tx, 'InvoiceDispute', disputeId);
  const customer = await readRow(tx, 'Customer', known.customerId);
  if (!customer.mergedIntoId) demandOwn(customer, ctx.viewer);
  const dispute = await lockRow(tx, 'InvoiceDispute', disputeId);
  const notes = await selectRows(tx, 'Invoice', sql`t."creditsInvoiceId" = ${dispute.invoiceId}`);
  return { dispute, notes };
}

export const assignDispute = action({
  name: 'assignDispute', permission: 'disputes.manage', describe: 'Hands a dispute to somebody of the firm.',
  input: { disputeId: id('InvoiceDispute'), version: optional(integer()), ownerId: { ...optional(id('User')), describe: 'Nobody when left out.' } }, refusals: [DisputeClosed], payload: { dispute: 'record:InvoiceDispute' },
  load: async (tx, { disputeId, ownerId }, ctx) => ({ ...await loadDispute(tx, disputeId, ctx), owner: ownerId ? await readRow(tx, 'User', ownerId) : null }),
  decide: ({ dispute, owner }, { version }, ctx) => {
    demandOpenDispute(dispute);
    demandVersion('InvoiceDispute', dispute, version, { ownerId: owner?.id ?? null }, ctx.company.currencyCode);
    return {
      rows: [update('InvoiceDispute', dispute.id, { ownerId: owner?.id ?? null, version: dispute.version + 1 })],
      events: [{ kind: 'disputeAssigned', subjectType: 'InvoiceDispute', subjectId: dispute.id, data: { number: dispute.number, to: owner?.name ?? null } }],
      result: { dispute: dispute.id },
    };
  },
});

export const resolveDispute = action({
  name: 'resolveDispute', permission: 'disputes.manage',
  describe: 'Settles a dispute: the invoice stands, or is credited, or is credited and billed anew. The credit note is one of the invoice\'s own.',
  input: {
    disputeId: id('InvoiceDispute'), version: optional(integer()), resolution: choice('DisputeResolution'), creditNoteId: { ...optional(id('Invoice')), describe: 'Needed where it was credited.' },
    text: { ...text({ max: 2000, lines: true }), describe: 'How it was settled.' },
  },
  refusals: [DisputeClosed], payload: { dispute: 'record:InvoiceDispute' },
  load: (tx, { disputeId }, ctx) => loadDispute(tx, disputeId, ctx),
  decide: ({ dispute, notes }, { version, resolution, creditNoteId, text: words }, ctx) => {
    demandOpenDispute(dispute);
    const needsNote = resolution !== 'STANDS';
    if (needsNote && !creditNoteId) throw fieldRefused(['creditNoteId'], 'required');
    const note = notes.find((each) => each.id === creditNoteId);
    if (needsNote && !note) throw fieldRefused(['creditNoteId'], 'id_unknown', { type: 'Invoice' });
    const columns = { status: 'RESOLVED' as const, resolution, resolutionText: words, resolvedOn: ctx.today, resolvedByName: ctx.viewer.name, creditNoteId: needsNote ? note?.id ?? null : null };
    demandVersion('InvoiceDispute', dispute, version, columns, ctx.company.currencyCode);
    const told = { number: dispute.number, resolution, creditNote: needsNote ? note?.number ?? null : null, amount: printMoney(minor(dispute.amountMinor), dispute.currencyCode) };
    return {
      rows: [update('InvoiceDispute', dispute.id, { ...columns, version: dispute.version + 1 })],
      events: [
        { kind: 'disputeResolved', subjectType: 'InvoiceDispute', subjectId: dispute.id, reason: words.slice(0, 1000), data: told },
        { kind: 'invoiceDisputeResolved', subjectType: 'Invoice', subjectId: dispute.invoiceId, reason: words.slice(0, 1000), data: told },
      ],
      result: { dispute: dispute.id },
    };
  },
});
