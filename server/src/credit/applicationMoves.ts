// The one table of an application's legal moves: rules, the field `actions` and tests read it.
import type { CreditApplicationRow, CreditApplicationStatus } from '../generated/rows.ts';
import { ApplicationStatusForbids } from './refusals.ts';

/** From each status, where an action may lead. DELETED is no status. `settleApplication` and `expireApplication` are the firm's own. */
export const moves = {
  updateCreditApplication: { DRAFT: ['DRAFT'] },
  submitCreditApplication: { DRAFT: ['SUBMITTED'] },
  answerCreditReference: { SUBMITTED: ['SUBMITTED'], ASSESSED: ['ASSESSED'] },
  assessCredit: { SUBMITTED: ['ASSESSED'], ASSESSED: ['ASSESSED'] },
  proposeCredit: { ASSESSED: ['PROPOSED'] },
  declineCreditApplication: { SUBMITTED: ['DECLINED'], ASSESSED: ['DECLINED'] },
  withdrawCreditApplication: { DRAFT: ['WITHDRAWN'], SUBMITTED: ['WITHDRAWN'], ASSESSED: ['WITHDRAWN'], PROPOSED: ['WITHDRAWN'] },
  settleApplication: { PROPOSED: ['APPROVED', 'DECLINED'] },
  expireApplication: { SUBMITTED: ['EXPIRED'], ASSESSED: ['EXPIRED'], PROPOSED: ['EXPIRED'] },
} as const satisfies Record<string, Partial<Record<CreditApplicationStatus, readonly CreditApplicationStatus[]>>>;

export type ApplicationMove = keyof typeof moves;
type Moving = Pick<CreditApplicationRow, 'number' | 'status'>;

export const movesFrom = (move: ApplicationMove, status: CreditApplicationStatus): readonly CreditApplicationStatus[] | undefined =>
  (moves[move] as Partial<Record<CreditApplicationStatus, readonly CreditApplicationStatus[]>>)[status];

/** Refuses an action that the application's status does not allow. */
export function demandMove({ number, status }: Moving, move: ApplicationMove): void {
  if (!movesFrom(move, status)) throw ApplicationStatusForbids({ number, status });
}

/** The status that an action leads to; a move that the table does not have is a fault. */
export function moved({ status }: Moving, move: ApplicationMove, to: CreditApplicationStatus): CreditApplicationStatus {
  if (!movesFrom(move, status)?.includes(to)) throw new Error(`${move} does not lead from ${status} to ${to}`);
  return to;
}
