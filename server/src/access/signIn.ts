import sql from 'sql-template-tag';
import type { UserRow } from '../generated/rows.ts';
import { action, type Decision } from '../shared/action.ts';
import { text } from '../shared/input.ts';
import type { RequestContext } from '../shared/request.ts';
import { decode } from '../shared/tables.ts';
import { update } from '../shared/write.ts';
import { isSetUp, staffViewer } from './identify.ts';
import { openSession, sessionFacts, type SessionFacts } from './openSession.ts';
import { password } from './passwordInput.ts';
import { decoyHash, verifyPassword } from './passwords.ts';
import { SignInFailed, SignInLocked, SignInRepeated } from './refusals.ts';
import { lockedAfter } from './rules.ts';
import { setSessionCookie } from './sessionCookie.ts';
import { countFailure, demandFewFailures } from './signInRate.ts';

interface Facts { user: UserRow | undefined; session: SessionFacts; isSetUp: boolean }

const byEmail = (email: string) => sql`SELECT * FROM "User" WHERE email = ${email.toLowerCase()} AND "isActive"`;

/** Refused, but counted: the rows are written, and the refusal follows the commit. */
const counted = (decision: Omit<Decision, 'result'>): Decision => ({ ...decision, result: { failed: true } });

export const signIn = action({
  name: 'signIn', describe: 'Begins a session of a person; the answer sets its cookie. One attempt a request.',
  permission: 'public', isIdempotent: false,
  input: { email: text({ max: 254 }), password: password() },
  refusals: [SignInFailed, SignInLocked, SignInRepeated], payload: { viewer: 'value:viewer' },
  // The slow comparison is done before anything is locked; in the password's place goes the hash that it met, or nothing.
  prepare: async (input, ctx) => {
    const asking = ctx as RequestContext;
    if (asking.done.has('signIn')) throw SignInRepeated({});
    asking.done.add('signIn');
    demandFewFailures(asking);
    const [row] = await ctx.db.rows<{ passwordHash: string }>(byEmail(input.email));
    const matches = await verifyPassword(row?.passwordHash ?? await decoyHash(), input.password);
    return { ...input, password: matches && row ? row.passwordHash : '' };
  },
  load: async (tx, { email }, ctx): Promise<Facts> => {
    const [row] = await tx.rows<Record<string, unknown>>(sql`${byEmail(email)} FOR UPDATE`);
    return { user: row && decode('User', row), session: sessionFacts(ctx), isSetUp: isSetUp(ctx.company) };
  },
  decide: ({ user, session, isSetUp: hasCompany }, input, ctx) => {
    if (!user) {
      return counted({ rows: [], events: hasCompany ? [{ kind: 'signInFailed', subjectType: 'Company', subjectId: ctx.company.id,
        personal: { email: [null, input.email.slice(0, 254)] } }] : [] });
    }
    if (user.lockedUntil && user.lockedUntil > ctx.now) {
      const seconds = Math.ceil((user.lockedUntil.getTime() - ctx.now.getTime()) / 1000);
      throw SignInLocked({ until: user.lockedUntil.toISOString(), seconds });
    }
    const subject = { subjectType: 'User', subjectId: user.id };
    if (input.password !== user.passwordHash) {
      const failedCount = user.failedCount + 1;
      const lockedUntil = lockedAfter(failedCount, ctx.now);
      return counted({
        rows: [update('User', user.id, { failedCount, lockedUntil })],
        events: [{ kind: lockedUntil ? 'signInLocked' : 'signInFailed', ...subject, data: { failures: failedCount } }],
      });
    }
    const opened = openSession(user.id, session, ctx);
    return {
      rows: [update('User', user.id, { failedCount: 0, lockedUntil: null }), ...opened.rows],
      events: [{ kind: 'signedIn', ...subject, actor: { id: user.id, name: user.name } }],
      result: { token: session.token, session: opened.id, user: { ...staffFacts(user) } },
    };
  },
  after: (result, ctx) => {
    if (result.failed) {
      countFailure(ctx);
      throw SignInFailed({});
    }
    const user = result.user as unknown as StaffFacts;
    ctx.viewer = staffViewer(user);
    ctx.sessionId = String(result.session);
    ctx.isKnown = true;
    setSessionCookie(ctx, String(result.token));
  },
});

type StaffFacts = Parameters<typeof staffViewer>[0];
const staffFacts = ({ id, name, role, salesPersonId, locale, timeZone }: UserRow): StaffFacts =>
  ({ id, name, role, salesPersonId, locale, timeZone });
