import { reportQuery, reportType } from '../reports.ts';
import { accountExceptions } from './accountExceptions.ts';
import { invoiceTimeliness, notInvoiced } from './notInvoiced.ts';

reportType('NotInvoicedAge', 'What has left and is on no invoice, of an age.', { age: 'text', shipments: 'int', total: 'money', cost: 'money' });
reportType('NotInvoicedShipment', 'A shipment that is on no invoice.', {
  shipment: 'record:Shipment', order: 'record:Order', customer: 'record:Customer', number: 'text', shippedOn: 'day', deliveredOn: 'day?', days: 'int', cycle: 'enum:InvoiceCycle', isHeld: 'boolean', total: 'money', cost: 'money',
});
reportType('NotInvoiced', 'What has left and is on no invoice.', {
  on: 'day', shipments: 'int', total: 'money', cost: 'money', ledger: 'money?', difference: 'money?', ages: 'reports:NotInvoicedAge', rows: 'reports:NotInvoicedShipment',
});
reportType('InvoiceTimeliness', 'Hours from a shipment to its invoice.', { from: 'day', to: 'day', shipments: 'int', medianHours: 'text?', p90Hours: 'text?', withinDay: 'int' });
reportType('AccountExceptionCount', 'How many exceptions there are of a kind.', { kind: 'enum:AccountException', count: 'int' });
reportType('AccountExceptionRow', 'An account that wants somebody to look at it, with owner and age; `subject` is the record that it is about.', {
  kind: 'enum:AccountException', customer: 'record:Customer', customerName: 'text', subject: 'text', subjectLabel: 'text', amount: 'money?', since: 'day', days: 'int', ownerName: 'text?', ownerRole: 'enum:Role?', detail: 'text',
});
reportType('AccountExceptions', 'Accounts that want somebody to look at them.', { total: 'int', counts: 'reports:AccountExceptionCount', rows: 'reports:AccountExceptionRow' });

reportQuery('notInvoiced', { describe: 'What has left and is on no invoice, by age; at cost it is account 1310.', permission: 'costs.read', type: 'NotInvoiced', report: notInvoiced });
reportQuery('invoiceTimeliness', { describe: 'Hours from shipment to invoice, of invoices issued between two days: median, 90th percentile, and how many within a day.', permission: 'invoices.read', type: 'InvoiceTimeliness', report: invoiceTimeliness });
reportQuery('accountExceptions', {
  describe: 'Unbilled, held, wrong terms, paid short again, returned mail, disputed, over the limit, unapplied: one list, oldest first.', permission: 'openItems.read', type: 'AccountExceptions', report: accountExceptions,
});
