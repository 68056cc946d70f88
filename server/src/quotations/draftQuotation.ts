// Drafting quotations: created, changed, thrown away.
import sql from 'sql-template-tag';
import { demandToldCurrency } from '../currencies/documentMoney.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { CustomerRow, QuotationRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, integer, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, remove, update } from '../shared/write.ts';
import { loadQuoteFacts, lockQuotation } from './loadQuotation.ts';
import { quotationHead, quotationLines } from './quotationInput.ts';
import { quotedLines, quotedTotals } from './quotedLines.ts';
import { QuotationExpired, QuotationStatusForbids, QuotationSuperseded } from './refusals.ts';
import { demandQuotation } from './rules.ts';

const payload = { quotation: 'record:Quotation' } as const;
const permission = 'quotations.write';
const VALID_DAYS = 30;

const isSalesPerson = async (tx: Tx, salesPersonId: string | null | undefined): Promise<boolean> =>
  !salesPersonId || (await tx.rows(sql`SELECT 1 FROM "SalesPerson" WHERE id = ${salesPersonId}`)).length > 0;

/** A customer or a prospect, one of the two. */
function demandWhom({ customerId, prospectName }: Pick<QuotationRow, 'customerId' | 'prospectName'>): void {
  if ((customerId === null) === (prospectName === null)) throw fieldRefused([customerId === null ? 'customerId' : 'prospectName'], 'one_of', { fields: 'customerId, prospectName' });
}

function demandDay(validTo: Day, today: Day): void {
  if (validTo < today) throw fieldRefused(['validTo'], 'day_before', { day: today });
}

const nobody = { prospectName: null, prospectEmail: null, prospectPhone: null };

export const createQuotation = action({
  name: 'createQuotation', describe: 'Drafts a quotation to a customer or a prospect.', permission,
  input: { ...quotationHead, lines: quotationLines }, refusals: [...rateRefusals], payload,
  load: async (tx, input, ctx) => {
    const customer: CustomerRow | null = input.customerId ? await readCustomer(tx, input.customerId, ctx) : null;
    return { customer, isKnown: await isSalesPerson(tx, input.salesPersonId), facts: await loadQuoteFacts(tx, ctx, customer, input.lines, input.currencyCode) };
  },
  decide: ({ customer, isKnown, facts }, input, ctx) => {
    const whom = { customerId: customer?.id ?? null, prospectName: input.prospectName ?? null };
    demandWhom(whom);
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    const validTo = input.validTo ?? addDays(ctx.today, VALID_DAYS);
    demandDay(validTo, ctx.today);
    demandToldCurrency(input, facts.money?.currencyCode ?? ctx.company.currencyCode, ctx);
    const quotation = ctx.newId();
    const lines = quotedLines(quotation, input.lines, facts, ctx);
    return {
      rows: [
        insert('Quotation', {
          id: quotation, companyId: ctx.company.id, firstId: quotation, ...whom, prospectEmail: customer ? null : input.prospectEmail ?? null, prospectPhone: customer ? null : input.prospectPhone ?? null,
          salesPersonId: input.salesPersonId ?? (customer ? customer.salesPersonId : ctx.viewer.salesPersonId), validTo, expectedOn: input.expectedOn ?? null, customerReference: input.customerReference ?? null,
          terms: input.terms ?? null, note: input.note ?? null, currencyCode: facts.money?.currencyCode ?? ctx.company.currencyCode, exchangeRate: facts.money?.rate ?? null, taxRounding: ctx.company.taxRounding, ...quotedTotals(lines), createdAt: ctx.now,
        }),
        ...lines.map((line) => insert('QuotationLine', line)),
      ],
      events: [{ kind: 'quotationCreated', subjectType: 'Quotation', subjectId: quotation, data: { customer: customer?.name ?? '' } }],
      result: { quotation },
    };
  },
});

export const updateQuotation = action({
  name: 'updateQuotation', describe: 'Changes a draft of a quotation. Lines that are given replace all lines.', permission,
  input: { quotationId: id('Quotation'), version: integer(), ...quotationHead, lines: optional(quotationLines) },
  refusals: [...rateRefusals, QuotationStatusForbids, QuotationSuperseded, QuotationExpired], payload,
  load: async (tx, input, ctx) => {
    const loaded = await lockQuotation(tx, input.quotationId, ctx);
    const customer = input.customerId === undefined ? loaded.customer : input.customerId ? await readCustomer(tx, input.customerId, ctx) : null;
    return { ...loaded, customer, isKnown: await isSalesPerson(tx, input.salesPersonId), facts: await loadQuoteFacts(tx, ctx, customer, input.lines ?? [], input.currencyCode ?? loaded.quotation.currencyCode) };
  },
  decide: ({ quotation, lines: before, customer, isKnown, facts }, input, ctx) => {
    demandQuotation(quotation, 'updateQuotation');
    const given = patchOf('Quotation', input, ['prospectName', 'prospectEmail', 'prospectPhone', 'salesPersonId', 'expectedOn', 'customerReference', 'terms', 'note']);
    const after = { ...given, ...(input.validTo ? { validTo: input.validTo } : {}), ...(input.customerId === undefined ? {} : { customerId: customer?.id ?? null }), ...(customer ? nobody : {}) };
    demandVersion('Quotation', quotation, input.version, after, ctx.company.currencyCode);
    demandWhom({ ...quotation, ...after });
    if (customer && input.prospectName) throw fieldRefused(['prospectName'], 'one_of', { fields: 'customerId, prospectName' });
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    if (input.validTo) demandDay(input.validTo, ctx.today);
    const isOther = (input.currencyCode ?? quotation.currencyCode) !== quotation.currencyCode;
    if (isOther && !input.lines) throw fieldRefused(['lines'], 'currency_lines', { currency: quotation.currencyCode });
    demandToldCurrency(input, input.currencyCode ?? quotation.currencyCode, ctx);
    const lines = input.lines ? quotedLines(quotation.id, input.lines, facts, ctx) : undefined;
    const head = { ...after, ...(lines ? { ...quotedTotals(lines), taxRounding: ctx.company.taxRounding, currencyCode: facts.money?.currencyCode ?? quotation.currencyCode, exchangeRate: facts.money?.rate ?? null } : {}) };
    // Lines keep their places: those of a place are changed, further ones come or go.
    const rows = lines ? [
      ...lines.map((line, index) => {
        const { id: _id, ...columns } = line;
        const old = before[index];
        return old ? update('QuotationLine', old.id, columns) : insert('QuotationLine', line);
      }),
      ...before.slice(lines.length).map((line) => remove('QuotationLine', line.id)),
    ] : [];
    return {
      rows: [update('Quotation', quotation.id, { ...head, version: quotation.version + 1 }), ...rows],
      events: [{ kind: 'quotationUpdated', subjectType: 'Quotation', subjectId: quotation.id, changes: changesOf('Quotation', quotation, head, ctx.company.currencyCode) }],
      result: { quotation: quotation.id },
    };
  },
});

export const deleteQuotation = action({
  name: 'deleteQuotation', describe: 'Drops the draft of a quotation; the version before it is the newest again.', permission,
  input: { quotationId: id('Quotation') }, refusals: [QuotationStatusForbids, QuotationSuperseded, QuotationExpired], payload: { deleted: 'int' },
  load: async (tx, { quotationId }, ctx) => {
    const loaded = await lockQuotation(tx, quotationId, ctx);
    const [earlier] = await selectRows(tx, 'Quotation', sql`t."firstId" = ${loaded.quotation.firstId} AND t.revision = ${loaded.quotation.revision - 1}`, { lock: true });
    return { ...loaded, earlier };
  },
  decide: ({ quotation, lines, earlier }) => {
    demandQuotation(quotation, 'deleteQuotation');
    return {
      rows: [...lines.map((line) => remove('QuotationLine', line.id)), remove('Quotation', quotation.id), ...(earlier ? [update('Quotation', earlier.id, { isNewest: true, version: earlier.version + 1 })] : [])],
      events: [{ kind: 'quotationDeleted', subjectType: 'Quotation', subjectId: earlier?.id ?? quotation.id }],
      result: { deleted: 1 },
    };
  },
});
