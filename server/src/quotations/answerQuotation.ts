// A quotation goes out and is answered: sent, accepted, declined, expired, opened again.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { QuotationLineRow, QuotationRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { choice, day, id, list, optional, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import { lockQuotation } from './loadQuotation.ts';
import { quotedTotals, withAmounts } from './quotedLines.ts';
import { QuotationEmpty, QuotationExpired, QuotationHasOrders, QuotationStatusForbids, QuotationSuperseded } from './refusals.ts';
import { demandQuotation, demandValid, withChosen } from './rules.ts';

const payload = { quotation: 'record:Quotation' } as const;
const permission = 'quotations.write';
const stands = [QuotationStatusForbids, QuotationSuperseded, QuotationExpired];
const told = (kind: string, { id: subjectId }: Pick<QuotationRow, 'id'>, more: object = {}) => ({ kind, subjectType: 'Quotation', subjectId, ...more });

export const sendQuotation = action({
  name: 'sendQuotation', describe: 'Fixes a quotation as it goes to the customer; an earlier version counts no more. It gets its number.', permission,
  input: { quotationId: id('Quotation') }, refusals: [...stands, QuotationEmpty], payload,
  load: async (tx, { quotationId }, ctx) => {
    const loaded = await lockQuotation(tx, quotationId, ctx);
    const { number, status, firstId } = loaded.quotation;
    const earlier = await selectRows(tx, 'Quotation', sql`t."firstId" = ${firstId} AND t.id <> ${quotationId}::uuid AND t.status <> 'SUPERSEDED'`, { lock: true });
    return { ...loaded, earlier, number: number ?? (status === 'DRAFT' && loaded.lines.length > 0 ? await takeNumber(tx, ctx, 'QUO', ctx.today) : '') };
  },
  decide: ({ quotation, lines, earlier, number }, _input, ctx) => {
    demandQuotation(quotation, 'sendQuotation');
    if (!lines.some(({ kind }) => kind === 'ITEM')) throw QuotationEmpty({ quotation: quotation.id });
    if (quotation.validTo < ctx.today) throw QuotationExpired({ quotation: quotation.id, quotationNumber: number, validTo: quotation.validTo });
    return {
      rows: [
        update('Quotation', quotation.id, { status: 'SENT', number, sentOn: ctx.today, version: quotation.version + 1 }),
        ...earlier.map((each) => update('Quotation', each.id, { status: 'SUPERSEDED', version: each.version + 1 })),
      ],
      events: [
        told('quotationSent', quotation, { data: { number, revision: quotation.revision, total: printMoney(quotation.totalMinor, quotation.currencyCode), validTo: quotation.validTo } }),
        ...earlier.map((each) => told('quotationSuperseded', each, { data: { by: quotation.revision } })),
      ],
      result: { quotation: quotation.id },
    };
  },
});

/** The rows of a quotation that is accepted with what was chosen; the quotation and its lines as they are then. */
export function acceptedRows(quotation: QuotationRow, lines: readonly QuotationLineRow[], chosen: readonly string[], ctx: Pick<DecideContext, 'today'>): { rows: Change[]; quotation: QuotationRow; lines: QuotationLineRow[] } {
  const counted = withAmounts(withChosen(lines, chosen), quotation.currencyCode, quotation.taxRounding);
  const head = { status: 'ACCEPTED' as const, decidedOn: ctx.today, ...quotedTotals(counted), version: quotation.version + 1 };
  return {
    quotation: { ...quotation, ...head }, lines: counted,
    rows: [
      update('Quotation', quotation.id, head),
      ...counted.filter((line) => line.kind !== 'TEXT').map(({ id: lineId, isChosen, grossMinor, netMinor, taxMinor }) => update('QuotationLine', lineId, { isChosen, grossMinor, netMinor, taxMinor })),
    ],
  };
}

export const acceptQuotation = action({
  name: 'acceptQuotation', describe: 'The customer takes the quotation, with the options and alternatives named.', permission,
  input: {
    quotationId: id('Quotation'), chosen: { ...optional(list(id('QuotationLine'), { max: 500 })), describe: 'Options and alternatives that the customer takes.' },
    customerReference: optional(text({ max: 100 })),
  },
  refusals: stands, payload,
  load: (tx, { quotationId }, ctx) => lockQuotation(tx, quotationId, ctx),
  decide: ({ quotation, lines }, { chosen, customerReference }, ctx) => {
    demandQuotation(quotation, 'acceptQuotation');
    demandValid(quotation, ctx.today);
    const accepted = acceptedRows(quotation, lines, chosen ?? [], ctx);
    return {
      rows: [...accepted.rows, ...(customerReference ? [update('Quotation', quotation.id, { customerReference })] : [])],
      events: [told('quotationAccepted', quotation, { data: { number: quotation.number, total: printMoney(accepted.quotation.totalMinor, quotation.currencyCode) } })],
      result: { quotation: quotation.id },
    };
  },
});

export const declineQuotation = action({
  name: 'declineQuotation', describe: 'The customer does not take the quotation, for a reason.', permission,
  input: { quotationId: id('Quotation'), lossReason: choice('QuotationLoss'), lossNote: optional(text({ max: 1000, lines: true })) }, refusals: stands, payload,
  load: (tx, { quotationId }, ctx) => lockQuotation(tx, quotationId, ctx),
  decide: ({ quotation }, { lossReason, lossNote }, ctx) => {
    demandQuotation(quotation, 'declineQuotation');
    return {
      rows: [update('Quotation', quotation.id, { status: 'DECLINED', decidedOn: ctx.today, lossReason, lossNote: lossNote ?? null, version: quotation.version + 1 })],
      events: [told('quotationDeclined', quotation, { reason: lossNote ?? null, data: { number: quotation.number, lossReason } })],
      result: { quotation: quotation.id },
    };
  },
});

/** Not offered: what nobody answered in time. */
export const expireQuotation = action({
  name: 'expireQuotation', describe: 'Ends a quotation whose last day has passed.', permission,
  input: { quotationId: id('Quotation') }, refusals: stands, payload: { expired: 'int' },
  load: (tx, { quotationId }, ctx) => lockQuotation(tx, quotationId, ctx),
  decide: ({ quotation }, _input, ctx) => {
    if (quotation.status !== 'SENT' || quotation.validTo >= ctx.today) return { rows: [], events: [], result: { expired: 0 } };
    return {
      rows: [update('Quotation', quotation.id, { status: 'EXPIRED', decidedOn: ctx.today, version: quotation.version + 1 })],
      events: [told('quotationExpired', quotation, { data: { number: quotation.number, validTo: quotation.validTo } })],
      result: { expired: 1 },
    };
  },
});

export const reopenQuotation = action({
  name: 'reopenQuotation', permission: 'quotations.reopen',
  describe: 'Opens a quotation again that has expired, was declined, or was accepted and not ordered of: to another last day, for a reason.',
  input: { quotationId: id('Quotation'), validTo: day(), reason: text({ max: 1000, lines: true }) }, refusals: [...stands, QuotationHasOrders], payload,
  load: async (tx, { quotationId }, ctx) => ({ ...await lockQuotation(tx, quotationId, ctx), orders: await tx.rows(sql`SELECT 1 FROM "Order" WHERE "quotationId" = ${quotationId} AND status <> 'CANCELLED' LIMIT 1`) }),
  decide: ({ quotation, lines, orders }, { validTo, reason }, ctx) => {
    // One whose last day has passed may be opened before the night has ended it.
    if (!(quotation.status === 'SENT' && quotation.isNewest && quotation.validTo < ctx.today)) demandQuotation(quotation, 'reopenQuotation');
    if (orders.length > 0) throw QuotationHasOrders({ quotation: quotation.id, quotationNumber: quotation.number ?? '' });
    if (validTo < ctx.today) throw fieldRefused(['validTo'], 'day_before', { day: ctx.today });
    const before = acceptedRows(quotation, lines, [], ctx);
    return {
      rows: [
        ...(quotation.status === 'ACCEPTED' ? before.rows : []),
        update('Quotation', quotation.id, { status: 'SENT', decidedOn: null, lossReason: null, lossNote: null, validTo, version: quotation.version + 1 }),
      ],
      events: [told('quotationReopened', quotation, { reason, changes: { validTo: [quotation.validTo, validTo] } })],
      result: { quotation: quotation.id },
    };
  },
});

