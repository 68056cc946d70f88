import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import type { MessageKey } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { ReferenceLink, Value } from '../shared/field.tsx';
import { dayText } from '../shared/days.ts';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const creditReviewsDue = graphql(`
  query CreditReviewsDue($until: Day) {
    creditReviewsDue(until: $until) {
      until overdue
      rows { name risk dueOn daysOverdue lastOn lastOutcome ownerName ownerRole limit { amount currencyCode } exposure { amount currencyCode } customer { id name } }
    }
  }
`);
const creditReviewPack = graphql(`
  query CreditReviewPack($customerId: ID!, $on: Day) {
    creditReviewPack(customerId: $customerId, on: $on) {
      name risk dueOn daysLate limit { amount currencyCode } ordered { amount currencyCode } invoiced { amount currencyCode } paid { amount currencyCode } paidLate { amount currencyCode } peak { amount currencyCode } customer { id name }
      months { month orders invoices daysLate shortPayments ordered { amount currencyCode } invoiced { amount currencyCode } paid { amount currencyCode } paidLate { amount currencyCode } peak { amount currencyCode } }
      told { kind on text by amount { amount currencyCode } }
    }
  }
`);
const ReviewDialog = lazy(async () => ({ default: (await import('./ReviewDialog.tsx')).ReviewDialog }));
const kindKeys: Readonly<Record<string, MessageKey>> = { HOLD: 'credit.kind.HOLD', OVERRIDE: 'credit.kind.OVERRIDE', SHORT_PAYMENT: 'credit.kind.SHORT_PAYMENT', BOUNCE: 'credit.kind.BOUNCE', REVIEW: 'credit.kind.REVIEW' };
const packPath = (id: string) => `/credit-review?customer=${encodeURIComponent(id)}`;

/** Whose credit is to be looked at, the longest overdue first. */
export function ReviewsDue() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { day, set } = useReportParams();
  const until = day('until', today());
  const { data, error, refetch } = useAsk(creditReviewsDue, { until });
  const report = data?.creditReviewsDue;
  return (
    <ReportPage title={t('credit.reviews')} about={t('credit.reviewsAbout')} error={error} onRetry={() => void refetch()} loading={!report} controls={<ReportDay label={t('credit.until')} value={until} onChange={(next) => set({ until: next })} />}>
      {report && (
        <>
          {report.rows.length > 0 && <Typography role="status">{t('credit.overdueReviews', { due: report.rows.length, overdue: report.overdue })}</Typography>}
          <ReportTable
            name={t('credit.reviews')} empty={t('credit.noReviews')}
            columns={[{ label: t('credit.customer') }, { label: t('credit.risk') }, { label: t('credit.limit'), numeric: true }, { label: t('credit.exposure'), numeric: true }, { label: t('credit.due') }, { label: t('credit.daysOverdue'), numeric: true }, { label: t('credit.last') }, { label: t('credit.owner') }, { label: t('credit.pack') }]}
            rows={report.rows.map((row) => ({ key: row.customer.id, cells: [
              <ReferenceLink key="customer" value={row.customer} />, row.risk ? enumLabel('CreditRisk', row.risk) : '–', row.limit, row.exposure, dayText(row.dueOn), row.daysOverdue > 0 ? String(row.daysOverdue) : '–',
              row.lastOn ? `${dayText(row.lastOn)} ${row.lastOutcome ? enumLabel('CreditReviewOutcome', row.lastOutcome) : ''}` : '–', row.ownerName ?? (row.ownerRole ? enumLabel('Role', row.ownerRole) : '–'),
              <MuiLink key="pack" component={Link} underline="always" to={packPath(row.customer.id)} aria-label={`${t('credit.look')} ${row.name}`}>{t('credit.look')}</MuiLink>,
            ] }))}
          />
        </>
      )}
    </ReportPage>
  );
}

/** Twelve months of a customer on one page, to decide on the limit; it can be printed. */
export function ReviewPack() {
  const t = useT();
  const { day, text, set } = useReportParams();
  const [isOpen, setOpen] = useState(false);
  const customerId = text('customer');
  const on = day('on', today());
  const { data, error, refetch } = useAsk(creditReviewPack, { customerId, on }, customerId !== '');
  const pack = data?.creditReviewPack;
  const monthOf = (month: string) => month.slice(0, 7);
  return (
    <ReportPage
      title={t('credit.packTitle')} about={t('credit.packAbout')} error={error} onRetry={() => void refetch()} loading={customerId !== '' && !pack}
      controls={
        <>
          <ReferencePicker resource="customers" label={t('credit.customer')} value={customerId} onChange={(id) => set({ customer: id })} />
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next })} />
          {pack && <Button variant="outlined" onClick={() => window.print()}>{t('credit.print')}</Button>}
          {pack && may('credit.manage') && <Button variant="contained" onClick={() => setOpen(true)}>{t('action.recordCreditReview')}</Button>}
        </>
      }
    >
      {!customerId && <Typography color="textSecondary" role="status">{t('credit.choose')}</Typography>}
      {pack && (
        <>
          <Box role="status" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'baseline' }}>
            <Typography variant="h2">{pack.name}</Typography>
            <ReferenceLink value={pack.customer} />
            <span>{t('credit.risk')}: {pack.risk ?? '–'}</span>
            <span>{t('credit.limit')}: {pack.limit ? <Value field={{ kind: 'money' }} value={pack.limit} /> : t('credit.noLimit')}</span>
            <span>{t('credit.due')}: {pack.dueOn ? dayText(pack.dueOn) : '–'}</span>
            <span>{t('credit.daysLate')}: {pack.daysLate ?? '–'}</span>
          </Box>
          <ChartCard
            title={t('credit.peaks')} summary={t('credit.peaksAbout')} kind="bar" axis={t('credit.month')} series={[{ key: 'peak', label: t('credit.peak') }]}
            points={pack.months.map(({ month, peak }) => ({ label: monthOf(month), values: { peak } }))}
          />
          <ReportTable
            name={t('credit.months')} empty=""
            columns={[{ label: t('credit.month') }, { label: t('credit.orders'), numeric: true }, { label: t('credit.ordered'), numeric: true }, { label: t('credit.invoices'), numeric: true }, { label: t('credit.invoiced'), numeric: true }, { label: t('credit.paid'), numeric: true },
              { label: t('credit.paidLate'), numeric: true }, { label: t('credit.daysLate'), numeric: true }, { label: t('credit.peak'), numeric: true }, { label: t('credit.shorts'), numeric: true }]}
            rows={pack.months.map((row) => ({ key: row.month, cells: [monthOf(row.month), String(row.orders), row.ordered, String(row.invoices), row.invoiced, row.paid, row.paidLate, row.daysLate ?? '–', row.peak, String(row.shortPayments)] }))}
            totals={[t('list.total'), '', pack.ordered, '', pack.invoiced, pack.paid, pack.paidLate, pack.daysLate ?? '–', pack.peak, '']}
          />
          <Typography variant="h2">{t('credit.events')}</Typography>
          <ReportTable
            name={t('credit.events')} empty={t('credit.noEvents')} columns={[{ label: t('credit.day') }, { label: t('credit.what') }, { label: t('credit.why') }, { label: t('credit.amount'), numeric: true }, { label: t('credit.by') }]}
            rows={pack.told.map((each, at) => ({ key: String(at), cells: [dayText(each.on), t(kindKeys[each.kind] ?? 'credit.kind.HOLD'), each.text ?? '', each.amount ?? '', each.by ?? ''] }))}
          />
        </>
      )}
      {isOpen && <Suspense fallback={null}><ReviewDialog customerId={customerId} onClose={() => setOpen(false)} /></Suspense>}
    </ReportPage>
  );
}
