import sql, { raw } from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, money, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { previewInvoiceRun } from './previewInvoiceRun.ts';
import { cancelInvoiceRun, demandUnderWay, startInvoiceRun } from './invoiceRuns.ts';
import { setInvoiceSchedule } from './invoiceSchedule.ts';

const currency = (t: string) => col(t, 'currencyCode');
const ofEntries = (value: string, where: string) => (t: string) => sql`(SELECT ${raw(value)} FROM "InvoiceRunEntry" n WHERE n."runId" = ${col(t, 'id')} AND ${raw(where)})`;
const counted = (where: string, describe?: string) => expression('int', ofEntries('count(*)::int', where), describe ? { describe } : {});

entity('InvoiceRun', {
  permission: 'invoices.read', describe: 'One making of all invoices that are due. It goes on by itself; what it could not invoice says why.',
  // Whoever sees but some customers does not see what is made for all.
  rows: (alias, viewer) => ownCustomers('customerId')(alias, viewer),
  fields: {
    number: column(), status: column(), upTo: column(), issuedOn: column(), currencyCode: column(), askedByName: column(), createdAt: column(), finishedAt: column(), version: column(),
    entries: counted('TRUE', 'The invoices that it is to make.'), invoiced: counted(`n.status = 'INVOICED'`), waiting: counted(`n.status = 'WAITING'`),
    held: counted(`n.status = 'HELD'`), failed: counted(`n.status = 'FAILED'`), skipped: counted(`n.status = 'SKIPPED'`, 'Invoiced or taken back meanwhile.'),
    due: expression('money', ofEntries('coalesce(sum(n."totalMinor"), 0)', 'TRUE'), { currency, describe: 'What its shipments came to.' }),
    invoicedTotal: expression('money', (t) => sql`(SELECT coalesce(sum(coalesce(i."companyTotalMinor", i."totalMinor")), 0) FROM "InvoiceRunEntry" n JOIN "Invoice" i ON i.id = n."invoiceId" WHERE n."runId" = ${col(t, 'id')})`, { currency }),
  },
  ones: { customer: one('Customer', 'customerId') },
  manies: { timeline: timelineOf() },
  listing: {
    field: 'invoiceRuns', defaultOrder: 'CREATED_AT_DESC', orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number', ISSUED_ON: 'issuedOn', UP_TO: 'upTo' },
    search: ['number', 'askedByName'], totals: ['due', 'invoicedTotal'], describe: 'Runs of invoices.',
  },
});
entity('InvoiceRunEntry', {
  permission: 'invoices.read', rows: ownCustomers('customerId'), describe: 'What one invoice of a run is to cover.',
  fields: {
    no: column(), cycle: column(), status: column(), reason: column(undefined, { describe: 'Why there is no invoice.' }), total: money(), currencyCode: column(),
    shipments: expression('text', (t) => sql`coalesce((SELECT string_agg(s.number, ', ' ORDER BY s.number) FROM "Shipment" s WHERE s.id = ANY(${col(t, 'shipmentIds')}::uuid[])), '')`),
  },
  ones: { run: one('InvoiceRun', 'runId'), customer: one('Customer', 'customerId'), invoice: one('Invoice', 'invoiceId') },
  listing: {
    field: 'invoiceRunEntries', defaultOrder: 'NO_ASC', orderBy: { NO: 'no', TOTAL: 'total', STATUS: 'status', CUSTOMER: 'customer.name' }, search: ['customer.name', 'invoice.number'], totals: ['total'],
  },
});
extend('InvoiceRun', { manies: { lines: pages('InvoiceRunEntry', 'runId') } });
const ofSchedule = (value: string) => (t: string) => sql`(SELECT ${raw(value)} FROM "InvoiceSchedule" n WHERE n."customerId" = ${col(t, 'id')})`;
extend('Customer', {
  fields: {
    invoiceCycle: expression('enum:InvoiceCycle', (t) => sql`coalesce(${ofSchedule('n.cycle')(t)}, 'SHIPMENT')`, { describe: 'When what is shipped is invoiced.' }),
    invoiceDay: expression('int', ofSchedule('n.day'), { nullable: true, describe: 'The last day of a week (1 is Monday) or month of invoices.' }),
    isInvoicedTogether: expression('boolean', (t) => sql`coalesce(${ofSchedule('n."isConsolidated"')(t)}, FALSE)`, { describe: 'One invoice for all orders of a week or month.' }),
  },
});

recordActions('Customer', {}, () => [recordAction('setInvoiceSchedule', 'customers.manage', () => undefined)]);
recordActions('InvoiceRun', { run: itself('InvoiceRun') }, ({ run }) => [recordAction('cancelInvoiceRun', 'invoices.post', () => demandUnderWay(run))]);

reportType('DueInvoice', 'An invoice that a run would make.', { customer: 'record:Customer', name: 'text', cycle: 'enum:InvoiceCycle', shipments: 'int', from: 'day', to: 'day', total: 'money' });
reportType('InvoiceRunPreview', 'What a run would make now.', { upTo: 'day', invoices: 'int', shipments: 'int', total: 'money', later: 'int', laterTotal: 'money', rows: 'reports:DueInvoice' });
reportQuery('previewInvoiceRun', {
  describe: 'What a run would invoice, without writing anything; and what is shipped but not due by its customer\'s cycle.', permission: 'invoices.read', type: 'InvoiceRunPreview', report: previewInvoiceRun,
});

mutations(setInvoiceSchedule, startInvoiceRun, cancelInvoiceRun);
