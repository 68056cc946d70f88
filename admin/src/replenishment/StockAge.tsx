import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, moneyText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { GroupLabel, groupingOf, groupKey, GroupSelect, movesOf, ReportSelect } from './groups.tsx';

const query = graphql(`
  query StockAge($on: Day, $warehouseId: ID, $groupBy: StockGrouping) {
    stockAge(on: $on, warehouseId: $warehouseId, groupBy: $groupBy) {
      on deadDays
      rows {
        label product { id } warehouse { id } category { id } supplier { id }
        quantity quantity0to30 quantity31to60 quantity61to90 quantityOver90 deadQuantity oldestOn lastIssueOn
        value { amount currencyCode } value0to30 { amount currencyCode } value31to60 { amount currencyCode } value61to90 { amount currencyCode } valueOver90 { amount currencyCode }
        deadValue { amount currencyCode }
      }
      totals {
        quantity quantity0to30 quantity31to60 quantity61to90 quantityOver90 deadQuantity
        value { amount currencyCode } value0to30 { amount currencyCode } value31to60 { amount currencyCode } value61to90 { amount currencyCode } valueOver90 { amount currencyCode }
        deadValue { amount currencyCode }
      }
    }
  }
`);
const spans = ['0to30', '31to60', '61to90', 'Over90'] as const;

/** Stock by how long it has been there, as of any day: its sums are on hand, and the stock account. */
export function StockAge() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const now = today();
  const on = day('on', now);
  const by = groupingOf(text('by'));
  const warehouseId = text('warehouse');
  const asUnits = text('show') === 'units';
  const { data, error, refetch } = useAsk(query, { on, groupBy: by, ...(warehouseId ? { warehouseId } : {}) });
  const report = data?.stockAge;
  const totals = report?.totals;
  return (
    <ReportPage
      title={t('replenishment.age')} about={t('replenishment.ageAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next === now ? '' : next })} />
          <GroupSelect value={by} onChange={(value) => set({ by: value === 'PRODUCT' ? '' : value })} />
          <ReferencePicker resource="warehouses" label={t('stock.warehouse')} value={warehouseId} onChange={(id) => set({ warehouse: id })} />
          <ReportSelect
            label={t('replenishment.show')} value={asUnits ? 'units' : 'value'} onChange={(value) => set({ show: value === 'units' ? value : '' })}
            options={[{ value: 'value', label: t('replenishment.value') }, { value: 'units', label: t('replenishment.units') }]}
          />
        </>
      }
    >
      {report && totals && (
        <>
          <ChartCard
            title={t('replenishment.byAge')} kind="bar" axis={t('replenishment.daysThere')} series={[{ key: 'value', label: t('replenishment.value') }]}
            summary={t('replenishment.ageSays', { day: dayText(report.on), value: moneyText(totals.value), dead: moneyText(totals.deadValue), days: report.deadDays })}
            points={spans.map((span) => ({ label: t(`replenishment.days.${span}`), values: { value: totals[`value${span}`] } }))}
          />
          <ReportTable
            name={t('replenishment.age')}
            columns={[
              { label: t('replenishment.group') }, { label: t('replenishment.units'), numeric: true }, { label: t('replenishment.value'), numeric: true },
              ...spans.map((span) => ({ label: t(`replenishment.days.${span}`), numeric: true })),
              { label: t('replenishment.dead'), numeric: true }, { label: t('replenishment.oldest') }, { label: t('replenishment.lastIssue') },
            ]}
            rows={report.rows.map((row) => ({
              key: groupKey(row),
              cells: [
                <GroupLabel key="group" group={row} by={by} none={t('replenishment.none')} />, decimalText(row.quantity), { money: row.value, to: movesOf(row, { to: on }) },
                ...spans.map((span) => (asUnits ? decimalText(row[`quantity${span}`]) : row[`value${span}`])),
                asUnits ? decimalText(row.deadQuantity) : row.deadValue, row.oldestOn ? dayText(row.oldestOn) : '–', row.lastIssueOn ? dayText(row.lastIssueOn) : '–',
              ],
            }))}
            totals={[
              t('list.total'), decimalText(totals.quantity), totals.value, ...spans.map((span) => (asUnits ? decimalText(totals[`quantity${span}`]) : totals[`value${span}`])),
              asUnits ? decimalText(totals.deadQuantity) : totals.deadValue, '', '',
            ]}
            empty={t('stock.asOfNone')}
          />
        </>
      )}
    </ReportPage>
  );
}
