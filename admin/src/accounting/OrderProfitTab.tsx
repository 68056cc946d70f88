import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { orderProfitQuery } from './reportQueries.ts';

/** The profit of an order by account; for the tabs of an order. */
export function OrderProfitTab({ orderId }: { orderId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error } = useAsk(orderProfitQuery, { orderId });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const profit = data.orderProfit;
  return (
    <ReportTable
      name={t('accounting.orderProfit')}
      columns={[{ label: t('ledger.account') }, { label: t('accounting.type') }, { label: t('accounting.amount'), numeric: true }]}
      rows={(profit?.rows ?? []).map((row) => ({
        key: row.code,
        cells: [`${row.code} ${row.name}`, enumLabel('AccountType', row.type), { money: row.amount, to: listPath('journalLines', { order: { is: orderId }, account: { is: row.account.id } }) }],
      }))}
      totals={profit ? [t('accounting.margin'), '', profit.margin] : undefined}
      empty={t('accounting.noProfit')}
    />
  );
}
