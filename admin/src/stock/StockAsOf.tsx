import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { moneyText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { LinesTable } from './LinesTable.tsx';

const stockAsOf = graphql(`
  query StockAsOf($on: Day) {
    stockAsOf(on: $on) {
      on
      value { amount currencyCode }
      rows { quantity value { amount currencyCode } product { id sku name } warehouse { id name } }
    }
  }
`);
type Line = ResultOf<typeof stockAsOf>['stockAsOf']['rows'][number] & { id: string };

const fields: readonly Field<Line>[] = [
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'onHand', kind: 'quantity', render: ({ quantity }) => <Value field={{ kind: 'quantity' }} value={quantity} /> },
  { name: 'value', kind: 'money' },
];

/** What was in stock on a day and what it was booked at: the sum is the stock account's balance. */
export function StockAsOf() {
  const t = useT();
  const { day, set } = useReportParams();
  const on = day('on', today());
  const { data, error, refetch } = useAsk(stockAsOf, { on });
  const report = data?.stockAsOf;
  const rows = report?.rows.map((row): Line => ({ ...row, id: `${row.product.id} ${row.warehouse.id}` })) ?? [];
  return (
    <ReportPage
      title={t('stock.asOf')} about={t('stock.asOfAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next })} />}
    >
      {report && (
        <>
          <Typography role="status">{t('stock.asOfTotal', { day: dayText(report.on), value: moneyText(report.value) })}</Typography>
          <LinesTable resource="stockLevels" label={t('stock.asOf')} fields={fields} rows={rows} empty={t('stock.asOfNone')} />
        </>
      )}
    </ReportPage>
  );
}
