import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { integerText, shareText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { sites } from './sites.ts';

const accuracyQuery = graphql(`
  query CountAccuracy($filter: StockCountFilter, $mayCostsRead: Boolean!) {
    stockCounts(first: 60, filter: $filter, orderBy: ENDED_ON_DESC) {
      nodes {
        id number endedOn startedOn lineCount countedCount differentCount accuracy
        differenceValue @include(if: $mayCostsRead) { amount currencyCode }
        warehouse { id name }
      }
    }
  }
`);

/** How well the books agree with the shelves: the accuracy of each session that was posted. */
export function Accuracy() {
  const t = useT();
  const { text, set } = useReportParams();
  const warehouse = text('warehouse');
  // Whoever sees this page sees costs; the variable is filled in before it is sent.
  const { data, error, refetch } = useAsk(accuracyQuery, { filter: { status: { is: 'POSTED' }, ...(warehouse ? { warehouse: { is: warehouse } } : {}) } } as never);
  const counts = data?.stockCounts.nodes ?? [];
  const inTime = [...counts].toReversed().filter(({ accuracy }) => accuracy !== null);
  const last = inTime.at(-1);
  return (
    <ReportPage
      title={t('warehousing.accuracy')} about={t('warehousing.accuracyAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={<ReferencePicker resource="warehouses" label={t('warehousing.warehouse')} filter={sites} value={warehouse} onChange={(id) => set({ warehouse: id })} />}
    >
      {inTime.length > 0 && (
        <ChartCard
          title={t('warehousing.accuracyOverTime')} kind="line" axis={t('warehousing.session')} series={[{ key: 'accuracy', label: t('warehousing.accuracyPercent') }]}
          summary={last ? t('warehousing.lastAccuracy', { number: last.number, accuracy: shareText(last.accuracy ?? '0') }) : ''}
          points={inTime.map(({ id, number, accuracy }) => ({ label: number, values: { accuracy: Math.round(Number(accuracy) * 10_000) / 100 }, to: `/stockCounts/${encodeURIComponent(id)}/show` }))}
        />
      )}
      <ReportTable
        name={t('warehousing.accuracy')} empty={t('warehousing.noCounts')}
        columns={[
          { label: t('warehousing.session') }, { label: t('warehousing.warehouse') }, { label: t('warehousing.ended') }, { label: t('warehousing.countedLines'), numeric: true },
          { label: t('warehousing.different'), numeric: true }, { label: t('warehousing.accuracyPercent'), numeric: true }, { label: t('warehousing.differenceValue'), numeric: true },
        ]}
        rows={counts.map((count) => ({
          key: count.id,
          cells: [
            <ReferenceLink key="count" value={count} />, <ReferenceLink key="warehouse" value={count.warehouse} />, count.endedOn ? dayText(count.endedOn) : '–', integerText(count.countedCount),
            integerText(count.differentCount ?? 0), count.accuracy === null || count.accuracy === undefined ? '–' : shareText(count.accuracy), count.differenceValue ?? '–',
          ],
        }))}
      />
    </ReportPage>
  );
}
