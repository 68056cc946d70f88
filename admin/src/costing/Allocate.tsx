import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { integerText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { lastMonth } from './lastMonth.ts';
import { allocateCosts } from './mutations.ts';

const preview = graphql(`
  query PreviewCostAllocation($from: Day!, $to: Day!) {
    previewCostAllocation(from: $from, to: $to) {
      orders
      total { amount currencyCode }
      parts { name driver orders costCategory { id name } cost { amount currencyCode } earlier { amount currencyCode } amount { amount currencyCode } }
    }
  }
`);

/** Brings what no order explains to the orders of a period: what it would do, then doing it. */
export function Allocate() {
  const t = useT();
  const { enumLabel } = useLabels();
  const navigate = useNavigate();
  const { day, set } = useReportParams();
  const usual = lastMonth(today());
  const [from, to] = [day('from', usual.from), day('to', usual.to)];
  const { data, error, refetch } = useAsk(preview, { from, to });
  const [run, { pending }] = useAction(allocateCosts);
  const report = data?.previewCostAllocation;
  const alone = report?.parts.filter(({ orders, cost }) => orders === 0 && !/^-?0*\.?0*$/.test(cost.amount)) ?? [];
  // What no order can bear is left out, and said.
  const borne = report?.parts.filter((part) => !alone.includes(part)) ?? [];
  const allocate = async () => {
    const done = await run({ input: { from, to, ...(alone.length > 0 ? { costCategoryIds: borne.map(({ costCategory }) => costCategory.id) } : {}) } });
    if (done) void navigate(pathOfId(done.costAllocation?.id ?? '') ?? '/costAllocations');
  };
  return (
    <ReportPage
      title={t('costing.allocate')} about={t('costing.allocateAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {report && (
        <>
          {alone.length > 0 && <Alert severity="warning">{t('costing.nobodyBears', { names: alone.map(({ name }) => name).join(', ') })}</Alert>}
          <ReportTable
            name={t('costing.parts')}
            columns={[
              { label: t('costing.category') }, { label: t('costing.driver') }, { label: t('costing.bearing'), numeric: true }, { label: t('costing.costOfPeriod'), numeric: true },
              { label: t('costing.earlier'), numeric: true }, { label: t('costing.now'), numeric: true },
            ]}
            rows={report.parts.map(({ costCategory, driver, orders, cost, earlier, amount }) => ({
              key: costCategory.id, cells: [<ReferenceLink key="category" value={costCategory} />, enumLabel('CostDriver', driver), integerText(orders), cost, earlier, amount],
            }))}
            totals={[t('list.total'), '', '', '', '', report.total]}
            empty={t('costing.nothingToBring')}
          />
          {may('profit.post') && (
            <Box>
              <Button variant="contained" loading={pending} disabled={borne.length === 0} onClick={() => void allocate()}>{t('costing.bring', { count: report.orders })}</Button>
            </Box>
          )}
        </>
      )}
    </ReportPage>
  );
}
