import { SaveReport } from '../books/SaveReport.tsx';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Money } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { balanceSheetQuery } from './reportQueries.ts';

type Row = { code: string; name: string; account: { id: string }; balance: Money };

/** What the firm has and owes as of a day. */
export function BalanceSheet() {
  const t = useT();
  const { day, set } = useReportParams();
  const on = day('on', today());
  const { data, error, refetch } = useAsk(balanceSheetQuery, { on });
  const report = data?.balanceSheet;
  const rowsOf = (rows: readonly Row[]) => rows.map(({ code, name, account, balance }) => ({
    key: code, cells: [`${code} ${name}`, { money: balance, to: listPath('journalLines', { account: { is: account.id }, effectiveOn: { to: on } }) }],
  }));
  const sum = (key: string, label: string, money: Money) => ({ key, strong: true, cells: [label, money] });
  return (
    <ReportPage
      title={t('accounting.balanceSheet')} about={t('accounting.balanceSheetAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('receivables.on')} value={on} onChange={(next) => set({ on: next })} />
          <SaveReport kind="BALANCE_SHEET" endsOn={on} />
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('accounting.balanceSheet')}
          columns={[{ label: t('ledger.account') }, { label: t('accounting.amount'), numeric: true }]}
          rows={[
            ...rowsOf(report.assets), sum('assets', t('accounting.assets'), report.totalAssets),
            ...rowsOf(report.liabilities), sum('liabilities', t('accounting.liabilities'), report.totalLiabilities),
            ...rowsOf(report.equity), sum('equity', t('accounting.equity'), report.totalEquity), sum('result', t('accounting.result'), report.result),
          ]}
          empty={t('accounting.nothing')}
        />
      )}
    </ReportPage>
  );
}
