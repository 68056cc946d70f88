import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, optional, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { acceptRows } from './match.ts';
import { BillExceptionsNone, BillOwn } from './refusals.ts';

export const acceptBillExceptions = action({
  name: 'acceptBillExceptions', permission: 'payables.approve',
  describe: 'Lets a bill be paid although it is not what was ordered or received, with a reason. Who recorded the bill does not.',
  input: { billId: id('Bill'), reason: text({ max: 1000, lines: true }) },
  refusals: [BillExceptionsNone, BillOwn], payload: { bill: 'record:Bill' },
  load: async (tx, { billId }) => ({
    bill: await lockRow(tx, 'Bill', billId),
    exceptions: await selectRows(tx, 'BillException', sql`t."billId" = ${billId}`, { orderBy: sql`t."lineNo", t.id` }),
  }),
  decide: ({ bill, exceptions }, { reason }, ctx) => ({
    rows: acceptRows(bill, exceptions, reason, ctx),
    events: [{ kind: 'billExceptionsAccepted', subjectType: 'Bill', subjectId: bill.id, reason, data: { number: bill.number } }],
    result: { bill: bill.id },
  }),
});

export const assignBillException = action({
  name: 'assignBillException', describe: 'Says who sees to it that an exception of a bill is settled.', permission: 'payables.post',
  input: { exceptionId: id('BillException'), ownerId: optional(id('User')) },
  refusals: [], payload: { exception: 'record:BillException' },
  load: async (tx, { exceptionId, ownerId }) => ({
    exception: await lockRow(tx, 'BillException', exceptionId), owner: ownerId ? await readRow(tx, 'User', ownerId) : null,
  }),
  decide: ({ exception, owner }) => ({
    rows: [update('BillException', exception.id, { ownerId: owner?.id ?? null, version: exception.version + 1 })],
    events: [{ kind: 'billExceptionAssigned', subjectType: 'Bill', subjectId: exception.billId, data: { owner: owner?.name ?? null } }],
    result: { exception: exception.id },
  }),
});
