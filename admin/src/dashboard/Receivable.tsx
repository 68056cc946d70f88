import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { BUCKETS, bucketList } from '../receivables/buckets.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { moneyText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { useDashboard } from './queries.ts';

/** What customers owe: as tiles, or by age as bars. */
export function Receivable({ part }: { part: 'tiles' | 'chart' }) {
  const t = useT();
  const on = today();
  const totals = useDashboard()?.receivablesByAge?.totals;
  if (part === 'tiles') {
    return (
      <>
        <KpiTile
          label={t('dashboard.receivable')} value={totals && moneyText(totals.receivable)} definition={t('dashboard.receivableIs')}
          to={listPath('invoices', { kind: ['INVOICE'], open: { min: '0.01' } })}
        />
        <KpiTile
          label={t('dashboard.overdue')} value={totals && moneyText(totals.overdue)} definition={t('dashboard.overdueIs')}
          to={listPath('invoices', { kind: ['INVOICE'], open: { min: '0.01' }, dueOn: { preset: 'untilYesterday' } })}
        />
        <KpiTile label={t('dashboard.unapplied')} value={totals && moneyText(totals.unapplied)} definition={t('dashboard.unappliedIs')} to="/receivables" />
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
      points={totals && BUCKETS.map((bucket) => ({ label: t(`receivables.bucket.${bucket}`), values: { open: totals[bucket] }, to: bucketList(bucket, on) }))}
    />
  );
}
