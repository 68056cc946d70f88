import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { integerText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { AskDialog } from './AskDialog.tsx';
import { chargeLate } from './mutations.ts';
import { lateClaimsQuery } from './reportQueries.ts';

/** What may be claimed of late payment, debt by debt; charging it. */
export function LatePayment() {
  const t = useT();
  const { text, set } = useReportParams();
  const [charging, setCharging] = useState(false);
  const [on, customerId] = [text('on') || today(), text('customer')];
  const { data, error, refetch } = useAsk(lateClaimsQuery, { on, ...(customerId ? { customerId } : {}) });
  const report = data?.lateClaims;
  return (
    <ReportPage
      title={t('charges.late')} about={t('charges.lateAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={(
        <>
          <ReportDay label={t('charges.upTo')} value={on} onChange={(day) => set({ on: day })} />
          <ReferencePicker resource="customers" label={t('charges.customer')} value={customerId} onChange={(id) => set({ customer: id })} />
          {may('charges.post') && <Button variant="contained" onClick={() => setCharging(true)}>{t('action.chargeLate')}</Button>}
        </>
      )}
    >
      {report && (
        <>
          {!report.hasPolicy && <Alert severity="info">{t('charges.noPolicy')} <Link component={RouterLink} to="/late-terms" underline="always">{t('charges.terms')}</Link></Alert>}
          <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap' }}>
            <Typography><Link component={RouterLink} to="/charges">{t('charges.chargedSoFar')}</Link></Typography><Typography><Link component={RouterLink} to="/lateWaivers">{t('charges.waivedSoFar')}</Link></Typography>
          </Stack>
          {report.currencies.length > 1 && (
            <ReportTable
              name={t('charges.byCurrency')} empty={t('charges.nothingLate')}
              columns={[{ label: t('charges.currency') }, { label: t('charges.debts'), numeric: true }, { label: t('charges.interest'), numeric: true }, { label: t('charges.lumpSum'), numeric: true }, { label: t('charges.claimable'), numeric: true }, { label: t('charges.chargeable'), numeric: true }, { label: t('charges.inBooks'), numeric: true }]}
              rows={report.currencies.map((row) => ({ key: row.currencyCode, cells: [row.currencyCode, integerText(row.debts), row.interest, row.lumpSum, row.claimable, row.chargeable, row.worth] }))}
            />
          )}
          <ReportTable
            name={t('charges.byCustomer')}
            columns={[{ label: t('charges.customer') }, { label: t('charges.debts'), numeric: true }, { label: t('charges.interest'), numeric: true }, { label: t('charges.lumpSum'), numeric: true }, { label: t('charges.claimable'), numeric: true }, { label: t('charges.chargeable'), numeric: true }]}
            rows={report.customers.map((row) => ({ key: row.customer.id + row.currencyCode, cells: [<ReferenceLink key="customer" value={{ id: row.customer.id, name: row.customerName }} />, integerText(row.debts), row.interest, row.lumpSum, row.claimable, row.chargeable] }))}
            totals={[report.currencies.length > 1 ? t('charges.booksTotal') : t('list.total'), '', report.interest, report.lumpSum, report.claimable, report.chargeable]} empty={t('charges.nothingLate')}
          />
          <ReportTable
            name={t('charges.byDebt')}
            columns={[
              { label: t('charges.document') }, { label: t('charges.customer') }, { label: t('charges.dueOn') }, { label: t('charges.daysLate'), numeric: true }, { label: t('charges.lateNow'), numeric: true }, { label: t('charges.reckoning') },
              { label: t('charges.interest'), numeric: true }, { label: t('charges.lumpSum'), numeric: true }, { label: t('charges.charged'), numeric: true }, { label: t('charges.waived'), numeric: true },
            ]}
            rows={report.debts.map((row) => ({
              key: row.openItem.id,
              cells: [
                row.invoice ? <ReferenceLink key="debt" value={{ id: row.invoice.id, number: row.number }} /> : row.number, row.customerName, dayText(row.dueOn), integerText(row.daysLate), row.late, row.explanation, row.interest, row.lumpSum, row.charged, row.waived,
              ],
            }))}
            empty={t('charges.nothingLate')}
          />
        </>
      )}
      {charging && (
        <AskDialog
          document={chargeLate} inputs={[{ source: 'ignoresMinimum', kind: 'boolean', label: 'charges.ignoresMinimum' }]} input={(values) => ({ upTo: on, ...(customerId ? { customerId } : {}), ...values })}
          onClose={() => setCharging(false)} onDone={() => void refetch()}
        />
      )}
    </ReportPage>
  );
}
