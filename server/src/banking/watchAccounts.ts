// By itself: the owner of an account that is outside its limits has a task of it, once until it is within them again.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { action } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { minor, printMoney, type Minor } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { settledRows, taskRows } from '../work/taskRules.ts';
import { balanceOf, isOutside } from './accountBalance.ts';

const KIND = 'accountOutside';

/** Not offered: tells the owner, or that there is nothing to tell any more. */
const watchAccount = action({
  name: 'watchAccount', permission: 'banking.manage', describe: 'Asks the owner of an account to look after it while it is outside its limits.', input: { collectionAccountId: id('CollectionAccount') }, refusals: [], payload: { warned: 'int' },
  load: async (tx, { collectionAccountId }) => {
    const account = await lockRow(tx, 'CollectionAccount', collectionAccountId);
    const [now] = await tx.rows<{ balance: string; isOutside: boolean }>(sql`SELECT ${balanceOf('t')}::text AS balance, ${isOutside('t')} AS "isOutside" FROM "CollectionAccount" t WHERE t.id = ${account.id}`);
    return {
      account, balance: minor(BigInt(now?.balance ?? '0')), isOff: account.isActive && now?.isOutside === true, owners: await selectRows(tx, 'User', sql`t.id = ${account.ownerId}::uuid AND t."isActive"`),
      open: await selectRows(tx, 'Task', sql`t.kind = ${KIND} AND t.status = 'OPEN' AND t."subjectId" = ${account.id}`, { lock: true }),
    };
  },
  decide: ({ account, balance, isOff, owners, open }, _input, ctx) => {
    const { id: accountId, name, currencyCode, lowMinor, highMinor, warnedAt } = account;
    if (isOff === (warnedAt !== null)) return { rows: [], events: [], result: { warned: 0 } };
    const { locale } = ctx.company;
    const amount = (value: Minor | null) => (value === null ? '…' : printMoney(value, currencyCode));
    const told = { subjectType: 'CollectionAccount', subjectId: accountId, data: { balance: amount(balance), low: amount(lowMinor), high: amount(highMinor), currencyCode } };
    if (!isOff) {
      const closed = settledRows(open, message(locale, 'task.causeGone'), ctx);
      return { rows: [update('CollectionAccount', accountId, { warnedAt: null }), ...closed.rows], events: [...closed.events, { kind: 'collectionAccountWithin', ...told }], result: { warned: 0 } };
    }
    const [owner] = owners;
    const asked = taskRows({
      kind: KIND, title: message(locale, 'task.accountOutside', { name, balance: amount(balance), currency: currencyCode }).slice(0, 200), text: message(locale, 'task.accountLimits', { low: amount(lowMinor), high: amount(highMinor), currency: currencyCode }),
      subject: { type: 'CollectionAccount', id: accountId }, ownerId: owner?.id ?? null, ownerRole: owner ? null : 'CONTROLLER', dueOn: ctx.today, priority: 'HIGH',
    }, open, ctx);
    return { rows: [update('CollectionAccount', accountId, { warnedAt: ctx.now }), ...asked.rows], events: [...asked.events, { kind: 'collectionAccountOutside', ...told }], result: { warned: 1 } };
  },
});

/** Each account whose standing is another than its owner was told. */
export async function watchAccounts(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const moved = await db.rows<{ id: string }>(sql`SELECT t.id FROM "CollectionAccount" t WHERE num_nonnulls(t."lowMinor", t."highMinor", t."warnedAt") > 0 AND (t."isActive" AND ${isOutside('t')}) <> (t."warnedAt" IS NOT NULL) ORDER BY t.id`);
  let warned = 0;
  for (const { id: collectionAccountId } of moved) warned += Number((await perform(watchAccount, { collectionAccountId }, ctx)).result['warned']);
  return moved.length === 0 ? '' : `${warned} accounts outside their limits told, ${moved.length - warned} within them again.`;
}
