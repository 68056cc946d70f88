import { reportQuery, reportType, type ReportKind } from '../reports.ts';
import { supplierComparison } from './supplierComparison.ts';
import { supplierScorecard } from './supplierScorecard.ts';

const figures = {
  onTimeShare: 'rate?', rejectShare: 'rate?', leadTimeMean: 'rate?', leadTimeVariance: 'rate?', leadTimeDeviation: 'rate?',
} satisfies Record<string, ReportKind>;

reportType('ComparedSupplier', 'What a product costs and how it comes from a supplier.', {
  supplier: 'record:Supplier', rank: 'int', isPreferred: 'boolean', isActive: 'boolean', unitCost: 'price?', quotedCost: 'price?', quotedCurrencyCode: 'text?', quantity: 'quantity',
  nextFrom: 'quantity?', nextCost: 'price?', leadTimeDays: 'int?', extraCost: 'price?', landedCost: 'price?', expectedCost: 'price?', received: 'quantity', receipts: 'int',
  lastReceivedOn: 'day?', ...figures,
});
reportType('SupplierComparison', 'All who sell a product or have delivered it, the best first.', { rows: 'reports:ComparedSupplier' });
reportQuery('supplierComparison', {
  describe: 'All who sell a product or have delivered it, ranked by what a unit will cost: the price of today for the quantity plus what freight, duty and bills added a unit.',
  permission: 'purchasing.read', type: 'SupplierComparison', report: supplierComparison,
});

const sums = { receipts: 'int', value: 'money', extra: 'money', rejected: 'money', overdue: 'money', ...figures } satisfies Record<string, ReportKind>;
reportType('ScoredMonth', 'How a supplier did in a month.', { month: 'day', ...sums });
reportType('SupplierScore', 'How a supplier did in all.', sums);
reportType('SupplierScorecard', 'How a supplier did over a time.', { from: 'day', to: 'day', months: 'reports:ScoredMonth', total: 'report:SupplierScore' });
reportQuery('supplierScorecard', {
  describe: 'How a supplier did, month by month and in all: value received, cost beyond the order\'s price, share on time and rejected (by value), days from order to receipt.',
  permission: 'purchasing.read', type: 'SupplierScorecard', report: supplierScorecard,
});
