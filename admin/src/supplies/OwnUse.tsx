import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { integerText, moneyText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const ownUseQuery = graphql(`
  query OwnUse($from: Day!, $to: Day!, $costObjectId: ID, $warehouseId: ID, $withoutCostObject: Boolean) {
    ownUseCosts(from: $from, to: $to, costObjectId: $costObjectId, warehouseId: $warehouseId) {
      value { amount currencyCode }
      byCostObject { documents value { amount currencyCode } costObject { id code name } }
      byProduct { documents value { amount currencyCode } product { id name } }
      byWarehouse { documents value { amount currencyCode } warehouse { id name } }
      byCustomer { documents value { amount currencyCode } customer { id name } }
      byMonth { month documents value { amount currencyCode } }
    }
    ownUseLines(from: $from, to: $to, costObjectId: $costObjectId, warehouseId: $warehouseId, withoutCostObject: $withoutCostObject, first: 500) {
      on number source sourceType
      value { amount currencyCode }
      costObject { id name }
      product { id name }
      warehouse { id name }
    }
  }
`);
type Costs = ResultOf<typeof ownUseQuery>['ownUseCosts'];
type Line = ResultOf<typeof ownUseQuery>['ownUseLines'][number];
const PARTS = ['costObject', 'product', 'warehouse', 'customer', 'month'] as const;
type Part = (typeof PARTS)[number];

/** What we use up ourselves by who bears it: the balance of account 5220, down to each document. */
export function OwnUse() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const [from, to] = [day('from', `${today().slice(0, 7)}-01`), day('to', today())];
  const [costObjectId, warehouseId] = [text('costObject'), text('site')];
  const part = PARTS.find((each) => each === text('by')) ?? 'costObject';
  const asked = { from, to, ...(text('without') === '1' ? { withoutCostObject: true } : {}), ...(costObjectId ? { costObjectId } : {}), ...(warehouseId ? { warehouseId } : {}) };
  const { data, error, refetch } = useAsk(ownUseQuery, asked);
  const costs = data?.ownUseCosts;
  return (
    <ReportPage
      title={t('supplies.ownUse')} about={t('supplies.ownUseAbout')} error={error} onRetry={() => void refetch()} loading={!costs}
      controls={
        <>
          <ReportDay label={t('supplies.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('supplies.to')} value={to} onChange={(next) => set({ to: next })} />
          <ReferencePicker resource="costObjects" label={t('supplies.costObject')} value={costObjectId} onChange={(id) => set({ costObject: id, without: '' })} />
          <ReferencePicker resource="warehouses" label={t('supplies.site')} value={warehouseId} onChange={(id) => set({ site: id })} />
        </>
      }
    >
      {costs && (
        <>
          <Typography role="status">{t('supplies.ownUseTotal', { value: moneyText(costs.value) })}</Typography>
          <Box>
            <Tabs value={part} onChange={(_, next: Part) => set({ by: next })} variant="scrollable" aria-label={t('supplies.breakdown')}>
              {PARTS.map((each) => <Tab key={each} value={each} label={t(`supplies.by.${each}`)} />)}
            </Tabs>
          </Box>
          {part === 'month' ? <ByMonth costs={costs} /> : <Breakdown costs={costs} part={part} />}
          <Lines lines={data.ownUseLines} />
        </>
      )}
    </ReportPage>
  );
}

function ByMonth({ costs }: { costs: Costs }) {
  const t = useT();
  const points = costs.byMonth.map(({ month, value }) => ({ label: month ?? '', values: { value }, to: `/own-use?${new URLSearchParams({ from: `${month}-01`, to: lastDay(month ?? '') }).toString()}` }));
  return <ChartCard title={t('supplies.by.month')} summary={t('supplies.byMonthSummary')} kind="bar" axis={t('supplies.month')} series={[{ key: 'value', label: t('supplies.cost') }]} points={points} />;
}
const lastDay = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

function Breakdown({ costs, part }: { costs: Costs; part: Exclude<Part, 'month'> }) {
  const t = useT();
  const { text } = useReportParams();
  const here = (more: Record<string, string>) => `/own-use?${new URLSearchParams({ from: text('from'), to: text('to'), ...more }).toString()}`;
  const rows = {
    costObject: costs.byCostObject.map((row) => ({ ...row, of: row.costObject, to: row.costObject ? here({ costObject: row.costObject.id }) : here({ without: '1' }) })),
    product: costs.byProduct.map((row) => ({ ...row, of: row.product, to: undefined })),
    warehouse: costs.byWarehouse.map((row) => ({ ...row, of: row.warehouse, to: row.warehouse ? here({ site: row.warehouse.id }) : undefined })),
    customer: costs.byCustomer.map((row) => ({ ...row, of: row.customer, to: undefined })),
  }[part];
  const nobody: ReactNode = t(part === 'costObject' ? 'supplies.unattributed' : 'supplies.noneOfThese');
  return (
    <ReportTable
      name={t(`supplies.by.${part}`)}
      columns={[{ label: t(`supplies.by.${part}`) }, { label: t('supplies.documents'), numeric: true }, { label: t('supplies.cost'), numeric: true }]}
      rows={rows.map(({ of, to, documents, value }) => ({ key: of?.id ?? 'none', cells: [of ? <ReferenceLink key="of" value={of} /> : nobody, integerText(documents), { money: value, to }] }))}
      totals={[t('list.total'), '', costs.value]}
      empty={t('supplies.nothingUsed')}
    />
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const t = useT();
  return (
    <Section title={t('supplies.bookings')}>
      <ReportTable
        name={t('supplies.bookings')}
        columns={[{ label: t('supplies.day') }, { label: t('supplies.document') }, { label: t('supplies.costObject') }, { label: t('supplies.product') }, { label: t('supplies.site') }, { label: t('supplies.cost'), numeric: true }]}
        rows={lines.map((line, index) => {
          const path = pathOfId(line.source);
          const name = line.number || line.sourceType;
          return {
            key: String(index),
            cells: [
              dayText(line.on), path ? <Link key="source" component={RouterLink} to={path}>{name}</Link> : name, line.costObject ? <ReferenceLink key="for" value={line.costObject} /> : t('supplies.unattributed'),
              line.product ? <ReferenceLink key="product" value={line.product} /> : '', line.warehouse?.name ?? '', line.value,
            ],
          };
        })}
        empty={t('supplies.nothingUsed')}
      />
    </Section>
  );
}
