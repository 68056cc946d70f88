import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { remove, update } from '../shared/write.ts';
import { lockReturn } from './loadReturn.ts';
import { CustomerReturnState } from './refusals.ts';
import { demandReturn, statusOf } from './rules.ts';

export const cancelReturn = action({
  name: 'cancelReturn', permission: 'returns.authorise', describe: 'Gives a return up of which nothing has come: its goods may be authorised again.',
  input: { returnId: id('CustomerReturn'), reason: text({ max: 1000, lines: true }) },
  refusals: [CustomerReturnState], payload: { customerReturn: 'record:CustomerReturn' },
  load: (tx, { returnId }, ctx) => lockReturn(tx, ctx, returnId),
  decide: ({ order, customerReturn }, { reason }) => {
    demandReturn(customerReturn, 'cancelReturn');
    return {
      rows: [update('CustomerReturn', customerReturn.id, { status: 'CANCELLED', version: customerReturn.version + 1 })],
      events: [
        { kind: 'returnCancelled', subjectType: 'CustomerReturn', subjectId: customerReturn.id, reason },
        { kind: 'returnCancelled', subjectType: 'Order', subjectId: order.id, reason, data: { number: customerReturn.number } },
      ],
      result: { customerReturn: customerReturn.id },
    };
  },
});

export const endReturn = action({
  name: 'endReturn', permission: 'returns.authorise', describe: 'No more is to come of a return: what was authorised and did not come may be authorised again.',
  input: { returnId: id('CustomerReturn'), reason: text({ max: 1000, lines: true }) },
  refusals: [CustomerReturnState], payload: { customerReturn: 'record:CustomerReturn' },
  load: (tx, { returnId }, ctx) => lockReturn(tx, ctx, returnId),
  decide: ({ customerReturn, lines }, { reason }) => {
    demandReturn(customerReturn, 'endReturn');
    const came = lines.filter((line) => line.received > none).map((line) => ({ ...line, quantity: line.received }));
    return {
      rows: [
        ...came.map((line) => update('CustomerReturnLine', line.id, { quantity: line.quantity })), ...lines.filter((line) => line.received === none).map((line) => remove('CustomerReturnLine', line.id)),
        update('CustomerReturn', customerReturn.id, { status: statusOf(came), version: customerReturn.version + 1 }),
      ],
      events: [{ kind: 'returnEnded', subjectType: 'CustomerReturn', subjectId: customerReturn.id, reason }],
      result: { customerReturn: customerReturn.id },
    };
  },
});
