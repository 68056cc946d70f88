import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import { moneyText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const cashOut = graphql(`
  query CashOut {
    cashOut {
      on
      overdue { amount currencyCode }
      paidAhead { amount currencyCode }
      total { amount currencyCode }
      weeks {
        startsOn endsOn
        due { amount currencyCode } blocked { amount currencyCode } expected { amount currencyCode } recurring { amount currencyCode } total { amount currencyCode }
      }
    }
  }
`);
const parts = ['due', 'blocked', 'expected', 'recurring', 'total'] as const;

/** What is to be paid in the weeks to come; each week leads to its bills. */
export function CashOut() {
  const t = useT();
  const { data, error, refetch } = useAsk(cashOut, {});
  const report = data?.cashOut;
  const billsOf = (week: { startsOn: string; endsOn: string }, index: number) =>
    listPath('bills', { open: { min: '0.01' }, dueOn: index === 0 ? { to: week.endsOn } : { from: week.startsOn, to: week.endsOn } });
  return (
    <ReportPage title={t('payables.cashOut')} about={t('payables.cashOutAbout')} error={error} onRetry={() => void refetch()} loading={!report} controls={null}>
      {report && (
        <>
          <ChartCard
            title={t('payables.cashOut')} kind="bar" axis={t('payables.week')} summary={t('payables.cashOutSays', { total: moneyText(report.total), overdue: moneyText(report.overdue), ahead: moneyText(report.paidAhead) })}
            series={(['due', 'expected', 'recurring'] as const).map((key) => ({ key, label: t(`payables.${key}`) }))}
            points={report.weeks.map((week, index) => ({ label: dayText(week.startsOn), values: { due: week.due, expected: week.expected, recurring: week.recurring }, to: billsOf(week, index) }))}
          />
          <ReportTable
            name={t('payables.cashOut')} empty={t('bills.nothingOwed')}
            columns={[{ label: t('payables.week') }, ...parts.map((part) => ({ label: t(`payables.${part}`), numeric: true }))]}
            rows={report.weeks.map((week, index) => ({
              key: week.startsOn,
              cells: [`${dayText(week.startsOn)} – ${dayText(week.endsOn)}`, { money: week.due, to: billsOf(week, index) }, week.blocked, week.expected, week.recurring, week.total],
            }))}
          />
        </>
      )}
    </ReportPage>
  );
}
