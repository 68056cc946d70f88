import { action, type Action } from '../shared/action.ts';
import { id, optional, text } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { update } from '../shared/write.ts';
import { PeriodAlready } from './refusals.ts';
import type { PeriodRow } from '../generated/rows.ts';

const input = { periodId: id('Period'), reason: optional(text({ max: 1000, lines: true })) };

const turn = (locks: boolean): Action<typeof input, PeriodRow> => action({
  name: locks ? 'lockPeriod' : 'unlockPeriod',
  describe: locks ? 'Closes a period: nothing more is posted into it.' : 'Opens a locked period again.',
  permission: 'periods.manage', input, refusals: [PeriodAlready], payload: { period: 'record:Period' },
  load: (tx, { periodId }) => lockRow(tx, 'Period', periodId),
  decide: (period, { reason }, ctx) => {
    if (!!period.lockedAt === locks) throw PeriodAlready({ name: period.name, state: locks ? 'locked' : 'open' });
    return {
      rows: [update('Period', period.id, { lockedAt: locks ? ctx.now : null, lockedById: locks ? ctx.viewer.id : null, version: period.version + 1 })],
      events: [{ kind: locks ? 'periodLocked' : 'periodUnlocked', subjectType: 'Period', subjectId: period.id, reason }],
      result: { period: period.id },
    };
  },
});

export const lockPeriod = turn(true);
export const unlockPeriod = turn(false);
