import { ApiError } from './apiError.ts';
import type { Conflict, FieldFault } from './apiError.ts';

type Refused = { code?: string; message?: string; fields?: readonly unknown[]; version?: number };

const STATUS: Record<string, number> = { InputInvalid: 422, ChangedMeanwhile: 409 };

/**
 * The one root field of a mutation's answer: its payload, or an ApiError made of the refusal.
 * A refusal is what carries `code` and `message`, so refusals added later are understood too.
 */
export function unwrap(data: unknown): Record<string, unknown> {
  // Any mutation result is an object with one root field; the union's members differ per mutation.
  const root = Object.values(data as Record<string, unknown>)[0] as (Refused & { __typename?: string }) | null;
  if (!root) throw new ApiError('app.error.notFound', 404, { code: 'NOT_FOUND' });
  if (root.code === undefined || root.message === undefined) return root as Record<string, unknown>;
  const type = root.__typename ?? '';
  const fields = root.fields ?? [];
  throw new ApiError(root.message, STATUS[type] ?? 409, {
    code: root.code,
    version: root.version,
    ...(type === 'InputInvalid' ? { faults: fields as FieldFault[] } : {}),
    ...(type === 'ChangedMeanwhile' ? { conflicts: fields as Conflict[] } : {}),
  });
}

/** The record inside a payload: its first object-valued field with an id. */
export function recordIn(payload: Record<string, unknown>): ({ id: string } & Record<string, unknown>) | undefined {
  for (const value of Object.values(payload))
    if (typeof value === 'object' && value !== null && 'id' in value) return value as { id: string };
  return undefined;
}
