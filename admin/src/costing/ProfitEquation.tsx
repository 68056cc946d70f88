import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const equation = graphql(`
  query ProfitEquation($from: Day!, $to: Day!) {
    profitEquation(from: $from, to: $to) {
      orders { amount currencyCode } unattributed { amount currencyCode } ledger { amount currencyCode } difference { amount currencyCode }
      rows { code name account { id } orders { amount currencyCode } unattributed { amount currencyCode } ledger { amount currencyCode } difference { amount currencyCode } }
    }
  }
`);

/** What orders bear and what none bears, account by account: together the ledger. */
export function ProfitEquation() {
  const t = useT();
  const { day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 4)}-01-01`);
  const { data, error, refetch } = useAsk(equation, { from, to });
  const report = data?.profitEquation;
  return (
    <ReportPage
      title={t('costing.equation')} about={t('costing.equationAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('costing.equation')}
          columns={[{ label: t('ledger.account') }, { label: t('costing.ofOrders'), numeric: true }, { label: t('accounting.unattributed'), numeric: true }, { label: t('accounting.ledger'), numeric: true }, { label: t('costing.difference'), numeric: true }]}
          rows={report.rows.map((row) => {
            const lines = { account: { is: row.account.id }, effectiveOn: { from, to } };
            return {
              key: row.code,
              cells: [`${row.code} ${row.name}`, row.orders, { money: row.unattributed, to: listPath('journalLines', { ...lines, order: { empty: true } }) }, { money: row.ledger, to: listPath('journalLines', lines) }, row.difference],
            };
          })}
          totals={[t('accounting.profit'), report.orders, report.unattributed, report.ledger, report.difference]}
          empty={t('accounting.nothing')}
        />
      )}
    </ReportPage>
  );
}
