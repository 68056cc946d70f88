import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const cash = graphql(`
  query CashSummary($from: Day!, $to: Day!) {
    cashSummary(from: $from, to: $to) {
      opening { amount currencyCode } received { amount currencyCode } spent { amount currencyCode } closing { amount currencyCode }
      accounts {
        code name account { id } opening { amount currencyCode } received { amount currencyCode } spent { amount currencyCode } closing { amount currencyCode }
        kinds { kind received { amount currencyCode } spent { amount currencyCode } }
      }
    }
    subledgers(on: $to) { rows { code name account { id } kept { amount currencyCode } ledger { amount currencyCode } difference { amount currencyCode } } }
  }
`);

/** Money by account and what moved it, and whether receivables, payables and stock are what the ledger says. */
export function Cash() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 7)}-01`);
  const { data, error, refetch } = useAsk(cash, { from, to });
  const report = data?.cashSummary;
  return (
    <ReportPage
      title={t('costing.cash')} about={t('costing.cashAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {data && report && (
        <>
          <ReportTable
            name={t('costing.cash')}
            columns={[{ label: t('ledger.account') }, { label: t('costing.opening'), numeric: true }, { label: t('costing.received'), numeric: true }, { label: t('costing.spent'), numeric: true }, { label: t('costing.closing'), numeric: true }]}
            rows={report.accounts.flatMap((row) => [
              { key: row.code, strong: true, cells: [`${row.code} ${row.name}`, row.opening, row.received, row.spent, { money: row.closing, to: listPath('journalLines', { account: { is: row.account.id }, effectiveOn: { from, to } }) }] },
              ...row.kinds.map(({ kind, received, spent }) => ({ key: `${row.code} ${kind}`, cells: [enumLabel('EntryKind', kind), '', received, spent, ''] })),
            ])}
            totals={[t('list.total'), report.opening, report.received, report.spent, report.closing]}
            empty={t('accounting.nothing')}
          />
          <Section title={t('costing.subledgers')}>
            <ReportTable
              name={t('costing.subledgers')}
              columns={[{ label: t('ledger.account') }, { label: t('costing.kept'), numeric: true }, { label: t('accounting.ledger'), numeric: true }, { label: t('costing.difference'), numeric: true }]}
              rows={data.subledgers.rows.map((row) => ({ key: row.code, cells: [`${row.code} ${row.name}`, row.kept, row.ledger, row.difference] }))}
              empty={t('accounting.nothing')}
            />
          </Section>
        </>
      )}
    </ReportPage>
  );
}
