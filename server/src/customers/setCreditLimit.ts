import { action } from '../shared/action.ts';
import { id, integer, moneyOrZero, optional, text } from '../shared/input.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import { demandVersion } from '../shared/rows.ts';
import { controlled, loadControls } from './control.ts';
import { loadCredit } from './loadCredit.ts';
import { lockCustomer } from './loadCustomer.ts';
import { ChangeWaits } from './refusals.ts';

/** What raising a limit puts at stake: the new limit, null where there is none any more; nothing where it is not raised. */
export const stakeOfLimit = (before: Minor | null, after: Minor | null): Minor | null | undefined =>
  (before === null || (after !== null && after <= before) ? undefined : after);

export const setCreditLimit = action({
  name: 'setCreditLimit', describe: 'Sets how much a customer may owe; without a limit, any amount. Raised beyond what the own role may give alone it waits for a second person.', permission: 'credit.manage',
  input: { customerId: id('Customer'), limit: optional(moneyOrZero()), reason: text({ max: 1000, lines: true }), version: optional(integer()) },
  refusals: [ChangeWaits], payload: { customer: 'record:Customer', change: 'record:CustomerChange' },
  load: async (tx, input, ctx) => {
    const customer = await lockCustomer(tx, input.customerId, ctx);
    const controls = await loadControls(tx, customer.id, 'CREDIT_LIMIT');
    return { customer, controls, account: await loadCredit(tx, customer.id) };
  },
  decide: ({ customer, account, controls }, input, ctx) => {
    const limit = input.limit ?? null;
    demandVersion('CreditAccount', account, input.version, { limitMinor: limit }, ctx.company.currencyCode);
    const printed = (amount: Minor | null) => (amount === null ? '' : printMoney(amount, ctx.company.currencyCode));
    return controlled({
      field: 'CREDIT_LIMIT', customer, account, wanted: { limitMinor: limit === null ? null : String(limit) }, before: printed(account.limitMinor), after: printed(limit), reason: input.reason,
      stake: stakeOfLimit(account.limitMinor, limit),
    }, controls, ctx);
  },
});
