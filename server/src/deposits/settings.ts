import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { boolean, id, integer, list, object, optional, text } from '../shared/input.ts';
import { changesOf, demandVersion, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';

export const setDepositSettings = action({
  name: 'setDepositSettings', permission: 'deposits.manage', describe: 'Says how the firm deals with deposits: whether orders wait for them, whether invoices take them by themselves, and when they are due.',
  input: { holdsShipping: boolean(), appliesItself: boolean(), dueDays: integer({ max: 365 }), version: optional(integer()) }, refusals: [], payload: { settings: 'record:DepositSettings' },
  load: async (tx) => (await selectRows(tx, 'DepositSettings', sql`TRUE`, { lock: true }))[0],
  decide: (known, { version, ...after }, ctx) => {
    const settings = known?.id ?? ctx.newId();
    if (known) demandVersion('DepositSettings', known, version, after, ctx.company.currencyCode);
    return {
      rows: [known ? update('DepositSettings', settings, { ...after, version: known.version + 1 }) : insert('DepositSettings', { id: settings, companyId: ctx.company.id, ...after })],
      events: [{ kind: 'depositSettingsSet', subjectType: 'Company', subjectId: ctx.company.id, ...(known ? { changes: changesOf('DepositSettings', known, after, ctx.company.currencyCode) } : { data: after }) }],
      result: { settings },
    };
  },
});

export const setDepositTaxRules = action({
  name: 'setDepositTaxRules', permission: 'deposits.manage', describe: 'Says where tax on a deposit is due when it is received: by country, tax code or both. Deposits that were asked for keep what held then.',
  input: { rules: list(object('DepositTaxRuleInput', { country: optional(text({ max: 100 })), taxCodeId: optional(id('TaxCode')), isDue: boolean() }), { max: 300 }) }, refusals: [], payload: { count: 'int' },
  load: (tx) => selectRows(tx, 'DepositTaxRule', sql`TRUE`, { lock: true }),
  decide: (known, { rules }, ctx) => {
    const keys = rules.map((rule) => `${rule.country?.toLowerCase() ?? ''} ${rule.taxCodeId ?? ''}`);
    const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
    if (twice >= 0) throw fieldRefused(['rules', String(twice)], 'twice');
    return {
      rows: [...known.map((each) => remove('DepositTaxRule', each.id)), ...rules.map((rule) => insert('DepositTaxRule', { id: ctx.newId(), companyId: ctx.company.id, country: rule.country ?? null, taxCodeId: rule.taxCodeId ?? null, isDue: rule.isDue }))],
      events: [{ kind: 'depositTaxRulesSet', subjectType: 'Company', subjectId: ctx.company.id, data: { rules: rules.length } }],
      result: { count: rules.length },
    };
  },
});
