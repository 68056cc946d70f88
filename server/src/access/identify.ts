import sql from 'sql-template-tag';
import type { ApiKeyRow, CompanyRow, SessionRow, UserRow } from '../generated/rows.ts';
import type { Db, Queryable } from '../shared/db.ts';
import { lookup } from '../shared/lookup.ts';
import { decode } from '../shared/tables.ts';
import type { Viewer } from '../shared/viewer.ts';
import { tokenHash } from './passwords.ts';
import { permissionsOf, systemPermissions } from './policy.ts';

/** A session ends after half an hour without a request, and twelve hours after sign-in in any case. */
export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_MAX_MS = 12 * 3_600_000;

export interface Known {
  viewer: Viewer; companyId: string; sessionId: string | null;
  /** When session or key end by themselves. */
  endsAt: Date | null;
}

export const nobody: Viewer = {
  kind: 'STAFF', id: null, name: '', role: 'PARTNER', permissions: new Set(), salesPersonId: null, locale: 'en', timeZone: null,
};
/** The firm itself: jobs, consumers, the command line. */
export const system: Viewer = { ...nobody, kind: 'SYSTEM', name: 'Hesabu', role: 'OWNER', permissions: systemPermissions };

/** The rights of a person. */
export const staffViewer = (user: Pick<UserRow, 'id' | 'name' | 'role' | 'salesPersonId' | 'locale' | 'timeZone'>): Viewer => ({
  kind: 'STAFF', id: user.id, name: user.name, role: user.role, permissions: permissionsOf(user.role),
  salesPersonId: user.salesPersonId, locale: user.locale, timeZone: user.timeZone,
});

type Found = Record<string, unknown>;
const byColumn = (rows: Found[], column: string) => new Map(rows.map((row) => [String(row[column]), row]));

const findSession = lookup(async (db, hashes) => byColumn(await db.rows<Found>(sql`
  SELECT s.id AS "sessionId", s."tokenHash", s."lastSeenAt", s."expiresAt", u.* FROM "Session" s JOIN "User" u ON u.id = s."userId"
  WHERE s."tokenHash" = ANY(${hashes}::bpchar[]) AND s."revokedAt" IS NULL AND u."isActive"`), 'tokenHash'));

/** Who holds a session token; undefined when it is unknown, revoked, expired or idle too long, or the user is shut out. */
export async function identifySession(db: Db, token: string, now: Date): Promise<Known | undefined> {
  const row = await findSession(db, tokenHash(token));
  if (!row || (row.expiresAt as Date) <= now || (row.lastSeenAt as Date).getTime() <= now.getTime() - SESSION_IDLE_MS) return undefined;
  const seen = new Date(now.getTime() - 60_000);
  if ((row.lastSeenAt as Date) < seen) {
    await db.rows(sql`UPDATE "Session" SET "lastSeenAt" = ${now} WHERE id = ${row.sessionId} AND "lastSeenAt" < ${seen}`);
  }
  const user = decode('User', row);
  return { viewer: staffViewer(user), companyId: user.companyId, sessionId: (row.sessionId as SessionRow['id']), endsAt: row.expiresAt as Date };
}

/** What an API key may do: its role's permissions, narrowed to its scopes. */
export function keyPermissions(key: Pick<ApiKeyRow, 'role' | 'scopes'>): ReadonlySet<string> {
  const all = permissionsOf(key.role);
  return key.scopes.length === 0 ? all : new Set([...all].filter((permission) => key.scopes.includes(permission)));
}

const findKey = lookup(async (db, hashes) => byColumn(await db.rows<Found>(sql`
  SELECT * FROM "ApiKey" WHERE "tokenHash" = ANY(${hashes}::bpchar[]) AND "revokedAt" IS NULL`), 'tokenHash'));

/** Which partner an API key stands for; undefined when it is unknown, expired or revoked. */
export async function identifyKey(db: Db, token: string, now: Date): Promise<Known | undefined> {
  const row = await findKey(db, tokenHash(token));
  const key = row && decode('ApiKey', row);
  if (!key || (key.expiresAt && key.expiresAt <= now)) return undefined;
  if (!key.lastUsedAt || key.lastUsedAt.getTime() < now.getTime() - 60_000) {
    await db.rows(sql`UPDATE "ApiKey" SET "lastUsedAt" = ${now} WHERE id = ${key.id}`);
  }
  const viewer: Viewer = {
    kind: 'PARTNER', id: key.id, name: key.name, role: key.role, permissions: keyPermissions(key), salesPersonId: null,
    locale: 'en', timeZone: null,
  };
  return { viewer, companyId: key.companyId, sessionId: null, endsAt: key.expiresAt };
}

const noCompany: CompanyRow = {
  id: '00000000-0000-0000-0000-000000000000', name: '', currencyCode: 'USD', timeZone: 'UTC', locale: 'en', taxNumber: null,
  address: null, expiryNoticeDays: 30, expiryUrgentDays: 7, createdAt: new Date(0), version: 0, isDemo: false, taxRounding: 'LINE', fiscalMonth: 1,
};

const findCompany = lookup(async (db, ids) => byColumn(await db.rows<Found>(sql`SELECT * FROM "Company" WHERE id = ANY(${ids}::uuid[])`), 'id'));

/** The company, or an unnamed one before the firm is set up. */
export async function firstCompany(db: Queryable): Promise<CompanyRow> {
  const [row] = await db.rows<Found>(sql`SELECT * FROM "Company" ORDER BY "createdAt", id LIMIT 1`);
  return row ? decode('Company', row) : noCompany;
}

/** The company of who asks; the first where nobody is known. */
export async function loadCompany(db: Db, id?: string): Promise<CompanyRow> {
  const row = id && await findCompany(db, id);
  return row ? decode('Company', row) : id ? noCompany : firstCompany(db);
}
export const isSetUp = (company: CompanyRow): boolean => company.version > 0;
