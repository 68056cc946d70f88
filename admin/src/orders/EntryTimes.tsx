import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const entryTimes = graphql(`
  query OrderEntryTimes($from: Day!, $to: Day!) {
    orderEntryTimes(from: $from, to: $to) { month orders lines median p90 shortest longest }
  }
`);

/** How long orders took to type, from opening the quick order to placing. */
export function EntryTimes() {
  const t = useT();
  const { day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 4)}-01-01`);
  const { data, error, refetch } = useAsk(entryTimes, { from, to });
  const seconds = (count: number) => t('entryTimes.seconds', { minutes: Math.floor(count / 60), seconds: String(count % 60).padStart(2, '0') });
  const cells = (row: NonNullable<typeof data>['orderEntryTimes'][number]) => [String(row.orders), String(row.lines), seconds(row.median), seconds(row.p90), seconds(row.shortest), seconds(row.longest)];
  const rows = data?.orderEntryTimes ?? [];
  const all = rows.find(({ month }) => month === '');
  return (
    <ReportPage
      title={t('entryTimes.title')} about={t('entryTimes.about')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {data && (
        <ReportTable
          name={t('entryTimes.title')} empty={t('entryTimes.none')}
          columns={[{ label: t('entryTimes.month') }, { label: t('entryTimes.orders'), numeric: true }, { label: t('entryTimes.lines'), numeric: true }, { label: t('entryTimes.median'), numeric: true }, { label: t('entryTimes.p90'), numeric: true }, { label: t('entryTimes.shortest'), numeric: true }, { label: t('entryTimes.longest'), numeric: true }]}
          rows={rows.filter(({ month }) => month !== '').map((row) => ({ key: row.month, cells: [row.month, ...cells(row)] }))}
          {...(all ? { totals: [t('entryTimes.all'), ...cells(all)] } : {})}
        />
      )}
    </ReportPage>
  );
}
