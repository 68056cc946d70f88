import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { orderProfitQuery } from './reportQueries.ts';

/** The profit of an order, term by term and by account; for the tabs of an order. */
export function OrderProfitTab({ orderId }: { orderId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error } = useAsk(orderProfitQuery, { orderId });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const profit = data.orderProfit;
  const linesOf = (accounts: readonly string[]) => listPath('journalLines', { order: { is: orderId }, account: { in: accounts } });
  const steps = (profit?.terms ?? []).map(({ term, amount }) => ({
    label: enumLabel('ProfitTerm', term), values: { amount }, to: linesOf((profit?.rows ?? []).filter((row) => row.term === term).map(({ account }) => account.id)),
  }));
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {profit && steps.length > 0 && (
        <ChartCard
          title={t('accounting.waterfall')} summary={t('accounting.waterfallSummary')} kind="waterfall" axis={t('accounting.term')} series={[{ key: 'amount', label: t('accounting.amount') }]}
          points={[...steps, { label: t('accounting.profit'), values: { amount: profit.margin }, isTotal: true }]}
        />
      )}
      <ReportTable
        name={t('accounting.orderProfit')}
        columns={[{ label: t('accounting.term') }, { label: t('ledger.account') }, { label: t('accounting.amount'), numeric: true }]}
        rows={(profit?.rows ?? []).map((row) => ({
          key: row.code, cells: [enumLabel('ProfitTerm', row.term), `${row.code} ${row.name}`, { money: row.amount, to: linesOf([row.account.id]) }],
        }))}
        totals={profit ? [t('accounting.margin'), '', profit.margin] : undefined}
        empty={t('accounting.noProfit')}
      />
      {may('profit.post') && (
        <Box>
          <Button component={Link} to={`/orderCosts/create?order=${encodeURIComponent(orderId)}`} variant="outlined">{t('accounting.recordCost')}</Button>
        </Box>
      )}
    </Box>
  );
}
