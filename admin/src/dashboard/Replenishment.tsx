import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { integerText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { useDashboard } from './queries.ts';

/** What is to be ordered, and what will be short. */
export function Replenishment() {
  const t = useT();
  const data = useDashboard();
  const count = (found: { totalCount: number | null } | undefined) => found && (found.totalCount === null ? t('list.tenThousandPlus') : integerText(found.totalCount));
  return (
    <>
      <KpiTile label={t('replenishment.shortages')} value={count(data?.stockWarnings)} definition={t('replenishment.shortagesIs')} to={listPath('stockWarnings', { status: ['OPEN'] })} />
      <KpiTile label={t('replenishment.toOrder')} value={count(data?.toOrder)} definition={t('replenishment.toOrderIs')} to={listPath('reorderProposals', { status: ['OPEN'] })} />
    </>
  );
}
