import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { QuestionInvalid } from './analytics/exploreQuestion.ts';
import { PageInvalid } from './shared/connection.ts';
import { FilterInvalid } from './shared/filter.ts';
import { Forbidden } from './shared/perform.ts';
import { UnknownField } from './shared/scope.ts';

const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '57P01', '57P02', '57P03', '08000', '08001',
  '08003', '08004', '08006', '53000', '53100', '53200', '53300', '53400', '58030', 'P1001', 'P1002', 'P1017', 'P2024', 'P2037']);

interface Caught { code?: string; message?: string; cause?: unknown; errors?: unknown[]; meta?: { driverAdapterError?: unknown } }

/** Whether the database cannot be reached or cannot take the work (gone, restarting, full). */
export function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message = '', cause, errors, meta } = error as Caught;
  if (code && awayCodes.has(code)) return true;
  if (/Connection terminated|timeout exceeded when trying to connect|server closed the connection|Can't reach database|the database system is/i.test(message)) return true;
  return [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])].some((each) => each !== undefined && each !== error && isAway(each));
}

const isTimeout = (error: unknown): boolean => ['57014', '55P03'].includes((error as Caught | null)?.code ?? '');

/** An expected error as it is told: code, sentence, and facts; undefined for a fault. */
function expected(error: unknown): { code: string; message: string; facts?: Record<string, unknown> } | undefined {
  if (error instanceof Forbidden) {
    const { permission, field, message } = error;
    return { code: 'FORBIDDEN', message, facts: { permission, ...(field ? { field } : {}) } };
  }
  if (error instanceof QuestionInvalid) return { code: 'BAD_REQUEST', message: error.message, facts: { at: error.at, allowed: error.allowed } };
  if (error instanceof FilterInvalid || error instanceof PageInvalid || error instanceof UnknownField) return { code: 'BAD_REQUEST', message: error.message };
  if (isAway(error)) return { code: 'UNAVAILABLE', message: 'The database is away. Try again shortly.', facts: { http: { status: 503 } } };
  return isTimeout(error) ? { code: 'TIMEOUT', message: 'This took too long and was stopped.' } : undefined;
}

/** What the caller hears of an error: what can be acted on as it is, everything else as "something went wrong (id)". */
export function faultError(error: unknown, log: Logger, requestId: string): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const original: unknown = located?.originalError ?? error;
  const say = (message: string, extensions: Record<string, unknown>) =>
    new GraphQLError(message, { nodes: located?.nodes, source: located?.source, positions: located?.positions, path: located?.path, extensions });
  // Before anything runs (no path) it is the request that does not fit: the outer message names the variable.
  if (original instanceof GraphQLError) {
    return located?.path ? say(original.message, original.extensions) : say(located?.message ?? original.message, { code: 'BAD_REQUEST', ...original.extensions });
  }
  const told = expected(original);
  if (told) return say(told.message, { code: told.code, ...told.facts });
  log.error({ err: original, path: located?.path, requestId }, 'fault');
  return say(`Something went wrong (${requestId}).`, { code: 'INTERNAL', requestId });
}
