import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { addDays } from '../data/presets.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { dayText, monthText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { integerText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { tiles } from '../replenishment/look.ts';
import { EnumSelect, Leading, numberText, oneOf, PAGE, Pages, pathTo, PeriodControls, processAskedOf, skipOf } from './params.tsx';

const query = graphql(`
  query Bottlenecks($from: Day!, $to: Day!, $earlierFrom: Day!, $earlierTo: Day!, $by: ProcessGrouping!, $warehouseId: ID, $customerId: ID, $salesPersonId: ID, $channel: Channel, $first: Int, $skip: Int) {
    bottlenecks(from: $from, to: $to, by: $by, warehouseId: $warehouseId, customerId: $customerId, salesPersonId: $salesPersonId, channel: $channel, first: $first, skip: $skip) {
      orders reworked stopped handOffs handOffOrders delayHours count
      stages { stage count orders medianHours p90Hours handOffs wentBack }
      steps { step count orders medianHours p90Hours totalHours }
      groups { step label month channel count medianHours p90Hours totalHours customer { id name } warehouse { id name } salesPerson { id name } }
      causes { cause kind count orders stillOpen hours }
    }
    earlier: bottlenecks(from: $earlierFrom, to: $earlierTo, warehouseId: $warehouseId, customerId: $customerId, salesPersonId: $salesPersonId, channel: $channel, causes: 20) {
      orders reworked stopped handOffs delayHours steps { step count medianHours p90Hours } causes { cause count hours }
    }
  }
`);
type Report = ResultOf<typeof query>['bottlenecks'];
type Group = Report['groups'][number];
type Grouping = 'OWNER' | 'CUSTOMER' | 'WAREHOUSE' | 'CHANNEL' | 'MONTH' | 'SALES_PERSON';
const hours = (value: string | undefined): { quantity: string } => ({ quantity: value === undefined ? '0' : String(Math.round(Number(value) * 10) / 10) });

/** Where orders spend their time, beside an earlier period; each figure leads to its orders. */
export function Bottlenecks() {
  const t = useT();
  const { enumLabel } = useLabels();
  const params = useReportParams();
  const { text, day, set } = params;
  const by = oneOf<Grouping>('ProcessGrouping', text('by'), 'OWNER');
  const asked = processAskedOf(params);
  const length = Math.round((Date.parse(asked.to) - Date.parse(asked.from)) / 86_400_000);
  const earlierTo = day('earlierTo', addDays(asked.from, -1));
  const earlierFrom = day('earlierFrom', addDays(earlierTo, -length));
  const { data, error, refetch } = useAsk(query, { ...asked, by, earlierFrom, earlierTo, first: PAGE, skip: skipOf(params) });
  const [report, earlier] = [data?.bottlenecks, data?.earlier];
  const list = (more: Record<string, string | undefined>) => pathTo('/bottleneck-orders', params, more);
  const before = (figure: string | number) => t('service.before', { figure });
  const nameOf = (group: Group): string => (group.month ? monthText(group.month) : group.channel ? enumLabel('Channel', group.channel) : group.label ?? t('service.none'));
  return (
    <ReportPage
      title={t('service.bottlenecks')} about={t('service.bottlenecksAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <PeriodControls params={params} />
          <ReportDay label={t('service.earlierFrom')} value={earlierFrom} onChange={(next) => set({ earlierFrom: next })} />
          <ReportDay label={t('service.earlierTo')} value={earlierTo} onChange={(next) => set({ earlierTo: next })} />
          <EnumSelect name="ProcessGrouping" param="by" label={t('service.by')} params={params} usual="OWNER" />
          <Pages params={params} count={report?.count} />
        </>
      }
    >
      {report && earlier && (
        <>
          <div style={tiles}>
            <KpiTile label={t('service.delayHours')} value={numberText(report.delayHours, 0)} definition={t('service.delayHoursIs')} change={before(numberText(earlier.delayHours, 0))} to={list({})} />
            <KpiTile label={t('service.reworked')} value={integerText(report.reworked)} definition={t('service.reworkedIs')} change={before(integerText(earlier.reworked))} />
            <KpiTile label={t('service.stopped')} value={integerText(report.stopped)} definition={t('service.stoppedIs')} change={before(integerText(earlier.stopped))} to={list({ cause: 'DATA_MISSING' })} />
            <KpiTile label={t('service.handOffs')} value={integerText(report.handOffs)} definition={t('service.handOffsIs')} change={before(integerText(earlier.handOffs))} />
          </div>
          <ChartCard
            title={t('service.timePerStep')} summary={t('service.timePerStepSays', { from: dayText(earlierFrom), to: dayText(earlierTo) })} kind="bar" axis={t('service.step')}
            series={[{ key: 'median', label: t('service.median') }, { key: 'p90', label: t('service.p90') }, { key: 'before', label: t('service.medianBefore') }]}
            points={report.steps.map(({ step, medianHours, p90Hours }) => ({
              label: enumLabel('ProcessStep', step), to: list({ step }), values: { median: hours(medianHours), p90: hours(p90Hours), before: hours(earlier.steps.find((each) => each.step === step)?.medianHours) },
            }))}
          />
          <ReportTable
            name={t('service.timePerStep')}
            columns={[{ label: t('service.step') }, ...(['passages', 'median', 'medianBefore', 'p90', 'p90Before', 'totalHours'] as const).map((name) => ({ label: t(`service.${name}`), numeric: true }))]}
            rows={report.steps.map((each) => {
              const old = earlier.steps.find(({ step }) => step === each.step);
              return { key: each.step, cells: [
                enumLabel('ProcessStep', each.step), <Leading key="count" value={each.count} to={list({ step: each.step })} />, numberText(each.medianHours), numberText(old?.medianHours), numberText(each.p90Hours), numberText(old?.p90Hours), numberText(each.totalHours, 0),
              ] };
            })}
            empty={t('service.nothing')}
          />
          {report.stages.length > 0 && (
            <ReportTable
              name={t('service.stages')}
              columns={[{ label: t('service.stage') }, ...(['passages', 'median', 'p90', 'handOffs', 'wentBack'] as const).map((name) => ({ label: t(`service.${name}`), numeric: true }))]}
              rows={report.stages.map((each) => ({
                key: each.stage, cells: [enumLabel('ChainStep', each.stage), integerText(each.count), numberText(each.medianHours), numberText(each.p90Hours), integerText(each.handOffs), integerText(each.wentBack)],
              }))}
              empty={t('service.nothing')}
            />
          )}
          <ChartCard
            title={t('service.causes')} summary={t('service.causesSay', { count: report.causes.length })} kind="bar" axis={t('service.cause')} series={[{ key: 'hours', label: t('service.hoursLost') }]}
            points={report.causes.map(({ cause, hours: lost }) => ({ label: enumLabel('DelayCause', cause), values: { hours: hours(lost) }, to: list({ cause }) }))}
          />
          <ReportTable
            name={t('service.causes')}
            columns={[
              { label: t('service.cause') }, { label: t('service.kind') }, ...(['times', 'ordersCount', 'stillOpen', 'hoursLost', 'hoursBefore'] as const).map((name) => ({ label: t(`service.column.${name}`), numeric: true })),
            ]}
            rows={report.causes.map((each) => ({
              key: each.cause, cells: [
                enumLabel('DelayCause', each.cause), enumLabel('DelayKind', each.kind), <Leading key="count" value={each.count} to={list({ cause: each.cause })} />, integerText(each.orders), integerText(each.stillOpen), numberText(each.hours, 0),
                numberText(earlier.causes.find(({ cause }) => cause === each.cause)?.hours, 0),
              ],
            }))}
            empty={t('service.noDelay')}
          />
          <ReportTable
            name={t('service.stepsBy', { by: enumLabel('ProcessGrouping', by) })}
            columns={[{ label: enumLabel('ProcessGrouping', by) }, { label: t('service.step') }, ...(['passages', 'median', 'p90', 'totalHours'] as const).map((name) => ({ label: t(`service.${name}`), numeric: true }))]}
            rows={report.groups.map((group) => {
              const record = group.customer ?? group.warehouse ?? group.salesPerson;
              return { key: `${record?.id ?? group.label ?? ''} ${group.step}`, cells: [
                record ? <ReferenceLink key="of" value={record} /> : nameOf(group), enumLabel('ProcessStep', group.step), integerText(group.count), numberText(group.medianHours), numberText(group.p90Hours), numberText(group.totalHours, 0),
              ] };
            })}
            empty={t('service.nothing')}
          />
        </>
      )}
    </ReportPage>
  );
}
