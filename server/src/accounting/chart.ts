import type { AccountType } from '../generated/rows.ts';

interface ChartAccount { code: string; name: string; type: AccountType; isOpenItem?: boolean; isCash?: boolean }

/** The default chart, as docs/ledger.md has it; a company may add accounts, the codes below are what postings use. */
const chart = [
  { code: '1000', name: 'Bank', type: 'ASSET', isCash: true },
  { code: '1010', name: 'Cash', type: 'ASSET', isCash: true },
  { code: '1050', name: 'Channel clearing', type: 'ASSET', isCash: true },
  { code: '1060', name: 'Disputed payments', type: 'ASSET' },
  { code: '1100', name: 'Receivables', type: 'ASSET', isOpenItem: true },
  { code: '1190', name: 'Doubtful allowance', type: 'ASSET' },
  { code: '1195', name: 'Receivable revaluation', type: 'ASSET' },
  { code: '1300', name: 'Stock', type: 'ASSET' },
  { code: '1310', name: 'Shipped not invoiced', type: 'ASSET' },
  { code: '1400', name: 'Input tax', type: 'ASSET' },
  { code: '2000', name: 'Payables', type: 'LIABILITY', isOpenItem: true },
  { code: '2100', name: 'Customer credits', type: 'LIABILITY', isOpenItem: true },
  { code: '2110', name: 'Customer deposits', type: 'LIABILITY', isOpenItem: true },
  { code: '2115', name: 'Tax on deposits', type: 'LIABILITY' },
  { code: '2120', name: 'Unidentified receipts', type: 'LIABILITY', isOpenItem: true },
  { code: '2130', name: 'Deferred income', type: 'LIABILITY' },
  { code: '2200', name: 'Output tax', type: 'LIABILITY' },
  { code: '2300', name: 'Received not invoiced', type: 'LIABILITY' },
  { code: '2310', name: 'Landed cost accrued', type: 'LIABILITY' },
  { code: '2400', name: 'Commission payable', type: 'LIABILITY' },
  { code: '3000', name: 'Opening balances', type: 'EQUITY' },
  { code: '3100', name: 'Retained earnings', type: 'EQUITY' },
  { code: '4000', name: 'Revenue', type: 'REVENUE' },
  { code: '4010', name: 'Freight income', type: 'REVENUE' },
  { code: '4100', name: 'Discounts', type: 'REVENUE' },
  { code: '4200', name: 'Credit notes', type: 'REVENUE' },
  { code: '4300', name: 'Early-payment discount', type: 'REVENUE' },
  { code: '4900', name: 'Interest and fees', type: 'REVENUE' },
  { code: '5000', name: 'Cost of goods', type: 'EXPENSE' },
  { code: '5010', name: 'Cost corrections', type: 'EXPENSE' },
  { code: '5200', name: 'Count differences', type: 'EXPENSE' },
  { code: '5210', name: 'Spoilage', type: 'EXPENSE' },
  { code: '5220', name: 'Own use', type: 'EXPENSE' },
  { code: '5300', name: 'Freight out', type: 'EXPENSE' },
  { code: '5400', name: 'Payment fees', type: 'EXPENSE' },
  { code: '5500', name: 'Commission', type: 'EXPENSE' },
  { code: '5600', name: 'Cost of returns', type: 'EXPENSE' },
  { code: '5700', name: 'Bad debt', type: 'EXPENSE' },
  { code: '5710', name: 'Bad debt recovered', type: 'EXPENSE' },
  { code: '6000', name: 'Operating costs', type: 'EXPENSE' },
  { code: '6100', name: 'Rent', type: 'EXPENSE' },
  { code: '6200', name: 'Wages', type: 'EXPENSE' },
  { code: '6300', name: 'Office and communication', type: 'EXPENSE' },
  { code: '6900', name: 'Allocated out', type: 'EXPENSE' },
  { code: '6910', name: 'Allocated to orders', type: 'EXPENSE' },
  { code: '7000', name: 'Realised exchange difference', type: 'EXPENSE' },
  { code: '7010', name: 'Unrealised exchange difference', type: 'EXPENSE' },
  { code: '7020', name: 'Rounding', type: 'EXPENSE' },
] as const satisfies ChartAccount[];

/** An account that postings name. */
export type AccountCode = (typeof chart)[number]['code'];
export const chartAccounts: readonly ChartAccount[] = chart;
