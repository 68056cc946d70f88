import sql from 'sql-template-tag';
import { isIban, plainIban } from '../accounting/iban.ts';
import { action } from '../shared/action.ts';
import { id, optional, text } from '../shared/input.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';

export const setBankDetails = action({
  name: 'setBankDetails', permission: 'payments.out',
  describe: 'Says to which account a supplier is paid, or which IBAN a bank account of ours has. The reason is kept: changed bank details are how money is stolen.',
  input: {
    supplierId: optional(id('Supplier')), accountId: optional(id('Account')), holder: text({ max: 140 }), iban: text({ max: 42 }),
    bic: optional(text({ max: 11, min: 8 })), reason: text({ max: 1000, lines: true }),
  },
  refusals: [], payload: { bankDetails: 'record:BankDetails' },
  load: async (tx, { supplierId, accountId }) => {
    if (!supplierId === !accountId) throw fieldRefused(['supplierId'], 'one_of', { fields: 'supplierId, accountId' });
    if (supplierId) await readRow(tx, 'Supplier', supplierId);
    if (accountId && !(await readRow(tx, 'Account', accountId)).isCash) throw fieldRefused(['accountId'], 'account_not_cash');
    return selectRows(tx, 'BankDetails', supplierId ? sql`t."supplierId" = ${supplierId}` : sql`t."accountId" = ${accountId}`, { lock: true });
  },
  decide: ([known], { supplierId, accountId, holder, iban: written, bic, reason }, ctx) => {
    const iban = plainIban(written);
    if (!isIban(iban)) throw fieldRefused(['iban'], 'iban');
    if (bic && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) throw fieldRefused(['bic'], 'bic');
    const columns = { holder, iban, bic: bic ?? null };
    const bankDetails = known?.id ?? ctx.newId();
    const about = supplierId ? { subjectType: 'Supplier', subjectId: supplierId } : { subjectType: 'Account', subjectId: accountId ?? '' };
    return {
      rows: [known ? update('BankDetails', known.id, { ...columns, version: known.version + 1 })
        : insert('BankDetails', { id: bankDetails, companyId: ctx.company.id, supplierId: supplierId ?? null, accountId: accountId ?? null, ...columns })],
      events: [{ kind: 'bankDetailsSet', ...about, reason, personal: { iban: [known?.iban ?? null, iban], holder: [known?.holder ?? null, holder] } }],
      result: { bankDetails },
    };
  },
});
