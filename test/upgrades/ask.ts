import { graphql } from 'graphql';
import { staffViewer } from '../../server/src/access/identify.ts';
import { systemContext } from '../../server/src/context.ts';
import { schema } from '../../server/src/schema.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { decode } from '../../server/src/shared/tables.ts';
import type { RequestContext } from '../../server/src/shared/request.ts';

// A script knows the shape of what it asks for.
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = any;
export type Ask = (source: string, variables?: Record<string, unknown>, idempotencyKey?: string) => Promise<Data>;

/** Asks the API as the owner of the firm, at an instant, without a server; an error or a refusal is thrown. */
export async function ownerOf(db: Db, now: Date): Promise<Ask> {
  const { rows: [user] } = await db.pool.query<Record<string, unknown>>(`SELECT * FROM "User" WHERE role = 'OWNER' ORDER BY id LIMIT 1`);
  if (!user) throw new Error('The firm has no owner.');
  const context = await systemContext(db, now, 'CONSOLE', staffViewer(decode('User', user)));
  return async (source, variableValues = {}, idempotencyKey = undefined) => {
    const contextValue: RequestContext = {
      ...context, pinsClock: true, isKnown: true, idempotencyKey: idempotencyKey ?? null, sessionId: null, ipAddress: null, userAgent: null, isSecure: false,
      answer: { cookies: [], isReplayed: false }, done: new Set(),
    };
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
    const refused = Object.values(data ?? {}).find((each) => typeof each === 'object' && each !== null && 'message' in each);
    if (errors ?? refused) throw new Error(JSON.stringify(errors ?? refused));
    return data;
  };
}
