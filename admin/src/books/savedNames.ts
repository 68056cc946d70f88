import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { savedNames } from './savedQueries.ts';

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

const NAMED_MOST = 500;
/** Whose lines a report has, where it has those of records at all: they are kept by id, as names change. */
const kinds: Record<string, { type: string; permission: string }> = {
  ...Object.fromEntries(['RECEIVABLES_BY_AGE', 'EXPOSURE'].map((kind) => [kind, { type: 'Customer', permission: 'customers.read' }])),
  ...Object.fromEntries(['TRIAL_BALANCE', 'PROFIT_AND_LOSS', 'BALANCE_SHEET'].map((kind) => [kind, { type: 'Account', permission: 'accounts.read' }])),
};

/** What the records of lines are called now, by the lines' keys; those of a very long report beyond the first are not asked for. */
export function useLineNames(kind: string, keys: readonly string[]): ReadonlyMap<string, string> {
  const of = kinds[kind];
  const asked = keys.slice(0, NAMED_MOST);
  const { data } = useAsk(savedNames, { ids: of ? asked.map((key) => btoa(`${of.type}:${key}`)) : [] }, of !== undefined && asked.length > 0 && may(of.permission));
  return new Map(asked.flatMap((key, index): [string, string][] => {
    const found = data?.nodes[index];
    return found && 'name' in found ? [[key, found.name]] : [];
  }));
}
