// Two records of one legal customer become one. What is written once keeps the name it was written with; all else moves.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { consume, task } from '../events/consumers.ts';
import type { CreditAccountRow, CustomerRow, OpenItemRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, integer, optional, text } from '../shared/input.ts';
import { negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { withdrawRows } from '../work/rules.ts';
import { exposureOf } from './credit.ts';
import { loadCredit } from './loadCredit.ts';
import { hangingTables, moveRows } from './mergeTables.ts';
import { CustomerMerged, MergeContradicts } from './refusals.ts';

const letters = (taxNumber: string | null) => (taxNumber ?? '').normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

interface Judged { customer: CustomerRow; account: Pick<CreditAccountRow, 'currencyCode'> }
type Because = 'sameCustomer' | 'currency' | 'taxNumber' | 'taxTreatment';

/** Why two records cannot be one legal customer; undefined where nothing contradicts. */
export function contradictionOf(from: Judged, into: Judged): Because | undefined {
  if (from.customer.id === into.customer.id) return 'sameCustomer';
  if (from.account.currencyCode !== into.account.currencyCode) return 'currency';
  const [one, other] = [letters(from.customer.taxNumber), letters(into.customer.taxNumber)];
  if (one && other && one !== other) return 'taxNumber';
  return from.customer.taxTreatment === into.customer.taxTreatment ? undefined : 'taxTreatment';
}

/** Refuses what was merged before, and two that contradict each other. */
function demandMergeable(from: Judged, into: Judged): void {
  for (const { customer } of [from, into]) {
    if (customer.mergedIntoId) throw CustomerMerged({ customer: customer.id, customerName: customer.name, into: customer.mergedIntoId, intoName: customer === from.customer ? into.customer.name : customer.name });
  }
  const because = contradictionOf(from, into);
  if (because) throw MergeContradicts({ fromName: from.customer.name, intoName: into.customer.name, because });
}

/** The stricter of two limits: what one record was never given, the other does not give by being the same. Null: no limit. */
const limitOf = (from: CreditAccountRow, into: CreditAccountRow): Minor | null => into.limitMinor ?? from.limitMinor;

/** The ledger's party follows by an entry of today: what is open moves from one customer to the other, item by item. */
const transferLines = (items: OpenItemRow[], fromId: string, intoId: string): LineDraft[] => items.filter((item) => item.companyOpenMinor !== zero).flatMap((item): LineDraft[] => [
  { accountId: item.accountId, amount: item.companyOpenMinor, original: { amount: item.openMinor, currencyCode: item.currencyCode }, customerId: intoId, openItemId: item.id },
  { accountId: item.accountId, amount: negate(item.companyOpenMinor), original: { amount: negate(item.openMinor), currencyCode: item.currencyCode }, customerId: fromId, openItemId: item.id },
]);

async function load(tx: Tx, fromId: string, intoId: string, reason: string, ctx: Context) {
  await holdPeriod(tx, ctx, ctx.today);
  // Both in the order of their ids, so that two merges the other way round wait for each other.
  const locked = new Map<string, CustomerRow>();
  for (const each of [...new Set([fromId, intoId])].sort()) locked.set(each, await lockRow(tx, 'Customer', each));
  const [from, into] = [locked.get(fromId), locked.get(intoId)] as [CustomerRow, CustomerRow];
  const accounts = { from: await readAccount(tx, fromId), into: await readAccount(tx, intoId) };
  demandMergeable({ customer: from, account: accounts.from }, { customer: into, account: accounts.into });
  // What waits for a second person is asked anew of the one that is left.
  const changes = await selectRows(tx, 'CustomerChange', sql`t."customerId" = ${fromId} AND t.status = 'PENDING'`, { lock: true });
  const approvals = await selectRows(tx, 'Approval', sql`t.id = ANY(${changes.map(({ approvalId }) => approvalId)}::uuid[])`, { lock: true });
  await tx.rows(sql`UPDATE "CustomerHold" h SET "releasedAt" = hesabu_now(), "releasedById" = ${ctx.viewer.id}::uuid, "releaseReason" = ${reason} WHERE h."customerId" = ${fromId} AND h."releasedAt" IS NULL
    AND EXISTS (SELECT FROM "CustomerHold" o WHERE o."customerId" = ${intoId} AND o."releasedAt" IS NULL AND o.scope = h.scope AND o."ruleId" IS NOT DISTINCT FROM h."ruleId")`);
  await tx.rows(sql`UPDATE "CustomerChange" SET status = 'WITHDRAWN', "settledAt" = hesabu_now(), outcome = ${reason} WHERE id = ANY(${changes.map((each) => each.id)}::uuid[])`);
  await tx.rows(sql`UPDATE "Approval" SET status = 'WITHDRAWN' WHERE id = ANY(${approvals.map((each) => each.id)}::uuid[])`);
  const moved: { table: string; ids: string[] }[] = [];
  const addresses = await selectRows(tx, 'Address', sql`t."customerId" IN (${fromId}, ${intoId})`, { lock: true });
  for (const hanging of await hangingTables(tx)) {
    const ids = await moveRows(tx, hanging, fromId, intoId);
    if (ids.length > 0) moved.push({ table: hanging.table, ids });
  }
  const items = await selectRows(tx, 'OpenItem', sql`t.id = ANY(${moved.find(({ table }) => table === 'OpenItem')?.ids ?? []}::uuid[]) AND t."openMinor" <> 0`);
  const credit = new Map<string, CreditAccountRow>();
  for (const each of [fromId, intoId].sort()) credit.set(each, await loadCredit(tx, each));
  const earlier = await selectRows(tx, 'Customer', sql`t."mergedIntoId" = ${fromId}`, { lock: true });
  const pairs = await selectRows(tx, 'CustomerPair', sql`(t."firstId" = ${fromId} OR t."secondId" = ${fromId}) AND t.status = 'SUSPECTED'`, { lock: true });
  return { from, into, moved, items, addresses, earlier, pairs, approvals, books: await loadAccounts(tx, ctx), credit: { from: credit.get(fromId) as CreditAccountRow, into: credit.get(intoId) as CreditAccountRow } };
}

const readAccount = async (tx: Tx, customerId: string): Promise<{ currencyCode: string }> => {
  const [row] = await selectRows(tx, 'CreditAccount', sql`t."customerId" = ${customerId}`);
  return row ?? { currencyCode: (await tx.rows<{ code: string }>(sql`SELECT o."currencyCode" AS code FROM "Customer" c JOIN "Company" o ON o.id = c."companyId" WHERE c.id = ${customerId}`))[0]?.code ?? '' };
};

/** What the one that is left did not know of itself, the other tells. */
const filled = (from: CustomerRow, into: CustomerRow): Partial<CustomerRow> => Object.fromEntries(
  (['contactName', 'contactTitle', 'taxNumber', 'email', 'phone', 'salesPersonId', 'groupId', 'paymentTermId', 'minimumShelfLifeDays', 'bankHolder', 'bankAccount', 'bankCode'] as const)
    .filter((column) => into[column] === null && from[column] !== null).map((column) => [column, from[column]]));

export const mergeCustomers = action({
  name: 'mergeCustomers', permission: 'customers.merge',
  describe: 'Makes one customer of two: all that hangs on the first moves to the second, what is owed by an entry of today. The first stays, found by its old number and name, and names the second. It cannot be undone.',
  input: { customerId: { ...id('Customer'), describe: 'The one that is given up.' }, intoId: { ...id('Customer'), describe: 'The one that is left.' }, version: { ...optional(integer()), describe: 'Of the one that is given up.' }, reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, CustomerMerged, MergeContradicts], payload: { customer: 'record:Customer', merged: 'record:Customer' },
  load: (tx, { customerId, intoId, reason }, ctx) => load(tx, customerId, intoId, reason, ctx),
  decide: ({ from, into, moved, items, addresses, earlier, pairs, approvals, books, credit }, { version, reason }, ctx) => {
    demandVersion('Customer', from, version, {}, ctx.company.currencyCode);
    const mergeId = ctx.newId();
    const before = [exposureOf(credit.from), exposureOf(credit.into)] as const;
    const sums = { receivableMinor: plus(credit.from.receivableMinor, credit.into.receivableMinor), shippedNotInvoicedMinor: plus(credit.from.shippedNotInvoicedMinor, credit.into.shippedNotInvoicedMinor),
      openOrdersMinor: plus(credit.from.openOrdersMinor, credit.into.openOrdersMinor), unappliedMinor: plus(credit.from.unappliedMinor, credit.into.unappliedMinor), limitMinor: limitOf(credit.from, credit.into),
      ...(credit.into.grantedOn === null ? { grantedOn: credit.from.grantedOn, grantedUntil: credit.from.grantedUntil } : {}) };
    const data = { from: from.code, fromName: from.name, into: into.code, intoName: into.name, rows: Object.fromEntries(moved.map(({ table, ids }) => [table, ids.length])),
      exposure: before.map((each) => printMoney(each, ctx.company.currencyCode)) };
    const gained = filled(from, into);
    return {
      rows: [
        insert('CustomerMerge', { id: mergeId, companyId: ctx.company.id, fromId: from.id, intoId: into.id, mergedById: ctx.viewer.id, mergedByName: ctx.viewer.name, reason }),
        ...moved.flatMap(({ table, ids }) => ids.map((rowId) => insert('CustomerMergeRow', { id: ctx.newId(), mergeId, tableName: table, rowId }))),
        update('Customer', into.id, { ...gained, version: into.version + 1 }),
        update('Customer', from.id, { mergedIntoId: into.id, mergedAt: ctx.now, isActive: false, salesPersonId: into.salesPersonId ?? from.salesPersonId, version: from.version + 1 }),
        ...earlier.map((each) => update('Customer', each.id, { mergedIntoId: into.id, salesPersonId: into.salesPersonId ?? from.salesPersonId })),
        update('CreditAccount', credit.into.id, { ...sums, version: credit.into.version + 1 }),
        update('CreditAccount', credit.from.id, { receivableMinor: zero, shippedNotInvoicedMinor: zero, openOrdersMinor: zero, unappliedMinor: zero, limitMinor: zero, version: credit.from.version + 1 }),
        // One default an address kind: those of the one that is left.
        ...addresses.filter((each) => each.customerId === from.id && each.isDefault && addresses.some((other) => other.customerId === into.id && other.kind === each.kind)).map((each) => update('Address', each.id, { isDefault: false, version: each.version + 1 })),
        ...pairs.map((pair) => update('CustomerPair', pair.id, [pair.firstId, pair.secondId].includes(into.id)
          ? { status: 'MERGED', decidedById: ctx.viewer.id, decidedByName: ctx.viewer.name, decidedAt: ctx.now, reason, version: pair.version + 1 } : { status: 'GONE', version: pair.version + 1 })),
        ...entryRows(books, { kind: 'ADJUSTMENT', effectiveOn: ctx.today, memo: `${from.code} → ${into.code}`, source: { type: 'CustomerMerge', id: mergeId }, lines: transferLines(items, from.id, into.id) }, ctx),
      ],
      events: [
        ...withdrawRows(approvals).events,
        { kind: 'customerMerged', subjectType: 'Customer', subjectId: from.id, reason, data },
        { kind: 'customerMergedIn', subjectType: 'Customer', subjectId: into.id, reason, data },
      ],
      result: { customer: into.id, merged: from.id },
    };
  },
});

/** Not offered: what somebody wrote for the old record while it was merged follows. */
const followMerge = action({
  name: 'followMerge', permission: 'customers.merge', describe: 'Moves what came for a merged customer after it was merged.',
  input: { customerId: id('Customer') }, refusals: [], payload: { moved: 'int' },
  load: async (tx, { customerId }) => {
    const { mergedIntoId } = await readRow(tx, 'Customer', customerId);
    if (!mergedIntoId) throw fieldRefused(['customerId'], 'id_unknown', { type: 'Customer' });
    const [merge] = await selectRows(tx, 'CustomerMerge', sql`t."fromId" = ${customerId}`);
    const moved: { table: string; ids: string[] }[] = [];
    // Money does not come late: whatever posts it has held the account that the merge has held.
    for (const hanging of await hangingTables(tx)) if (hanging.table !== 'OpenItem') moved.push({ table: hanging.table, ids: await moveRows(tx, hanging, customerId, mergedIntoId) });
    return { moved: moved.filter(({ ids }) => ids.length > 0), mergeId: merge?.id };
  },
  decide: ({ moved, mergeId }, _input, ctx: DecideContext) => ({
    rows: moved.flatMap(({ table, ids }) => ids.map((rowId) => insert('CustomerMergeRow', { id: ctx.newId(), mergeId: String(mergeId), tableName: table, rowId }))),
    events: [], result: { moved: moved.reduce((sum, { ids }) => sum + ids.length, 0) },
  }),
});
consume('customerMerged', 'followMerges', ({ subjectId }) => [task(followMerge, { customerId: subjectId })]);
