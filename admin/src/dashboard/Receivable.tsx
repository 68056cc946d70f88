import { useT } from '../i18n/useT.ts';
import { BUCKETS } from '../receivables/buckets.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { moneyText } from '../shared/numbers.ts';
import { useDashboard } from './queries.ts';

/** Where the same sums stand by customer: an invoice in parts, interest and fees are in them, which no list of invoices can tell. */
const BEHIND = '/receivables';

/** What customers owe: as tiles, or by age as bars. */
export function Receivable({ part }: { part: 'tiles' | 'chart' }) {
  const t = useT();
  const totals = useDashboard()?.receivablesByAge?.totals;
  if (part === 'tiles') {
    return (
      <>
        <KpiTile
          label={t('dashboard.receivable')} value={totals && moneyText(totals.receivable)} definition={t('dashboard.receivableIs')}
          to={BEHIND}
        />
        <KpiTile
          label={t('dashboard.overdue')} value={totals && moneyText(totals.overdue)} definition={t('dashboard.overdueIs')}
          to={BEHIND}
        />
        <KpiTile label={t('dashboard.unapplied')} value={totals && moneyText(totals.unapplied)} definition={t('dashboard.unappliedIs')} to={BEHIND} />
      </>
    );
  }
  return (
    <ChartCard
      title={t('receivables.byAge')}
      summary={totals ? t('dashboard.byAgeSays', { receivable: moneyText(totals.receivable), overdue: moneyText(totals.overdue) }) : ''}
      kind="bar"
      axis={t('receivables.age')}
      series={[{ key: 'open', label: t('payments.open') }]}
      points={totals && BUCKETS.map((bucket) => ({ label: t(`receivables.bucket.${bucket}`), values: { open: totals[bucket] }, to: BEHIND }))}
    />
  );
}
