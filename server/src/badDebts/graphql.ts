import sql from 'sql-template-tag';
import { demandStanding } from '../charges/charge.ts';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery, reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { bigintFact, itself, rowFact } from '../shared/facts.ts';
import { minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { badDebtRatio, provisionPreview, smallBalances } from './reports.ts';
import { demandStandingRun, postProvision, reverseProvision, saveProvisionMatrix } from './provisionRuns.ts';
import { demandStandingRecovery, recordRecovery, reverseRecovery } from './recoveries.ts';
import { demandPosted, provideFor, releaseProvision } from './specificProvisions.ts';
import { demandOwed, demandStatus } from './writeOffRules.ts';
import { saveBadDebtSettings } from './settings.ts';
import { cancelWriteOff, demandNotRecovered, reverseWriteOff, writeOffDebt } from './writeOffs.ts';
import { writeOffSmall } from './writeOffSmall.ts';

const permission = 'badDebts.read';
const rows = ownCustomers('customerId');
const currency = (t: string) => col(t, 'currencyCode');
const recovered = (t: string) => sql`(SELECT coalesce(sum(p."amountMinor"), 0) FROM "RecoveryPart" p JOIN "Recovery" r ON r.id = p."recoveryId" AND r.status = 'POSTED' WHERE p."writeOffId" = ${col(t, 'id')})`;
const debt = (t: string, value: ReturnType<typeof sql>) => sql`(SELECT ${value} FROM "OpenItem" i WHERE i.id = ${col(t, 'openItemId')})`;

entity('WriteOff', {
  permission, rows, describe: 'A debt, or a part of it, that the firm gives up.',
  fields: {
    number: column(), status: column(), reason: column(), note: column(), currencyCode: column(), amount: money(), tax: money(), writtenOffOn: column(), askedByName: column(), approvedByName: column(), createdAt: column(), reversedOn: column(), reversalReason: column(), version: column(),
    recovered: expression('money', recovered, { currency, describe: 'What of it came after all.' }), lost: expression('money', (t) => sql`CASE WHEN ${col(t, 'status')} = 'POSTED' THEN ${col(t, 'amountMinor')} - ${recovered(t)} ELSE 0 END`, { currency, describe: 'What is lost by it, less what came after all.' }),
    document: expression('text', (t) => debt(t, sql`i.number`), { describe: 'The number of what is given up.' }), source: expression('uuid', (t) => debt(t, sql`i."sourceId"`), { askable: false }), sourceType: expression('text', (t) => debt(t, sql`i."sourceType"`), { describe: 'What the debt comes from.' }),
    isSmall: expression('boolean', (t) => sql`(${col(t, 'batchId')} IS NOT NULL)`, { describe: 'One of many small balances.' }),
  },
  ones: { customer: one('Customer', 'customerId'), openItem: one('OpenItem', 'openItemId', { permission: 'openItems.read' }), approval: one('Approval', 'approvalId', { permission: 'approvals.read' }) },
  manies: { recoveryParts: lines('RecoveryPart', 'writeOffId', 'id'), entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: {
    field: 'writeOffs', defaultOrder: 'CREATED_AT_DESC', totals: ['amount', 'tax', 'recovered', 'lost'], search: ['number', 'document', 'customer.name', 'note'], describe: 'What was written off, with what of it came after all.',
    orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number', WRITTEN_OFF_ON: 'writtenOffOn', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, emptyLast: ['writtenOffOn'],
  },
});
entity('Recovery', {
  permission, rows, describe: 'Money that came after all for what was written off.',
  fields: { number: column(), status: column(), recoveredOn: column(), currencyCode: column(), amount: money(), tax: money(), note: column(), reversedOn: column(), reversalReason: column(), createdByName: column(), createdAt: column() },
  ones: { customer: one('Customer', 'customerId'), payment: one('Payment', 'paymentId', { permission: 'payments.read' }), openItem: one('OpenItem', 'openItemId', { permission: 'openItems.read' }) },
  manies: { parts: lines('RecoveryPart', 'recoveryId'), entries: lines('JournalEntry', 'sourceId', 'sequence') },
  listing: { field: 'recoveries', defaultOrder: 'RECOVERED_ON_DESC', orderBy: { RECOVERED_ON: 'recoveredOn', NUMBER: 'number', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, totals: ['amount', 'tax'], search: ['number', 'customer.name', 'note'], describe: 'What came after all.' },
});
entity('RecoveryPart', {
  permission, describe: 'Of which write-off how much came after all.', rows: (alias, viewer) => { const own = rows('r', viewer); return own && sql`EXISTS (SELECT FROM "Recovery" r WHERE r.id = ${col(alias, 'recoveryId')} AND ${own})`; },
  fields: { no: column(), currencyCode: column(), amount: money(), tax: money() }, ones: { recovery: one('Recovery', 'recoveryId'), writeOff: one('WriteOff', 'writeOffId') },
});
entity('ProvisionMatrix', {
  permission, describe: 'Which part of what is owed is taken as lost, from a day on.', fields: { startsOn: column(), note: column(), createdByName: column(), recordedAt: column() }, manies: { rates: lines('ProvisionRate', 'matrixId', 'bucket') },
  listing: { field: 'provisionMatrices', defaultOrder: 'STARTS_ON_DESC', orderBy: { STARTS_ON: 'startsOn', RECORDED_AT: 'recordedAt' }, search: ['note'], describe: 'Provision matrices, with all that they once were.' },
});
entity('ProvisionRate', { permission, describe: 'A rate of a provision matrix.', fields: { bucket: column(), riskClass: column(), rate: column() }, ones: { matrix: one('ProvisionMatrix', 'matrixId') } });
entity('ProvisionRun', {
  permission, describe: 'The provision for all receivables as of a day.',
  fields: { number: column(), asOf: column(), knownAt: column(), status: column(), currencyCode: column(), base: money(), total: money(), createdByName: column(), createdAt: column(), reversedOn: column(), reversalReason: column(), version: column() },
  ones: { matrix: one('ProvisionMatrix', 'matrixId'), previous: one('ProvisionRun', 'previousId') },
  manies: { lines: pages('ProvisionLine', 'runId'), entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: { field: 'provisionRuns', defaultOrder: 'CREATED_AT_DESC', orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number', AS_OF: 'asOf', TOTAL: 'total' }, totals: [], search: ['number'], describe: 'Provisions that were posted.' },
});
entity('ProvisionLine', {
  permission, rows, describe: 'What is provided for a customer by an age.', fields: { riskClass: column(), bucket: column(), rate: column(), currencyCode: column(), base: money(), amount: money() },
  ones: { run: one('ProvisionRun', 'runId'), customer: one('Customer', 'customerId') },
  listing: { field: 'provisionLines', defaultOrder: 'AMOUNT_DESC', orderBy: { AMOUNT: 'amount', CUSTOMER: 'customer.name', BUCKET: 'bucket' }, totals: ['base', 'amount'], search: ['customer.name'], describe: 'What is provided, by customer and age.' },
});
entity('SpecificProvision', {
  permission, rows, describe: 'A provision for one debt, by hand.',
  fields: { number: column(), status: column(), currencyCode: column(), amount: money(), reason: column(), postedOn: column(), endedOn: column(), endReason: column(), createdByName: column(), createdAt: column(), version: column(), document: expression('text', (t) => debt(t, sql`i.number`), { describe: 'The number of the debt.' }) },
  ones: { customer: one('Customer', 'customerId'), openItem: one('OpenItem', 'openItemId', { permission: 'openItems.read' }) },
  listing: { field: 'specificProvisions', defaultOrder: 'POSTED_ON_DESC', orderBy: { POSTED_ON: 'postedOn', NUMBER: 'number', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, totals: ['amount'], search: ['number', 'document', 'customer.name', 'reason'], describe: 'Provisions for single debts.' },
});
entity('BadDebtSettings', { permission, describe: 'What goes with bad debts.', fields: { relievesTax: column(), small: money(), smallAfterDays: column(), currencyCode: column(), version: column() } });
recordsQuery('badDebtSettings', { describe: 'What goes with bad debts: one, or none while the defaults hold.', entity: 'BadDebtSettings', args: {}, most: 1, where: () => sql`TRUE`, order: (t) => col(t, 'id') });
extend('Customer', { manies: { writeOffs: pages('WriteOff', 'customerId'), recoveries: pages('Recovery', 'customerId'), specificProvisions: pages('SpecificProvision', 'customerId') } });

const item = rowFact('OpenItem', (t) => sql`f.id = ${col(t, 'openItemId')}`);
const provision = rowFact('SpecificProvision', (t) => sql`f."openItemId" = ${col(t, 'openItemId')} AND f.status = 'POSTED'`);
const onDebt = { item, provision };
recordActions('Invoice', onDebt, ({ item: owed, provision: standing }) => (owed && owed.amountMinor > 0n ? [
  recordAction('writeOffDebt', 'badDebts.writeOff', () => demandOwed(owed, minor(1))),
  ...(standing ? [] : [recordAction('provideFor', 'badDebts.provide', () => demandOwed(owed, minor(1)))]),
] : []));
recordActions('Charge', { charge: itself('Charge'), ...onDebt }, ({ charge, item: owed, provision: standing }) => (owed ? [
  recordAction('writeOffDebt', 'badDebts.writeOff', () => { demandStanding(charge); demandOwed(owed, minor(1)); }),
  ...(standing ? [] : [recordAction('provideFor', 'badDebts.provide', () => { demandStanding(charge); demandOwed(owed, minor(1)); })]),
] : []));
recordActions('WriteOff', { row: itself('WriteOff'), came: bigintFact(recovered) }, ({ row, came }) => [
  recordAction('cancelWriteOff', 'badDebts.writeOff', () => demandStatus(row, 'WAITING')),
  recordAction('reverseWriteOff', 'badDebts.writeOff', () => { demandStatus(row, 'POSTED'); demandNotRecovered(row, minor(came)); }),
]);
recordActions('Recovery', { recovery: itself('Recovery') }, ({ recovery }) => [recordAction('reverseRecovery', 'badDebts.recover', () => demandStandingRecovery(recovery))]);
recordActions('ProvisionRun', { run: itself('ProvisionRun') }, ({ run }) => [recordAction('reverseProvision', 'badDebts.provide', () => demandStandingRun(run))]);
recordActions('SpecificProvision', { row: itself('SpecificProvision') }, ({ row }) => [recordAction('releaseProvision', 'badDebts.provide', () => demandPosted(row))]);
recordActions('Customer', {}, () => [recordAction('recordRecovery', 'badDebts.recover', () => undefined)]);

reportType('ProvisionPreviewLine', 'What would be provided for a customer by an age.', { customer: 'record:Customer', customerName: 'text', riskClass: 'text?', bucket: 'enum:AgeBucket', base: 'money', rate: 'rate', amount: 'money' });
reportType('ProvisionPreview', 'A provision before it is posted.', { asOf: 'day', hasMatrix: 'boolean', matrixFrom: 'day?', base: 'money', total: 'money', before: 'money', difference: 'money', previous: 'text?', lines: 'reports:ProvisionPreviewLine' });
reportQuery('provisionPreview', { describe: 'What postProvision would provide as of a day, beside what stands; nothing is written.', permission, type: 'ProvisionPreview', report: provisionPreview });
reportType('SmallBalance', 'A small balance that has been due for long.', { openItem: 'record:OpenItem', number: 'text', kind: 'enum:OpenItemKind', customer: 'record:Customer', customerName: 'text', dueOn: 'day', open: 'money' });
reportType('SmallBalances', 'Small balances that have been due for long.', { limit: 'money', days: 'int', count: 'int', total: 'money', items: 'reports:SmallBalance' });
reportQuery('smallBalances', { describe: 'What writeOffSmall would write off; nothing is written.', permission, type: 'SmallBalances', report: smallBalances });
reportType('BadDebtGroup', 'What was lost of what was sold.', { name: 'text', month: 'text?', customer: 'record:Customer?', salesPerson: 'record:SalesPerson?', revenue: 'money', writtenOff: 'money', recovered: 'money', net: 'money', ratio: 'rate?' });
reportType('BadDebtRatio', 'What was lost of what was sold.', { from: 'day', to: 'day', groups: 'reports:BadDebtGroup', revenue: 'money', writtenOff: 'money', recovered: 'money', net: 'money', ratio: 'rate?' });
reportQuery('badDebtRatio', {
  describe: '(5700 without provisions − 5710) ÷ (4000 + 4010 − 4100 − 4200 − 4300), all as booked between two days. By customer or sales person: of the order, else of the line.', permission, type: 'BadDebtRatio', report: badDebtRatio,
});

mutations(writeOffDebt, cancelWriteOff, reverseWriteOff, writeOffSmall, saveBadDebtSettings, provideFor, releaseProvision, saveProvisionMatrix, postProvision, reverseProvision, recordRecovery, reverseRecovery);
