import { addDays } from '../data/presets.ts';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, integerText, moneyText, percentText, shareText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { ReportSelect } from './groups.tsx';

const query = graphql(`
  query StockClasses($from: Day!, $to: Day!, $warehouseId: ID) {
    stockClasses(from: $from, to: $to, warehouseId: $warehouseId) {
      classAShare classBShare ownFrom pastUncosted value { amount currencyCode } pastValue { amount currencyCode }
      rows { rank units pastUnits issues share cumulativeShare stockClass value { amount currencyCode } product { id sku name } }
    }
  }
`);
const classes = ['A', 'B', 'C'] as const;

/** The few products that make most of what is sold and used, and the many that make little. */
export function StockClasses() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', addDays(to, -364));
  const warehouseId = text('warehouse');
  const only = text('class');
  const { data, error, refetch } = useAsk(query, { from, to, ...(warehouseId ? { warehouseId } : {}) });
  const report = data?.stockClasses;
  const count = (stockClass: string) => report?.rows.filter((row) => row.stockClass === stockClass).length ?? 0;
  return (
    <ReportPage
      title={t('replenishment.classes')} about={t('replenishment.classesAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('replenishment.fromDay')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('replenishment.toDay')} value={to} onChange={(next) => set({ to: next })} />
          <ReferencePicker resource="warehouses" label={t('stock.warehouse')} value={warehouseId} onChange={(id) => set({ warehouse: id })} />
          <ReportSelect
            label={t('replenishment.class')} value={only || 'all'} onChange={(value) => set({ class: value === 'all' ? '' : value })}
            options={[{ value: 'all', label: t('replenishment.allClasses') }, ...classes.map((each) => ({ value: each, label: each }))]}
          />
        </>
      }
    >
      {report && (
        <>
          <ChartCard
            title={t('replenishment.productsByClass')} kind="bar" axis={t('replenishment.class')} series={[{ key: 'count', label: t('replenishment.products') }]}
            summary={t('replenishment.classesSay', { a: count('A'), all: report.rows.length, share: percentText(report.classAShare), b: percentText(report.classBShare) })}
            points={classes.map((each) => ({ label: each, values: { count: count(each) }, to: `/stock-classes?${new URLSearchParams({ from, to, class: each }).toString()}` }))}
          />
          <ReportTable
            name={t('replenishment.classes')}
            columns={[
              { label: t('replenishment.product') }, { label: t('replenishment.class') }, { label: t('replenishment.used'), numeric: true }, { label: t('replenishment.share'), numeric: true },
              { label: t('replenishment.cumulative'), numeric: true }, { label: t('replenishment.units'), numeric: true }, { label: t('replenishment.issues'), numeric: true },
            ]}
            rows={report.rows.filter(({ stockClass }) => !only || stockClass === only).map((row) => ({
              key: row.product.id,
              cells: [
                <ReferenceLink key="product" value={row.product} />, row.stockClass, { money: row.value, to: listPath('stockMoves', { product: { is: row.product.id }, effectiveOn: { from, to } }) },
                shareText(row.share), shareText(row.cumulativeShare), decimalText(row.units), integerText(row.issues),
              ],
            }))}
            empty={t('replenishment.noMoves')}
          />
          {report.rows.some(({ pastUnits }) => pastUnits !== '0') && (
            <p style={{ margin: 0 }}>
              {t('replenishment.pastClasses', { value: moneyText(report.pastValue), day: report.ownFrom ? dayText(report.ownFrom) : '–' })} {report.pastUncosted > 0 && t('replenishment.pastUncosted', { count: report.pastUncosted })}
            </p>
          )}
        </>
      )}
    </ReportPage>
  );
}
