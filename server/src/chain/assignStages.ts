import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import type { ChainStageRow, Role } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, choice, id, list, optional, text, type InputOf } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { loadPeople } from './followChain.ts';
import { StageLeft, StageOwnerBlind } from './refusals.ts';
import { maySeeOrder, type Owner, type OwnedOrder } from './rules.ts';
import { movedTask } from './watchOrders.ts';

const input = {
  orderIds: { ...optional(list(id('Order'), { max: 100 })), describe: 'The stages that these orders are in.' },
  stageIds: { ...optional(list(id('ChainStage'), { max: 100 })), describe: 'These stages.' },
  ownerId: { ...optional(id('Colleague')), describe: 'A person has it.' },
  ownerRole: { ...optional(choice('Role')), describe: 'Whoever of this role takes it has it.' },
  toMe: { ...optional(boolean()), describe: 'The viewer takes it.' },
  reason: optional(text({ max: 1000, lines: true })),
};
type Input = InputOf<typeof input>;

async function load(tx: Tx, { orderIds: named, stageIds }: Input, ctx: Context) {
  const chosen = await selectRows(tx, 'ChainStage', sql`t.id = ANY(${stageIds ?? []}::uuid[])`);
  const unknown = stageIds?.find((each) => chosen.every((stage) => stage.id !== each));
  if (unknown) throw NotFound({ type: 'ChainStage', id: unknown });
  const orderIds = [...new Set([...named ?? [], ...chosen.map(({ orderId }) => orderId)])];
  const orders = await tx.rows<OwnedOrder & { id: string; number: string | null }>(sql`
    SELECT o.id, o.number, o."salesPersonId", c."salesPersonId" AS "customersSalesPersonId", o."warehouseId" FROM "Order" o JOIN "Customer" c ON c.id = o."customerId"
    WHERE o.id = ANY(${orderIds}::uuid[]) AND ${ownCustomers('customerId')('o', ctx.viewer) ?? sql`TRUE`} ORDER BY o.id`);
  const hidden = orderIds.find((each) => orders.every((order) => order.id !== each));
  if (hidden) throw NotFound({ type: 'Order', id: hidden });
  const ofOrders = sql`t."orderId" = ANY(${orderIds}::uuid[])`;
  return {
    orders, chosen, people: await loadPeople(tx),
    stages: await selectRows(tx, 'ChainStage', sql`${ofOrders} AND t."leftAt" IS NULL`, { lock: true }),
    exceptions: await selectRows(tx, 'ChainException', sql`${ofOrders} AND t."closedAt" IS NULL AND t.fact NOT IN ('APPROVAL_WAITS', 'UNOWNED')`, { lock: true }),
    tasks: await selectRows(tx, 'Task', sql`t."subjectId" = ANY(${orderIds}::uuid[]) AND t.status = 'OPEN' AND t.kind LIKE 'orderStuck.%'`, { lock: true }),
  };
}
type Facts = Awaited<ReturnType<typeof load>>;

function newOwner({ people }: Facts, { ownerId, ownerRole, toMe }: Input, ctx: DecideContext): Owner {
  if ([ownerId, ownerRole, toMe].filter(Boolean).length > 1) throw fieldRefused(['ownerRole'], 'one_of', { fields: 'ownerId, ownerRole, toMe' });
  const person = toMe ? (ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null) : ownerId ?? null;
  if (person !== null && people.every((each) => each.id !== person)) throw NotFound({ type: 'Colleague', id: person });
  return { ownerId: person, ownerRole: person === null ? ownerRole ?? null : null };
}

const nameOf = ({ ownerId, ownerRole }: { ownerId: string | null; ownerRole: Role | null }, { people }: Facts, locale: string): string | null =>
  people.find((each) => each.id === ownerId)?.name ?? (ownerRole && message(locale, `enum.Role.${ownerRole}`));

function handedOver(stage: ChainStageRow, to: Owner, facts: Facts, reason: string | null, ctx: DecideContext) {
  const no = stage.handOffs + 1;
  const exceptions = facts.exceptions.filter((each) => each.orderId === stage.orderId);
  const tasks = facts.tasks.filter((task) => task.subjectId === stage.orderId && !['orderStuck.APPROVAL_WAITS', 'orderStuck.UNOWNED'].includes(task.kind)).map((task) => movedTask(task, to, ctx));
  return {
    rows: [
      update('ChainStage', stage.id, { ...to, ownedSince: ctx.now, handOffs: no, version: stage.version + 1 }),
      insert('ChainHandOff', {
        id: ctx.newId(), companyId: ctx.company.id, orderId: stage.orderId, stageId: stage.id, no, fromId: stage.ownerId, fromRole: stage.ownerRole,
        toId: to.ownerId, toRole: to.ownerRole, reason, byId: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, byName: ctx.viewer.name, at: ctx.now,
      }),
      ...exceptions.map((each) => update('ChainException', each.id, to)), ...tasks.flatMap(({ rows }) => rows),
    ],
    events: [{
      kind: 'stageHandedOver', subjectType: 'Order', subjectId: stage.orderId, reason, data: { step: stage.step },
      changes: { owner: [nameOf(stage, facts, ctx.company.locale), nameOf(to, facts, ctx.company.locale)] as [string | null, string | null] },
    }, ...tasks.flatMap(({ events }) => events)],
  };
}

export const assignStages = action({
  name: 'assignStages', permission: 'chain.assign',
  describe: 'Hands the present stage of orders to a person or a role, or to nobody. Taking it from another person needs a reason.',
  input, refusals: [StageLeft, StageOwnerBlind], payload: { orders: 'records:Order', changed: 'int' },
  load,
  decide: (facts, given, ctx) => {
    if (facts.orders.length === 0) throw fieldRefused(['orderIds'], 'list_short', { min: 1 });
    const to = newOwner(facts, given, ctx);
    const parts = facts.orders.flatMap((order) => {
      const stage = facts.stages.find((each) => each.orderId === order.id);
      if (!stage || facts.chosen.some((each) => each.orderId === order.id && each.id !== stage.id)) throw StageLeft({ orderNumber: order.number ?? '' });
      const able = facts.people.filter((person) => (to.ownerId === null ? person.role === to.ownerRole : person.id === to.ownerId) && maySeeOrder(person, order));
      if ((to.ownerId !== null || to.ownerRole !== null) && able.length === 0) throw StageOwnerBlind({ name: nameOf(to, facts, ctx.viewer.locale) ?? '' });
      if (stage.ownerId === to.ownerId && stage.ownerRole === to.ownerRole) return [];
      const isTakenAway = stage.ownerId !== null && stage.ownerId !== ctx.viewer.id && facts.people.some((each) => each.id === stage.ownerId);
      if (isTakenAway && !given.reason) throw fieldRefused(['reason'], 'required');
      return [handedOver(stage, to, facts, given.reason ?? null, ctx)];
    });
    return {
      rows: parts.flatMap(({ rows }) => rows), events: parts.flatMap(({ events }) => events),
      result: { orders: facts.orders.map((order) => order.id), changed: parts.length },
    };
  },
});
