// Giving debts up by authority: at once within one's own limit, beyond it when a second person has said so.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { undoItemEntry } from '../charges/itemEntry.ts';
import { loadCharged } from '../charges/loadCharge.ts';
import { entryRows, openAmount } from '../accounting/post.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { consume, task } from '../events/consumers.ts';
import type { CreditAccountRow, OpenItemRow, WriteOffRow } from '../generated/rows.ts';
import { lockItems } from '../payments/loadItems.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, id, money, optional, text } from '../shared/input.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { requestApprovalRows, useApprovalRows, withdrawRows } from '../work/rules.ts';
import { loadBehind, loadLimits } from './loadBehind.ts';
import { mirroredProvision } from './specificProvisions.ts';
import { loadStanding } from './loadProvision.ts';
import { NotADebt, WriteOffExceeds, WriteOffRecovered, WriteOffState, WriteOffWaits } from './refusals.ts';
import { loadTerms } from './settings.ts';
import { authorityOf, demandOwed, demandStatus, draftOf, postRows, writeOffEvents, type Behind, type Standing } from './writeOffRules.ts';

const waitingOf = (tx: Tx, itemIds: readonly string[]) => selectRows(tx, 'WriteOff', sql`t."openItemId" = ANY(${[...itemIds]}::uuid[]) AND t.status = 'WAITING'`);

export const writeOffDebt = action({
  name: 'writeOffDebt', permission: 'badDebts.writeOff',
  describe: 'Gives up what a customer owes, wholly or in part. Beyond the own limit it waits for a second person, and is posted when that one allows it. Files at it are the evidence.',
  input: {
    openItemId: id('OpenItem'), amount: { ...optional(money()), describe: 'In the debt\'s own currency; all that is open when left out.' }, reason: choice('WriteOffReason'), note: text({ max: 1000, lines: true }),
  },
  refusals: [...postingRefusals, NotADebt, WriteOffExceeds, WriteOffWaits], payload: { writeOff: 'record:WriteOff', approval: 'record:Approval' },
  load: async (tx, { openItemId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const known = await readRow(tx, 'OpenItem', openItemId);
    if (!known.customerId) throw NotADebt({ number: known.number });
    const { customer } = await loadCharged(tx, known.customerId, ctx);
    const [item] = await lockItems(tx, [openItemId]);
    if (!item) throw NotFound({ type: 'OpenItem', id: openItemId });
    const account = await loadCredit(tx, customer.id);
    const [waiting] = await waitingOf(tx, [openItemId]);
    return {
      accounts, customer, item, account, waiting, behind: (await loadBehind(tx, [item])).get(item.id), provision: await loadStanding(tx, item.id), limits: await loadLimits(tx), terms: await loadTerms(tx), number: await takeNumber(tx, ctx, 'WOF', ctx.today),
    };
  },
  decide: ({ accounts, customer, item, account, waiting, behind, provision, limits, terms, number }, { amount, reason, note }, ctx) => {
    if (waiting) throw WriteOffWaits({ number: waiting.number });
    const wanted = amount ?? openAmount(item);
    demandOwed(item, wanted);
    if (!behind) throw new Error(`nothing is known of ${item.number}`);
    const row = draftOf({ item, behind, amount: wanted, number, reason, note, relievesTax: terms.relievesTax }, ctx);
    const limit = authorityOf(limits, ctx.viewer);
    if (limit !== undefined && wanted > limit) {
      const asked = requestApprovalRows({
        kind: 'WRITE_OFF', subject: { type: 'WriteOff', id: row.id }, amount: wanted, reason: note, facts: { number, customer: customer.name, document: item.number, total: printMoney(wanted, item.currencyCode) },
      }, [], ctx);
      return {
        rows: [...asked.rows, insert('WriteOff', { ...row, status: 'WAITING', approvalId: asked.id, writtenOffOn: null })],
        events: [...asked.events, ...writeOffEvents('writeOffAsked', row, item, note)], result: { writeOff: row.id, approval: asked.id },
      };
    }
    return {
      rows: [insert('WriteOff', { ...row, status: 'POSTED', writtenOffOn: ctx.today, provisionId: provision?.provision.id ?? null }), ...postRows(accounts, row, { item, behind, account, provision }, 0, ctx)],
      events: writeOffEvents('debtWrittenOff', row, item, note), result: { writeOff: row.id, approval: null },
    };
  },
});

interface Loaded { row: WriteOffRow; item: OpenItemRow; account: CreditAccountRow; behind: Behind; provision: Standing | undefined; revision: number }
async function lockWriteOff(tx: Tx, writeOffId: string, ctx: Context): Promise<Loaded> {
  const row = await lockRow(tx, 'WriteOff', writeOffId);
  await loadCharged(tx, row.customerId, ctx);
  const [item] = await lockItems(tx, [row.openItemId]);
  if (!item) throw new Error(`write-off ${row.id} lacks its debt`);
  const account = await loadCredit(tx, row.customerId);
  const behind = (await loadBehind(tx, [item])).get(item.id);
  if (!behind) throw new Error(`nothing is known of ${item.number}`);
  const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${row.id} AND t.kind = 'WRITE_OFF'`);
  return { row, item, account, behind, provision: await loadStanding(tx, item.id), revision: entries.length };
}

/** Not offered: what a second person has said is done. What is not owed any more is not given up. */
const settleWriteOff = action({
  name: 'settleWriteOff', permission: 'badDebts.writeOff', describe: 'Posts or ends a write-off that was answered.', input: { approvalId: id('Approval') }, refusals: [...postingRefusals, NotADebt, WriteOffExceeds], payload: { settled: 'int' },
  load: async (tx, { approvalId }, ctx) => {
    const [waiting] = await selectRows(tx, 'WriteOff', sql`t."approvalId" = ${approvalId} AND t.status = 'WAITING'`);
    if (!waiting) return undefined;
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const loaded = await lockWriteOff(tx, waiting.id, ctx);
    const approval = await lockRow(tx, 'Approval', approvalId);
    const by = approval.decidedById ? await readRow(tx, 'User', approval.decidedById) : undefined;
    return { accounts, loaded, approval, by: by?.name ?? null };
  },
  decide: (facts, _input, ctx) => {
    if (!facts || facts.loaded.row.status !== 'WAITING') return { rows: [], events: [], result: { settled: 0 } };
    const { accounts, loaded: { row, item, account, behind, provision }, approval, by } = facts;
    if (approval.status === 'REJECTED') {
      return { rows: [update('WriteOff', row.id, { status: 'REJECTED', approvedByName: by, version: row.version + 1 })], events: writeOffEvents('writeOffRejected', row, item, approval.decisionReason), result: { settled: 1 } };
    }
    if (approval.status !== 'APPROVED') return { rows: [], events: [], result: { settled: 0 } };
    return {
      rows: [
        ...postRows(accounts, row, { item, behind, account, provision }, 0, ctx), ...useApprovalRows(approval),
        update('WriteOff', row.id, { status: 'POSTED', writtenOffOn: ctx.today, approvedByName: by, provisionId: provision?.provision.id ?? null, version: row.version + 1 }),
      ],
      events: writeOffEvents('debtWrittenOff', row, item, row.note), result: { settled: 1 },
    };
  },
});
for (const kind of ['approvalGiven', 'approvalRefused']) {
  consume(kind, 'settleWriteOffs', ({ subjectType, data }) => {
    const { approvalId } = data as { approvalId?: string };
    return subjectType === 'WriteOff' && approvalId ? [task(settleWriteOff, { approvalId })] : [];
  });
}

export const cancelWriteOff = action({
  name: 'cancelWriteOff', permission: 'badDebts.writeOff', describe: 'Gives up a write-off that waits for a second person; the debt stays.',
  input: { writeOffId: id('WriteOff'), reason: text({ max: 1000, lines: true }) }, refusals: [WriteOffState], payload: { writeOff: 'record:WriteOff' },
  load: async (tx, { writeOffId }, ctx) => {
    const row = await lockRow(tx, 'WriteOff', writeOffId);
    await loadCharged(tx, row.customerId, ctx);
    return { row, item: await readRow(tx, 'OpenItem', row.openItemId), approvals: await selectRows(tx, 'Approval', sql`t.id = ${row.approvalId}::uuid`, { lock: true }) };
  },
  decide: ({ row, item, approvals }, { reason }) => {
    demandStatus(row, 'WAITING');
    const withdrawn = withdrawRows(approvals);
    return { rows: [update('WriteOff', row.id, { status: 'CANCELLED', version: row.version + 1 }), ...withdrawn.rows], events: [...withdrawn.events, ...writeOffEvents('writeOffCancelled', row, item, reason)], result: { writeOff: row.id } };
  },
});

export function demandNotRecovered(row: Pick<WriteOffRow, 'number' | 'currencyCode'>, recovered: Minor): void {
  if (recovered > 0n) throw WriteOffRecovered({ number: row.number, recovered: { minor: recovered, currencyCode: row.currencyCode } });
}

export const reverseWriteOff = action({
  name: 'reverseWriteOff', permission: 'badDebts.writeOff', describe: 'Undoes a write-off, dated today: the debt is owed again at its old due day, and its provision stands again.',
  input: { writeOffId: id('WriteOff'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, WriteOffState, WriteOffRecovered], payload: { writeOff: 'record:WriteOff' },
  load: async (tx, { writeOffId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, ctx.today);
    const loaded = await lockWriteOff(tx, writeOffId, ctx);
    const [came] = await tx.rows<{ sum: string }>(sql`SELECT coalesce(sum(p."amountMinor"), 0)::text AS sum FROM "RecoveryPart" p JOIN "Recovery" r ON r.id = p."recoveryId" AND r.status = 'POSTED' WHERE p."writeOffId" = ${writeOffId}`);
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${writeOffId} AND t.kind = 'WRITE_OFF'`);
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry?.id ?? null}::uuid`, { orderBy: sql`t.no` });
    const used = loaded.row.provisionId && !loaded.provision ? await lockRow(tx, 'SpecificProvision', loaded.row.provisionId) : undefined;
    return { accounts, loaded, recovered: minor(BigInt(came?.sum ?? 0)), entry, lines, again: used ? await mirroredProvision(tx, used) : undefined };
  },
  decide: ({ accounts, loaded: { row, item, account }, recovered, entry, lines, again }, { reason }, ctx) => {
    demandStatus(row, 'POSTED');
    demandNotRecovered(row, recovered);
    if (!entry) throw new Error(`write-off ${row.id} has no entry`);
    return {
      rows: [
        ...undoItemEntry(accounts, { entry, lines, item, account, on: ctx.today, source: { type: 'WriteOff', id: row.id } }, ctx),
        update('WriteOff', row.id, { status: 'REVERSED', reversedOn: ctx.today, reversalReason: reason, version: row.version + 1 }),
        ...(again ? [
          ...entryRows(accounts, { kind: 'PROVISION', effectiveOn: ctx.today, source: { type: 'SpecificProvision', id: again.provision.id, revision: again.revision }, memo: again.provision.number, lines: again.lines }, ctx),
          update('SpecificProvision', again.provision.id, { status: 'POSTED', endedOn: null, endReason: null, version: again.provision.version + 1 }),
        ] : []),
      ],
      events: writeOffEvents('writeOffReversed', row, item, reason), result: { writeOff: row.id },
    };
  },
});
