import Box from '@mui/material/Box';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { integerText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';

const dayQuery = graphql(`
  query BuyersDay($mayApprovalsRead: Boolean!) {
    toApprove: requisitions(first: 1, filter: { status: { in: [SUBMITTED] } }) { totalCount }
    toOrder: requisitionLines(first: 1, filter: { isToOrder: true }) { totalCount }
    drafts: purchaseOrders(first: 1, filter: { status: { in: [DRAFT] } }) { totalCount }
    quotes: quoteRequests(first: 1, filter: { status: { in: [SENT] } }) { totalCount }
    toConfirm: purchaseOrders(first: 1, filter: { isUnconfirmed: true }) { totalCount }
    expected: purchaseOrders(first: 1, filter: { status: { in: [ORDERED, PART_RECEIVED] } }) { totalCount }
    late: purchaseOrders(first: 1, filter: { isLate: true }) { totalCount }
    toInspect: inspections(first: 1, filter: { status: { in: [OPEN] } }) { totalCount }
    toBill: receipts(first: 1, filter: { isBilled: false, status: { in: [POSTED] } }) { totalCount }
    approvals(first: 1, filter: { kind: { in: [PURCHASE_ORDER] }, status: { in: [PENDING] } }) @include(if: $mayApprovalsRead) { totalCount }
  }
`);

/** What waits for a buyer, each count the way into its list. */
export function BuyersDay() {
  const t = useT();
  const { data, error, refetch } = useAsk(dayQuery, { mayApprovalsRead: may('approvals.read') });
  const count = (found: { totalCount: number | null } | undefined) => (found === undefined ? undefined : found.totalCount === null ? t('list.tenThousandPlus') : integerText(found.totalCount));
  return (
    <ReportPage title={t('sourcing.buyersDay')} about={t('sourcing.buyersDayAbout')} error={error} onRetry={() => void refetch()}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(210px, 100%), 1fr))' }}>
        <KpiTile label={t('sourcing.day.toApprove')} value={count(data?.toApprove)} definition={t('sourcing.day.toApproveIs')} to={listPath('requisitions', { status: ['SUBMITTED'] })} />
        <KpiTile label={t('sourcing.day.toOrder')} value={count(data?.toOrder)} definition={t('sourcing.day.toOrderIs')} to={listPath('requisitionLines', { isToOrder: true })} />
        <KpiTile label={t('sourcing.day.quotes')} value={count(data?.quotes)} definition={t('sourcing.day.quotesIs')} to={listPath('quoteRequests', { status: ['SENT'] })} />
        <KpiTile label={t('sourcing.day.drafts')} value={count(data?.drafts)} definition={t('sourcing.day.draftsIs')} to={listPath('purchaseOrders', { status: ['DRAFT'] })} />
        {may('approvals.read') && <KpiTile label={t('sourcing.day.approvals')} value={count(data?.approvals)} definition={t('sourcing.day.approvalsIs')} to={listPath('approvals', { kind: ['PURCHASE_ORDER'], status: ['PENDING'] })} />}
        <KpiTile label={t('sourcing.day.toConfirm')} value={count(data?.toConfirm)} definition={t('sourcing.day.toConfirmIs')} to={listPath('purchaseOrders', { isUnconfirmed: true })} />
        <KpiTile label={t('sourcing.day.expected')} value={count(data?.expected)} definition={t('sourcing.day.expectedIs')} to={listPath('purchaseOrders', { status: ['ORDERED', 'PART_RECEIVED'] })} />
        <KpiTile label={t('sourcing.day.late')} value={count(data?.late)} definition={t('sourcing.day.lateIs')} to={listPath('purchaseOrders', { isLate: true })} />
        <KpiTile label={t('sourcing.day.toInspect')} value={count(data?.toInspect)} definition={t('sourcing.day.toInspectIs')} to={listPath('inspections', { status: ['OPEN'] })} />
        <KpiTile label={t('sourcing.day.toBill')} value={count(data?.toBill)} definition={t('sourcing.day.toBillIs')} to={listPath('receipts', { isBilled: false, status: ['POSTED'] })} />
      </Box>
    </ReportPage>
  );
}
