// What is usual in a group of customers, and how far from it one may be before a review tells of it.
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { choice, fraction, id, integer, moneyOrZero, optional, rateFrom, text } from '../shared/input.ts';
import { demandVersion, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { changedTolerances, usualTolerances } from './deviations.ts';

export const setCustomerNorm = action({
  name: 'setCustomerNorm', permission: 'customers.compare', describe: 'Says what is usual in a group of customers; without a value, what the others have counts again.',
  input: {
    groupId: { ...optional(id('CustomerGroup')), describe: 'Customers of no group when left out.' }, field: choice('DeviationField'), days: optional(integer({ max: 720 })), limit: optional(moneyOrZero()), rate: optional(fraction()), reason: text({ max: 1000, lines: true }),
  },
  refusals: [], payload: { norm: 'record:CustomerNorm' },
  load: async (tx, { groupId, field }) => ({
    group: groupId ? await readRow(tx, 'CustomerGroup', groupId) : null,
    known: (await selectRows(tx, 'CustomerNorm', sql`t."groupId" IS NOT DISTINCT FROM ${groupId ?? null}::uuid AND t.field = ${field}::"DeviationField"`, { lock: true }))[0],
  }),
  decide: ({ group, known }, { field, days = null, limit = null, rate = null, reason }, ctx) => {
    if (field === 'PRICE_LIST') throw fieldRefused(['field'], 'choice_unknown');
    const value = { days: field === 'PAYMENT_TERMS' ? days : null, limitMinor: field === 'CREDIT_LIMIT' ? limit : null, rate: field === 'DISCOUNT' ? rate : null };
    const isSet = Object.values(value).some((each) => each !== null);
    const norm = known?.id ?? ctx.newId();
    const rows = known ? [isSet ? update('CustomerNorm', known.id, { ...value, version: known.version + 1 }) : remove('CustomerNorm', known.id)]
      : isSet ? [insert('CustomerNorm', { id: norm, companyId: ctx.company.id, groupId: group?.id ?? null, field, currencyCode: ctx.company.currencyCode, ...value })] : [];
    return {
      rows, events: [{ kind: 'customerNormSet', subjectType: group ? 'CustomerGroup' : 'Company', subjectId: group?.id ?? ctx.company.id, reason, data: { field, isSet } }], result: { norm: isSet ? norm : null },
    };
  },
});

export const setDeviationTolerances = action({
  name: 'setDeviationTolerances', permission: 'credit.policy', describe: 'Says how far from their group\'s norm customers may be before a review tells of them. Runs that have begun keep what they began with.',
  input: {
    version: optional(integer()), toleranceDays: { ...integer({ max: 365 }), describe: 'Days to pay, more or fewer.' }, toleranceTimes: { ...rateFrom(1, 100), describe: 'A limit may be so many times the norm, and down to that part of it.' },
    tolerancePoints: { ...fraction(), describe: 'Discount typed off lines, more or less: 0.05 is five points.' }, reason: text({ max: 1000, lines: true }),
  },
  refusals: [], payload: { customerPolicy: 'record:CustomerPolicy' },
  load: async (tx, _input, ctx) => (await selectRows(tx, 'CustomerPolicy', sql`t."companyId" = ${ctx.company.id}`, { lock: true }))[0],
  decide: (known, { version, reason, ...after }, ctx) => {
    if (known) demandVersion('CustomerPolicy', known, version, after, ctx.company.currencyCode);
    const customerPolicy = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('CustomerPolicy', known.id, { ...after, version: known.version + 1 }) : insert('CustomerPolicy', { id: customerPolicy, companyId: ctx.company.id, ...after })],
      events: [{ kind: 'deviationTolerancesSet', subjectType: 'Company', subjectId: ctx.company.id, reason, changes: changedTolerances(known ?? usualTolerances, after) }],
      result: { customerPolicy },
    };
  },
});
