// Agreements that a second person answers: what their prices give beyond the own limit waits, and is in force, or extended, once it is allowed.
import sql from 'sql-template-tag';
import { ended, nothingSettled, settled } from '../customers/answeredChange.ts';
import { askedChange, demandNoneWaits, loadWaiting, type Controls } from '../customers/control.ts';
import { consume, task } from '../events/consumers.ts';
import type { CustomerChangeRow, Json } from '../generated/rows.ts';
import { isForTwo, type Stake } from '../pricing/concessions.ts';
import { loadSellables, type Sellable } from '../pricing/priceOf.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decodeValue, encodeValue } from '../shared/tables.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { useApprovalRows } from '../work/rules.ts';
import { activated, extended, type Extension } from './inForce.ts';
import { loadInception, lockFramework, nothingYet, type Inception, type LoadedFramework } from './loadFramework.ts';
import { aboutFramework, standingOf } from './rules.ts';

export interface FrameworkControls extends Omit<Controls, 'approvals'> { listed: Map<string, Sellable> }

/** What waits of an agreement, who needs a second person, and its products with the list prices of the day from which it counts. */
export async function loadFrameworkControls(tx: Tx, { framework, lines }: LoadedFramework, ctx: Context): Promise<FrameworkControls> {
  const on = framework.validFrom > ctx.today ? framework.validFrom : ctx.today;
  return { ...await loadWaiting(tx, aboutFramework(framework)), listed: await loadSellables(tx, ctx, lines.map(({ productId }) => productId), on) };
}

interface Told { before: string; after: string; reason: string | null | undefined; stake: Stake; wanted: Json }

/** Done at once, or asked of a second person beyond the own limit. Refuses CHANGE_WAITS while one is open. */
export function controlledFramework(decision: () => Decision, loaded: LoadedFramework, { before, after, reason, stake, wanted }: Told, { limits, waiting, days }: FrameworkControls, ctx: DecideContext): Decision {
  const { framework, customer } = loaded;
  demandNoneWaits(waiting, customer.name);
  if (!isForTwo(stake, limits, ctx.viewer)) {
    const done = decision();
    return { ...done, result: { ...done.result, change: null } };
  }
  if (!reason) throw fieldRefused(['reason'], 'required');
  const { rows, events, id: change } = askedChange({
    ...aboutFramework(framework), name: customer.name, before, after, reason, wanted, known: { standing: standingOf(loaded) }, amount: stake?.amount ?? null,
    ...(stake ? { rate: stake.rate } : {}), facts: { framework: framework.number ?? framework.name ?? '–', ...(stake ? { rate: `${printRate((stake.rate * 100n) as Rate)} %` } : {}) },
  }, [], days, ctx);
  return { rows, events, result: { framework: framework.id, change } };
}

/** That an agreement comes into force, as it is kept. */
export const activation: Json = {};
const isActivation = (wanted: Json): boolean => !('validTo' in (wanted as object));
/** An extension as it is kept, and back. */
export const packedExtension = ({ validTo, maximumMinor, limits }: Extension): Json => ({
  validTo, maximumMinor: encodeValue('minor', maximumMinor) as Json, limits: limits.map(({ line, maximum }) => ({ line: line.id, maximum: encodeValue('quantity', maximum) as Json })),
});
function unpackedExtension(wanted: Json, { lines }: LoadedFramework): Extension {
  const { validTo, maximumMinor, limits } = wanted as { validTo: Day; maximumMinor: string | null; limits: { line: string; maximum: string | null }[] };
  return {
    validTo, maximumMinor: decodeValue('minor', maximumMinor) as Extension['maximumMinor'],
    limits: limits.flatMap(({ line: lineId, maximum }) => lines.filter((line) => line.id === lineId).map((line) => ({ line, maximum: decodeValue('quantity', maximum) as Extension['limits'][number]['maximum'] }))),
  };
}

/** What was asked, done now; undefined where it cannot be done any more. */
function done(change: CustomerChangeRow, loaded: LoadedFramework, inception: Inception, names: Parameters<typeof extended>[2], ctx: DecideContext): Decision | undefined {
  try {
    return isActivation(change.wanted) ? activated(loaded, inception, ctx) : extended(loaded, unpackedExtension(change.wanted, loaded), names, change.reason, ctx);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Not offered: what a second person has said of an agreement is done, unless it has become another meanwhile. */
const settleFrameworkChange = action({
  name: 'settleFrameworkChange', permission: 'frameworks.manage', describe: 'Brings an agreement into force, or extends it, as a second person has answered.',
  input: { approvalId: id('Approval') }, refusals: [], payload: { settled: 'int' },
  load: async (tx, { approvalId }, ctx) => {
    const [change] = await selectRows(tx, 'CustomerChange', sql`t."approvalId" = ${approvalId} AND t.status = 'PENDING' AND t.field = 'FRAMEWORK'`, { lock: true });
    if (!change?.frameworkId) return undefined;
    const loaded = await lockFramework(tx, change.frameworkId, ctx);
    const { listed } = await loadFrameworkControls(tx, loaded, ctx);
    const approval = await lockRow(tx, 'Approval', approvalId);
    const isFresh = approval.status === 'APPROVED' && (change.known as { standing: string }).standing === standingOf(loaded);
    return { change, loaded, listed, approval, isFresh, inception: isFresh && isActivation(change.wanted) ? await loadInception(tx, loaded, ctx) : nothingYet };
  },
  decide: (facts, _input, ctx) => {
    if (!facts) return nothingSettled;
    const { change, loaded, listed, approval, isFresh, inception } = facts;
    if (approval.status !== 'REJECTED' && approval.status !== 'APPROVED') return nothingSettled;
    const decision = isFresh ? done(change, loaded, inception, listed, ctx) : undefined;
    if (!decision) return ended(change, approval, ctx);
    return {
      rows: [...decision.rows, settled(change, 'APPLIED', approval.decisionReason, ctx.now), ...useApprovalRows(approval)],
      events: decision.events.map((event) => ({ ...event, reason: change.reason, data: { ...event.data, askedBy: change.askedByName } })), result: { settled: 1 },
    };
  },
});
for (const kind of ['approvalGiven', 'approvalRefused']) {
  consume(kind, 'settleFrameworkChanges', ({ subjectType, data }) => {
    const { approvalId } = data as { approvalId?: string };
    return subjectType === 'Framework' && approvalId ? [task(settleFrameworkChange, { approvalId })] : [];
  });
}
