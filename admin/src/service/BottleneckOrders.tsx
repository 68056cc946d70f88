import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { EnumSelect, numberText, oneOf, PAGE, Pages, PeriodControls, processAskedOf, skipOf } from './params.tsx';

const query = graphql(`
  query BottleneckOrders($from: Day!, $to: Day!, $step: ProcessStep, $cause: DelayCause, $warehouseId: ID, $customerId: ID, $salesPersonId: ID, $channel: Channel, $first: Int, $skip: Int) {
    bottleneckOrders(from: $from, to: $to, step: $step, cause: $cause, warehouseId: $warehouseId, customerId: $customerId, salesPersonId: $salesPersonId, channel: $channel, first: $first, skip: $skip) {
      count hours rows { step cause since until hours who reason order { id number customer { id name } } }
    }
  }
`);
type Step = 'ALLOCATED' | 'PLANNED' | 'PICKED' | 'PACKED' | 'SHIPPED' | 'DELIVERED' | 'INVOICED' | 'SETTLED';
type Cause = 'CREDIT_APPROVAL' | 'MARGIN_APPROVAL' | 'GOODS_MISSING' | 'REST_MISSING' | 'CONSENT' | 'SHORT_PICK' | 'STEPPED_BACK' | 'DELIVERY_CANCELLED' | 'SHIPMENT_REVERSED' | 'NOT_DELIVERED' | 'DATA_MISSING' | 'CREDITED'
  | 'RETURNED' | 'OVERDUE' | 'REOPENED';

/** The orders behind bottlenecks, longest first. */
export function BottleneckOrders() {
  const t = useT();
  const { enumLabel } = useLabels();
  const params = useReportParams();
  const { text } = params;
  const { data, error, refetch } = useAsk(query, {
    ...processAskedOf(params), first: PAGE, skip: skipOf(params), ...(text('step') ? { step: oneOf<Step>('ProcessStep', text('step'), 'SHIPPED') } : {}), ...(text('cause') ? { cause: oneOf<Cause>('DelayCause', text('cause'), 'OVERDUE') } : {}),
  });
  const report = data?.bottleneckOrders;
  return (
    <ReportPage
      title={t('service.stretches')} about={t('service.stretchesAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <EnumSelect name="ProcessStep" param="step" label={t('service.step')} params={params} usual="" none={t('service.noStep')} />
          <EnumSelect name="DelayCause" param="cause" label={t('service.cause')} params={params} usual="" none={t('service.allCauses')} />
          <PeriodControls params={params} />
          <Pages params={params} count={report?.count} />
        </>
      }
    >
      {report && (
        <>
          <p style={{ margin: 0 }} role="status">{t('service.foundStretches', { count: report.count, hours: numberText(report.hours, 0) })}</p>
          <ReportTable
            name={t('service.stretches')}
            columns={[
              { label: t('service.order') }, { label: t('service.customer') }, { label: t('service.what') }, { label: t('service.since') }, { label: t('service.until') }, { label: t('service.hours'), numeric: true }, { label: t('service.who') },
              { label: t('service.reason') },
            ]}
            rows={report.rows.map((row) => ({
              key: `${row.order.id} ${row.since} ${row.step ?? row.cause ?? ''} ${row.until ?? ''}`,
              cells: [
                <ReferenceLink key="order" value={{ id: row.order.id, name: row.order.number ?? t('service.draft') }} />, <ReferenceLink key="customer" value={row.order.customer} />,
                row.step ? enumLabel('ProcessStep', row.step) : enumLabel('DelayCause', row.cause ?? ''), instantText(row.since), row.until ? instantText(row.until) : t('service.lasts'), numberText(row.hours), row.who || '–', row.reason ?? '–',
              ],
            }))}
            empty={t('service.nothing')}
          />
        </>
      )}
    </ReportPage>
  );
}
