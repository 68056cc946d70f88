import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { choice, id, integer, optional } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove } from '../shared/write.ts';
import { PriorityTaken } from './refusals.ts';

export const assignPriceList = action({
  name: 'assignPriceList', permission: 'prices.manage',
  describe: 'Lets a customer, a group of customers or a channel buy by a list. Of several lists of one of them, the lowest priority that has a price counts.',
  input: {
    priceListId: id('PriceList'), customerId: optional(id('Customer')), groupId: optional(id('CustomerGroup')), channel: optional(choice('Channel')),
    priority: { ...optional(integer({ max: 999 })), describe: 'After those that there are when left out.' },
  },
  refusals: [PriorityTaken], payload: { priceList: 'record:PriceList' },
  load: async (tx, { priceListId, customerId, groupId, channel }) => {
    const list = await lockRow(tx, 'PriceList', priceListId);
    if (customerId) await lockRow(tx, 'Customer', customerId);
    if (groupId) await lockRow(tx, 'CustomerGroup', groupId);
    return { list, others: await selectRows(tx, 'PriceListAssignment', sql`t."customerId" IS NOT DISTINCT FROM ${customerId ?? null}::uuid
      AND t."groupId" IS NOT DISTINCT FROM ${groupId ?? null}::uuid AND t.channel IS NOT DISTINCT FROM ${channel ?? null}::"Channel"`, { lock: true }) };
  },
  decide: ({ list, others }, { customerId = null, groupId = null, channel = null, priority: given }, ctx) => {
    if ([customerId, groupId, channel].filter(Boolean).length !== 1) throw fieldRefused(['customerId'], 'one_of', { fields: 'customerId, groupId, channel' });
    const own = others.find((each) => each.priceListId === list.id);
    const rest = others.filter((each) => each !== own);
    const priority = given ?? own?.priority ?? Math.max(0, ...rest.map((each) => each.priority)) + 1;
    if (rest.some((each) => each.priority === priority)) throw PriorityTaken({ priority });
    return {
      rows: [...(own ? [remove('PriceListAssignment', own.id)] : []), insert('PriceListAssignment', { id: ctx.newId(), priceListId: list.id, customerId, groupId, channel, priority })],
      events: [
        { kind: 'priceListAssigned', subjectType: 'PriceList', subjectId: list.id, data: { customerId, groupId, channel, priority } },
        ...(customerId ? [{ kind: 'priceListAssigned', subjectType: 'Customer', subjectId: customerId, data: { customerId, groupId, channel, priority } }] : []),
      ],
      result: { priceList: list.id },
    };
  },
});

export const unassignPriceList = action({
  name: 'unassignPriceList', describe: 'Nobody buys by the list any more on account of this assignment.', permission: 'prices.manage',
  input: { priceListAssignmentId: id('PriceListAssignment') }, refusals: [], payload: { priceList: 'record:PriceList' },
  load: (tx, { priceListAssignmentId }) => lockRow(tx, 'PriceListAssignment', priceListAssignmentId),
  decide: ({ id: own, priceListId, customerId, groupId, channel }) => ({
    rows: [remove('PriceListAssignment', own)],
    events: [{ kind: 'priceListUnassigned', subjectType: 'PriceList', subjectId: priceListId, data: { customerId, groupId, channel } }],
    result: { priceList: priceListId },
  }),
});
