import sql, { type Sql } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages, type Entity } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { billContract } from './billContract.ts';
import './correctContract.ts';
import { changeContract, demandPaused, demandRunning, endContract, pauseContract, raiseContracts, resumeContract } from './changeContract.ts';
import { releaseDeferrals, reverseDeferralRelease } from './deferrals.ts';
import { ReleaseReversed, ContractNotDue } from './refusals.ts';
import { recurringRevenue, contractPreview } from './reports.ts';
import { createContract, updateContract } from './saveContract.ts';

const permission = 'contracts.read';
const own = ownCustomers('customerId');
const ofVisible: Entity['rows'] = (alias, viewer) => {
  const condition = own('s', viewer);
  return condition && sql`EXISTS (SELECT FROM "Contract" s WHERE s.id = ${col(alias, 'contractId')} AND ${condition})`;
};
const isPaused = (t: string) => sql`EXISTS (SELECT FROM "ContractPause" p WHERE p."contractId" = ${col(t, 'id')} AND p."fromOn" <= ${todaySql} AND (p."toOn" IS NULL OR p."toOn" >= ${todaySql}))`;
const isOver = (t: string) => sql`coalesce(${col(t, 'endsOn')} < ${todaySql}, FALSE)`;
/** What was invoiced (or given back) in company money, as the document says. */
const worth = (t: string) => sql`(SELECT sign(${col(t, 'netMinor')}) * coalesce(v."companyNetMinor", v."netMinor") FROM "Invoice" v WHERE v.id = ${col(t, 'invoiceId')})`;
const billed = (amount: Sql) => (t: string) => sql`coalesce((SELECT sum(${amount}) FROM "ContractBilling" b WHERE b."contractId" = ${col(t, 'id')}), 0)::bigint`;

entity('Contract', {
  permission, rows: own, describe: 'A contract that is invoiced again and again.',
  fields: {
    number: column(), name: column(), currencyCode: column(undefined, { describe: 'Of its prices and invoices.' }), every: column(), intervals: column(undefined, { describe: 'So many of them are one period.' }), anchorOn: column(), startsOn: column(), endsOn: column(), endReason: column(), timing: column(), proratesEnds: column(),
    raiseRate: column(), noticeDays: column(), reminderDays: column(), defersRevenue: column(), customerReference: column(), nextFrom: column(undefined, { describe: 'The first day of the period that is invoiced next.' }),
    nextOn: column(undefined, { describe: 'The day on which it is invoiced.' }), problem: column(undefined, { describe: 'Why its invoice could not be made.' }), problemSince: column(), createdAt: column(), version: column(),
    state: expression('enum:ContractState', (t) => sql`(CASE WHEN ${isOver(t)} THEN 'ENDED' WHEN ${isPaused(t)} THEN 'PAUSED' WHEN ${col(t, 'startsOn')} > ${todaySql} THEN 'PLANNED' ELSE 'ACTIVE' END)::"ContractState"`),
    isHeld: expression('boolean', (t) => sql`(${col(t, 'problem')} IS NOT NULL)`, { describe: 'Its invoice could not be made.' }),
    endsSoon: expression('boolean', (t) => sql`(${col(t, 'endsOn')} IS NOT NULL AND ${col(t, 'endsOn')} >= ${todaySql} AND ${col(t, 'endsOn')} <= ${todaySql} + ${col(t, 'reminderDays')})`, { describe: 'Its last day is within its days of reminder.' }),
    billed: expression('money', billed(sql`b."netMinor"`), { currency: (t) => col(t, 'currencyCode'), inCompany: billed(worth('b')), describe: 'Net of all that was invoiced, less what was given back.' }),
  },
  ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), order: one('Order', 'orderId', { permission: 'orders.read' }), quotation: one('Quotation', 'quotationId', { permission: 'quotations.read' }) },
  manies: { lines: lines('ContractLine', 'contractId', 'no'), pauses: lines('ContractPause', 'contractId', 'fromOn'), billings: pages('ContractBilling', 'contractId'), timeline: timelineOf() },
  listing: {
    field: 'contracts', defaultOrder: 'NUMBER_DESC', totals: ['billed'], emptyLast: ['endsOn', 'nextOn'],
    orderBy: { NUMBER: 'number', NAME: 'name', CUSTOMER: 'customer.name', STARTS_ON: 'startsOn', ENDS_ON: 'endsOn', NEXT_ON: 'nextOn', BILLED: 'billed' }, search: ['number', 'name', 'customer.name', 'customerReference'], describe: 'Contracts that are invoiced again and again.',
  },
});
entity('ContractLine', {
  permission, rows: ofVisible, describe: 'What a contract charges for each period, from a day to a day.',
  fields: { no: column(), validFrom: column(), validTo: column(), description: column(), quantity: column(), unitPrice: column(undefined, { describe: 'For one period; null: the list price of the day.' }), priceFrom: column(), discountRate: column() },
  ones: { product: one('Product', 'productId', { permission: 'catalogue.read' }), account: one('Account', 'accountId', { permission: 'accounts.read' }), taxCode: one('TaxCode', 'taxCodeId') },
});
entity('ContractPause', { permission, rows: ofVisible, describe: 'Days that are not charged.', fields: { fromOn: column(), toOn: column(), reason: column() } });
entity('ContractBilling', {
  permission, rows: own, describe: 'What was invoiced of a contract for a period, or put right later.',
  fields: { kind: column(), periodFrom: column(), periodTo: column(), billedOn: column(), currencyCode: column(), net: money(undefined, { inCompany: (t) => sql`coalesce(${worth(t)}, 0)::bigint` }), recordedAt: column() },
  ones: { contract: one('Contract', 'contractId'), customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), invoice: one('Invoice', 'invoiceId', { permission: 'invoices.read' }) },
  listing: { field: 'contractBillings', defaultOrder: 'BILLED_ON_DESC', totals: ['net'], orderBy: { BILLED_ON: 'billedOn', PERIOD: 'periodFrom', NET: 'net', CUSTOMER: 'customer.name' }, search: ['contract.number', 'customer.name', 'invoice.number'] },
});
entity('Deferral', {
  permission: 'journal.read', rows: own, describe: 'Revenue that is earned in a later month.', fields: {
    month: column(), currencyCode: column(), amount: money(undefined, { inCompany: (t) => col(t, 'companyMinor') }), companyAmount: money('companyMinor', { currency: 'company', describe: 'In company money, at the rate of its invoice.' }), isReleased: expression('boolean', (t) => sql`(${col(t, 'releaseId')} IS NOT NULL)`), version: column(),
  },
  ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), invoice: one('Invoice', 'invoiceId'), account: one('Account', 'accountId'), release: one('DeferralRelease', 'releaseId') },
  listing: { field: 'deferrals', defaultOrder: 'MONTH_ASC', totals: ['amount'], orderBy: { MONTH: 'month', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, search: ['customer.name', 'invoice.number'] },
});
entity('DeferralRelease', {
  permission: 'journal.read', describe: 'The revenue of a month that was deferred to it.', fields: { number: column(), month: column(), effectiveOn: column(), currencyCode: column(), amount: money(), reversedOn: column(), reversalReason: column(), recordedAt: column() },
  ones: { entry: one('JournalEntry', 'entryId') }, manies: { deferrals: lines('Deferral', 'releaseId', 'id'), timeline: timelineOf() },
  listing: { field: 'deferralReleases', defaultOrder: 'MONTH_DESC', totals: ['amount'], orderBy: { MONTH: 'month', NUMBER: 'number', AMOUNT: 'amount' }, search: ['number'] },
});
extend('Customer', { manies: { contracts: pages('Contract', 'customerId', { permission }) } });
extend('Order', { manies: { contracts: pages('Contract', 'orderId', { permission }) } });
extend('Quotation', { manies: { contracts: pages('Contract', 'quotationId', { permission }) } });

recordActions('Contract', { contract: itself('Contract'), pauses: rowsFact('ContractPause', (t) => sql`f."contractId" = ${col(t, 'id')}`) }, ({ contract, pauses }, { today }) => {
  const running = () => demandRunning(contract, today);
  return [
    recordAction('billContract', 'invoices.post', () => { if (contract.nextOn === null || contract.nextOn > today) throw ContractNotDue({ number: contract.number }); }),
    recordAction('updateContract', 'contracts.write', () => undefined),
    recordAction('changeContract', 'contracts.write', running), recordAction('raiseContracts', 'contracts.manage', running),
    recordAction('pauseContract', 'contracts.write', () => { running(); demandPaused({ contract, pauses }, false); }),
    recordAction('resumeContract', 'contracts.write', () => { running(); demandPaused({ contract, pauses }, true); }),
    recordAction('endContract', 'contracts.write', running),
  ];
});
recordActions('DeferralRelease', { release: itself('DeferralRelease') }, ({ release }) => [recordAction('reverseDeferralRelease', 'journal.post', () => { if (release.reversedOn) throw ReleaseReversed({ number: release.number }); })]);
for (const name of ['Order', 'Quotation']) recordActions(name, {}, () => [recordAction('createContract', 'contracts.write', () => undefined)]);

reportType('ContractPreviewLine', 'A line as it would be charged.', { description: 'text', from: 'day', to: 'day', days: 'int', unitPrice: 'price', why: 'text?', net: 'money' });
reportType('ContractPreviewPeriod', 'An invoice of a contract that is to come; `priceless` names lines that no list has a price for.', { from: 'day', to: 'day', billedOn: 'day', net: 'money', worth: 'money?', priceless: 'text?', lines: 'reports:ContractPreviewLine' });
reportType('ContractPreview', 'The invoices of a contract in the next twelve months, in its currency; `worth`: in company money at `rate`, the last one known, of the day `ratedOn`; null while there is none.', { net: 'money', worth: 'money?', rate: 'fx?', ratedOn: 'day?', periods: 'reports:ContractPreviewPeriod' });
reportQuery('contractPreview', { describe: 'What a contract would be invoiced in the next twelve months, as it and prices stand today: each period by the prices of its day, the customer\'s own before lists; `why` tells where a price comes from that is not the contract\'s.', permission, type: 'ContractPreview', nullable: true, report: contractPreview });
reportType('RecurringMonth', 'What contracts bring a month at its end, and why that moved; all months at one rate, so that nothing of it is exchange.', { month: 'day', on: 'day', opening: 'money', started: 'money', raised: 'money', cut: 'money', ended: 'money', closing: 'money', contracts: 'int' });
reportType('RecurringContract', 'What a contract brings a month, in its currency; `worth`: in company money.', { contract: 'record:Contract', number: 'text', customer: 'record:Customer', customerName: 'text', name: 'text', monthly: 'money', worth: 'money', endsOn: 'day?' });
reportType('RecurringCurrency', 'What contracts in a currency bring, in it; `worth`: a month in company money at `rate`, the last one on or before the last day, of the day `ratedOn`.', { currencyCode: 'text', monthly: 'money', yearly: 'money', worth: 'money', rate: 'fx?', ratedOn: 'day?', contracts: 'int', months: 'reports:RecurringMonth' });
reportType('RecurringRevenue', 'Recurring revenue by month in company money, and by currency; contracts by what they bring at the end, the first hundred.', { from: 'day', to: 'day', monthly: 'money', yearly: 'money', months: 'reports:RecurringMonth', currencies: 'reports:RecurringCurrency', contracts: 'reports:RecurringContract' });
reportQuery('recurringRevenue', { describe: 'What contracts bring a month, month by month: opening, new, raised, cut, ended, closing. A year is twelve months, a week 7/365 of it; pauses count as ended. Sums are company money at the last rates on or before the last day; `currencies` tells each currency in itself.', permission, type: 'RecurringRevenue', report: recurringRevenue });

mutations(createContract, updateContract, changeContract, raiseContracts, pauseContract, resumeContract, endContract, billContract, releaseDeferrals, reverseDeferralRelease);
