import { randomBytes } from 'node:crypto';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { chartAccounts, type AccountCode } from '../../server/src/accounting/chart.ts';
import { entryRows, type EntryDraft } from '../../server/src/accounting/post.ts';
import type { Accounts } from '../../server/src/accounting/books.ts';
import { systemContext } from '../../server/src/context.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';

export interface Firm {
  companyId: string;
  accounts: Accounts;
  /** An API key of each role. */
  key: Record<Role, string>;
  post(draft: EntryDraft): Promise<void>;
  newKey(role: Role, more?: object): Promise<{ id: string; token: string }>;
  /** The cookie of somebody of a role who has just signed in. */
  cookie(role: Role, more?: object): Promise<string>;
}

const roles: Role[] = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER'];

/** A firm with books and an API key of each role, and nothing else: for tests of how the API behaves. */
export async function foundFirm(db: Db, { currencyCode = 'USD', timeZone = 'America/New_York' } = {}): Promise<Firm> {
  const companyId = newId();
  const accounts = Object.fromEntries(chartAccounts.map(({ code }) => [code, newId()])) as Accounts;
  await db.transaction((tx) => write(tx, [insert('Company', { id: companyId, name: 'A firm', currencyCode, timeZone })]));
  await db.transaction((tx) => write(tx, chartAccounts.map(({ code, name, type, isOpenItem = false, isCash = false }) =>
    insert('Account', { id: accounts[code as AccountCode], companyId, code, name, type, isOpenItem, isCash }))));
  const newKey = async (role: Role, more: object = {}) => {
    const token = `hsk_live_${randomBytes(24).toString('base64url')}`;
    const id = newId();
    await db.transaction((tx) => write(tx, [insert('ApiKey', { id, companyId, name: `Key of ${role}`, prefix: token.slice(0, 14), tokenHash: tokenHash(token), role, scopes: [], ...more })]));
    return { id, token };
  };
  const keys: [Role, string][] = [];
  for (const role of roles) keys.push([role, (await newKey(role)).token]);
  return {
    companyId, accounts, newKey, cookie: async (role, more = {}) => {
      const token = randomBytes(24).toString('base64url');
      const userId = newId();
      const now = new Date();
      await db.transaction((tx) => write(tx, [insert('User', { id: userId, companyId, email: `${userId}@example.com`, name: `A person of ${role}`, passwordHash: 'none', role, ...more })]));
      await db.transaction((tx) => write(tx, [insert('Session', { id: newId(), userId, tokenHash: tokenHash(token), createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) })]));
      return `hesabu_session=${token}`;
    }, key: Object.fromEntries(keys) as Record<Role, string>,
    post: async (draft) => {
      const ctx = await systemContext(db, new Date(), 'JOB');
      await db.transaction((tx) => write(tx, entryRows(accounts, draft, { ...ctx, newId })));
    },
  };
}
