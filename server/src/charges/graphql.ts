import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { inBoth } from '../payables/paperFace.ts';
import { recordsQuery, reportQuery, reportType } from '../reports.ts';
import { col, column, companyBy, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself, rowFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { createCharge, creditCharge, demandCreditable, demandUntouched, reverseCharge, undoChargeCredit } from './charge.ts';
import { chargeLate, undoWaiver, waiveLate } from './chargeLate.ts';
import { waivedWorth } from './lateFacts.ts';
import { chargeFigures, lateClaims } from './lateReport.ts';
import { recordBaseRate, saveChargeSettings, saveLatePolicy } from './lateSettings.ts';
import { minor } from '../shared/money.ts';

const permission = 'charges.read';
const rows = ownCustomers('customerId');
const ofCharge = (alias: string, viewer: Parameters<typeof rows>[1]) => {
  const own = rows('g', viewer);
  return own && sql`EXISTS (SELECT FROM "Charge" g WHERE g.id = ${col(alias, 'chargeId')} AND ${own})`;
};
const currency = (alias: string) => col(alias, 'currencyCode');
const inBooks = (value: (alias: string) => Sql) => ({ inCompany: value });
const booked = (own: string, company: string, describe: string) => expression('money', (t) => sql`coalesce(${col(t, company)}, ${col(t, own)})`, { describe });
const credited = (amount: Sql) => (t: string) => sql`(SELECT coalesce(sum(${amount}), 0)::bigint FROM "ChargeCredit" k WHERE k."chargeId" = ${col(t, 'id')})`;
const openItem = (alias: string, value: ReturnType<typeof sql>) => sql`(SELECT ${value} FROM "OpenItem" i WHERE i.id = ${col(alias, 'openItemId')})`;

entity('Charge', {
  permission, rows, describe: 'Interest and fees that a customer owes: a debt of its own. It never changes; what is let go of it is told apart.',
  fields: {
    number: column(), kind: column(), status: column(), customerName: column(), billTo: column(), issuedOn: column(), dueOn: column(), currencyCode: column(), exchangeRate: column(undefined, { describe: 'What a unit of its currency was worth on its day; null in company money.' }),
    net: inBoth('netMinor', 'companyNetMinor'), tax: inBoth('taxMinor', 'companyTaxMinor'), total: inBoth('totalMinor', 'companyTotalMinor'), companyTotal: booked('totalMinor', 'companyTotalMinor', 'Total in company money.'), reason: column(), reversedOn: column(), reversalReason: column(),
    createdByName: column(), recordedAt: column(),
    open: expression('money', (t) => openItem(t, sql`i."openMinor"`), { currency, ...inBooks((t) => openItem(t, sql`i."companyOpenMinor"`)), describe: 'What is not settled.' }),
    credited: expression('money', credited(sql`k."amountMinor"`), { currency, ...inBooks(credited(sql`coalesce(k."companyMinor", k."amountMinor")`)), describe: 'What of it was let go.' }),
  },
  ones: { customer: one('Customer', 'customerId'), openItem: one('OpenItem', 'openItemId'), taxCode: one('TaxCode', 'taxCodeId'), run: one('ChargeRun', 'runId'), payment: one('Payment', 'paymentId') },
  manies: { lines: lines('ChargeLine', 'chargeId'), credits: lines('ChargeCredit', 'chargeId', 'recordedAt'), entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: {
    field: 'charges', defaultOrder: 'ISSUED_ON_DESC', totals: ['total', 'open', 'credited'], search: ['number', 'customerName', 'reason'], describe: 'Interest and fees charged.',
    orderBy: { ISSUED_ON: 'issuedOn', NUMBER: 'number', DUE_ON: 'dueOn', TOTAL: 'total', OPEN: 'open', CUSTOMER: 'customerName' },
  },
});
entity('ChargeLine', {
  permission, rows: ofCharge, describe: 'What a charge is made of.',
  fields: {
    no: column(), kind: column(), description: column(), from: column('fromOn', { describe: 'Of interest: the first day.' }), to: column('toOn', { describe: 'Of interest: the last day.' }), spans: column(undefined, { describe: '[{ from, to, days, principal, rate, dayCount }]' }),
    currencyCode: column(), amount: money(undefined, inBooks(companyBy('Charge', 'chargeId', (t) => col(t, 'amountMinor')))),
  },
  ones: { charge: one('Charge', 'chargeId'), debt: one('OpenItem', 'debtItemId', { permission: 'openItems.read' }) },
});
entity('ChargeCredit', {
  permission, rows: ofCharge, describe: 'A part of a charge that was let go, or (negative) its taking back.',
  fields: {
    creditedOn: column(), currencyCode: column(), amount: inBoth('amountMinor', 'companyMinor'), tax: inBoth('taxMinor', 'companyTaxMinor'), reason: column(), createdByName: column(), recordedAt: column(),
    isReversed: expression('boolean', (t) => sql`(${col(t, 'reversesCreditId')} IS NOT NULL OR EXISTS (SELECT FROM "ChargeCredit" r WHERE r."reversesCreditId" = ${col(t, 'id')}))`, { describe: 'Taken back, or the taking back of another.' }),
  },
  ones: { charge: one('Charge', 'chargeId') },
});
entity('LateWaiver', {
  permission, rows, describe: 'Interest up to a day, or the lump sum, of a debt that was let go before it was charged.',
  fields: { kind: column(), from: column('fromOn'), to: column('toOn'), currencyCode: column(), amount: money(undefined, { ...inBooks(waivedWorth), describe: 'In the currency of the debt.' }), reason: column(), waivedByName: column(), recordedAt: column(), undoneAt: column(), undoneByName: column() },
  ones: { customer: one('Customer', 'customerId'), debt: one('OpenItem', 'debtItemId', { permission: 'openItems.read' }) },
  listing: { field: 'lateWaivers', defaultOrder: 'RECORDED_AT_DESC', orderBy: { RECORDED_AT: 'recordedAt', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, totals: ['amount'], search: ['reason', 'customer.name'], describe: 'What was let go before it was charged.' },
});
entity('ChargeRun', {
  permission, describe: 'One charging of all who pay late.', rows: (alias, viewer) => { const own = rows('g', viewer); return own && sql`EXISTS (SELECT FROM "Charge" g WHERE g."runId" = ${col(alias, 'id')} AND ${own})`; },
  fields: { number: column(), upTo: column(), issuedOn: column(), currencyCode: column(), count: column('charges', { describe: 'How many charges it made.' }), total: money(undefined, { describe: 'In company money.' }), createdByName: column(), createdAt: column() },
  ones: { customer: one('Customer', 'customerId') }, manies: { charges: pages('Charge', 'runId'), timeline: timelineOf() },
  listing: { field: 'chargeRuns', defaultOrder: 'CREATED_AT_DESC', orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number', TOTAL: 'total' }, totals: ['total'], search: ['number'], describe: 'Chargings of late payers.' },
});
entity('LatePolicy', {
  permission, describe: 'What is claimed of late payment from a day on.',
  fields: { startsOn: column(), mode: column(), rate: column(), dayCount: column(), graceDays: column(), minimum: money(), lumpSum: money(), currencyCode: column(), onCharges: column(), createdByName: column(), recordedAt: column() },
  ones: { customer: one('Customer', 'customerId'), group: one('CustomerGroup', 'groupId') },
  listing: { field: 'latePolicies', defaultOrder: 'STARTS_ON_DESC', orderBy: { STARTS_ON: 'startsOn', RECORDED_AT: 'recordedAt' }, search: ['customer.name'], describe: 'Terms of late payment, with all that they once were.' },
});
entity('BaseRate', {
  permission, describe: 'The legal base rate from a day on.', fields: { startsOn: column(), rate: column(), source: column(), createdByName: column(), recordedAt: column() },
  listing: { field: 'baseRates', defaultOrder: 'STARTS_ON_DESC', orderBy: { STARTS_ON: 'startsOn' }, search: ['source'], describe: 'Legal base rates.' },
});
entity('ChargeSettings', { permission, describe: 'What goes with charges.', fields: { bounceFee: money(), termDays: column(), replyNoticeDays: column(), currencyCode: column(), version: column() } });
recordsQuery('chargeSettings', { describe: 'What goes with charges: one, or none while the defaults hold.', entity: 'ChargeSettings', args: {}, most: 1, where: () => sql`TRUE`, order: (t) => col(t, 'id') });
extend('Customer', { manies: { charges: pages('Charge', 'customerId'), lateWaivers: pages('LateWaiver', 'customerId') } });

recordActions('Charge', { charge: itself('Charge'), item: rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'openItemId')}`) }, ({ charge, item }) => [
  recordAction('creditCharge', 'charges.waive', () => demandCreditable(charge, item ?? { openMinor: minor(0) }, minor(1))),
  recordAction('reverseCharge', 'charges.post', () => demandUntouched(charge, item ?? { openMinor: minor(0) })),
]);
recordActions('Customer', {}, () => [recordAction('createCharge', 'charges.post', () => undefined), recordAction('chargeLate', 'charges.post', () => undefined), recordAction('waiveLate', 'charges.waive', () => undefined)]);

reportType('LateSpan', 'Days over which the same bore interest at the same rate.', { from: 'day', to: 'day', days: 'int', principal: 'money', rate: 'text' });
reportType('LateDebt', 'A debt that is or was late, with what may be claimed of it, in its currency.', {
  openItem: 'record:OpenItem', invoice: 'record:Invoice?', number: 'text', customer: 'record:Customer', customerName: 'text', currencyCode: 'text', dueOn: 'day', open: 'money', late: 'money', daysLate: 'int', interest: 'money', lumpSum: 'money', claimable: 'money', charged: 'money', waived: 'money', from: 'day?',
  isBelowMinimum: 'boolean', explanation: 'text', spans: 'reports:LateSpan',
});
reportType('LateCustomer', 'What may be claimed of a customer in a currency: one charge; `worth`: claimable in company money.', { customer: 'record:Customer', customerName: 'text', currencyCode: 'text', worth: 'money', debts: 'int', interest: 'money', lumpSum: 'money', claimable: 'money', chargeable: 'money', isBelowMinimum: 'boolean' });
reportType('LateCurrency', 'What may be claimed in a currency; `worth`: claimable in company money at `rate`.', { currencyCode: 'text', debts: 'int', interest: 'money', lumpSum: 'money', claimable: 'money', chargeable: 'money', worth: 'money', rate: 'fx?' });
reportType('LateClaims', 'What may be claimed of late payment; sums are company money at the last rates on or before the day.', { on: 'day', customers: 'reports:LateCustomer', debts: 'reports:LateDebt', currencies: 'reports:LateCurrency', interest: 'money', lumpSum: 'money', claimable: 'money', chargeable: 'money', charged: 'money', waived: 'money', hasPolicy: 'boolean' });
reportQuery('lateClaims', { describe: 'What may be claimed of late payment up to any day, debt by debt with its reckoning; it stays claimable when the debt is paid. What chargeLate would charge is `chargeable`.', permission, type: 'LateClaims', report: lateClaims });
reportType('ChargeFigure', 'What became of interest and fees of a customer in a currency.', { customer: 'record:Customer', customerName: 'text', currencyCode: 'text', charged: 'money', credited: 'money', waived: 'money', paid: 'money', open: 'money' });
reportType('ChargeCurrency', 'What became of interest and fees in a currency.', { currencyCode: 'text', charged: 'money', credited: 'money', waived: 'money', paid: 'money', open: 'money' });
reportType('ChargeFigures', 'What became of interest and fees; sums are company money, each at the rate of its own document.', { from: 'day', to: 'day', rows: 'reports:ChargeFigure', currencies: 'reports:ChargeCurrency', charged: 'money', credited: 'money', waived: 'money', paid: 'money', open: 'money' });
reportQuery('chargeFigures', { describe: 'Interest and fees charged, credited, let go and paid between two days, by customer and currency, and what is open of them now.', permission, type: 'ChargeFigures', report: chargeFigures });

mutations(chargeLate, waiveLate, undoWaiver, createCharge, creditCharge, undoChargeCredit, reverseCharge, saveLatePolicy, recordBaseRate, saveChargeSettings);
