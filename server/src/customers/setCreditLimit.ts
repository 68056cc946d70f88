import { action } from '../shared/action.ts';
import { id, integer, moneyOrZero, optional, text } from '../shared/input.ts';
import { changesOf, demandVersion } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { loadCredit } from './loadCredit.ts';
import { readCustomer } from './loadCustomer.ts';

export const setCreditLimit = action({
  name: 'setCreditLimit', describe: 'Sets how much a customer may owe; without a limit, any amount.', permission: 'credit.manage',
  input: { customerId: id('Customer'), limit: optional(moneyOrZero()), reason: text({ max: 1000, lines: true }), version: optional(integer()) },
  refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, input, ctx) => {
    const customer = await readCustomer(tx, input.customerId, ctx);
    return { customer, account: await loadCredit(tx, customer.id) };
  },
  decide: ({ customer, account }, input, ctx) => {
    const after = { limitMinor: input.limit ?? null };
    demandVersion('CreditAccount', account, input.version, after, ctx.company.currencyCode);
    const { limitMinor } = changesOf('CreditAccount', account, after, ctx.company.currencyCode);
    return {
      rows: [update('CreditAccount', account.id, { ...after, version: account.version + 1 })],
      events: [{ kind: 'creditLimitSet', subjectType: 'Customer', subjectId: customer.id, reason: input.reason,
        ...(limitMinor ? { changes: { creditLimit: limitMinor } } : {}) }],
      result: { customer: customer.id },
    };
  },
});
