import sql from 'sql-template-tag';
import { ownCurrency } from '../currencies/documentMoney.ts';
import { demandTraded, loadRates } from '../currencies/rates.ts';
import { action } from '../shared/action.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, parted, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { needsSecond } from './control.ts';
import { customerInput, knownSalesPerson } from './customerInput.ts';
import { lockCustomer } from './loadCustomer.ts';
import { personalColumns } from './rules.ts';

export const updateCustomer = action({
  name: 'updateCustomer', describe: 'Changes what is known of a customer.', permission: 'customers.manage',
  input: { customerId: id('Customer'), version: integer(), code: optional(text({ max: 40 })), name: optional(text({ max: 200 })), ...customerInput, reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where terms of payment change.' } },
  refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, input, ctx) => {
    const customer = await lockCustomer(tx, input.customerId, ctx);
    const others = input.code ? await tx.rows(sql`SELECT 1 FROM "Customer" WHERE code = ${input.code} AND id <> ${customer.id}`) : [];
    if (input.currencyCode && input.currencyCode !== customer.currencyCode) demandTraded(input.currencyCode, await loadRates(tx, ctx, [ctx.today]), ctx, ['currencyCode']);
    return { customer, isTaken: others.length > 0, isKnown: await knownSalesPerson(tx, input.salesPersonId),
      limits: input.paymentTermDays == null ? [] : await selectRows(tx, 'ApprovalLimit', sql`t.kind = 'PAYMENT_TERMS'`), account: (await selectRows(tx, 'CreditAccount', sql`t."customerId" = ${customer.id}`))[0] };
  },
  decide: ({ customer, isTaken, isKnown, limits, account }, input, ctx) => {
    const after = patchOf('Customer', input.currencyCode ? { ...input, currencyCode: ownCurrency(input.currencyCode, ctx) } : input, ['currencyCode', 'code', 'name', 'contactName', 'contactTitle', 'taxNumber', 'email', 'phone',
      'paymentTermDays', 'minimumShelfLifeDays', 'shipPolicy', 'priority', 'salesPersonId', 'isActive']);
    demandVersion('Customer', customer, input.version, after, ctx.company.currencyCode);
    if (isTaken) throw fieldRefused(['code'], 'taken');
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    // Longer terms of a high limit are for two: `setPaymentTerms` asks the second.
    if ((input.paymentTermDays ?? 0) > customer.paymentTermDays && needsSecond('PAYMENT_TERMS', account?.limitMinor ?? null, limits, ctx.viewer)) throw fieldRefused(['paymentTermDays'], 'second_person');
    const areTermsMoved = after.paymentTermDays !== undefined && after.paymentTermDays !== customer.paymentTermDays;
    if (areTermsMoved && !input.reason) throw fieldRefused(['reason'], 'required');
    const { changes, personal } = parted(changesOf('Customer', customer, after, ctx.company.currencyCode), personalColumns);
    return {
      rows: [update('Customer', customer.id, { ...after, version: customer.version + 1 })],
      events: [{ kind: 'customerUpdated', subjectType: 'Customer', subjectId: customer.id, reason: input.reason ?? null, changes, personal }],
      result: { customer: customer.id },
    };
  },
});
