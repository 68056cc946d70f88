import sql from 'sql-template-tag';
import { createCustomer } from '../customers/createCustomer.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import { similarCustomers, type SimilarCustomer } from '../customers/similarCustomers.ts';
import { action } from '../shared/action.ts';
import { boolean, id, optional, text } from '../shared/input.ts';
import { answerOn } from '../shared/report.ts';
import { selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { lockQuotation } from './loadQuotation.ts';
import { CustomerSimilar, QuotationExpired, QuotationHasCustomer, QuotationStatusForbids, QuotationSuperseded } from './refusals.ts';
import { demandQuotation } from './rules.ts';

export const nameQuotationCustomer = action({
  name: 'nameQuotationCustomer', permission: 'customers.manage',
  describe: 'Says which customer a prospect is, or makes one of the prospect. Every version of the quotation is the customer\'s then.',
  input: {
    quotationId: id('Quotation'), customerId: { ...optional(id('Customer')), describe: 'A customer that is there; a new one when left out.' }, code: optional(text({ max: 40 })),
    acceptSimilar: { ...optional(boolean()), describe: 'Makes a customer although one is there that may be the same.' },
  },
  refusals: [QuotationStatusForbids, QuotationSuperseded, QuotationExpired, QuotationHasCustomer, CustomerSimilar], payload: { quotation: 'record:Quotation', customer: 'record:Customer' },
  load: async (tx, input, ctx) => {
    const loaded = await lockQuotation(tx, input.quotationId, ctx);
    const { prospectName, prospectEmail, prospectPhone, salesPersonId, firstId } = loaded.quotation;
    const chosen = input.customerId ? await readCustomer(tx, input.customerId, ctx) : null;
    const alike: SimilarCustomer[] = chosen ? [] : (await answerOn(tx, similarCustomers, { name: prospectName, email: prospectEmail, phone: prospectPhone }, ctx)).filter(({ matches }) => matches.some((by) => by !== 'NAME_LIKE'));
    const given = { name: prospectName ?? '', code: input.code, email: prospectEmail, phone: prospectPhone, salesPersonId };
    return {
      ...loaded, chosen, given, similar: alike[0] ? await selectRows(tx, 'Customer', sql`t.id = ${alike[0].customer}::uuid`) : [], making: chosen ? undefined : await createCustomer.load(tx, given, ctx),
      versions: await selectRows(tx, 'Quotation', sql`t."firstId" = ${firstId}`, { lock: true }),
    };
  },
  decide: ({ quotation, customer, chosen, given, similar, making, versions }, { acceptSimilar }, ctx) => {
    if (customer) throw QuotationHasCustomer({ quotation: quotation.id, customerName: customer.name });
    demandQuotation(quotation, 'nameQuotationCustomer');
    const [same] = similar;
    if (same && !acceptSimilar) throw CustomerSimilar({ customer: same.id, customerName: same.name, customerCode: same.code });
    const made = making ? createCustomer.decide(making, given, ctx) : undefined;
    const customerId = chosen?.id ?? String(made?.result['customer']);
    return {
      rows: [...(made?.rows ?? []), ...versions.map((each) => update('Quotation', each.id, {
        customerId, prospectName: null, prospectEmail: null, prospectPhone: null, version: each.version + 1, ...(chosen ? { salesPersonId: each.salesPersonId ?? chosen.salesPersonId } : {}),
      }))],
      events: [...(made?.events ?? []), { kind: 'quotationCustomerNamed', subjectType: 'Quotation', subjectId: quotation.id, data: { customer: chosen?.name ?? given.name } }],
      result: { quotation: quotation.id, customer: customerId },
    };
  },
});
