// An order's stays in its stages follow from its events: read from the log again for each order that something happened to,
// so that the same events give the same stays, however often they are followed.
import sql from 'sql-template-tag';
import type { ChainStageRow, OrderStatus } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { id, list } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { chainKinds, ownerOf, staysOf, type Owner, type OwnedOrder, type Person, type Stay, type ToldEvent } from './rules.ts';

/** The events of orders by order, in the order of the log. */
export async function eventsOf(db: Queryable, orderIds: readonly string[]): Promise<Map<string, ToldEvent[]>> {
  const rows = await db.rows<ToldEvent & { orderId: string; status: OrderStatus | null }>(sql`
    SELECT e."subjectId" AS "orderId", e.id, e.kind, e."recordedAt", e.data->>'status' AS status FROM "Event" e
    WHERE e."subjectId" = ANY(${[...orderIds]}::uuid[]) AND e."subjectType" = 'Order' AND e.kind = ANY(${[...chainKinds]}::text[]) ORDER BY e."subjectId", e.sequence`);
  return Map.groupBy(rows, ({ orderId }) => orderId);
}

/** Everybody in use who may own a stage. */
export const loadPeople = (db: Queryable): Promise<Person[]> =>
  db.rows<Person>(sql`SELECT id, name, role, "salesPersonId" FROM "User" WHERE "isActive" ORDER BY name, id`);

async function load(tx: Tx, orderIds: readonly string[]) {
  const orders = await tx.rows<OwnedOrder & { id: string }>(sql`SELECT o.id, o."salesPersonId", c."salesPersonId" AS "customersSalesPersonId", o."warehouseId"
    FROM "Order" o JOIN "Customer" c ON c.id = o."customerId" WHERE o.id = ANY(${[...orderIds]}::uuid[]) ORDER BY o.id`);
  const ids = orders.map((order) => order.id);
  // Locked before the events are read: two that follow the same order do so one after the other.
  const stages = await selectRows(tx, 'ChainStage', sql`t."orderId" = ANY(${ids}::uuid[])`, { lock: true, orderBy: sql`t."orderId", t.no` });
  return { orders, stages, events: await eventsOf(tx, ids), rules: await selectRows(tx, 'ChainRule', sql`TRUE`), people: await loadPeople(tx) };
}
type Facts = Awaited<ReturnType<typeof load>>;

/** Who had the stage when the order was last there, if that one is still there; else whom the rules name. */
function ownerNow(order: OwnedOrder, stay: Stay, known: readonly ChainStageRow[], { rules, people }: Facts): Owner {
  const last = known.findLast((each) => each.step === stay.step && each.no < stay.no && each.ownerId !== null);
  if (last && people.some((each) => each.id === last.ownerId)) return { ownerId: last.ownerId, ownerRole: null };
  return ownerOf(stay.step, order, rules, people);
}

const differs = (row: ChainStageRow, stay: Stay): boolean =>
  row.step !== stay.step || row.visit !== stay.visit || row.enteredAt.getTime() !== stay.enteredAt.getTime() || row.enteredEventId !== stay.enteredEventId
  || row.leftAt?.getTime() !== stay.leftAt?.getTime() || row.leftEventId !== stay.leftEventId || row.outcome !== stay.outcome;

export const followChain = action({
  name: 'followChain', permission: 'orders.write', describe: 'Keeps where orders are in their chain, as their events tell it.',
  input: { orderIds: list(id('Order'), { max: 1000 }) }, refusals: [], payload: { changed: 'int' },
  load: (tx, { orderIds }) => load(tx, orderIds),
  decide: (facts, _input, ctx) => {
    const rows = facts.orders.flatMap((order): Change[] => {
      const known = facts.stages.filter((each) => each.orderId === order.id);
      return staysOf(facts.events.get(order.id) ?? []).flatMap((stay): Change[] => {
        const row = known.find((each) => each.no === stay.no);
        if (row) return differs(row, stay) ? [update('ChainStage', row.id, { ...stay, version: row.version + 1 })] : [];
        const owner = ownerNow(order, stay, known, facts);
        const made = { id: ctx.newId(), companyId: ctx.company.id, orderId: order.id, ...stay, ...owner, ownedSince: stay.enteredAt };
        known.push({ ...made, handOffs: 0, version: 1 });
        return [insert('ChainStage', made)];
      });
    });
    // What it keeps is told by the events themselves.
    return { rows, events: [], result: { changed: rows.length } };
  },
});
