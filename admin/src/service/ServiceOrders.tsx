import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText, integerText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { askedOf, EnumSelect, oneOf, PAGE, Pages, PeriodControls, skipOf } from './params.tsx';

const query = graphql(`
  query ServiceOrders($from: Day!, $to: Day!, $outcome: ServiceOutcome, $miss: ServiceMiss, $dated: ServicePeriod, $heldTo: ServiceDay, $warehouseId: ID, $customerId: ID, $productId: ID, $salesPersonId: ID, $channel: Channel, $first: Int, $skip: Int) {
    serviceOrders(from: $from, to: $to, outcome: $outcome, miss: $miss, dated: $dated, heldTo: $heldTo, warehouseId: $warehouseId, customerId: $customerId, productId: $productId, salesPersonId: $salesPersonId, channel: $channel, first: $first, skip: $skip) {
      count
      rows { dueOn completedOn cycleDays unitsOrdered unitsFilled isJudged isPerfect isFilled misses { miss days quantity } order { id number placedOn customer { id name } } }
    }
  }
`);
type Outcome = 'PERFECT' | 'NOT_PERFECT' | 'NOT_ON_TIME' | 'NOT_IN_FULL' | 'NOT_OTIF' | 'NOT_FILLED' | 'NOT_JUDGED';
type Miss = 'LATE' | 'OVERDUE' | 'SHORT' | 'RETURNED' | 'CREDITED' | 'PAPERS';

/** The orders behind service levels, and why each was not perfect. */
export function ServiceOrders() {
  const t = useT();
  const { enumLabel } = useLabels();
  const params = useReportParams();
  const { text } = params;
  const { data, error, refetch } = useAsk(query, {
    ...askedOf(params), dated: oneOf<'DUE' | 'PLACED'>('ServicePeriod', text('dated'), 'DUE'), first: PAGE, skip: skipOf(params),
    ...(text('heldTo') ? { heldTo: oneOf<'FIRST_ASKED' | 'AGREED'>('ServiceDay', text('heldTo'), 'FIRST_ASKED') } : {}),
    ...(text('outcome') ? { outcome: oneOf<Outcome>('ServiceOutcome', text('outcome'), 'NOT_PERFECT') } : {}), ...(text('miss') ? { miss: oneOf<Miss>('ServiceMiss', text('miss'), 'LATE') } : {}),
  });
  const report = data?.serviceOrders;
  const why = ({ miss, days, quantity }: { miss: string; days: number | null; quantity: string | null }): string =>
    [enumLabel('ServiceMiss', miss), days !== null && days > 0 ? t('service.lateBy', { days }) : '', quantity !== null ? t('service.missing', { units: decimalText(quantity) }) : ''].filter(Boolean).join(' · ');
  return (
    <ReportPage
      title={t('service.orders')} about={t('service.ordersAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <EnumSelect name="ServiceOutcome" param="outcome" label={t('service.outcome')} params={params} usual="" none={t('service.allOutcomes')} />
          <EnumSelect name="ServiceMiss" param="miss" label={t('service.reason')} params={params} usual="" none={t('service.allReasons')} />
          <PeriodControls params={params} withProduct />
          <EnumSelect name="ServicePeriod" param="dated" label={t('service.dated')} params={params} usual="DUE" />
          <EnumSelect name="ServiceDay" param="heldTo" label={t('service.heldTo')} params={params} usual="" none={t('service.asSet')} />
          <Pages params={params} count={report?.count} />
        </>
      }
    >
      {report && (
        <>
          <p style={{ margin: 0 }} role="status">{t('service.found', { count: report.count })}</p>
          <ReportTable
            name={t('service.orders')}
            columns={[
              { label: t('service.order') }, { label: t('service.customer') }, { label: t('service.placedOn') }, { label: t('service.dueOn') }, { label: t('service.completedOn') }, { label: t('service.days'), numeric: true },
              { label: t('service.filledAtOnce'), numeric: true }, { label: t('service.reason') },
            ]}
            rows={report.rows.map(({ order, dueOn, completedOn, cycleDays, unitsOrdered, unitsFilled, isJudged, isPerfect, isFilled, misses }) => ({
              key: order.id,
              cells: [
                <ReferenceLink key="order" value={{ id: order.id, name: order.number ?? '' }} />, <ReferenceLink key="customer" value={order.customer} />, order.placedOn ? dayText(order.placedOn) : '–', dueOn ? dayText(dueOn) : '–',
                completedOn ? dayText(completedOn) : '–', cycleDays === null ? '–' : integerText(cycleDays), isFilled === null ? '–' : t('service.ofUnits', { part: decimalText(unitsFilled), whole: decimalText(unitsOrdered) }),
                !isJudged ? t('service.notJudged') : isPerfect ? t('service.isPerfect') : misses.map(why).join(', '),
              ],
            }))}
            empty={t('service.noOrders')}
          />
        </>
      )}
    </ReportPage>
  );
}
