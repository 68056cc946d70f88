import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, choice, id, list, optional } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setAllocationRule = action({
  name: 'setAllocationRule', permission: 'allocation.manage',
  describe: 'Says which warehouses serve orders of a channel that name none, and in which order they are asked. Without a channel it is the rule for all that have none of their own.',
  input: {
    channel: optional(choice('Channel')), strategy: choice('AllocationStrategy'),
    splitsLines: { ...optional(boolean()), describe: 'Default: yes. What one warehouse does not have of a line comes from the next.' },
    keepsTogether: { ...optional(boolean()), describe: 'Default: no. A warehouse that has all of an order is preferred to several that are asked first.' },
    warehouseIds: { ...optional(list(id('Warehouse'), { max: 100 })), describe: 'All in use when left out or empty.' },
    isActive: optional(boolean()),
  },
  refusals: [], payload: { rule: 'record:AllocationRule' },
  load: async (tx, { warehouseIds }, ctx) => {
    await tx.rows(sql`SELECT id FROM "Company" WHERE id = ${ctx.company.id} FOR UPDATE`);
    return {
      rules: await selectRows(tx, 'AllocationRule', sql`t."companyId" = ${ctx.company.id}`, { lock: true }),
      warehouses: await selectRows(tx, 'Warehouse', sql`t."companyId" = ${ctx.company.id} AND t.id = ANY(${warehouseIds ?? []}::uuid[])`),
    };
  },
  decide: ({ rules, warehouses }, { warehouseIds, ...given }, ctx) => {
    (warehouseIds ?? []).forEach((each, index) => {
      const found = warehouses.find((warehouse) => warehouse.id === each);
      if (!found || found.kind !== 'SITE') throw fieldRefused(['warehouseIds', String(index)], 'id_unknown', { type: 'Warehouse' });
    });
    const channel = given.channel ?? null;
    const known = rules.find((each) => each.channel === channel);
    const columns = {
      channel, strategy: given.strategy, splitsLines: given.splitsLines ?? true, keepsTogether: given.keepsTogether ?? false,
      warehouseIds: [...new Set(warehouseIds ?? [])], isActive: given.isActive ?? true,
    };
    const rule = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('AllocationRule', rule, { ...columns, version: known.version + 1 }) : insert('AllocationRule', { id: rule, companyId: ctx.company.id, ...columns })],
      events: [{
        kind: 'allocationRuleSet', subjectType: 'Company', subjectId: ctx.company.id,
        data: { channel, strategy: given.strategy, splitsLines: columns.splitsLines, keepsTogether: columns.keepsTogether, warehouses: warehouses.map(({ name }) => name).join(', ') },
      }],
      result: { rule },
    };
  },
});

export const removeAllocationRule = action({
  name: 'removeAllocationRule', describe: 'Drops a rule: its orders follow the rule for all, or come from the default warehouse.', permission: 'allocation.manage',
  input: { allocationRuleId: id('AllocationRule') }, refusals: [], payload: { company: 'record:Company' },
  load: (tx, { allocationRuleId }) => lockRow(tx, 'AllocationRule', allocationRuleId),
  decide: (rule, _input, ctx) => ({
    rows: [remove('AllocationRule', rule.id)],
    events: [{ kind: 'allocationRuleRemoved', subjectType: 'Company', subjectId: ctx.company.id, data: { channel: rule.channel, strategy: rule.strategy } }],
    result: { company: ctx.company.id },
  }),
});
