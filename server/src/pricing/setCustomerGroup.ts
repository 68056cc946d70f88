import sql from 'sql-template-tag';
import { lockCustomer } from '../customers/loadCustomer.ts';
import { ChangeWaits } from '../customers/refusals.ts';
import { action } from '../shared/action.ts';
import { id, optional, text } from '../shared/input.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { greatest, offWhole, type Stake } from './concessions.ts';
import { controlledPrices, loadListFacts, loadPriceControls } from './priceControl.ts';
import { offPromotion } from './promotionConcession.ts';
import { loadPromotionPrices } from './promotionControl.ts';

export const setCustomerGroup = action({
  name: 'setCustomerGroup', permission: 'prices.manage',
  describe: 'Puts a customer into a group, whose price lists and promotions are then theirs; or takes them out. It waits for a second person where a list or promotion of the group gives more than the own limit allows.',
  input: { customerId: id('Customer'), groupId: { ...optional(id('CustomerGroup')), describe: 'None when left out.' }, reason: { ...optional(text({ max: 1000, lines: true })), describe: 'Needed where a second person is asked.' } },
  refusals: [ChangeWaits], payload: { customer: 'record:Customer', change: 'record:CustomerChange' },
  load: async (tx, { customerId, groupId }, ctx) => {
    const customer = await lockCustomer(tx, customerId, ctx);
    const group = groupId ? await lockRow(tx, 'CustomerGroup', groupId) : null;
    const assigned = await tx.rows<{ id: string }>(sql`SELECT DISTINCT a."priceListId" AS id FROM "PriceListAssignment" a JOIN "PriceList" l ON l.id = a."priceListId" AND l."isActive" WHERE a."groupId" = ${groupId ?? null}::uuid`);
    const listIds = assigned.map((each) => each.id);
    const controls = await loadPriceControls(tx, { field: 'CUSTOMER_GROUP', customerId: customer.id });
    const promotions = groupId && controls.limits.length > 0 ? await selectRows(tx, 'Promotion', sql`t."isActive" AND ${groupId}::text = ANY(t."groupIds") AND (t."validTo" IS NULL OR t."validTo" >= ${ctx.today}::date)`) : [];
    const promoted: Stake[] = [];
    for (const promotion of promotions) promoted.push(offPromotion(promotion, await loadPromotionPrices(tx, ctx, promotion)));
    return {
      customer, group, listIds, promoted, controls, old: customer.groupId ? await readRow(tx, 'CustomerGroup', customer.groupId) : null, facts: await loadListFacts(tx, ctx, listIds),
    };
  },
  decide: ({ customer, group, listIds, promoted, old, facts, controls }, { reason }, ctx) => {
    const decision = {
      rows: [update('Customer', customer.id, { groupId: group?.id ?? null, version: customer.version + 1 })],
      events: [{ kind: 'customerGroupSet', subjectType: 'Customer', subjectId: customer.id, data: { group: group?.name ?? null } }],
      result: { customer: customer.id },
    };
    const stake = group && group.id !== old?.id ? greatest([...facts.lists.filter((list) => listIds.includes(list.id)).map((list) => offWhole(list, facts)), ...promoted]) : undefined;
    return controlledPrices(decision, { name: customer.name, reason, stake, before: old?.name ?? '–', after: group?.name ?? '–' }, controls, {}, ctx);
  },
});
