import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { moneyText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { LinesTable } from './LinesTable.tsx';

const stockAsOf = graphql(`
  query StockAsOf($on: Day, $basis: StockBasis) {
    stockAsOf(on: $on, basis: $basis) {
      on
      value { amount currencyCode }
      bookedLater { amount currencyCode }
      rows { quantity value { amount currencyCode } bookedLater { amount currencyCode } product { id sku name } warehouse { id name } }
    }
  }
`);
type Line = ResultOf<typeof stockAsOf>['stockAsOf']['rows'][number] & { id: string };

const fields: readonly Field<Line>[] = [
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'onHand', kind: 'quantity', render: ({ quantity }) => <Value field={{ kind: 'quantity' }} value={quantity} /> },
  { name: 'value', kind: 'money' },
];
const withLater: readonly Field<Line>[] = [...fields, { name: 'bookedLater', kind: 'money' }];
const bases = ['BOOKED', 'RESTATED'] as const;
const isNothing = (amount: string) => !/[1-9]/.test(amount);

/** What was in stock on a day and what it was booked at, or what it is known to have been worth; between them, what was booked later. */
export function StockAsOf() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { day, text, set } = useReportParams();
  const on = day('on', today());
  const basis = text('basis') === 'RESTATED' ? 'RESTATED' : 'BOOKED';
  const { data, error, refetch } = useAsk(stockAsOf, { on, basis });
  const report = data?.stockAsOf;
  const rows = report?.rows.map((row): Line => ({ ...row, id: `${row.product.id} ${row.warehouse.id}` })) ?? [];
  const isLater = rows.some(({ bookedLater }) => !isNothing(bookedLater.amount));
  return (
    <ReportPage
      title={t('stock.asOf')} about={t('stock.asOfAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next })} />
          <TextField
            select label={t('stock.basis')} value={basis} helperText={t(basis === 'BOOKED' ? 'stock.basisBooked' : 'stock.basisRestated')}
            onChange={(event) => set({ basis: event.target.value === 'BOOKED' ? '' : event.target.value })} sx={{ minWidth: 180 }}
          >
            {bases.map((each) => <MenuItem key={each} value={each}>{enumLabel('StockBasis', each)}</MenuItem>)}
          </TextField>
        </>
      }
    >
      {report && (
        <>
          <Typography role="status">
            {t('stock.asOfTotal', { day: dayText(report.on), value: moneyText(report.value) })}
            {isLater && ` ${t('stock.asOfLater', { value: moneyText(report.bookedLater) })}`}
          </Typography>
          <LinesTable resource="stockLevels" label={t('stock.asOf')} fields={isLater ? withLater : fields} rows={rows} empty={t('stock.asOfNone')} />
        </>
      )}
    </ReportPage>
  );
}
