// Terms of many customers shortened at once, under the control of each.
import { controlled, loadControls } from '../customers/control.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { lockCustomer } from '../customers/loadCustomer.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import { action } from '../shared/action.ts';
import { id, integer, list, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { NothingToShorten } from './refusals.ts';

export const shortenTerms = action({
  name: 'shortenTerms', permission: 'credit.terms', describe: 'Gives many customers shorter terms at once. Who has shorter ones already, or a way to pay with parts, keeps them; all or none are changed.',
  input: { customerIds: list(id('Customer'), { min: 1, max: 200 }), paymentTermDays: integer({ max: 720 }), reason: text({ max: 1000, lines: true }) },
  refusals: [ChangeWaits, NothingToShorten], payload: { shortened: 'int', customers: 'records:Customer' },
  load: async (tx, { customerIds }, ctx) => {
    const facts = [];
    for (const each of [...new Set(customerIds)].sort()) {
      const customer = await lockCustomer(tx, each, ctx);
      facts.push({ customer, controls: await loadControls(tx, customer.id, 'PAYMENT_TERMS'), account: await loadCredit(tx, customer.id) });
    }
    return facts;
  },
  decide: (facts, { paymentTermDays, reason }, ctx) => {
    const longer = facts.filter(({ customer }) => customer.paymentTermId === null && customer.paymentTermDays > paymentTermDays);
    if (longer.length === 0) throw NothingToShorten({ days: String(paymentTermDays) });
    const days = (count: number) => message(ctx.company.locale, 'terms.days', { days: count });
    // Shorter terms risk nothing: no second person is asked.
    const made = longer.map(({ customer, controls, account }) => controlled({
      field: 'PAYMENT_TERMS', customer, account, wanted: { paymentTermDays, paymentTermId: null }, before: days(customer.paymentTermDays), after: days(paymentTermDays), reason, stake: undefined,
    }, controls, ctx));
    return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events), result: { shortened: longer.length, customers: longer.map(({ customer }) => customer.id) } };
  },
});
