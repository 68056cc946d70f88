import Typography from '@mui/material/Typography';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { LinesTable } from '../stock/LinesTable.tsx';

const payablesByAge = graphql(`
  query PayablesByAge($on: Day) {
    payablesByAge(on: $on) {
      on
      rows {
        supplier { id name }
        notDue { amount currencyCode } days1to30 { amount currencyCode } days31to60 { amount currencyCode } days61to90 { amount currencyCode }
        over90 { amount currencyCode } paidAhead { amount currencyCode } balance { amount currencyCode }
      }
      total {
        notDue { amount currencyCode } days1to30 { amount currencyCode } days31to60 { amount currencyCode } days61to90 { amount currencyCode }
        over90 { amount currencyCode } paidAhead { amount currencyCode } balance { amount currencyCode }
      }
    }
  }
`);
type Age = ResultOf<typeof payablesByAge>['payablesByAge']['rows'][number];
const amounts = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'over90', 'paidAhead', 'balance'] as const;

/** What the firm owes, by supplier and age, as of a day. */
export function PayablesByAge() {
  const t = useT();
  const { day, set } = useReportParams();
  const on = day('on', today());
  const { data, error, refetch } = useAsk(payablesByAge, { on });
  const fields: readonly Field<Age & { id: string }>[] = [
    { name: 'supplier', kind: 'reference', render: ({ id, supplier }) => (id === 'total' ? <strong>{t('list.total')}</strong> : <SupplierBills supplier={supplier} />) },
    ...amounts.map((name) => ({ name, kind: 'money' as const })),
  ];
  const report = data?.payablesByAge;
  const rows = report ? [...report.rows.map((row) => ({ ...row, id: row.supplier.id })), { ...report.total, id: 'total', supplier: { id: '', name: '' } }] : [];
  return (
    <ReportPage
      title={t('bills.byAge')} about={t('bills.byAgeAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next })} />}
    >
      {report && report.rows.length === 0 && <Typography>{t('bills.nothingOwed')}</Typography>}
      {report && report.rows.length > 0 && <LinesTable resource="suppliersByAge" label={t('bills.byAge')} fields={fields} rows={rows} />}
    </ReportPage>
  );
}

function SupplierBills({ supplier }: { supplier: { id: string; name: string } }) {
  return <Link component={RouterLink} to={listPath('bills', { supplier: { is: supplier.id }, open: { min: '0.01' } })}>{supplier.name}</Link>;
}
