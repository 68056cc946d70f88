import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { monthText } from '../shared/days.ts';
import { decimalText, integerText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable, type Cell } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { tiles } from '../replenishment/look.ts';
import { askedOf, EnumSelect, Leading, numberText, oneOf, PAGE, Pages, pathTo, percentFigure, PeriodControls, rateText, skipOf } from './params.tsx';

const query = graphql(`
  query ServiceLevels($from: Day!, $to: Day!, $by: ServiceGrouping!, $dated: ServicePeriod, $heldTo: ServiceDay, $warehouseId: ID, $customerId: ID, $productId: ID, $salesPersonId: ID, $channel: Channel, $first: Int, $skip: Int) {
    serviceLevels(from: $from, to: $to, by: $by, dated: $dated, heldTo: $heldTo, warehouseId: $warehouseId, customerId: $customerId, productId: $productId, salesPersonId: $salesPersonId, channel: $channel, first: $first, skip: $skip) {
      heldTo onTimeBy dated toleranceDays promiseDays transitDays count
      rows {
        label month channel product { id name } customer { id name } warehouse { id name } salesPerson { id name }
        orders judged onTime inFull onTimeInFull perfect onTimeRate inFullRate onTimeInFullRate perfectRate fillLines filledLines lineFillRate unitFillRate medianCycle p90Cycle stockDays outDays outRate
      }
      totals {
        orders judged onTime inFull onTimeInFull perfect onTimeRate inFullRate onTimeInFullRate perfectRate fillLines filledLines lineFillRate unitFillRate medianCycle p90Cycle stockDays outDays outRate
        late overdue short returned credited wrongPapers undated pending cancelled fillOrders filledOrders orderFillRate unitsOrdered unitsFilled completed
      }
    }
  }
`);
type Report = ResultOf<typeof query>['serviceLevels'];
type Row = Report['rows'][number];
type Grouping = 'PRODUCT' | 'CUSTOMER' | 'WAREHOUSE' | 'MONTH' | 'CHANNEL' | 'SALES_PERSON';
const MISSES = ['LATE', 'OVERDUE', 'SHORT', 'RETURNED', 'CREDITED', 'PAPERS'] as const;
const monthEnd = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
/** The parameters that are a group's own. */
function ofGroup({ product, customer, warehouse, salesPerson, channel, month }: Row, from: string, to: string): Record<string, string | undefined> {
  const first = month && `${month}-01`;
  const last = month && monthEnd(month);
  return {
    ...(product ? { product: product.id } : {}), ...(customer ? { customer: customer.id } : {}), ...(warehouse ? { warehouse: warehouse.id } : {}), ...(salesPerson ? { salesPerson: salesPerson.id } : {}),
    ...(channel ? { channel } : {}), ...(first && last ? { from: first < from ? from : first, to: last > to ? to : last } : {}),
  };
}

/** How customers were served: each figure leads to the orders that it counts, and to why they failed. */
export function ServiceLevels() {
  const t = useT();
  const { enumLabel } = useLabels();
  const params = useReportParams();
  const { text } = params;
  const by = oneOf<Grouping>('ServiceGrouping', text('by'), 'MONTH');
  const dated = oneOf<'DUE' | 'PLACED'>('ServicePeriod', text('dated'), 'DUE');
  const heldTo = text('heldTo') ? { heldTo: oneOf<'FIRST_ASKED' | 'AGREED'>('ServiceDay', text('heldTo'), 'FIRST_ASKED') } : {};
  const asked = askedOf(params);
  const { data, error, refetch } = useAsk(query, { ...asked, by, dated, ...heldTo, first: PAGE, skip: skipOf(params) });
  const report = data?.serviceLevels;
  const totals = report?.totals;
  const list = (more: Record<string, string | undefined>) => pathTo('/service-orders', params, more);
  const nameOf = (row: Row): string => (row.month ? monthText(row.month) : row.channel ? enumLabel('Channel', row.channel) : row.label ?? t('service.none'));
  const leads = (row: Row, outcome: string): string => list({ ...ofGroup(row, asked.from, asked.to), outcome });
  const cells = (row: Pick<Row, 'orders' | 'judged' | 'onTime' | 'onTimeInFull' | 'perfect' | 'inFull' | 'onTimeRate' | 'inFullRate' | 'onTimeInFullRate' | 'perfectRate' | 'lineFillRate' | 'unitFillRate' | 'medianCycle' | 'p90Cycle' | 'outDays' | 'outRate'>, to: (outcome: string) => string): Cell[] => [
    integerText(row.orders), integerText(row.judged), rateText(row.onTimeRate), rateText(row.inFullRate), rateText(row.onTimeInFullRate), rateText(row.perfectRate),
    <Leading key="misses" value={row.judged - row.perfect} to={to('NOT_PERFECT')} />, rateText(row.lineFillRate), rateText(row.unitFillRate), numberText(row.medianCycle), numberText(row.p90Cycle),
    row.outDays === null ? '–' : integerText(row.outDays),
  ];
  const misses = totals && { LATE: totals.late, OVERDUE: totals.overdue, SHORT: totals.short, RETURNED: totals.returned, CREDITED: totals.credited, PAPERS: totals.wrongPapers };
  return (
    <ReportPage
      title={t('service.levels')} about={t('service.levelsAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <EnumSelect name="ServiceGrouping" param="by" label={t('service.by')} params={params} usual="MONTH" />
          <PeriodControls params={params} withProduct />
          <EnumSelect name="ServicePeriod" param="dated" label={t('service.dated')} params={params} usual="DUE" />
          <EnumSelect name="ServiceDay" param="heldTo" label={t('service.heldTo')} params={params} usual="" none={t('service.asSet')} />
          <Pages params={params} count={report?.count} />
        </>
      }
    >
      {report && totals && misses && (
        <>
          <div style={tiles}>
            <KpiTile label={t('service.otif')} value={rateText(totals.onTimeInFullRate)} definition={t('service.otifIs')} change={t('service.ofOrders', { part: integerText(totals.onTimeInFull), whole: integerText(totals.judged) })} to={list({ outcome: 'NOT_OTIF' })} />
            <KpiTile label={t('service.perfect')} value={rateText(totals.perfectRate)} definition={t('service.perfectIs')} change={t('service.ofOrders', { part: integerText(totals.perfect), whole: integerText(totals.judged) })} to={list({ outcome: 'NOT_PERFECT' })} />
            <KpiTile label={t('service.lineFill')} value={rateText(totals.lineFillRate)} definition={t('service.lineFillIs')} change={t('service.ofLines', { part: integerText(totals.filledLines), whole: integerText(totals.fillLines) })} to={list({ outcome: 'NOT_FILLED' })} />
            <KpiTile label={t('service.unitFill')} value={rateText(totals.unitFillRate)} definition={t('service.unitFillIs')} change={t('service.ofUnits', { part: decimalText(totals.unitsFilled), whole: decimalText(totals.unitsOrdered) })} to={list({ outcome: 'NOT_FILLED' })} />
            <KpiTile label={t('service.cycle')} value={numberText(totals.medianCycle)} definition={t('service.cycleIs')} change={t('service.cycleP90', { days: numberText(totals.p90Cycle), count: integerText(totals.completed) })} />
            <KpiTile label={t('service.outDays')} value={integerText(totals.outDays ?? 0)} definition={t('service.outDaysIs')} change={t('service.ofDays', { whole: integerText(totals.stockDays ?? 0), share: rateText(totals.outRate) })} to={pathTo('/stock-outs', params, {})} />
          </div>
          {report.rows.length > 1 && (
            <ChartCard
              title={t('service.chart', { by: enumLabel('ServiceGrouping', by) })} summary={t('service.chartSays', { otif: rateText(totals.onTimeInFullRate), perfect: rateText(totals.perfectRate) })}
              kind={by === 'MONTH' ? 'line' : 'bar'} axis={enumLabel('ServiceGrouping', by)} series={[{ key: 'otif', label: t('service.otifPercent') }, { key: 'perfect', label: t('service.perfectPercent') }, { key: 'fill', label: t('service.fillPercent') }]}
              points={report.rows.slice(0, 24).map((row) => ({ label: nameOf(row), values: { otif: percentFigure(row.onTimeInFullRate), perfect: percentFigure(row.perfectRate), fill: percentFigure(row.lineFillRate) }, to: leads(row, 'NOT_PERFECT') }))}
            />
          )}
          <ChartCard
            title={t('service.why')} summary={t('service.whySays', { count: totals.judged - totals.perfect })} kind="bar" axis={t('service.reason')} series={[{ key: 'orders', label: t('service.ordersCount') }]}
            points={MISSES.map((miss) => ({ label: enumLabel('ServiceMiss', miss), values: { orders: misses[miss] }, to: list({ miss }) }))}
          />
          <ReportTable
            name={t('service.levels')}
            columns={[
              { label: enumLabel('ServiceGrouping', by) }, ...(['ordersCount', 'judged', 'onTime', 'inFull', 'otif', 'perfect', 'notPerfect', 'lineFill', 'unitFill', 'cycle', 'cycle90', 'outDays'] as const).map((name) => ({ label: t(`service.${name}`), numeric: true })),
            ]}
            rows={report.rows.map((row) => {
              const record = row.product ?? row.customer ?? row.warehouse ?? row.salesPerson;
              return { key: record?.id ?? row.label ?? '-', cells: [record ? <ReferenceLink key="of" value={record} /> : nameOf(row), ...cells(row, (outcome) => leads(row, outcome))] };
            })}
            totals={[t('list.total'), ...cells(totals, (outcome) => list({ outcome }))]}
            empty={t('service.noOrders')}
          />
          <p style={{ margin: 0 }}>
            {t('service.measured', { heldTo: enumLabel('ServiceDay', report.heldTo), onTimeBy: enumLabel('OnTimeBy', report.onTimeBy), days: report.toleranceDays })}{' '}
            {report.onTimeBy === 'ARRIVAL' && `${t('service.measuredTransit', { days: report.transitDays })} `}
            {report.promiseDays === null ? t('service.measuredUndated') : t('service.measuredPromise', { days: report.promiseDays })}{' '}
            {t('service.left', { undated: totals.undated, pending: totals.pending, cancelled: totals.cancelled })}{by === 'PRODUCT' ? ` ${t('service.perProduct')}` : ''}
          </p>
        </>
      )}
    </ReportPage>
  );
}
