import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { graphql } from '../data/graphql.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { dayText } from '../shared/days.ts';
import { decimalText, integerText, moneyText, shareText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const scorecardQuery = graphql(`
  query SupplierScorecard($supplierId: ID!) {
    supplierScorecard(supplierId: $supplierId) {
      from to
      months {
        month receipts value { amount currencyCode } extra { amount currencyCode } rejected { amount currencyCode } overdue { amount currencyCode }
        onTimeShare rejectShare leadTimeMean leadTimeDeviation
      }
      total {
        receipts value { amount currencyCode } extra { amount currencyCode } rejected { amount currencyCode } overdue { amount currencyCode }
        onTimeShare rejectShare leadTimeMean leadTimeVariance leadTimeDeviation
      }
    }
  }
`);
export const scorecardOf = (supplierId: string) => asking(scorecardQuery, { supplierId });

const share = (value: string | null) => (value === null ? '–' : shareText(value));
const days = (value: string | null) => (value === null ? '–' : decimalText(value, 1, 1));
/** A share as points of a hundred, for the chart's figures. */
const lastDayOf = (month: string) => {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
};

/** How a supplier did over the last twelve months: figures with their formulas, a trend, and the months. */
export function Scorecard({ supplierId }: { supplierId: string }) {
  const t = useT();
  const { data } = useAsk(scorecardQuery, { supplierId });
  if (!data) return <Skeleton variant="rounded" height={240} />;
  const { from, to, months, total } = data.supplierScorecard;
  const receiptsOf = (month: string) => listPath('receipts', { supplier: { is: supplierId }, receivedOn: { from: month, to: lastDayOf(month) } });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))' }}>
        <KpiTile label={t('sourcing.received')} value={moneyText(total.value)} definition={t('sourcing.receivedIs')} change={t('sourcing.sinceDay', { day: dayText(from) })} to={listPath('receipts', { supplier: { is: supplierId }, receivedOn: { from, to } })} />
        <KpiTile label={t('sourcing.onTime')} value={share(total.onTimeShare)} definition={t('sourcing.onTimeIs')} />
        <KpiTile label={t('sourcing.rejectedShare')} value={share(total.rejectShare)} definition={t('sourcing.rejectedIs')} to={listPath('supplierReturns', { supplier: { is: supplierId } })} />
        <KpiTile label={t('sourcing.leadTime')} value={total.leadTimeMean === null ? '–' : t('sourcing.meanDeviation', { mean: days(total.leadTimeMean), deviation: days(total.leadTimeDeviation) })} definition={t('sourcing.leadTimeIs')} />
        <KpiTile label={t('sourcing.extra')} value={moneyText(total.extra)} definition={t('sourcing.extraIs')} />
        <KpiTile label={t('sourcing.overdue')} value={moneyText(total.overdue)} definition={t('sourcing.overdueIs')} to={listPath('purchaseOrders', { supplier: { is: supplierId }, isLate: true })} />
      </Box>
      <ChartCard
        title={t('sourcing.trend')} summary={t('sourcing.trendIs')} kind="bar" axis={t('sourcing.month')}
        series={[{ key: 'value', label: t('sourcing.received') }, { key: 'rejected', label: t('sourcing.rejected') }, { key: 'overdue', label: t('sourcing.overdue') }]}
        points={months.map(({ month, value, rejected, overdue }) => ({ label: month.slice(0, 7), values: { value, rejected, overdue }, to: receiptsOf(month) }))}
      />
      <Section title={t('sourcing.months')}>
        <ReportTable
          name={t('sourcing.months')} empty={t('sourcing.nothingReceived')}
          columns={[
            { label: t('sourcing.month') }, { label: t('sourcing.receipts'), numeric: true }, { label: t('sourcing.received'), numeric: true }, { label: t('sourcing.onTime'), numeric: true },
            { label: t('sourcing.rejectedShare'), numeric: true }, { label: t('sourcing.leadTime'), numeric: true }, { label: t('sourcing.extra'), numeric: true },
          ]}
          rows={months.map((row) => ({
            key: row.month,
            cells: [
              row.month.slice(0, 7), integerText(row.receipts), { money: row.value, to: receiptsOf(row.month) }, share(row.onTimeShare), share(row.rejectShare),
              row.leadTimeMean === null ? '–' : t('sourcing.meanDeviation', { mean: days(row.leadTimeMean), deviation: days(row.leadTimeDeviation) }), row.extra,
            ],
          }))}
        />
      </Section>
    </Box>
  );
}
