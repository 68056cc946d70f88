import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { integerText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { useDashboard } from './queries.ts';

/** Orders that wait to be shipped, and those of them whose required day has passed. */
export function ToShip() {
  const t = useT();
  const data = useDashboard();
  const count = (found: { totalCount: number | null } | undefined) => found && (found.totalCount === null ? t('list.tenThousandPlus') : integerText(found.totalCount));
  return (
    <>
      <KpiTile label={t('dashboard.toShip')} value={count(data?.toShip)} definition={t('dashboard.toShipIs')} to={listPath('orders', { status: ['PLACED', 'PART_SHIPPED'] })} />
      <KpiTile
        label={t('dashboard.late')} value={count(data?.late)} definition={t('dashboard.lateIs')}
        to={listPath('orders', { status: ['PLACED', 'PART_SHIPPED'], requiredOn: { preset: 'untilYesterday' } })}
      />
    </>
  );
}
