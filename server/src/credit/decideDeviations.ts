// What becomes of customers who deviate: it is meant so until a day, or they are brought in line under the control of their fields.
import sql from 'sql-template-tag';
import { controlled, loadControls, type Controls } from '../customers/control.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { lockCustomer } from '../customers/loadCustomer.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import { stakeOfLimit } from '../customers/setCreditLimit.ts';
import type { CreditAccountRow, CustomerRow, DeviationRow } from '../generated/rows.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import { boolean, day, id, list, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { minor, printMoney } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { taskRows } from '../work/taskRules.ts';
import { DeviationDecided } from './refusals.ts';
import { addMonths } from './reviewDays.ts';

const YEAR_MONTHS = 12;

export function demandUndecided({ status }: Pick<DeviationRow, 'status'>, name: string): void {
  if (status !== 'OPEN') throw DeviationDecided({ customerName: name, status: status.toLowerCase() });
}

interface One { deviation: DeviationRow; customer: CustomerRow; account: CreditAccountRow; controls: Controls }

/** The norm becomes the customer's; discounts and price lists are somebody's task, as they are set elsewhere. */
function inLine({ deviation, customer, account, controls }: One, reason: string, ctx: DecideContext): Pick<Decision, 'rows' | 'events'> {
  const { locale, currencyCode } = ctx.company;
  if (deviation.field === 'PAYMENT_TERMS') {
    const wanted = Number(deviation.normValue);
    return controlled({
      field: 'PAYMENT_TERMS', customer, account, wanted: { paymentTermDays: wanted, paymentTermId: null }, before: deviation.actual, after: message(locale, 'terms.days', { days: wanted }), reason,
      stake: wanted <= customer.paymentTermDays && customer.paymentTermId === null ? undefined : account.limitMinor,
    }, controls, ctx);
  }
  if (deviation.field === 'CREDIT_LIMIT') {
    const limit = minor(BigInt(deviation.normValue));
    return controlled({
      field: 'CREDIT_LIMIT', customer, account, wanted: { limitMinor: String(limit) }, before: account.limitMinor === null ? '' : printMoney(account.limitMinor, currencyCode), after: printMoney(limit, currencyCode), reason,
      stake: stakeOfLimit(account.limitMinor, limit),
    }, controls, ctx);
  }
  const { rows, events } = taskRows({
    kind: `deviation${deviation.field}`, title: message(locale, 'task.deviation', { name: customer.name, norm: deviation.norm }).slice(0, 200), text: reason, subject: { type: 'Customer', id: customer.id }, ownerId: null, ownerRole: 'CONTROLLER', dueOn: null, priority: 'NORMAL',
  }, [], ctx);
  return { rows, events };
}

export const decideDeviations = action({
  name: 'decideDeviations', permission: 'customers.compare',
  describe: 'Keeps what deviates, until it is looked at again, or brings it in line with the norm: terms and limits at once or by a second person, discounts and price lists as a task.',
  input: {
    deviationIds: list(id('Deviation'), { min: 1, max: 200 }), keep: { ...boolean(), describe: 'False: bring in line.' }, nextOn: { ...optional(day()), describe: 'When a kept one is looked at again; in a year when left out.' }, reason: text({ max: 1000, lines: true }),
  },
  refusals: [DeviationDecided, ChangeWaits], payload: { deviations: 'records:Deviation' },
  load: async (tx, { deviationIds }, ctx) => {
    const deviations = await selectRows(tx, 'Deviation', sql`t.id = ANY(${deviationIds}::uuid[])`, { lock: true });
    const missing = deviationIds.find((each) => deviations.every(({ id: known }) => known !== each));
    if (missing) throw NotFound({ type: 'Deviation', id: missing });
    const facts: One[] = [];
    // Customers before accounts, each in the order of their ids.
    for (const deviation of [...deviations].sort((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
      const customer = await lockCustomer(tx, deviation.customerId, ctx);
      const controls = await loadControls(tx, customer.id, deviation.field === 'PAYMENT_TERMS' ? 'PAYMENT_TERMS' : 'CREDIT_LIMIT');
      facts.push({ deviation, customer, controls, account: await loadCredit(tx, customer.id) });
    }
    return facts;
  },
  decide: (facts, { keep, nextOn = null, reason }, ctx) => {
    if (nextOn && nextOn <= ctx.today) throw fieldRefused(['nextOn'], 'day_before', { day: ctx.today });
    const made = facts.map((one) => {
      demandUndecided(one.deviation, one.customer.name);
      const done = keep ? { rows: [], events: [] } : inLine(one, reason, ctx);
      return {
        rows: [...done.rows, update('Deviation', one.deviation.id, {
          status: keep ? 'KEPT' : 'CHANGED', reason, nextOn: keep ? nextOn ?? addMonths(ctx.today, YEAR_MONTHS) : null, decidedAt: ctx.now, decidedByName: ctx.viewer.name, version: one.deviation.version + 1,
        })],
        events: [...done.events, { kind: keep ? 'deviationKept' : 'deviationChanged', subjectType: 'Customer', subjectId: one.customer.id, reason, data: { field: one.deviation.field, actual: one.deviation.actual, norm: one.deviation.norm } }],
      };
    });
    return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events), result: { deviations: facts.map(({ deviation }) => deviation.id) } };
  },
});
