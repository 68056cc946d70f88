// Who looks after an account hears that it is outside its limits: a task, once until it is within them again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { watchAccounts } from '../../server/src/banking/watchAccounts.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import '../../server/src/schema.ts';
import { verify } from '../../server/src/verify.ts';
import { finishTask } from '../../server/src/work/tasks.ts';
import { secondPeople } from '../support/second.ts';
import { firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let customerId: string;
let clara: string;
beforeAll(async () => {
  firm = await startTrade();
  customerId = await firm.customer();
  clara = (await secondPeople(firm)).people['Clara'] ?? '';
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const watch = () => watchAccounts(firm.db, new Date(`${firstDay}T12:00:00Z`));
const receive = (amount: string) => firm.act(recordPayment, { customerId, amount, method: 'BANK' });
const tasks = (of: string) => firm.db.rows<{ title: string; text: string; status: string; owner: string | null; role: string | null }>(sql`SELECT title, text, status::text, "ownerId" AS owner, "ownerRole"::text AS role FROM "Task" WHERE "subjectId" = ${uuid(of)} ORDER BY "createdAt", id`);
const warned = async (of: string) => (await firm.one<{ at: Date | null }>(sql`SELECT "warnedAt" AS at FROM "CollectionAccount" WHERE id = ${uuid(of)}`)).at !== null;

test('once an episode, to the owner; done by hand it is not asked again before the next; closed by itself', async () => {
  const accountId = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id);
  const given = { name: 'House bank', kind: 'BANK', accountId, ownerId: globalId('User', clara), low: '100', high: '500' };
  const account = globalId('CollectionAccount', (await firm.act(saveCollectionAccount, given)).collectionAccount ?? '');
  expect(await watch()).toBe('1 accounts outside their limits told, 0 within them again.');
  expect(await tasks(account)).toEqual([{ title: 'House bank is outside its limits: 0.00 USD', text: 'Its limits are 100.00 and 500.00 USD.', status: 'OPEN', owner: clara, role: null }]);
  expect(await watch()).toBe('');
  await receive('200');
  expect(await watch()).toBe('0 accounts outside their limits told, 1 within them again.');
  expect([(await tasks(account)).map(({ status }) => status), await warned(account)]).toEqual([['DONE'], false]);
  await receive('400');
  await watch();
  const open = await firm.one<{ id: string }>(sql`SELECT id FROM "Task" WHERE "subjectId" = ${uuid(account)} AND status = 'OPEN'`);
  await firm.act(finishTask, { taskId: globalId('Task', open.id) });
  expect([await watch(), (await tasks(account)).length, await warned(account)]).toEqual(['', 2, true]);
  // Other limits end it, as other money does; without any nobody is told.
  const version = async () => (await firm.one<{ version: number }>(sql`SELECT version FROM "CollectionAccount" WHERE id = ${uuid(account)}`)).version;
  await firm.act(saveCollectionAccount, { ...given, collectionAccountId: account, version: await version(), high: '1000' });
  await watch();
  expect(await warned(account)).toBe(false);
  await firm.act(saveCollectionAccount, { ...given, collectionAccountId: account, version: await version(), ownerId: null, high: '550' });
  await watch();
  expect((await tasks(account)).at(-1)).toMatchObject({ status: 'OPEN', owner: null, role: 'CONTROLLER' });
  await firm.act(saveCollectionAccount, { ...given, collectionAccountId: account, version: await version(), isActive: false });
  await watch();
  expect([(await tasks(account)).map(({ status }) => status), await warned(account)]).toEqual([['DONE', 'DONE', 'DONE'], false]);
});
