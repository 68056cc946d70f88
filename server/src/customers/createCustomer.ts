import sql from 'sql-template-tag';
import { ownCurrency } from '../currencies/documentMoney.ts';
import { demandTraded, loadRates } from '../currencies/rates.ts';
import { action } from '../shared/action.ts';
import { companyMoneyOrZero, list, object, optional, text } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert } from '../shared/write.ts';
import { addressInput } from './addresses.ts';
import { needsSecond } from './control.ts';
import { customerInput, knownSalesPerson } from './customerInput.ts';
import { codeFor, personalColumns } from './rules.ts';

export const createCustomer = action({
  name: 'createCustomer', describe: 'Adds a customer with addresses and a credit account.', permission: 'customers.manage',
  input: {
    code: optional(text({ max: 40 })), name: text({ max: 200 }), ...customerInput,
    creditLimit: optional(companyMoneyOrZero()),
    addresses: optional(list(object('CustomerAddressInput', addressInput), { max: 20 })),
  },
  refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, input, ctx) => {
    const limits = input.creditLimit == null ? [] : await selectRows(tx, 'ApprovalLimit', sql`t.kind = 'CREDIT_LIMIT'`);
    const codes = await tx.rows<{ code: string }>(sql`SELECT code FROM "Customer"`);
    if (input.currencyCode) demandTraded(input.currencyCode, await loadRates(tx, ctx, [ctx.today]), ctx, ['currencyCode']);
    return { limits, taken: new Set(codes.map(({ code }) => code)), isKnown: await knownSalesPerson(tx, input.salesPersonId) };
  },
  decide: ({ limits, taken, isKnown }, input, ctx) => {
    if (input.code && taken.has(input.code)) throw fieldRefused(['code'], 'taken');
    if (!isKnown) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    if (input.creditLimit != null && !ctx.viewer.permissions.has('credit.manage')) throw fieldRefused(['creditLimit'], 'not_permitted');
    if (input.creditLimit != null && needsSecond('CREDIT_LIMIT', input.creditLimit, limits, ctx.viewer)) throw fieldRefused(['creditLimit'], 'second_person');
    const id = ctx.newId();
    const { code, name, paymentTermDays, isActive, salesPersonId, minimumShelfLifeDays = null, shipPolicy, priority } = input;
    const customer = {
      id, companyId: ctx.company.id, code: code ?? codeFor(name, taken), name, contactName: input.contactName ?? null,
      contactTitle: input.contactTitle ?? null, taxNumber: input.taxNumber ?? null, email: input.email ?? null, currencyCode: ownCurrency(input.currencyCode, ctx), phone: input.phone ?? null,
      paymentTermDays: paymentTermDays ?? 30, minimumShelfLifeDays, shipPolicy: shipPolicy ?? 'PARTIAL', priority: priority ?? 0, salesPersonId: salesPersonId ?? ctx.viewer.salesPersonId, isActive: isActive ?? true,
    };
    const addresses = (input.addresses ?? []).map((each, index, all) => insert('Address', {
      id: ctx.newId(), customerId: id, kind: each.kind, name: each.name ?? null, street: each.street, city: each.city,
      region: each.region ?? null, postalCode: each.postalCode ?? null, country: each.country, latitude: each.latitude ?? null, longitude: each.longitude ?? null,
      isDefault: all.findIndex((other) => other.kind === each.kind) === index,
    }));
    const personal = Object.fromEntries(personalColumns.filter((column) => customer[column] !== null)
      .map((column): [string, [null, string | null]] => [column, [null, customer[column]]]));
    return {
      rows: [
        insert('Customer', customer),
        insert('CreditAccount', { id: ctx.newId(), companyId: ctx.company.id, customerId: id, currencyCode: ctx.company.currencyCode, limitMinor: input.creditLimit ?? null, grantedOn: null, grantedUntil: null }),
        ...addresses,
      ],
      events: [{ kind: 'customerCreated', subjectType: 'Customer', subjectId: id, data: { code: customer.code, name }, personal }],
      result: { customer: id },
    };
  },
});
