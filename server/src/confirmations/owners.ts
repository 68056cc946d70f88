import sql from 'sql-template-tag';
import { demandOwn } from '../customers/rowRights.ts';
import { action } from '../shared/action.ts';
import { id, list, optional } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const assignConfirmations = action({
  name: 'assignConfirmations', permission: 'invoices.confirm', describe: 'Says who asks after invoices that nobody has confirmed.',
  input: { invoiceIds: list(id('Invoice'), { min: 1, max: 500 }), ownerId: { ...optional(id('User')), describe: 'Nobody when left out.' } }, refusals: [], payload: { invoices: 'records:Invoice' },
  load: async (tx, { invoiceIds, ownerId }, { viewer }) => {
    const ids = [...new Set(invoiceIds)];
    const invoices = await selectRows(tx, 'Invoice', sql`t.id = ANY(${ids}::uuid[])`);
    const missing = ids.find((each) => !invoices.some((invoice) => invoice.id === each));
    if (missing) throw NotFound({ type: 'Invoice', id: missing });
    for (const customerId of new Set(invoices.map((invoice) => invoice.customerId))) {
      const customer = await readRow(tx, 'Customer', customerId);
      if (!customer.mergedIntoId) demandOwn(customer, viewer);
    }
    // One after the other: two who assign at once do not make two owners.
    await tx.rows(sql`SELECT FROM "OpenItem" WHERE "sourceId" = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
    return { invoices, owner: ownerId ? await readRow(tx, 'User', ownerId) : null, known: await selectRows(tx, 'ConfirmationOwner', sql`t."invoiceId" = ANY(${ids}::uuid[])`, { lock: true }) };
  },
  decide: ({ invoices, owner, known }, _input, ctx) => ({
    rows: invoices.flatMap(({ id: invoiceId }) => {
      const row = known.find((each) => each.invoiceId === invoiceId);
      if (!owner) return row ? [remove('ConfirmationOwner', row.id)] : [];
      return [row ? update('ConfirmationOwner', row.id, { ownerId: owner.id }) : insert('ConfirmationOwner', { id: ctx.newId(), companyId: ctx.company.id, invoiceId, ownerId: owner.id })];
    }),
    events: invoices.map(({ id: subjectId, number }) => ({ kind: 'confirmationAssigned', subjectType: 'Invoice', subjectId, data: { number, to: owner?.name ?? null } })),
    result: { invoices: invoices.map((invoice) => invoice.id) },
  }),
});
