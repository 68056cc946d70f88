import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, integerText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { tiles } from '../replenishment/look.ts';
import { askedOf, Leading, PAGE, Pages, skipOf } from './params.tsx';

const query = graphql(`
  query StockOuts($from: Day!, $to: Day!, $warehouseId: ID, $productId: ID, $first: Int, $skip: Int) {
    stockOuts(from: $from, to: $to, warehouseId: $warehouseId, productId: $productId, first: $first, skip: $skip) {
      count days rows { since until days waiting product { id name } warehouse { id name } }
    }
  }
`);

/** Each time that goods which are kept were not there. */
export function StockOuts() {
  const t = useT();
  const params = useReportParams();
  const { text, set } = params;
  const { from, to, warehouseId, productId } = askedOf(params);
  const { data, error, refetch } = useAsk(query, { from, to, ...(warehouseId ? { warehouseId } : {}), ...(productId ? { productId } : {}), first: PAGE, skip: skipOf(params) });
  const report = data?.stockOuts;
  return (
    <ReportPage
      title={t('service.stockOuts')} about={t('service.stockOutsAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next, skip: '' })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next, skip: '' })} />
          <ReferencePicker resource="products" label={t('service.product')} value={text('product')} onChange={(id) => set({ product: id, skip: '' })} />
          <ReferencePicker resource="warehouses" label={t('stock.warehouse')} value={text('warehouse')} onChange={(id) => set({ warehouse: id, skip: '' })} />
          <Pages params={params} count={report?.count} />
        </>
      }
    >
      {report && (
        <>
          <div style={tiles}>
            <KpiTile label={t('service.outDays')} value={integerText(report.days)} definition={t('service.outDaysIs')} change={t('service.times', { count: report.count })} />
          </div>
          <ReportTable
            name={t('service.stockOuts')}
            columns={[
              { label: t('service.product') }, { label: t('stock.warehouse') }, { label: t('service.outSince') }, { label: t('service.outUntil') }, { label: t('service.outDays'), numeric: true }, { label: t('service.waiting'), numeric: true },
            ]}
            rows={report.rows.map((row) => ({
              key: `${row.product.id} ${row.warehouse.id} ${row.since}`,
              cells: [
                <ReferenceLink key="product" value={row.product} />, <ReferenceLink key="warehouse" value={row.warehouse} />, dayText(row.since), row.until ? dayText(row.until) : t('service.outStill'),
                <Leading key="days" value={row.days} to={listPath('stockMoves', { product: { is: row.product.id }, warehouse: { is: row.warehouse.id } })} />, row.waiting === '0' ? '–' : decimalText(row.waiting),
              ],
            }))}
            empty={t('service.neverOut')}
          />
        </>
      )}
    </ReportPage>
  );
}
