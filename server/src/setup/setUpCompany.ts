import sql from 'sql-template-tag';
import { staffViewer } from '../access/identify.ts';
import { openSession, sessionFacts } from '../access/openSession.ts';
import { newPassword } from '../access/passwordInput.ts';
import { hashPassword } from '../access/passwords.ts';
import { setSessionCookie } from '../access/sessionCookie.ts';
import type { CompanyRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { email, text, type InputKind } from '../shared/input.ts';
import { currencyExponent } from '../shared/money.ts';
import { decode } from '../shared/tables.ts';
import { dayIn, isTimeZone } from '../shared/time.ts';
import { AlreadySetUp } from './refusals.ts';
import { companyRows } from './rules.ts';

/** Text that must also be known. */
const known = (inner: InputKind<string>, isKnown: (value: string) => boolean, code: string): InputKind<string> => ({
  ...inner,
  read: (value, path, reading) => {
    const before = reading.issues.length;
    const given = inner.read(value, path, reading);
    if (reading.issues.length === before && !isKnown(given)) reading.issues.push({ path, code });
    return given;
  },
});

export const setUpCompany = action({
  name: 'setUpCompany', describe: 'Founds the company on an empty database, with its books and its owner, and signs the owner in.',
  permission: 'public', isIdempotent: false,
  input: {
    name: text({ max: 200 }), timeZone: known(text({ max: 60 }), isTimeZone, 'time_zone_unknown'),
    currencyCode: known(text({ max: 3 }), (code) => currencyExponent(code) !== undefined, 'currency_unknown'),
    ownerName: text({ max: 200 }), ownerEmail: email(), ownerPassword: newPassword(),
  },
  refusals: [AlreadySetUp], payload: { viewer: 'value:viewer' },
  prepare: async (input, ctx) => {
    const [founded] = await ctx.db.rows<{ name: string }>(sql`SELECT name FROM "Company" LIMIT 1`);
    if (founded) throw AlreadySetUp(founded);
    return { ...input, ownerPassword: await hashPassword(input.ownerPassword) };
  },
  load: async (tx, _input, ctx) => {
    await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('setUpCompany', 0))`);
    const [founded] = await tx.rows<{ name: string }>(sql`SELECT name FROM "Company" LIMIT 1`);
    if (founded) throw AlreadySetUp(founded);
    return sessionFacts(ctx);
  },
  decide: (session, { name, currencyCode, timeZone, ...owner }, ctx) => {
    const person = { name: owner.ownerName, email: owner.ownerEmail.toLowerCase(), passwordHash: owner.ownerPassword };
    const { company, ownerId, rows, events } = companyRows({ name, currencyCode, timeZone, owner: person }, ctx);
    const opened = openSession(ownerId, session, ctx);
    const actor = { id: ownerId, name: person.name };
    return {
      rows: [...rows, ...opened.rows],
      events: events.map((event) => ({ ...event, actor })),
      result: { token: session.token, session: opened.id, owner: actor, company: { ...company, createdAt: company.createdAt.toISOString() } },
    };
  },
  after: (result, ctx) => {
    const owner = result.owner as { id: string; name: string };
    ctx.company = decode('Company', result.company as Record<string, unknown>) as CompanyRow;
    ctx.today = dayIn(ctx.now, ctx.company.timeZone);
    ctx.viewer = staffViewer({ ...owner, role: 'OWNER', salesPersonId: null, locale: ctx.company.locale, timeZone: null });
    ctx.sessionId = String(result.session);
    ctx.isKnown = true;
    setSessionCookie(ctx, String(result.token));
  },
});
