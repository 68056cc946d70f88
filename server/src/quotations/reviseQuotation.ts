import { action } from '../shared/action.ts';
import { day, id, optional } from '../shared/input.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays } from '../shared/time.ts';
import { insert, update } from '../shared/write.ts';
import { lockQuotation } from './loadQuotation.ts';
import { quotedTotals, withAmounts } from './quotedLines.ts';
import { QuotationExpired, QuotationStatusForbids, QuotationSuperseded } from './refusals.ts';
import { demandQuotation, withChosen } from './rules.ts';

const VALID_DAYS = 30;

export const reviseQuotation = action({
  name: 'reviseQuotation', permission: 'quotations.write',
  describe: 'Drafts the next version of a quotation that went out: same number, same lines and prices. From now on it alone can be dealt with.',
  input: { quotationId: id('Quotation'), validTo: { ...optional(day()), describe: 'As before, but at least thirty days from today, when left out.' } },
  refusals: [QuotationStatusForbids, QuotationSuperseded, QuotationExpired], payload: { quotation: 'record:Quotation' },
  load: (tx, { quotationId }, ctx) => lockQuotation(tx, quotationId, ctx),
  decide: ({ quotation: before, lines: old }, input, ctx) => {
    demandQuotation(before, 'reviseQuotation');
    if (input.validTo && input.validTo < ctx.today) throw fieldRefused(['validTo'], 'day_before', { day: ctx.today });
    const usual = addDays(ctx.today, VALID_DAYS);
    const quotation = ctx.newId();
    const lines = withAmounts(withChosen(old, []).map((line) => ({ ...line, id: ctx.newId(), quotationId: quotation })), before.currencyCode, ctx.company.taxRounding);
    return {
      rows: [
        update('Quotation', before.id, { isNewest: false, version: before.version + 1 }),
        insert('Quotation', {
          ...before, id: quotation, revision: before.revision + 1, isNewest: true, status: 'DRAFT', sentOn: null, decidedOn: null, lossReason: null, lossNote: null,
          validTo: input.validTo ?? (before.validTo > usual ? before.validTo : usual), taxRounding: ctx.company.taxRounding, ...quotedTotals(lines), createdAt: ctx.now, version: 1,
        }),
        ...lines.map((line) => insert('QuotationLine', line)),
      ],
      events: [
        { kind: 'quotationRevised', subjectType: 'Quotation', subjectId: before.id, data: { revision: before.revision + 1 } },
        { kind: 'quotationCreated', subjectType: 'Quotation', subjectId: quotation, data: { revision: before.revision + 1 } },
      ],
      result: { quotation },
    };
  },
});
