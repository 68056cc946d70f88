import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useSearchParams } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { DayField } from '../shared/input/DayField.tsx';
import { useTitle } from '../shared/layout/title.tsx';
import { moneyText } from '../shared/numbers.ts';
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
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'onHand', kind: 'quantity', render: ({ quantity }) => quantity },
  { name: 'value', kind: 'money' },
];

/** What was in stock on a day and what it was booked at: the sum is the stock account's balance. */
export function StockAsOf() {
  const t = useT();
  useTitle(t('stock.asOf'));
  const [search, setSearch] = useSearchParams();
  const on = search.get('on') ?? today();
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(on);
  const { data, error } = useAsk(stockAsOf, { on: isDay ? on : today() });
  const rows = data?.stockAsOf.rows.map((row): Line => ({ ...row, id: `${row.product.id} ${row.warehouse.id}` })) ?? [];
  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <Typography variant="h1">{t('stock.asOf')}</Typography>
      <Box sx={{ maxWidth: 240 }}>
        <DayField label={t('stock.asOfDay')} value={on} onChange={(day) => setSearch(day ? { on: day } : {}, { replace: true })} />
      </Box>
      {error && <Typography role="alert">{error.message}</Typography>}
      {!data && !error && <Skeleton variant="rounded" height={320} />}
      {data && (
        <>
          <Typography role="status">{t('stock.asOfTotal', { day: dayText(data.stockAsOf.on), value: moneyText(data.stockAsOf.value) })}</Typography>
          <LinesTable resource="stockLevels" label={t('stock.asOf')} fields={fields} rows={rows} empty={t('stock.asOfNone')} />
        </>
      )}
    </Box>
  );
}
