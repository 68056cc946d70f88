import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, integerText, moneyText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { GroupLabel, groupingOf, groupKey, GroupSelect, movesOf, ReportSelect } from './groups.tsx';
import { tiles } from './look.ts';

const query = graphql(`
  query Overstock($on: Day, $coverDays: Int, $warehouseId: ID, $groupBy: StockGrouping) {
    overstock(on: $on, coverDays: $coverDays, warehouseId: $warehouseId, groupBy: $groupBy) {
      on coverDays historyDays value { amount currencyCode } excessValue { amount currencyCode }
      rows {
        label product { id } warehouse { id } category { id } supplier { id }
        quantity dailyUse coverDays excess lastIssueOn value { amount currencyCode } excessValue { amount currencyCode }
      }
    }
  }
`);
const usual = 'PRODUCT_AND_WAREHOUSE';
const choices = ['30', '60', '90', '120', '180', '365'];

/** What lasts for longer than it should, by what left in the days before. */
export function Overstock() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const now = today();
  const on = day('on', now);
  const by = groupingOf(text('by'), usual);
  const warehouseId = text('warehouse');
  const days = choices.includes(text('days')) ? text('days') : '';
  const { data, error, refetch } = useAsk(query, { on, groupBy: by, ...(days ? { coverDays: Number(days) } : {}), ...(warehouseId ? { warehouseId } : {}) });
  const report = data?.overstock;
  return (
    <ReportPage
      title={t('replenishment.overstock')} about={t('replenishment.overstockAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next === now ? '' : next })} />
          <ReportSelect
            label={t('replenishment.moreThan')} value={days || 'usual'} onChange={(value) => set({ days: value === 'usual' ? '' : value })}
            options={[{ value: 'usual', label: t('replenishment.asSet') }, ...choices.map((each) => ({ value: each, label: t('replenishment.someDays', { days: Number(each) }) }))]}
          />
          <GroupSelect value={by} onChange={(value) => set({ by: value === usual ? '' : value })} />
          <ReferencePicker resource="warehouses" label={t('stock.warehouse')} value={warehouseId} onChange={(id) => set({ warehouse: id })} />
        </>
      }
    >
      {report && (
        <>
          <div style={tiles}>
            <KpiTile label={t('replenishment.tooMuch')} value={moneyText(report.excessValue)} definition={t('replenishment.tooMuchIs', { days: report.coverDays, history: report.historyDays })} />
          </div>
          <ReportTable
            name={t('replenishment.overstock')}
            columns={[
              { label: t('replenishment.group') }, { label: t('replenishment.units'), numeric: true }, { label: t('replenishment.dailyUse'), numeric: true },
              { label: t('replenishment.lasts'), numeric: true }, { label: t('replenishment.excess'), numeric: true }, { label: t('replenishment.excessValue'), numeric: true }, { label: t('replenishment.lastIssue') },
            ]}
            rows={report.rows.map((row) => ({
              key: groupKey(row),
              cells: [
                <GroupLabel key="group" group={row} by={by} none={t('replenishment.none')} />, decimalText(row.quantity), decimalText(row.dailyUse, 2),
                row.coverDays === null ? t('replenishment.forever') : integerText(Math.floor(Number(row.coverDays))), decimalText(row.excess), { money: row.excessValue, to: movesOf(row, { to: on }) },
                row.lastIssueOn ? dayText(row.lastIssueOn) : '–',
              ],
            }))}
            totals={[t('list.total'), '', '', '', '', report.excessValue, '']}
            empty={t('replenishment.noOverstock', { days: report.coverDays })}
          />
        </>
      )}
    </ReportPage>
  );
}
