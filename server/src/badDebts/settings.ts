import sql from 'sql-template-tag';
import type { BadDebtSettingsRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, integer, moneyOrZero } from '../shared/input.ts';
import { zero } from '../shared/money.ts';
import { changesOf, selectRows } from '../shared/rows.ts';
import { insert, update } from '../shared/write.ts';

type BadDebtTerms = Pick<BadDebtSettingsRow, 'relievesTax' | 'smallMinor' | 'smallAfterDays'>;
export const loadTerms = async (tx: Tx): Promise<BadDebtTerms> => (await selectRows(tx, 'BadDebtSettings', sql`TRUE`))[0] ?? { relievesTax: false, smallMinor: zero, smallAfterDays: 30 };

export const saveBadDebtSettings = action({
  name: 'saveBadDebtSettings', permission: 'badDebts.manage', describe: 'Says whether a write-off asks tax back, and what a small balance is.',
  input: { relievesTax: boolean(), small: moneyOrZero(), smallAfterDays: integer({ max: 3650 }) }, refusals: [], payload: { badDebtSettings: 'record:BadDebtSettings' },
  load: (tx) => selectRows(tx, 'BadDebtSettings', sql`TRUE`, { lock: true }),
  decide: ([known], { relievesTax, small, smallAfterDays }, ctx) => {
    const after = { relievesTax, smallMinor: small, smallAfterDays };
    const badDebtSettings = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('BadDebtSettings', known.id, { ...after, version: known.version + 1 }) : insert('BadDebtSettings', { id: badDebtSettings, companyId: ctx.company.id, currencyCode: ctx.company.currencyCode, ...after })],
      events: [{ kind: 'badDebtSettingsSaved', subjectType: 'Company', subjectId: ctx.company.id, ...(known ? { changes: changesOf('BadDebtSettings', known, after, ctx.company.currencyCode) } : {}) }],
      result: { badDebtSettings },
    };
  },
});
