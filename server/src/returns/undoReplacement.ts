import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { lockReturn } from './loadReturn.ts';
import { NotReplaced, ReplacementStands } from './refusals.ts';
import { statusOf } from './rules.ts';

export const undoReplacement = action({
  name: 'undoReplacement', permission: 'returns.authorise',
  describe: 'Takes back that a return is replaced, once the order that was to replace it is deleted or cancelled: what came back may be credited, or replaced anew.',
  input: { returnId: id('CustomerReturn'), reason: text({ max: 1000, lines: true }) },
  refusals: [NotReplaced, ReplacementStands], payload: { customerReturn: 'record:CustomerReturn' },
  load: async (tx, { returnId }, ctx) => {
    const loaded = await lockReturn(tx, ctx, returnId);
    const [replacement] = await selectRows(tx, 'Order', sql`t.id = ${loaded.customerReturn.replacementOrderId}`, { lock: true });
    return { ...loaded, replacement };
  },
  decide: ({ order, customerReturn, lines, replacement }, { reason }) => {
    if (customerReturn.replacementOrderId === null) throw NotReplaced({ number: customerReturn.number });
    if (replacement && replacement.status !== 'CANCELLED') throw ReplacementStands({ number: customerReturn.number, orderNumber: replacement.number ?? '', status: replacement.status });
    const after = lines.map((line) => ({ ...line, replaced: none }));
    return {
      rows: [
        ...after.map((line) => update('CustomerReturnLine', line.id, { replaced: none })),
        update('CustomerReturn', customerReturn.id, { status: statusOf(after), replacementOrderId: null, version: customerReturn.version + 1 }),
      ],
      events: [
        { kind: 'returnNotReplaced', subjectType: 'CustomerReturn', subjectId: customerReturn.id, reason },
        { kind: 'returnNotReplaced', subjectType: 'Order', subjectId: order.id, reason, data: { number: customerReturn.number } },
      ],
      result: { customerReturn: customerReturn.id },
    };
  },
});
