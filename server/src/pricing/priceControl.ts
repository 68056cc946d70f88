// Prices and promotions that a second person answers: beyond the own limit what was decided is put aside, and written once it is allowed.
import sql from 'sql-template-tag';
import { ended, nothingSettled, settled } from '../customers/answeredChange.ts';
import { askedChange, demandNoneWaits, loadWaiting, type About, type Controls, type OwnField } from '../customers/control.ts';
import { consume, task } from '../events/consumers.ts';
import type { CustomerChangeRow, CustomerField, Json, PriceListPriceRow, PriceListRow } from '../generated/rows.ts';
import { action, type DecideContext, type Decision, type EventDraft } from '../shared/action.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { quote } from '../shared/entity.ts';
import { id } from '../shared/input.ts';
import { printQuantity, printRate, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { columnKind, decodeValue, encodeValue, type Table } from '../shared/tables.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';
import { useApprovalRows } from '../work/rules.ts';
import { isForTwo, type Listed, type ListFacts, type Stake } from './concessions.ts';
import { ofListed, withBases } from './priceParts.ts';

type PriceField = Exclude<CustomerField, OwnField | 'HOLD' | 'FRAMEWORK'>;
/** Of a list that is assigned: to which group, if any. */
export interface PriceAbout extends About { field: PriceField; groupId?: string | null }
export interface PriceControls extends Omit<Controls, 'approvals'> { about: PriceAbout; known: Json }

/** What a change stands on, as one text: where it is another when the answer comes, somebody was faster. */
async function standing(tx: Queryable, { field, customerId, priceListId = null, promotionId = null, about = '', groupId = null }: PriceAbout): Promise<string> {
  const own = sql`concat_ws(' ', p."productId", trim_scale(p."fromQuantity")::text, p."validFrom"::text) = ${about}`;
  const statement = {
    PRICE: sql`SELECT p.id || ' ' || p.version AS text FROM "CustomerPrice" p WHERE p."customerId" = ${customerId}::uuid AND ${own}`,
    PRICE_LIST: about.includes(' ') ? sql`SELECT p.id || ' ' || p.version AS text FROM "PriceListPrice" p WHERE p."priceListId" = ${priceListId}::uuid AND ${own}`
      : sql`SELECT l.id || ' ' || l.version AS text FROM "PriceList" l WHERE l.id = ${priceListId}::uuid`,
    LIST_ASSIGNMENT: sql`SELECT l.id || ' ' || l.version AS text FROM "PriceList" l WHERE l.id = ${priceListId}::uuid
      UNION ALL SELECT a.id || ' ' || a.priority FROM "PriceListAssignment" a WHERE a."customerId" IS NOT DISTINCT FROM ${customerId}::uuid AND a."groupId" IS NOT DISTINCT FROM ${groupId}::uuid AND a.channel IS NULL`,
    CUSTOMER_GROUP: sql`SELECT coalesce(c."groupId"::text, '') AS text FROM "Customer" c WHERE c.id = ${customerId}::uuid`,
    PROMOTION: sql`SELECT p.id || ' ' || p.version AS text FROM "Promotion" p WHERE p.id = ${promotionId}::uuid UNION ALL SELECT c.id || ' ' || c.version FROM "Coupon" c WHERE c.code = ${about}`,
  }[field];
  return (await tx.rows<{ text: string }>(statement)).map(({ text }) => text).sort().join(', ');
}

/** Which of the prices of a product: one change waits for each. */
export const priceKey = (productId: string, fromQuantity: Quantity, validFrom: Day): string => [productId, printQuantity(fromQuantity), validFrom].join(' ');

export async function loadPriceControls(tx: Tx, about: PriceAbout): Promise<PriceControls> {
  return { about, ...await loadWaiting(tx, about), known: { groupId: about.groupId ?? null, standing: await standing(tx, about) } };
}

/** Rows as JSON, and back. */
const packed = (rows: readonly Change[]): Json => rows.map(({ op, table, row }) => ({
  op, table, row: Object.fromEntries(Object.entries(row).flatMap(([column, value]): [string, Json][] => (value === undefined ? [] : [[column, encodeValue(columnKind(table, column), value) as Json]]))),
}));
const unpacked = (rows: Json): Change[] => (rows as unknown as { op: Change['op']; table: Table; row: Record<string, unknown> }[]).map(({ op, table, row }) => ({
  op, table, row: Object.fromEntries(Object.entries(row).map(([column, value]) => [column, decodeValue(columnKind(table, column), value)])),
}));

interface Told { name: string; before: string; after: string; reason: string | null | undefined; stake: Stake }

/** Done at once, or put aside for a second person, beyond the own limit; `nothing`: what the payload tells then. Refuses CHANGE_WAITS while one is open. */
export function controlledPrices(decision: Decision, { name, before, after, reason, stake }: Told, { about, limits, waiting, days, known }: PriceControls, nothing: Record<string, Json>, ctx: DecideContext): Decision {
  demandNoneWaits(waiting, name);
  if (!isForTwo(stake, limits, ctx.viewer)) {
    return { ...decision, events: decision.events.map((event) => ({ ...event, ...(reason ? { reason } : {}) })), result: { ...decision.result, change: null } };
  }
  if (!reason) throw fieldRefused(['reason'], 'required');
  const { rows, events, id: change } = askedChange({
    ...about, name, before, after, reason, known, amount: stake?.amount ?? null, ...(stake ? { rate: stake.rate, facts: { rate: `${printRate((stake.rate * 100n) as Rate)} %` } } : {}),
    wanted: { rows: packed(decision.rows), events: decision.events as unknown as Json },
  }, [], days, ctx);
  return { rows, events, result: { ...decision.result, ...nothing, change } };
}

async function fresh(tx: Tx, change: CustomerChangeRow): Promise<boolean> {
  const { groupId, standing: known } = change.known as { groupId: string | null; standing: string };
  const { field, customerId, priceListId, promotionId, about } = change;
  return await standing(tx, { field: field as PriceField, customerId, priceListId, promotionId, about, groupId }) === known;
}

/** A row that was put aside, as it is to be written now; undefined: it cannot be any more, as its name is another's or more was redeemed than it allows. */
async function asOfNow(tx: Tx, change: Change): Promise<Change | undefined> {
  const { op, table, row } = change;
  if (op !== 'update' || row['version'] === undefined) return change;
  const own = String(row['id']);
  const [now] = await tx.rows<{ version: number }>(sql`SELECT version FROM ${quote(table)} WHERE id = ${own}::uuid FOR UPDATE`);
  if (typeof row['name'] === 'string' && (await tx.rows(sql`SELECT FROM ${quote(table)} WHERE name = ${row['name']} AND id <> ${own}::uuid`)).length > 0) return undefined;
  const fresh = { ...row, version: (now?.version ?? 0) + 1 };
  if (table !== 'Promotion' || row['redeemed'] === undefined) return { ...change, row: fresh };
  const [standing] = await tx.rows<{ count: number }>(sql`SELECT count(*)::int AS count FROM "PromotionRedemption" WHERE "promotionId" = ${own}::uuid AND "givenBackAt" IS NULL`);
  const redeemed = row['isCounted'] ? standing?.count ?? 0 : 0;
  return typeof row['redemptionsMax'] === 'number' && row['redemptionsMax'] < redeemed ? undefined : { ...change, row: { ...fresh, redeemed } };
}

/** Not offered: what a second person has said of prices is done, unless somebody was faster. */
const settlePriceChange = action({
  name: 'settlePriceChange', permission: 'prices.manage', describe: 'Applies or ends a change of prices that was answered.',
  input: { approvalId: id('Approval') }, refusals: [], payload: { settled: 'int' },
  load: async (tx, { approvalId }) => {
    const [change] = await selectRows(tx, 'CustomerChange', sql`t."approvalId" = ${approvalId} AND t.status = 'PENDING' AND t.field IN ('PRICE', 'PRICE_LIST', 'LIST_ASSIGNMENT', 'CUSTOMER_GROUP', 'PROMOTION')`, { lock: true });
    if (!change) return undefined;
    if (change.priceListId) await lockRow(tx, 'PriceList', change.priceListId);
    if (change.promotionId) await lockRow(tx, 'Promotion', change.promotionId);
    if (change.customerId) await lockRow(tx, 'Customer', change.customerId);
    const approval = await lockRow(tx, 'Approval', approvalId);
    const { rows, events } = change.wanted as { rows: Json; events: Json };
    const wanted: (Change | undefined)[] = [];
    if (await fresh(tx, change)) for (const each of unpacked(rows)) wanted.push(await asOfNow(tx, each));
    const known = wanted.filter((each) => each !== undefined);
    return { change, approval, isFresh: known.length > 0 && known.length === wanted.length, wanted: known, events: events as unknown as EventDraft[] };
  },
  decide: (facts, _input, ctx) => {
    if (!facts) return nothingSettled;
    const { change, approval, isFresh, wanted, events } = facts;
    if (approval.status !== 'REJECTED' && approval.status !== 'APPROVED') return nothingSettled;
    if (approval.status === 'REJECTED' || !isFresh) return ended(change, approval, ctx);
    return {
      rows: [...wanted, settled(change, 'APPLIED', approval.decisionReason, ctx.now), ...useApprovalRows(approval)],
      events: events.map((event) => ({ ...event, reason: change.reason, data: { ...event.data, askedBy: change.askedByName } })), result: { settled: 1 },
    };
  },
});
for (const kind of ['approvalGiven', 'approvalRefused']) {
  consume(kind, 'settlePriceChanges', ({ subjectType, data }) => {
    const { approvalId } = data as { approvalId?: string };
    return ['Customer', 'PriceList', 'Promotion'].includes(subjectType) && approvalId ? [task(settlePriceChange, { approvalId })] : [];
  });
}
interface Named { productId: string | null; templateId: string | null; categoryId: string | null }

/** What rows of lists lie below, where somebody has a limit: lists with those that they rest on, what these say, and the list prices of today of all that they name. */
export async function loadListFacts(tx: Tx, ctx: Context, listIds: readonly string[], more: readonly Named[] = []): Promise<ListFacts> {
  const { currencyCode: companyCode } = ctx.company;
  // Where nobody has a limit nobody is asked, however long the lists are.
  const isLimited = (await tx.rows(sql`SELECT FROM "ApprovalLimit" WHERE kind = 'CUSTOMER_PRICE' LIMIT 1`)).length > 0;
  if (!isLimited) return { lists: [], prices: [], listed: [], highest: 0n as UnitPrice, companyCode };
  const lists = await selectRows(tx, 'PriceList', withBases(sql`SELECT unnest(${[...listIds]}::uuid[])`));
  const prices: PriceListPriceRow[] = await selectRows(tx, 'PriceListPrice', sql`t."priceListId" = ANY(${lists.map((list: PriceListRow) => list.id)}::uuid[]) AND (t."validTo" IS NULL OR t."validTo" >= ${ctx.today}::date)`);
  const rows = await tx.rows<{ id: string; templateId: string | null; categoryId: string | null; listPrice: string; taxRate: string }>(ofListed([...prices, ...more], companyCode, ctx.today));
  const [top] = await tx.rows<{ price: string | null }>(sql`SELECT max(l."unitPrice")::text AS price FROM "ListPrice" l WHERE l."currencyCode" = ${companyCode} AND l."validFrom" <= ${ctx.today}::date AND (l."validTo" IS NULL OR l."validTo" >= ${ctx.today}::date)`);
  const price = (text: string): UnitPrice => decodeValue('price', text) as UnitPrice;
  return {
    lists, prices, companyCode, highest: price(top?.price ?? '0'),
    listed: rows.map((row): Listed => ({ ...row, listPrice: price(row.listPrice), taxRate: decodeValue('rate', row.taxRate) as Rate })),
  };
}

/** Whether a customer or a group buys by a list, or by one that rests on it. */
export async function isGiven(tx: Tx, priceListId: string): Promise<boolean> {
  const rows = await tx.rows(sql`WITH RECURSIVE above AS (SELECT ${priceListId}::uuid AS id UNION SELECT l.id FROM above a JOIN "PriceList" l ON l."baseListId" = a.id)
    SELECT FROM "PriceListAssignment" a JOIN above ON above.id = a."priceListId" WHERE a.channel IS NULL LIMIT 1`);
  return rows.length > 0;
}
