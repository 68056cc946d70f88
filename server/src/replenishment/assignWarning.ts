import { action } from '../shared/action.ts';
import { boolean, id, optional } from '../shared/input.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { WarningClosed } from './refusals.ts';

export const assignWarning = action({
  name: 'assignWarning', describe: 'Says who takes care of a warning; nobody, when left out.', permission: 'replenishment.manage',
  input: {
    warningId: id('StockWarning'), ownerId: optional(id('User')), toMe: { ...optional(boolean()), describe: 'The viewer takes it.' },
  },
  refusals: [WarningClosed], payload: { warning: 'record:StockWarning' },
  load: async (tx, { warningId, ownerId: given, toMe }, ctx) => {
    const ownerId = toMe && ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : given;
    const warning = await lockRow(tx, 'StockWarning', warningId);
    return { warning, product: await readRow(tx, 'Product', warning.productId), owner: ownerId ? await readRow(tx, 'User', ownerId) : null };
  },
  decide: ({ warning, product, owner }) => {
    if (warning.status !== 'OPEN') throw WarningClosed({ productName: product.name });
    return {
      rows: [update('StockWarning', warning.id, { ownerId: owner?.id ?? null, version: warning.version + 1 })],
      events: [{ kind: 'stockWarningAssigned', subjectType: 'StockWarning', subjectId: warning.id, data: { owner: owner?.name ?? null } }],
      result: { warning: warning.id },
    };
  },
});
