import sql from 'sql-template-tag';
import type { DatevSettingsRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Queryable } from '../shared/db.ts';
import { boolean, id, integer, list, object, optional, text } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setDatevSettings = action({
  name: 'setDatevSettings', permission: 'journal.export', describe: 'How the firm and its accounts are known to DATEV: exports of that form use it from now on.',
  input: {
    consultantNo: integer({ min: 1001, max: 9_999_999 }), clientNo: integer({ min: 1, max: 99_999 }), accountLength: integer({ min: 4, max: 8 }), chart: { ...optional(text({ max: 2, min: 2, pattern: /^0[34]$/ })), describe: '03 or 04; none: an own chart.' }, isFixed: optional(boolean()),
    accounts: { ...list(object('DatevAccountInput', { accountId: id('Account'), number: text({ max: 9, pattern: /^\d+$/ }) }), { max: 500 }), describe: 'Numbers there; accounts that are not named keep their code.' },
  },
  refusals: [], payload: { datevSettings: 'record:DatevSettings' },
  load: async (tx, { accounts }, ctx) => {
    const [known] = await selectRows(tx, 'DatevSettings', sql`t."companyId" = ${ctx.company.id}`, { lock: true });
    return { known, before: known ? await selectRows(tx, 'DatevAccount', sql`t."settingsId" = ${known.id}`) : [], named: await selectRows(tx, 'Account', sql`t.id = ANY(${accounts.map(({ accountId }) => accountId)}::uuid[])`) };
  },
  decide: ({ known, before, named }, { consultantNo, clientNo, accountLength, chart, isFixed, accounts }, ctx) => {
    accounts.forEach(({ accountId, number }, index) => {
      const path = ['accounts', String(index)];
      if (named.every((each) => each.id !== accountId)) throw fieldRefused([...path, 'accountId'], 'id_unknown', { type: 'Account' });
      if (accounts.findIndex((each) => each.accountId === accountId) !== index) throw fieldRefused([...path, 'accountId'], 'twice');
      if (number.length > accountLength + 1) throw fieldRefused([...path, 'number'], 'text_long', { max: accountLength + 1 });
    });
    const datevSettings = known?.id ?? ctx.newId();
    const columns = { consultantNo, clientNo, accountLength, chart: chart ?? '', isFixed: isFixed ?? false };
    const kept = before.filter((each) => accounts.some(({ accountId }) => accountId === each.accountId));
    return {
      rows: [
        known ? update('DatevSettings', known.id, { ...columns, version: known.version + 1 }) : insert('DatevSettings', { id: datevSettings, companyId: ctx.company.id, ...columns }),
        ...before.filter((each) => !kept.includes(each)).map((each) => remove('DatevAccount', each.id)),
        ...accounts.map(({ accountId, number }) => {
          const own = kept.find((each) => each.accountId === accountId);
          return own ? update('DatevAccount', own.id, { number }) : insert('DatevAccount', { id: ctx.newId(), settingsId: datevSettings, accountId, number });
        }),
      ],
      events: [{ kind: 'datevSettingsSet', subjectType: 'Company', subjectId: ctx.company.id, data: { consultantNo, clientNo, accounts: accounts.length } }], result: { datevSettings },
    };
  },
});

/** The settings with the numbers by account code. */
export async function loadDatev(db: Queryable, companyId: string): Promise<{ settings: DatevSettingsRow; numbers: Record<string, string> } | undefined> {
  const [settings] = await selectRows(db, 'DatevSettings', sql`t."companyId" = ${companyId}`);
  if (!settings) return undefined;
  const rows = await db.rows<{ code: string; number: string }>(sql`SELECT a.code, d.number FROM "DatevAccount" d JOIN "Account" a ON a.id = d."accountId" WHERE d."settingsId" = ${settings.id} ORDER BY a.code`);
  return { settings, numbers: Object.fromEntries(rows.map(({ code, number }) => [code, number])) };
}
