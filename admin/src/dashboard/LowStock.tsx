import Skeleton from '@mui/material/Skeleton';
import { useT } from '../i18n/useT.ts';
import { KpiTile } from '../shared/chart/KpiTile.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText, integerText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useDashboard } from './queries.ts';

/** Products at or below their reorder point, counting what is on order. */
export function LowStock({ part }: { part: 'tile' | 'list' }) {
  const t = useT();
  const products = useDashboard()?.products;
  if (part === 'tile') {
    return (
      <KpiTile
        label={t('dashboard.lowStock')} value={products && (products.totalCount === null ? t('list.tenThousandPlus') : integerText(products.totalCount))}
        definition={t('dashboard.lowStockIs')} to={listPath('products', { isLow: true })}
      />
    );
  }
  return (
    <Section title={t('dashboard.lowStock')}>
      {!products && <Skeleton variant="rounded" height={240} />}
      {products && <ReportTable
        name={t('dashboard.lowStock')}
        columns={[{ label: t('dashboard.product') }, { label: t('dashboard.available'), numeric: true }, { label: t('dashboard.reorderPoint'), numeric: true }]}
        rows={products.nodes.map(({ id, name, available, reorderPoint }) => ({
          key: id, cells: [<ReferenceLink key="product" value={{ id, name }} />, decimalText(available), reorderPoint === null ? '–' : decimalText(reorderPoint)],
        }))}
        empty={t('dashboard.enoughStock')}
      />}
    </Section>
  );
}
