import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { integerText, shareText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const ranking = graphql(`
  query ProfitRanking($from: Day!, $to: Day!, $by: ProfitGrouping!, $first: Int, $skip: Int, $worstFirst: Boolean, $byMargin: Boolean) {
    profitRanking(from: $from, to: $to, by: $by, first: $first, skip: $skip, worstFirst: $worstFirst, byMargin: $byMargin) {
      count
      groups {
        name orders month channel margin
        revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } profit { amount currencyCode }
        product { id name } category { id name } customer { id name } salesPerson { id name } warehouse { id name }
      }
      grouped { margin revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } profit { amount currencyCode } }
      unattributed { margin revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } profit { amount currencyCode } }
      ledger { margin revenue { amount currencyCode } cost { amount currencyCode } otherCost { amount currencyCode } profit { amount currencyCode } }
    }
  }
`);
type Report = ResultOf<typeof ranking>['profitRanking'];
type Group = Report['groups'][number];
const GROUPINGS = ['PRODUCT', 'CATEGORY', 'CUSTOMER', 'SALES_PERSON', 'CHANNEL', 'WAREHOUSE', 'MONTH'] as const;
type Grouping = (typeof GROUPINGS)[number];
const PAGE = 50;

/** Where a group's lines are, as far as lines can be listed by it. */
function linesOf({ product, warehouse }: Group, from: string, to: string): string | undefined {
  const of = product ? { product: { is: product.id } } : warehouse ? { warehouse: { is: warehouse.id } } : undefined;
  return of && listPath('journalLines', { ...of, effectiveOn: { from, to } });
}

/** Who and what brings profit: ranked, with what belongs to none, down to the ledger. */
export function ProfitRanking() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 4)}-01-01`);
  const by: Grouping = GROUPINGS.find((each) => each === text('by')) ?? 'PRODUCT';
  const skip = Math.max(0, Number.parseInt(text('skip'), 10) || 0);
  const [worstFirst, byMargin] = [text('worst') === '1', text('margin') === '1'];
  const { data, error, refetch } = useAsk(ranking, { from, to, by, first: PAGE, skip, worstFirst, byMargin });
  const report = data?.profitRanking;
  const nameOf = (group: Group) => (by === 'CHANNEL' ? enumLabel('Channel', group.channel ?? '') : group.name);
  const figures = ({ revenue, cost, otherCost, profit, margin }: Report['ledger'], lines?: string) => [revenue, cost, otherCost, lines ? { money: profit, to: lines } : profit, margin === null ? '–' : shareText(margin)];
  return (
    <ReportPage
      title={t('costing.ranking')} about={t('costing.rankingAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <TextField select label={t('costing.by')} value={by} onChange={({ target }) => set({ by: target.value, skip: '' })} sx={{ minWidth: 160 }}>
            {GROUPINGS.map((each) => <MenuItem key={each} value={each}>{enumLabel('ProfitGrouping', each)}</MenuItem>)}
          </TextField>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next, skip: '' })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next, skip: '' })} />
          <FormControlLabel control={<Checkbox checked={worstFirst} onChange={(_, checked) => set({ worst: checked ? '1' : '', skip: '' })} />} label={t('accounting.worstFirst')} />
          <FormControlLabel control={<Checkbox checked={byMargin} onChange={(_, checked) => set({ margin: checked ? '1' : '', skip: '' })} />} label={t('costing.byMargin')} />
          <span>
            <Button disabled={skip === 0} onClick={() => set({ skip: String(Math.max(0, skip - PAGE)) })}>{t('list.previousPage')}</Button>
            <Button disabled={!report || skip + PAGE >= report.count} onClick={() => set({ skip: String(skip + PAGE) })}>{t('list.nextPage')}</Button>
          </span>
        </>
      }
    >
      {report && (
        <>
          {report.groups.length > 1 && (
            <ChartCard
              title={t('costing.chart', { by: enumLabel('ProfitGrouping', by) })} summary={t('costing.chartSummary', { count: Math.min(12, report.groups.length) })} kind="bar" axis={enumLabel('ProfitGrouping', by)}
              series={[{ key: 'profit', label: t('accounting.profit') }]}
              points={report.groups.slice(0, 12).map((group) => ({ label: nameOf(group), values: { profit: group.profit }, ...(linesOf(group, from, to) ? { to: linesOf(group, from, to) as string } : {}) }))}
            />
          )}
          <ReportTable
            name={t('costing.ranking')}
            columns={[
              { label: enumLabel('ProfitGrouping', by) }, { label: t('costing.ordersCount'), numeric: true }, { label: t('accounting.revenue'), numeric: true }, { label: t('accounting.cost'), numeric: true },
              { label: t('accounting.otherCost'), numeric: true }, { label: t('accounting.profit'), numeric: true }, { label: t('costing.margin'), numeric: true },
            ]}
            rows={[
              ...report.groups.map((group) => {
                const record = group.product ?? group.category ?? group.customer ?? group.salesPerson ?? group.warehouse;
                return { key: record?.id ?? group.name, cells: [record ? <ReferenceLink key="of" value={record} /> : nameOf(group), integerText(group.orders), ...figures(group, linesOf(group, from, to))] };
              }),
              { key: 'grouped', strong: true, cells: [t('costing.allGroups', { count: report.count }), '', ...figures(report.grouped)] },
              { key: 'rest', strong: true, cells: [t('costing.noGroup'), '', ...figures(report.unattributed)] },
            ]}
            totals={[t('accounting.ledger'), '', ...figures(report.ledger)]}
            empty={t('accounting.nothing')}
          />
        </>
      )}
    </ReportPage>
  );
}
