import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { AlertDays } from './AlertDays.tsx';
import { alertsQuery, type Alert } from './queries.ts';

/** What waits for somebody: lots in stock that come near their end, told once for each threshold; they close by themselves. */
export function ExpiryAlerts() {
  const t = useT();
  const { data, error, refetch } = useAsk(alertsQuery, { filter: { isOpen: true } });
  const columns = [
    { label: t('lots.lot') }, { label: t('stock.product') }, { label: t('lots.goodUntil') }, { label: t('lots.alert') }, { label: t('lots.raisedOn') }, { label: t('lots.sum.onHand'), numeric: true },
  ];
  const threshold = ({ thresholdDays }: Alert) => (thresholdDays < 0 ? t('lots.alert.past') : t('lots.alert.within', { days: thresholdDays }));
  const rows = data?.expiryAlerts.nodes.map((alert) => ({
    key: alert.id,
    cells: [
      <ReferenceLink key="lot" value={alert.lot} />, <ReferenceLink key="product" value={alert.lot.product} />, dayText(alert.goodUntil ?? ''), threshold(alert), dayText(alert.openedOn),
      <bdi key="units" className="figure">{decimalText(alert.lot.onHand)}</bdi>,
    ],
  })) ?? [];
  return (
    <ReportPage title={t('lots.alerts')} about={t('lots.alertsAbout')} error={error} onRetry={() => void refetch()} loading={!data} controls={may('company.manage') && <AlertDays />}>
      <ReportTable name={t('lots.alerts')} columns={columns} rows={rows} empty={t('lots.noAlerts')} />
    </ReportPage>
  );
}
