import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Checkbox from '@mui/material/Checkbox';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Money } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { profitByOrderQuery } from './reportQueries.ts';

const PAGE = 50;
type Sums = { revenue: Money; cost: Money; otherCost: Money; margin: Money };
const figures = ({ revenue, cost, otherCost, margin }: Sums) => [revenue, cost, otherCost, margin];

/** Profit by order between two days, with what no order bears: it sums to the ledger. */
export function ProfitByOrder() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', `${to.slice(0, 4)}-01-01`);
  const skip = Math.max(0, Number.parseInt(text('skip'), 10) || 0);
  const worstFirst = text('worst') === '1';
  const { data, error, refetch } = useAsk(profitByOrderQuery, { from, to, first: PAGE, skip, worstFirst });
  const report = data?.profitByOrder;
  return (
    <ReportPage
      title={t('accounting.profitByOrder')} about={t('accounting.profitByOrderAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next, skip: '' })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next, skip: '' })} />
          <FormControlLabel control={<Checkbox checked={worstFirst} onChange={(_, checked) => set({ worst: checked ? '1' : '', skip: '' })} />} label={t('accounting.worstFirst')} />
          <span>
            <Button disabled={skip === 0} onClick={() => set({ skip: String(Math.max(0, skip - PAGE)) })}>{t('list.previousPage')}</Button>
            <Button disabled={!report || skip + PAGE >= report.count} onClick={() => set({ skip: String(skip + PAGE) })}>{t('list.nextPage')}</Button>
          </span>
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('accounting.profitByOrder')}
          columns={[
            { label: t('accounting.order') }, { label: t('payments.customer') }, { label: t('accounting.revenue'), numeric: true }, { label: t('accounting.cost'), numeric: true },
            { label: t('accounting.otherCost'), numeric: true }, { label: t('accounting.margin'), numeric: true },
          ]}
          rows={[
            ...report.rows.map((row) => ({ key: row.order.id, cells: [<ReferenceLink key="order" value={{ id: row.order.id, number: row.number }} />, row.customerName, ...figures(row)] })),
            { key: 'orders', strong: true, cells: [t('accounting.allOrders', { count: report.count }), '', ...figures(report.orders)] },
            { key: 'rest', strong: true, cells: [t('accounting.unattributed'), '', ...figures(report.unattributed)] },
          ]}
          totals={[t('accounting.ledger'), '', ...figures(report.ledger)]}
          empty={t('accounting.nothing')}
        />
      )}
    </ReportPage>
  );
}
