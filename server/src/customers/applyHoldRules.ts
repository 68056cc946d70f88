// Holds that rules place by themselves, and release when their cause is gone.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { consumeTogether, task } from '../events/consumers.ts';
import type { CreditAccountRow, CustomerHoldRow, EventRow, HoldRuleRow } from '../generated/rows.ts';
import { action, type EventDraft } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id, list, optional } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { perform } from '../shared/perform.ts';
import { selectRows } from '../shared/rows.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { touchCredit } from './credit.ts';
import { causeText, stoppedBy, type Stopped } from './holdCauses.ts';
import { loadCredit } from './loadCredit.ts';

interface Facts { rules: Map<string, HoldRuleRow>; stopped: Stopped[]; holds: CustomerHoldRow[]; credit: Map<string, CreditAccountRow> }
const keyOf = ({ ruleId, customerId }: { ruleId: string | null; customerId: string }) => `${ruleId} ${customerId}`;

/** Who is to be stopped anew, let go, or may be stopped again by a rule that somebody had overridden. */
export function differences({ rules, stopped, holds }: Omit<Facts, 'credit'>) {
  const causes = new Set(stopped.map(keyOf));
  const known = new Set(holds.map(keyOf));
  return {
    place: stopped.filter((each) => !known.has(keyOf(each))),
    release: holds.filter((hold) => hold.releasedAt === null && !causes.has(keyOf(hold)) && rules.get(hold.ruleId ?? '')?.releasesItself),
    forget: holds.filter((hold) => hold.releasedAt !== null && !causes.has(keyOf(hold))),
  };
}

async function read(tx: Tx, ids: readonly string[] | null): Promise<Omit<Facts, 'credit'>> {
  const of = ids ? sql`c.id = ANY(${[...ids]}::uuid[])` : sql`TRUE`;
  const rules = await selectRows(tx, 'HoldRule', sql`TRUE`);
  return {
    rules: new Map(rules.map((rule) => [rule.id, rule])), stopped: await tx.rows<Stopped>(stoppedBy(sql`SELECT * FROM "HoldRule" WHERE "isActive"`, of)),
    holds: await selectRows(tx, 'CustomerHold', sql`t."ruleId" IS NOT NULL AND (t."releasedAt" IS NULL OR t."isWaived") AND ${ids ? sql`t."customerId" = ANY(${[...ids]}::uuid[])` : sql`TRUE`}`),
  };
}

/** Not offered: brings the holds of rules to what is so now, of some customers or all. */
export const applyHoldRules = action({
  name: 'applyHoldRules', permission: 'credit.manage', describe: 'Places and releases holds by rule.',
  input: { customerIds: optional(list(id('Customer'), { max: 10_000 })) }, refusals: [], payload: { placed: 'int', released: 'int' },
  load: async (tx, { customerIds }) => {
    const now = differences(await read(tx, customerIds ?? null));
    const touched = [...new Set([...now.place, ...now.release, ...now.forget].map(({ customerId }) => customerId))].sort();
    const credit = new Map<string, CreditAccountRow>();
    for (const each of touched) credit.set(each, await loadCredit(tx, each));
    // Again under their locks: another may have been faster.
    return { ...(touched.length > 0 ? await read(tx, touched) : { rules: new Map(), stopped: [], holds: [] }), credit } satisfies Facts as Facts;
  },
  decide: (facts, _input, ctx) => {
    const { place, release, forget } = differences(facts);
    const words = { locale: ctx.company.locale, currencyCode: ctx.company.currencyCode };
    const ended = message(ctx.company.locale, 'hold.causeEnded');
    const events: EventDraft[] = [];
    const rows: Change[] = [];
    for (const each of place) {
      const rule = facts.rules.get(each.ruleId);
      if (!rule) continue;
      const reason = causeText(rule, each, words);
      rows.push(insert('CustomerHold', { id: ctx.newId(), customerId: each.customerId, scope: rule.scope, reason, placedById: null, releasedAt: null, releasedById: null, releaseReason: null, ruleId: rule.id, isWaived: false }));
      events.push({ kind: 'holdPlaced', subjectType: 'Customer', subjectId: each.customerId, reason, data: { scope: rule.scope, rule: rule.name } });
    }
    for (const hold of release) {
      rows.push(update('CustomerHold', hold.id, { releasedAt: ctx.now, releaseReason: ended }));
      events.push({ kind: 'holdReleased', subjectType: 'Customer', subjectId: hold.customerId, reason: ended, data: { scope: hold.scope } });
    }
    for (const hold of forget) rows.push(update('CustomerHold', hold.id, { isWaived: false }));
    return { rows: [...rows, ...[...facts.credit.values()].map(touchCredit)], events, result: { placed: place.length, released: release.length } };
  },
});

/** Whose figures events have moved; null: anybody's, as a rule was changed. */
async function customersOf(events: EventRow[], tx: Tx): Promise<string[] | null> {
  if (events.some(({ subjectType }) => subjectType === 'Company')) return null;
  const ids = events.map(({ subjectId }) => subjectId);
  const found = await tx.rows<{ id: string }>(sql`SELECT DISTINCT coalesce(c."mergedIntoId", c.id) AS id FROM (SELECT "customerId" AS id FROM "Order" WHERE id = ANY(${ids}::uuid[]) UNION SELECT "customerId" FROM "Invoice" WHERE id = ANY(${ids}::uuid[])
    UNION SELECT "customerId" FROM "Payment" WHERE id = ANY(${ids}::uuid[]) UNION SELECT id FROM "Customer" WHERE id = ANY(${ids}::uuid[])) x JOIN "Customer" c ON c.id = x.id`);
  return found.map(({ id: each }) => each);
}

consumeTogether(['invoicePosted', 'creditNotePosted', 'creditNoteReversed', 'openingInvoiceRecorded', 'paymentRecorded', 'paymentReversed', 'creditAllocated', 'creditUnapplied', 'paymentBounced', 'debtWrittenOff', 'writeOffReversed', 'bounceWithdrawn', 'chargePosted', 'orderPlaced', 'orderCancelled', 'orderTakenUp', 'creditLimitSet', 'customerMergedIn', 'customerGroupSet', 'holdRuleSaved'],
  'applyHoldRules', async (events, _ctx, tx) => {
    const [any] = await tx.rows(sql`SELECT 1 FROM "HoldRule" LIMIT 1`);
    if (!any) return [];
    const customerIds = await customersOf(events, tx);
    return customerIds?.length === 0 ? [] : [task(applyHoldRules, customerIds ? { customerIds } : {})];
  });

/** By itself: days pass without any event. */
export async function applyAllHoldRules(db: Db, now: Date): Promise<string> {
  const { placed, released } = (await perform(applyHoldRules, {}, await systemContext(db, now, 'JOB'))).result;
  return placed === 0 && released === 0 ? '' : `${String(placed)} holds placed, ${String(released)} released.`;
}
