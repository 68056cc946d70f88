import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { monthText } from '../shared/days.ts';
import { moneyText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { revenueQuery } from './queries.ts';

const MONTHS = 12;

/** The first day of the month eleven months before this one. */
function yearBack(to: string): string {
  const [year = 0, month = 1] = to.split('-').map(Number);
  return new Date(Date.UTC(year, month - MONTHS, 1)).toISOString().slice(0, 10);
}

/** Net revenue by month; each bar leads to the invoices of its month. */
export function Revenue() {
  const t = useT();
  const to = today();
  const { data } = useAsk(revenueQuery, { from: yearBack(to), to });
  const report = data?.revenueByMonth;
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
