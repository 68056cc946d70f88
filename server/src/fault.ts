import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { PageInvalid } from './shared/connection.ts';
import { FilterInvalid } from './shared/filter.ts';
import { Forbidden, newId } from './shared/perform.ts';
import { UnknownField } from './shared/scope.ts';

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300', '53100', 'P1001', 'P1002', 'P1017', 'P2024']);

/** Whether the database cannot be reached or cannot take the work (gone, restarting, disk full). */
export function isAway(error: unknown): boolean {
  const { code, message = '', cause, errors } = error as { code?: string; message?: string; cause?: unknown; errors?: unknown[] };
  if (code && awayCodes.has(code)) return true;
  if (/Connection terminated|timeout exceeded when trying to connect|server closed the connection|Can't reach database/i.test(message)) return true;
  return (cause ? isAway(cause) : false) || (errors?.some(isAway) ?? false);
}

const told = (message: string, code: string, extensions: Record<string, unknown> = {}) => new GraphQLError(message, { extensions: { code, ...extensions } });

/** What the caller hears of an error: what can be acted on as it is, everything else as "something went wrong (id)". */
export function faultError(error: unknown, log: Logger): Error {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const cause = original as { code?: string };
  if (original instanceof Forbidden) return told(original.message, 'FORBIDDEN', { permission: original.permission });
  if (original instanceof FilterInvalid || original instanceof PageInvalid || original instanceof UnknownField) {
    return told(original.message, 'BAD_REQUEST');
  }
  if (isAway(original)) return told('The database is away. Try again shortly.', 'UNAVAILABLE', { http: { status: 503 } });
  if (cause.code === '57014' || cause.code === '55P03') return told('This took too long and was stopped.', 'TIMEOUT');
  if (original instanceof GraphQLError) return original;
  const requestId = newId();
  log.error({ err: original, requestId }, 'fault');
  return told(`Something went wrong (${requestId}).`, 'INTERNAL', { requestId });
}
