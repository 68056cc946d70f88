import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { monthText } from '../shared/days.ts';
import { integerText, shareText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { confirmationSharesQuery } from './reportQueries.ts';

const WITHIN = 7;

/** By month: how many invoices were sent, opened, confirmed and disputed within a week of their day. */
export function ConfirmationShares() {
  const t = useT();
  const { day, set } = useReportParams();
  const now = today();
  const [from, to] = [day('from', addDays(now, -180)), day('to', now)];
  const { data, error, refetch } = useAsk(confirmationSharesQuery, { from, to, withinDays: WITHIN });
  const report = data?.confirmationShares;
  type Sums = NonNullable<typeof report>['totals'];
  const told = (count: number, share: string | null) => (share === null ? integerText(count) : `${integerText(count)} · ${shareText(share)}`);
  const cells = ({ invoices, sent, sentShare, opened, openedShare, confirmed, confirmedShare, disputed, disputedShare }: Sums) =>
    [integerText(invoices), told(sent, sentShare), told(opened, openedShare), told(confirmed, confirmedShare), told(disputed, disputedShare)];
  return (
    <ReportPage
      title={t('confirmations.shares')} about={t('confirmations.sharesAbout', { days: WITHIN })} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('earlyPayment.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('earlyPayment.to')} value={to} onChange={(next) => set({ to: next })} />
          <Button component={Link} variant="outlined" to={listPath('invoices', { kind: ['INVOICE'], open: { min: '0.01' }, isOverdue: false, proofState: ['NOT_SENT', 'SENT', 'BOUNCED', 'OPENED'] })}>{t('confirmations.unconfirmed')}</Button>
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('confirmations.shares')} empty={t('confirmations.noInvoices')}
          columns={[{ label: t('confirmations.month') }, { label: t('confirmations.invoices'), numeric: true }, { label: t('confirmations.sent'), numeric: true }, { label: t('confirmations.opened'), numeric: true }, { label: t('confirmations.confirmed'), numeric: true }, { label: t('confirmations.disputed'), numeric: true }]}
          rows={report.rows.map((row) => ({ key: row.month, cells: [monthText(row.month), ...cells(row)] }))}
          totals={[t('list.total'), ...cells(report.totals)]}
        />
      )}
    </ReportPage>
  );
}
