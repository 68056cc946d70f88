export type FieldFault = { path: readonly string[]; code: string; message: string };
export type Conflict = { field: string; mine: unknown; theirs: unknown };
type Facts = {
  code: string;
  requestId?: string | undefined;
  faults?: readonly FieldFault[];
  conflicts?: readonly Conflict[];
  version?: number | undefined;
};

const STATUS: Record<string, number> = {
  OFFLINE: 0,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_REQUEST: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  COST_LIMIT: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** What went wrong, in one shape; `status` and `body.errors` are where react-admin looks for them. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: { errors: Record<string, string> | undefined; code: string };
  readonly facts: Facts;

  constructor(message: string, status: number, facts: Facts) {
    const errors = Object.fromEntries((facts.faults ?? []).map((fault) => [fault.path.join('.'), fault.message]));
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.body = { errors: facts.faults?.length ? errors : undefined, code: facts.code };
    this.facts = facts;
  }
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
export const statusOf = (code: string): number => STATUS[code] ?? 500;
