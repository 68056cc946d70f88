import sql from 'sql-template-tag';
import { readCustomer } from '../customers/loadCustomer.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, id, integer, optional } from '../shared/input.ts';
import { changesOf, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';

export const setInvoiceSchedule = action({
  name: 'setInvoiceSchedule', permission: 'customers.manage',
  describe: 'When what is shipped to a customer is invoiced: each shipment or whole order by itself, or all of a week or month by the run that follows its last day.',
  input: {
    customerId: id('Customer'), cycle: choice('InvoiceCycle'),
    day: { ...optional(integer({ min: 1, max: 31 })), describe: 'The last day of a week (1 is Monday; default 7), or of a month (default 31: its last).' },
    isConsolidated: { ...optional(boolean()), describe: 'Of a week or month: one invoice for all orders that share address and tax.' },
  },
  refusals: [], payload: { customer: 'record:Customer' },
  load: async (tx, { customerId }, ctx) => ({
    customer: await readCustomer(tx, customerId, ctx), known: (await selectRows(tx, 'InvoiceSchedule', sql`t."customerId" = ${customerId}`, { lock: true }))[0],
  }),
  decide: ({ customer, known }, { cycle, day, isConsolidated }, ctx) => {
    const isPeriod = cycle === 'WEEK' || cycle === 'MONTH';
    if (cycle === 'WEEK' && day && day > 7) throw fieldRefused(['day'], 'number_range', { min: 1, max: 7 });
    const columns = { cycle, day: isPeriod ? day ?? (cycle === 'WEEK' ? 7 : 31) : null, isConsolidated: isPeriod && (isConsolidated ?? false) };
    const before = known ?? { id: '', companyId: '', customerId: customer.id, cycle: 'SHIPMENT' as const, day: null, isConsolidated: false, version: 0 };
    return {
      rows: [known ? update('InvoiceSchedule', known.id, { ...columns, version: known.version + 1 })
        : insert('InvoiceSchedule', { id: ctx.newId(), companyId: ctx.company.id, customerId: customer.id, ...columns })],
      events: [{ kind: 'invoiceScheduleSet', subjectType: 'Customer', subjectId: customer.id, changes: changesOf('InvoiceSchedule', before, columns, ctx.company.currencyCode) }],
      result: { customer: customer.id },
    };
  },
});
