import { useT } from '../i18n/useT.ts';

const columns = ['debit', 'credit', 'balance', 'amount', 'revenue', 'expense', 'profit', 'totalAssets', 'totalLiabilities', 'totalEquity', 'result', 'opening', 'closing', 'receivable', 'unapplied', 'shippedNotInvoiced',
  'openOrders', 'exposure', 'notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90'] as const;

/** What the columns and sums of saved reports are called. */
export function useColumnName(): (column: string) => string {
  const t = useT();
  return (column) => {
    const known = columns.find((each) => each === column);
    return known ? t(`books.column.${known}`) : column;
  };
}
