import { refusal, Refusal } from './refusal.ts';

export interface FieldIssue { path: string[]; code: string; facts?: Record<string, string | number> }

/** Some fields of the input are not acceptable: each with its path and what is allowed. */
export class InputRefused extends Refusal {
  readonly issues: FieldIssue[];
  constructor(issues: FieldIssue[]) {
    super({ code: 'INPUT_INVALID', typeName: 'InputInvalid', facts: {} }, {});
    this.issues = issues;
  }
}

/** One bad field, from inside a rule. */
export const fieldRefused = (path: string[], code: string, facts?: Record<string, string | number>) =>
  new InputRefused([{ path, code, facts }]);

/** Somebody else saved the record since it was read. */
export class ChangedMeanwhile extends Refusal {
  readonly version: number;
  readonly fields: { field: string; mine: string | null; theirs: string | null }[];
  constructor(version: number, fields: ChangedMeanwhile['fields']) {
    super({ code: 'CHANGED_MEANWHILE', typeName: 'ChangedMeanwhile', facts: {} }, {});
    this.version = version;
    this.fields = fields;
  }
}

export const IdempotencyMismatch = refusal('IDEMPOTENCY_MISMATCH', { key: 'text' });
export const IdempotencyInFlight = refusal('IDEMPOTENCY_IN_FLIGHT', { key: 'text' });
export const NotFound = refusal('NOT_FOUND', { type: 'text', id: 'text' });
/** Shares given by hand must sum to what is divided. */
export const SharesDiffer = refusal('SHARES_DIFFER', { total: 'money', shares: 'money', difference: 'money' });
/** What it would be divided by is nothing. */
export const NothingToShareBy = refusal('NOTHING_TO_SHARE_BY', {});
/** Refusals that any action may give. */
export const everywhere = [IdempotencyMismatch, IdempotencyInFlight, NotFound];
