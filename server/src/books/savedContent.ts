// Pure: a report as text that is the same whenever it says the same, and what differs between two of them.
// Names are not in it, as they change: accounts stand with their codes, customers with their ids.
import type { BalanceSheet } from '../accounting/balanceSheet.ts';
import type { ProfitAndLoss } from '../accounting/profitAndLoss.ts';
import type { AccountBalance, TrialBalance } from '../accounting/trialBalance.ts';
import type { SavedReportKind } from '../generated/rows.ts';
import type { ReceivablesByAge } from '../receivables/receivablesByAge.ts';
import type { Statement } from '../receivables/statement.ts';
import { printMoney, type Minor } from '../shared/money.ts';
import type { ExposureAsOf } from './exposureAsOf.ts';

export interface SavedLine { key: string; group: string; label: string; amounts: Record<string, string> }
export interface SavedContent { kind: SavedReportKind; currencyCode: string; lines: SavedLine[]; totals: Record<string, string> }
/** The reports that can be saved, by kind. */
export interface Saveable {
  TRIAL_BALANCE: TrialBalance; PROFIT_AND_LOSS: ProfitAndLoss; BALANCE_SHEET: BalanceSheet; RECEIVABLES_BY_AGE: ReceivablesByAge; EXPOSURE: ExposureAsOf; STATEMENT: Statement;
}

type Amounts = Record<string, Minor>;
interface Drawn { lines: { key: string; group: string; label: string; amounts: Amounts }[]; totals: Amounts }

const ofAccount = ({ account, code, type, debit, credit }: AccountBalance) => ({ key: account, group: type, label: code, amounts: { debit, credit } });
const sheetLine = ({ account, code, type, balance }: AccountBalance) => ({ key: account, group: type, label: code, amounts: { balance } });
const ages = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90', 'unapplied', 'balance'] as const;
const parts = ['receivable', 'unapplied', 'shippedNotInvoiced', 'openOrders', 'exposure'] as const;
const pick = <K extends string>(names: readonly K[], from: Record<K, Minor>): Amounts => Object.fromEntries(names.map((name) => [name, from[name]]));

const drawn: { [K in SavedReportKind]: (report: Saveable[K]) => Drawn } = {
  TRIAL_BALANCE: ({ rows, debit, credit }) => ({ lines: rows.map(ofAccount), totals: { debit, credit } }),
  PROFIT_AND_LOSS: ({ rows, revenue, expense, profit }) => ({
    lines: rows.map(({ account, code, type, amount }) => ({ key: account, group: type, label: code, amounts: { amount } })), totals: { revenue, expense, profit },
  }),
  BALANCE_SHEET: ({ assets, liabilities, equity, totalAssets, totalLiabilities, totalEquity, result }) => ({
    lines: [...assets, ...liabilities, ...equity].map(sheetLine), totals: { totalAssets, totalLiabilities, totalEquity, result },
  }),
  // In the order of their ids: names may change.
  RECEIVABLES_BY_AGE: ({ rows, totals }) => ({
    lines: rows.map((row) => ({ key: row.customer, group: '', label: '', amounts: pick(ages, row) })).sort((a, b) => (a.key < b.key ? -1 : 1)), totals: pick(ages, totals),
  }),
  EXPOSURE: ({ rows, totals }) => ({
    lines: rows.map((row) => ({ key: row.customer, group: '', label: '', amounts: pick(parts, row) })).sort((a, b) => (a.key < b.key ? -1 : 1)), totals: pick(parts, totals),
  }),
  STATEMENT: ({ lines, opening, debit, credit, closing }) => ({
    lines: lines.map(({ on, kind, number, openItem, ...of }, index) => ({ key: `${openItem} ${on} ${kind} ${lines.slice(0, index).filter((each) => each.openItem === openItem).length}`, group: on, label: number, amounts: pick(['debit', 'credit', 'balance'], of) })),
    totals: { opening, debit, credit, closing },
  }),
};

/** A report as JSON text: amounts as decimals, in a fixed order. */
export function contentOf<K extends SavedReportKind>(kind: K, report: Saveable[K], currencyCode: string): string {
  const { lines, totals } = drawn[kind](report);
  const printed = (amounts: Amounts) => Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, printMoney(amount, currencyCode)]));
  const content: SavedContent = { kind, currencyCode, lines: lines.map((line) => ({ ...line, amounts: printed(line.amounts) })), totals: printed(totals) };
  return JSON.stringify(content);
}

export interface SavedDifference { key: string; group: string; label: string; column: string; before: string | null; after: string | null }

/** What another state of a report says otherwise, line by line; totals as the last, with an empty key. */
export function differences(before: SavedContent, after: SavedContent): SavedDifference[] {
  const compare = (key: string, a: SavedLine | undefined, b: SavedLine | undefined): SavedDifference[] => {
    const columns = [...new Set([...Object.keys(a?.amounts ?? {}), ...Object.keys(b?.amounts ?? {})])];
    const isNothing = (text: string | undefined) => text === undefined || /^-?0(\.0+)?$/.test(text);
    return columns.filter((column) => a?.amounts[column] !== b?.amounts[column] && !(isNothing(a?.amounts[column]) && isNothing(b?.amounts[column]))).map((column) => ({
      key, group: (a ?? b)?.group ?? '', label: (a ?? b)?.label ?? '', column, before: a?.amounts[column] ?? null, after: b?.amounts[column] ?? null,
    }));
  };
  const [old, now] = [before, after].map(({ lines }) => new Map(lines.map((line) => [line.key, line])));
  const keys = [...new Set([...old?.keys() ?? [], ...now?.keys() ?? []])];
  const total = (amounts: Record<string, string>): SavedLine => ({ key: '', group: '', label: '', amounts });
  return [...keys.flatMap((key) => compare(key, old?.get(key), now?.get(key))), ...compare('', total(before.totals), total(after.totals))];
}
