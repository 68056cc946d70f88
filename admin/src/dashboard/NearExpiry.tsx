import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { integerText } from '../shared/numbers.ts';
import { useDashboard } from './queries.ts';

/** Lots in stock that come near their end; nothing for firms without perishable goods. */
export function NearExpiry() {
  const t = useT();
  const count = useDashboard()?.expiryAlerts?.totalCount;
  if (!count) return null;
  return <KpiTile label={t('lots.alerts')} value={integerText(count)} definition={t('lots.alertsAbout')} to="/expiry-alerts" />;
}
