// A chargeback that is being dealt with.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import type { LineDraft, Original } from '../accounting/post.ts';
import type { ChargebackRow } from '../generated/rows.ts';
import type { EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { message } from '../shared/messages.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { settledRows } from '../work/taskRules.ts';
import { loadOnAccount } from './accountMoney.ts';
import { loadCharged } from './loadCharge.ts';

/** The task to answer one. */
export const REPLY = 'chargebackReply';

const tasksOf = (tx: Tx, chargebackId: string) => selectRows(tx, 'Task', sql`t.kind = ${REPLY} AND t.status = 'OPEN' AND t."subjectId" = ${chargebackId}::uuid`, { lock: true });

/** What of a payment is disputed or lost; but for one chargeback. */
export async function disputedOf(tx: Tx, paymentId: string, but: string | null = null): Promise<Minor> {
  const [row] = await tx.rows<{ sum: string }>(sql`SELECT coalesce(sum("amountMinor"), 0)::text AS sum FROM "Chargeback" WHERE "paymentId" = ${paymentId} AND status NOT IN ('WON', 'WITHDRAWN') AND id IS DISTINCT FROM ${but}::uuid`);
  return minor(BigInt(row?.sum ?? 0));
}

/** A chargeback, locked, with what stands in the books of it. */
export async function loadChargeback(tx: Tx, chargebackId: string, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, ctx.today);
  const chargeback = await lockRow(tx, 'Chargeback', chargebackId);
  await loadCharged(tx, chargeback.customerId, ctx);
  const payment = await lockRow(tx, 'Payment', chargeback.paymentId);
  const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${chargebackId} AND t.kind = 'CHARGEBACK'`, { orderBy: sql`t."sourceRevision"` });
  const reversed = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ANY(${entries.map((each) => each.id)}::uuid[])`);
  const standing = entries.filter((entry) => !reversed.some(({ reversesEntryId }) => reversesEntryId === entry.id));
  return {
    accounts, chargeback, payment, standsOn: await loadOnAccount(tx, payment, ctx), tasks: await tasksOf(tx, chargebackId), standing, revision: entries.length, undone: reversed.length,
    lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${standing.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."entryId", t.no` }),
  };
}
type LoadedChargeback = Awaited<ReturnType<typeof loadChargeback>>;

/** How it ended: nobody has to answer it any more. */
export const ended = ({ chargeback, tasks }: LoadedChargeback, columns: Partial<ChargebackRow>, ctx: Parameters<typeof settledRows>[2]): { rows: Change[]; events: EventDraft[] } => {
  const done = settledRows(tasks, message(ctx.company.locale, 'task.causeGone'), ctx);
  return { rows: [...done.rows, update('Chargeback', chargeback.id, { ...columns, version: chargeback.version + 1 })], events: done.events };
};
/** What of it stands on 1060, in company money: as much as was moved there. */
export const heldOf = ({ accounts, lines }: Pick<LoadedChargeback, 'accounts' | 'lines'>): Minor => plus(zero, ...lines.filter(({ accountId }) => accountId === accounts['1060']).map(({ companyMinor }) => companyMinor));
/** It leaves 1060 for another account. */
export const leaves = (loaded: LoadedChargeback, to: { account: '1100' | '5700' } | { accountId: string; original?: Original }, more: { openItemId?: string; orderId?: string | null } = {}): LineDraft[] => {
  const { customerId, amountMinor, currencyCode } = loaded.chargeback;
  const [worth, told] = [heldOf(loaded), (amount: Minor) => ({ original: { amount, currencyCode } })];
  return [{ amount: worth, ...('account' in to ? told(amountMinor) : {}), ...to, ...more, customerId }, { account: '1060', amount: negate(worth), ...told(negate(amountMinor)), customerId }];
};
export const chargebackInput = { chargebackId: id('Chargeback') };
export const chargebackPayload = { chargeback: 'record:Chargeback' as const };
