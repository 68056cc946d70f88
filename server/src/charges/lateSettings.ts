// What is claimed of who pays late: policies from a day on, base rates, and what goes with charges.
import sql from 'sql-template-tag';
import { loadMoney } from '../currencies/loadMoney.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import { action } from '../shared/action.ts';
import { boolean, choice, currency, day, id, integer, moneyOrZero, optional, signedFraction, text } from '../shared/input.ts';
import { zero } from '../shared/money.ts';
import { printRate, type Rate } from '../shared/quantity.ts';
import { changesOf, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';

export const saveLatePolicy = action({
  name: 'saveLatePolicy', permission: 'charges.manage',
  describe: 'Says what is claimed of late payment from a day on: of everybody, a group or a customer. What was charged stays as it was charged; a later word on the same day replaces the earlier one.',
  input: {
    startsOn: day(), customerId: optional(id('Customer')), groupId: optional(id('CustomerGroup')), mode: choice('LateRateMode'),
    rate: { ...optional(signedFraction()), describe: 'A year, as a fraction: the rate itself (FIXED), or points above the base rate (BASE_PLUS).' },
    dayCount: optional(choice('DayCount')), graceDays: { ...optional(integer({ max: 365 })), describe: 'Paid within so many days past the due day, nothing is claimed; later, from the first day on.' },
    currencyCode: { ...optional(currency()), describe: 'Of the amounts: company money when left out. Of invoices in another currency they are what that is at the rates of the day on which it is charged.' },
    minimum: { ...optional(moneyOrZero()), describe: 'Less interest of a customer in a currency is not charged yet.' }, lumpSum: { ...optional(moneyOrZero()), describe: 'Once an invoice that is paid late.' },
    onCharges: { ...optional(boolean()), describe: 'Interest on interest and fees, too.' },
  },
  refusals: [...rateRefusals], payload: { latePolicy: 'record:LatePolicy' },
  load: async (tx, { customerId, groupId, currencyCode }, ctx) => {
    if (customerId && groupId) throw fieldRefused(['groupId'], 'one_of', { fields: 'customerId, groupId' });
    if (customerId) await readCustomer(tx, customerId, ctx);
    if (groupId) await readRow(tx, 'CustomerGroup', groupId);
    return loadMoney(tx, currencyCode ?? ctx.company.currencyCode, ctx);
  },
  decide: ({ currencyCode }, { startsOn, customerId = null, groupId = null, mode, rate, dayCount, graceDays, minimum, lumpSum, onCharges }, ctx) => {
    if (mode !== 'NONE' && (rate === null || rate === undefined)) throw fieldRefused(['rate'], 'required');
    if (mode === 'FIXED' && (rate ?? 0n) < 0n) throw fieldRefused(['rate'], 'number_least', { least: '0' });
    const latePolicy = ctx.newId();
    return {
      rows: [insert('LatePolicy', {
        id: latePolicy, companyId: ctx.company.id, customerId, groupId, startsOn, mode, rate: mode === 'NONE' ? 0n as Rate : rate ?? (0n as Rate), dayCount: dayCount ?? 'ACT_365', graceDays: graceDays ?? 0,
        minimumMinor: minimum ?? zero, lumpSumMinor: lumpSum ?? zero, currencyCode, onCharges: onCharges ?? false, createdById: ctx.viewer.id, createdByName: ctx.viewer.name,
      })],
      events: [{ kind: 'latePolicySaved', ...(customerId ? { subjectType: 'Customer', subjectId: customerId } : { subjectType: 'Company', subjectId: ctx.company.id }), data: { startsOn, mode, rate: printRate(rate ?? (0n as Rate)) } }],
      result: { latePolicy },
    };
  },
});

export const recordBaseRate = action({
  name: 'recordBaseRate', permission: 'charges.manage', describe: 'Notes the legal base rate from a day on, with its source. Another word on the same day replaces it.',
  input: { startsOn: day(), rate: signedFraction(), source: text({ max: 300 }) }, refusals: [], payload: { baseRate: 'record:BaseRate' },
  load: async () => undefined,
  decide: (_facts, { startsOn, rate, source }, ctx) => {
    const baseRate = ctx.newId();
    return {
      rows: [insert('BaseRate', { id: baseRate, companyId: ctx.company.id, startsOn, rate, source, createdByName: ctx.viewer.name })],
      events: [{ kind: 'baseRateRecorded', subjectType: 'Company', subjectId: ctx.company.id, reason: source, data: { startsOn, rate: printRate(rate) } }],
      result: { baseRate },
    };
  },
});

export const saveChargeSettings = action({
  name: 'saveChargeSettings', permission: 'charges.manage', describe: 'Says what a payment that came back costs a customer, when charges fall due, and how early replies to chargebacks become urgent.',
  input: { bounceFee: moneyOrZero(), termDays: integer({ max: 365 }), replyNoticeDays: integer({ max: 60 }) }, refusals: [], payload: { chargeSettings: 'record:ChargeSettings' },
  load: (tx) => selectRows(tx, 'ChargeSettings', sql`TRUE`, { lock: true }),
  decide: ([known], { bounceFee, termDays, replyNoticeDays }, ctx) => {
    const after = { bounceFeeMinor: bounceFee, termDays, replyNoticeDays };
    const chargeSettings = known?.id ?? ctx.newId();
    return {
      rows: [known ? update('ChargeSettings', known.id, { ...after, version: known.version + 1 }) : insert('ChargeSettings', { id: chargeSettings, companyId: ctx.company.id, currencyCode: ctx.company.currencyCode, ...after })],
      events: [{ kind: 'chargeSettingsSaved', subjectType: 'Company', subjectId: ctx.company.id, ...(known ? { changes: changesOf('ChargeSettings', known, after, ctx.company.currencyCode) } : {}) }],
      result: { chargeSettings },
    };
  },
});
