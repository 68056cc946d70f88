import { negate, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { trialBalance, type AccountBalance } from './trialBalance.ts';

export interface BalanceSheet {
  on: Day; knownAt: Date | null;
  assets: AccountBalance[]; liabilities: AccountBalance[]; equity: AccountBalance[];
  totalAssets: Minor; totalLiabilities: Minor; totalEquity: Minor;
  /** Profit not carried to equity yet: assets = liabilities + equity + result. */
  result: Minor;
}

const sumOf = (rows: AccountBalance[]) => plus(...rows.map((row) => row.balance));

/** What the firm has and owes as of a day: the trial balance, with liabilities, equity and result as positive amounts. */
export const balanceSheet = report({
  args: trialBalance.args,
  statement: trialBalance.statement,
  make: (found: Parameters<typeof trialBalance.make>[0], args, ctx): BalanceSheet => {
    const { rows, on, knownAt } = trialBalance.make(found, args, ctx);
    const of = (...types: string[]) => rows.filter((row) => types.includes(row.type));
    const credits = (...types: string[]) => of(...types).map((row) => ({ ...row, balance: negate(row.balance) }));
    const [assets, liabilities, equity] = [of('ASSET'), credits('LIABILITY'), credits('EQUITY')];
    return {
      on, knownAt, assets, liabilities, equity, totalAssets: sumOf(assets), totalLiabilities: sumOf(liabilities),
      totalEquity: sumOf(equity), result: sumOf(credits('REVENUE', 'EXPENSE')),
    };
  },
});
