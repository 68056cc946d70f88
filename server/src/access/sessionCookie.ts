import type { RequestContext } from '../shared/request.ts';

export const SESSION_COOKIE = 'hesabu_session';
/** Over HTTPS: the prefix makes browsers refuse it from a sister domain or a plain page. */
export const SECURE_SESSION_COOKIE = '__Host-hesabu_session';

/** Gives the browser a session's token, or takes it away. */
export function setSessionCookie(ctx: RequestContext, token: string | null): void {
  const [name, secure] = ctx.isSecure ? [SECURE_SESSION_COOKIE, '; Secure'] : [SESSION_COOKIE, ''];
  ctx.answer.cookies.push(`${name}=${token ?? ''}; Path=/; HttpOnly; SameSite=Lax${secure}${token === null ? '; Max-Age=0' : ''}`);
}
