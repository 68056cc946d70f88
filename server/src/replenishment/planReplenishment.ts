import { action } from '../shared/action.ts';
import { id, list, optional } from '../shared/input.ts';
import { loadPlan } from './loadPlan.ts';
import { planned } from './proposals.ts';

/** Computes what is to be ordered. What stands is brought up to date in its place: the same facts make nothing new, whoever asks how often. */
export const planReplenishment = action({
  name: 'planReplenishment', permission: 'replenishment.manage',
  describe: 'Computes what is to be ordered now, for all that has a reorder rule or point. Proposals that stand are brought up to date; the same facts make nothing new.',
  input: {
    warehouseId: optional(id('Warehouse')), supplierId: optional(id('Supplier')), productIds: optional(list(id('Product'), { max: 1000 })),
  },
  refusals: [], payload: { open: 'int', opened: 'int', changed: 'int', closed: 'int' },
  load: (tx, input, ctx) => loadPlan(tx, input, ctx.today, ctx.company.id),
  decide: (plan, { supplierId }, ctx) => {
    const { rows, events, open, opened, changed, closed } = planned(plan, supplierId, ctx);
    return { rows, events, result: { open, opened, changed, closed } };
  },
});
