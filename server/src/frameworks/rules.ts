// Pure: what may happen to an agreement.
import type { FrameworkRow, FrameworkStatus } from '../generated/rows.ts';
import { FrameworkStatusForbids } from './refusals.ts';

/** The one table of an agreement's moves. */
export const frameworkMoves = {
  updateFramework: ['DRAFT'], deleteFramework: ['DRAFT'], activateFramework: ['DRAFT'],
  planCallOffs: ['DRAFT', 'ACTIVE'],
  callOffFramework: ['ACTIVE'],
  endFramework: ['ACTIVE'],
  cancelFramework: ['ACTIVE'],
  extendFramework: ['ACTIVE', 'EXPIRED', 'ENDED'],
} as const satisfies Record<string, readonly FrameworkStatus[]>;
type FrameworkMove = keyof typeof frameworkMoves;

/** Refuses what the status does not allow. */
export function demandFramework({ id, number, status }: Pick<FrameworkRow, 'id' | 'number' | 'status'>, move: FrameworkMove): void {
  if (!(frameworkMoves[move] as readonly FrameworkStatus[]).includes(status)) throw FrameworkStatusForbids({ framework: id, frameworkNumber: number ?? '', status });
}
