import sql from 'sql-template-tag';
import { ChangeWaits } from '../customers/refusals.ts';
import { action } from '../shared/action.ts';
import { choice, id, integer, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove } from '../shared/write.ts';
import { offWhole } from './concessions.ts';
import { controlledPrices, loadListFacts, loadPriceControls } from './priceControl.ts';
import { PriorityTaken } from './refusals.ts';

export const assignPriceList = action({
  name: 'assignPriceList', permission: 'prices.manage',
  describe: 'Lets a customer, a group of customers or a channel buy by a list. Of several lists of one of them, the lowest priority that has a price counts. For a customer or a group it waits for a second person where the list gives more than the own limit allows.',
  input: {
    priceListId: id('PriceList'), customerId: optional(id('Customer')), groupId: optional(id('CustomerGroup')), channel: optional(choice('Channel')),
    priority: { ...optional(integer({ max: 999 })), describe: 'After those that there are when left out.' },
    reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where a second person is asked.' },
  },
  refusals: [PriorityTaken, ChangeWaits], payload: { priceList: 'record:PriceList', change: 'record:CustomerChange' },
  load: async (tx, { priceListId, customerId, groupId, channel }, ctx) => {
    const list = await lockRow(tx, 'PriceList', priceListId);
    const customer = customerId ? await lockRow(tx, 'Customer', customerId) : null;
    const group = groupId ? await lockRow(tx, 'CustomerGroup', groupId) : null;
    const facts = customer || group ? await loadListFacts(tx, ctx, [priceListId]) : null;
    const controls = await loadPriceControls(tx, { field: 'LIST_ASSIGNMENT', customerId: customer?.id ?? null, priceListId, groupId: group?.id ?? null, about: group?.id ?? '' });
    return { list, customer, group, facts, controls, others: await selectRows(tx, 'PriceListAssignment', sql`t."customerId" IS NOT DISTINCT FROM ${customerId ?? null}::uuid
      AND t."groupId" IS NOT DISTINCT FROM ${groupId ?? null}::uuid AND t.channel IS NOT DISTINCT FROM ${channel ?? null}::"Channel"`, { lock: true }) };
  },
  decide: ({ list, customer, group, facts, controls, others }, { customerId = null, groupId = null, channel = null, priority: given, reason }, ctx) => {
    if ([customerId, groupId, channel].filter(Boolean).length !== 1) throw fieldRefused(['customerId'], 'one_of', { fields: 'customerId, groupId, channel' });
    const own = others.find((each) => each.priceListId === list.id);
    const rest = others.filter((each) => each !== own);
    const priority = given ?? own?.priority ?? Math.max(0, ...rest.map((each) => each.priority)) + 1;
    if (rest.some((each) => each.priority === priority)) throw PriorityTaken({ priority });
    const decision = {
      rows: [...(own ? [remove('PriceListAssignment', own.id)] : []), insert('PriceListAssignment', { id: ctx.newId(), priceListId: list.id, customerId, groupId, channel, priority })],
      events: [
        { kind: 'priceListAssigned', subjectType: 'PriceList', subjectId: list.id, data: { customerId, groupId, channel, priority } },
        ...(customerId ? [{ kind: 'priceListAssigned', subjectType: 'Customer', subjectId: customerId, data: { customerId, groupId, channel, priority } }] : []),
      ],
      result: { priceList: list.id },
    };
    const names = others.filter((each) => each !== own).length;
    return controlledPrices(decision, {
      name: customer?.name ?? list.name, reason, stake: facts && list.isActive && !(own && own.priority <= priority) ? offWhole(list, facts) : undefined,
      before: message(ctx.company.locale, 'change.lists', { count: names + (own ? 1 : 0) }), after: `${customer?.name ?? group?.name ?? ''}: ${list.name} (${priority})`,
    }, controls, {}, ctx);
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
