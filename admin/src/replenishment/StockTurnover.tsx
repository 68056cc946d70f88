import { addDays } from '../data/presets.ts';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { dayText } from '../shared/days.ts';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, moneyText, percentText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { GroupLabel, groupingOf, groupKey, GroupSelect, movesOf } from './groups.tsx';
import { tiles } from './look.ts';

const query = graphql(`
  query StockTurnover($from: Day!, $to: Day!, $warehouseId: ID, $groupBy: StockGrouping) {
    stockTurnover(from: $from, to: $to, warehouseId: $warehouseId, groupBy: $groupBy) {
      days countedFrom pastUnits carryingRate
      rows {
        label product { id } warehouse { id } category { id } supplier { id }
        unitsSold turnover daysOnHand costOfSales { amount currencyCode } averageValue { amount currencyCode } closingValue { amount currencyCode } carryingCost { amount currencyCode }
      }
      totals { unitsSold turnover daysOnHand costOfSales { amount currencyCode } averageValue { amount currencyCode } closingValue { amount currencyCode } carryingCost { amount currencyCode } }
    }
  }
`);
const shown = (ratio: string | null, places: number): string => (ratio === null ? '–' : decimalText(ratio, places));

/** How fast stock is sold, for how many days it lies, and what that costs. */
export function StockTurnover() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', addDays(to, -364));
  const by = groupingOf(text('by'));
  const warehouseId = text('warehouse');
  const { data, error, refetch } = useAsk(query, { from, to, groupBy: by, ...(warehouseId ? { warehouseId } : {}) });
  const report = data?.stockTurnover;
  const totals = report?.totals;
  return (
    <ReportPage
      title={t('replenishment.turnover')} about={t('replenishment.turnoverAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('replenishment.fromDay')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('replenishment.toDay')} value={to} onChange={(next) => set({ to: next })} />
          <GroupSelect value={by} onChange={(value) => set({ by: value === 'PRODUCT' ? '' : value })} />
          <ReferencePicker resource="warehouses" label={t('stock.warehouse')} value={warehouseId} onChange={(id) => set({ warehouse: id })} />
        </>
      }
    >
      {report && totals && (
        <>
          <div style={tiles}>
            <KpiTile label={t('replenishment.turns')} value={shown(totals.turnover, 2)} definition={t('replenishment.turnsIs', { cost: moneyText(totals.costOfSales), value: moneyText(totals.averageValue) })} />
            <KpiTile label={t('replenishment.daysOnHand')} value={shown(totals.daysOnHand, 1)} definition={t('replenishment.daysOnHandIs', { days: report.days })} />
            <KpiTile label={t('replenishment.carrying')} value={moneyText(totals.carryingCost)} definition={t('replenishment.carryingIs', { rate: percentText(report.carryingRate), days: report.days })} />
          </div>
          <ReportTable
            name={t('replenishment.turnover')}
            columns={[
              { label: t('replenishment.group') }, { label: t('replenishment.unitsSold'), numeric: true }, { label: t('replenishment.costOfSales'), numeric: true },
              { label: t('replenishment.averageValue'), numeric: true }, { label: t('replenishment.closingValue'), numeric: true }, { label: t('replenishment.turns'), numeric: true },
              { label: t('replenishment.daysOnHand'), numeric: true }, { label: t('replenishment.carrying'), numeric: true },
            ]}
            rows={report.rows.map((row) => ({
              key: groupKey(row),
              cells: [
                <GroupLabel key="group" group={row} by={by} none={t('replenishment.none')} />, decimalText(row.unitsSold), { money: row.costOfSales, to: movesOf(row, { from, to }) },
                row.averageValue, { money: row.closingValue, to: movesOf(row, { to }) }, shown(row.turnover, 2), shown(row.daysOnHand, 1), row.carryingCost,
              ],
            }))}
            totals={[t('list.total'), decimalText(totals.unitsSold), totals.costOfSales, totals.averageValue, totals.closingValue, shown(totals.turnover, 2), shown(totals.daysOnHand, 1), totals.carryingCost]}
            empty={t('replenishment.noMoves')}
          />
          {report.countedFrom !== from && <p style={{ margin: 0 }}>{t('replenishment.countedFrom', { day: dayText(report.countedFrom) })}</p>}
          {report.pastUnits !== '0' && <p style={{ margin: 0 }}>{t('replenishment.pastTurnover', { units: decimalText(report.pastUnits) })}</p>}
        </>
      )}
    </ReportPage>
  );
}
