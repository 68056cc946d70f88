import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { monthText } from '../shared/days.ts';
import { moneyText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { useDashboard } from './queries.ts';

/** Net revenue by month; each bar leads to the invoices of its month. */
export function Revenue() {
  const t = useT();
  const report = useDashboard()?.revenueByMonth;
  return (
    <ChartCard
      title={t('dashboard.revenue')}
      summary={report ? t('dashboard.revenueSays', { net: moneyText(report.net) }) : ''}
      kind="bar"
      axis={t('dashboard.month')}
      series={[{ key: 'net', label: t('dashboard.net') }]}
      points={report?.rows.map(({ month, to: until, net }) => ({ label: monthText(month), values: { net }, to: listPath('invoices', { issuedOn: { from: month, to: until } }) }))}
    />
  );
}
