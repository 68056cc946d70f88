// Orders that lack something for too long are exceptions: raised once, told to whoever owns the stage, closed by themselves.
import sql from 'sql-template-tag';
import type { ChainExceptionRow, ChainFact, ChainLimitRow, TaskRow } from '../generated/rows.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, optional } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { selectRows } from '../shared/rows.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { settledRows, taskEvents, taskRows, type TaskOwner } from '../work/taskRules.ts';
import { lacking, type Lacking } from './facts.ts';
import { limitOf, stuckAt } from './limits.ts';

/** How many are raised at a time; the next look raises more. */
const RAISED_MAX = 1000;
const kindOf = (fact: ChainFact): string => `orderStuck.${fact}`;

/** Whose an exception is: who decides on approvals, else the stage's owner. */
const ownerOfException = ({ fact, ownerId, ownerRole }: Lacking): TaskOwner => (fact === 'APPROVAL_WAITS' ? { ownerId: null, ownerRole: 'CONTROLLER' }
  : fact === 'UNOWNED' ? { ownerId: null, ownerRole: null } : { ownerId, ownerRole });
/** Somebody must hear of it. */
const ownerOfTask = (owner: TaskOwner): TaskOwner => (owner.ownerId === null && owner.ownerRole === null ? { ownerId: null, ownerRole: 'OWNER' } : owner);

// Told by the rows of those that are there alone, however many orders are done with.
const inChain = sql`o.id IN (SELECT "orderId" FROM "ChainStage" WHERE "leftAt" IS NULL UNION SELECT "subjectId" FROM "Approval" WHERE status = 'PENDING' AND "subjectType" = 'Order')`;

async function load(tx: Tx, orderIds: readonly string[] | null) {
  const narrowed = (column: string) => (orderIds === null ? (column === 'o' ? inChain : sql`TRUE`) : column === 'o' ? sql`o.id = ANY(${[...orderIds]}::uuid[])`
    : column === 't' ? sql`t."orderId" = ANY(${[...orderIds]}::uuid[])` : sql`t."subjectId" = ANY(${[...orderIds]}::uuid[])`);
  const open = await selectRows(tx, 'ChainException', sql`t."closedAt" IS NULL AND ${narrowed('t')}`, { lock: true });
  const tasks = await selectRows(tx, 'Task', sql`t.status = 'OPEN' AND t.kind LIKE 'orderStuck.%' AND ${narrowed('task')}`, { lock: true });
  const facts = await tx.rows<Lacking>(sql`SELECT x.* FROM (${lacking(narrowed('o'))}) x ORDER BY x.since, x."orderId", x.fact`);
  const numbers = await tx.rows<{ id: string; number: string | null }>(sql`SELECT id, number FROM "Order" WHERE id = ANY(${[...new Set(facts.map((each) => each.orderId))]}::uuid[])`);
  return { open, tasks, facts, limits: await selectRows(tx, 'ChainLimit', sql`TRUE`), numbers: new Map(numbers.map((each) => [each.id, each.number ?? ''])) };
}
type Facts = Awaited<ReturnType<typeof load>>;
interface Written { rows: Change[]; events: EventDraft[] }
const merged = (parts: readonly Written[]): Written => ({ rows: parts.flatMap(({ rows }) => rows), events: parts.flatMap(({ events }) => events) });

const keyOf = ({ orderId, fact }: Pick<Lacking, 'orderId' | 'fact'>): string => `${orderId} ${fact}`;
const isStuck = ({ fact, counts }: Lacking, limits: readonly ChainLimitRow[], now: Date): boolean => {
  const limit = limitOf(limits, fact);
  return limit.isActive && stuckAt(counts, limit) <= now;
};

function raised(lack: Lacking, { limits, numbers, tasks }: Facts, ctx: DecideContext): Written {
  const { orderId, fact, step, since, detail } = lack;
  const { hours, raisesTask } = limitOf(limits, fact);
  const owner = ownerOfException(lack);
  const row = insert('ChainException', { id: ctx.newId(), companyId: ctx.company.id, orderId, fact, step, since, raisedAt: ctx.now, hours, detail, ...owner });
  const event = { kind: 'orderStuck', subjectType: 'Order', subjectId: orderId, reason: message(ctx.company.locale, `enum.ChainFact.${fact}`), data: { fact, step } };
  if (!raisesTask) return { rows: [row], events: [event] };
  const known = tasks.filter((each) => each.subjectId === orderId && each.kind === kindOf(fact));
  const asked = taskRows({
    kind: kindOf(fact), title: message(ctx.company.locale, 'task.orderStuck', { number: numbers.get(orderId) ?? '', why: message(ctx.company.locale, `enum.ChainFact.${fact}`) }),
    text: detail === '' ? null : detail, subject: { type: 'Order', id: orderId }, ...ownerOfTask(owner), dueOn: null, priority: fact === 'OVERDUE' ? 'NORMAL' : 'HIGH',
  }, known, ctx);
  return { rows: [row, ...asked.rows], events: [event, ...asked.events] };
}

function closed(row: ChainExceptionRow, ctx: DecideContext): Written {
  return {
    // Clocks of servers may differ.
    rows: [update('ChainException', row.id, { closedAt: new Date(Math.max(ctx.now.getTime(), row.raisedAt.getTime())) })],
    events: [{ kind: 'orderUnstuck', subjectType: 'Order', subjectId: row.orderId, reason: message(ctx.company.locale, `enum.ChainFact.${row.fact}`), data: { fact: row.fact, step: row.step } }],
  };
}

/** Hands a task of the system to whom its exception has gone. */
export function movedTask(task: TaskRow, to: TaskOwner, ctx: DecideContext): Written {
  const { ownerId, ownerRole } = ownerOfTask(to);
  if (task.ownerId === ownerId && task.ownerRole === ownerRole) return { rows: [], events: [] };
  return { rows: [update('Task', task.id, { ownerId, ownerRole, assignedAt: ctx.now, version: task.version + 1 })], events: taskEvents('taskAssigned', task) };
}

/** What an open exception is about has changed, or whose it is. */
function renewed(row: ChainExceptionRow, lack: Lacking, { tasks }: Facts, ctx: DecideContext): Written {
  const owner = ownerOfException(lack);
  const hasMoved = row.ownerId !== owner.ownerId || row.ownerRole !== owner.ownerRole;
  const mine = tasks.filter((each) => each.subjectId === row.orderId && each.kind === kindOf(row.fact));
  return merged([
    { rows: hasMoved || row.detail !== lack.detail ? [update('ChainException', row.id, { ...owner, detail: lack.detail })] : [], events: [] },
    ...(hasMoved ? mine.map((task) => movedTask(task, owner, ctx)) : []),
  ]);
}

export const watchOrders = action({
  name: 'watchOrders', permission: 'orders.write', describe: 'Raises what orders lack for too long, and closes what they lack no more.',
  input: { orderIds: optional(list(id('Order'), { max: 1000 })) }, refusals: [], payload: { raised: 'int', closed: 'int' },
  load: (tx, { orderIds }) => load(tx, orderIds ?? null),
  decide: (facts, _input, ctx) => {
    const stuck = new Map(facts.facts.filter((each) => isStuck(each, facts.limits, ctx.now)).map((each) => [keyOf(each), each]));
    const fresh = [...stuck.values()].filter((each) => facts.open.every((row) => keyOf(row) !== keyOf(each))).slice(0, RAISED_MAX);
    const over = facts.open.filter((row) => !stuck.has(keyOf(row)));
    const answered = facts.tasks.filter((task) => !stuck.has(`${task.subjectId ?? ''} ${task.kind.slice(kindOf('' as ChainFact).length)}`)); // the kind's beginning alone
    const still = facts.open.flatMap((row) => { const lack = stuck.get(keyOf(row)); return lack ? [renewed(row, lack, facts, ctx)] : []; });
    const { rows, events } = merged([
      ...fresh.map((each) => raised(each, facts, ctx)), ...over.map((row) => closed(row, ctx)), ...still,
      settledRows(answered, message(ctx.company.locale, 'task.causeGone'), ctx),
    ]);
    return { rows, events, result: { raised: fresh.length, closed: over.length } };
  },
});
