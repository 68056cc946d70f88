import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const projectedQuery = graphql(`
  query ProjectedStock($stockLevelId: ID, $proposalId: ID, $warningId: ID, $mayOrdersRead: Boolean!) {
    projectedStock(stockLevelId: $stockLevelId, proposalId: $proposalId, warningId: $warningId) {
      horizonDays floor shortOn shortQuantity
      days { day incoming outgoing balance }
      orders @include(if: $mayOrdersRead) { neededOn missing order { id number } }
    }
  }
`);
export type ProjectedOf = { stockLevelId?: string; proposalId?: string; warningId?: string };
const variables = (of: ProjectedOf) => ({ ...of, mayOrdersRead: true });

/** What the chart asks for, to be asked with the record that it stands beside. */
export const projectionOf = (of: ProjectedOf) => asking(projectedQuery, variables(of));

/** What will be left of a product in a warehouse, day by day, and whose orders will miss it. */
export function ProjectedChart({ of }: { of: ProjectedOf }) {
  const t = useT();
  const { data } = useAsk(projectedQuery, variables(of));
  if (!data) return <Skeleton variant="rounded" height={280} />;
  const found = data.projectedStock;
  if (!found) return <Typography color="textSecondary">{t('app.none')}</Typography>;
  const { shortOn, shortQuantity, horizonDays, floor, days, orders } = found;
  const summary = shortOn
    ? t('replenishment.shortFrom', { day: dayText(shortOn), quantity: decimalText(shortQuantity ?? '0'), floor: decimalText(floor) })
    : t('replenishment.notShort', { days: horizonDays });
  const withFloor = floor !== '0';
  return (
    <>
      <ChartCard
        title={t('replenishment.projected')} summary={summary} kind="line" axis={t('replenishment.day')}
        series={[{ key: 'balance', label: t('replenishment.balance') }, ...(withFloor ? [{ key: 'floor', label: t('replenishment.floor') }] : [])]}
        points={days.map(({ day, balance }) => ({ label: dayText(day), values: { balance: { quantity: balance }, ...(withFloor ? { floor: { quantity: floor } } : {}) } }))}
      />
      {may('orders.read') && !of.warningId && orders && orders.length > 0 && (
        <ReportTable
          name={t('replenishment.ordersHit')}
          columns={[{ label: t('replenishment.order') }, { label: t('replenishment.neededOn') }, { label: t('replenishment.missing'), numeric: true }]}
          rows={orders.map(({ order, neededOn, missing }) => ({ key: order.id, cells: [<ReferenceLink key="order" value={{ id: order.id, number: order.number ?? '' }} />, dayText(neededOn), decimalText(missing)] }))}
          empty={t('app.none')}
        />
      )}
    </>
  );
}
