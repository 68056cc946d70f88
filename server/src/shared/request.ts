import type { Outcome } from './groups.ts';
import type { Context } from './viewer.ts';

/** A context with what only a request over HTTP has. */
export interface RequestContext extends Context {
  /** False until somebody has signed in or shown a key. */
  isKnown: boolean;
  idempotencyKey: string | null;
  sessionId: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  /** Over HTTPS: the session cookie is then `Secure`. */
  isSecure: boolean;
  /** What the answer will carry besides data. */
  answer: { cookies: string[]; isReplayed: boolean };
  /** Actions that may run once a request only (sign-in) mark themselves here. */
  done: Set<string>;
  /** How often which read lane has answered: by one statement, or by resolvers and why. */
  laneUse?: { compiled: number; general: ReadonlyMap<string, number>; faults: readonly string[] };
  /** What became of this request's one mutation, when the compiled lane has carried it out: it is not done again. */
  performed?: () => Promise<Outcome>;
  /** What became of this request's question on the analysts' connections, when it failed: it is not asked again. */
  analystsFailure?: { error: unknown } | undefined;
}
