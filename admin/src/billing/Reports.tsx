import Alert from '@mui/material/Alert';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { integerText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { accountExceptionsQuery, notInvoicedQuery } from './reportQueries.ts';

const AGES = ['days0to1', 'days2to7', 'days8to30', 'daysOver30'] as const;

/** What has left and is on no invoice, by age, and how long invoices take. */
export function NotInvoiced() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, set } = useReportParams();
  const now = today();
  const customerId = text('customer');
  const { data, error, refetch } = useAsk(notInvoicedQuery, { from: addDays(now, -90), to: now, ...(customerId ? { customerId } : {}) });
  const report = data?.notInvoiced;
  const pace = data?.invoiceTimeliness;
  return (
    <ReportPage
      title={t('billing.notInvoiced')} about={t('billing.notInvoicedAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<ReferencePicker resource="customers" label={t('billing.customer')} value={customerId} onChange={(id) => set({ customer: id })} />}
    >
      {report && pace && (
        <>
          <Typography>{pace.shipments === 0 ? t('billing.noPace') : t('billing.pace', { median: pace.medianHours ?? '', p90: pace.p90Hours ?? '', n: pace.shipments })}</Typography>
          {report.difference && Number(report.difference.amount) !== 0 && <Alert severity="warning">{t('billing.ledgerDiffers')}</Alert>}
          <ReportTable
            name={t('billing.byAge')}
            columns={[{ label: t('billing.age') }, { label: t('billing.shipments'), numeric: true }, { label: t('billing.total'), numeric: true }, { label: t('billing.cost'), numeric: true }]}
            rows={AGES.flatMap((age) => report.ages.filter((row) => row.age === age).map((row) => ({ key: age, cells: [t(`billing.age.${age}`), integerText(row.shipments), row.total, row.cost] })))}
            totals={[t('list.total'), integerText(report.shipments), report.total, report.cost]}
            empty={t('billing.allInvoiced')}
          />
          <ReportTable
            name={t('billing.notInvoiced')}
            columns={[
              { label: t('billing.shipment') }, { label: t('billing.order') }, { label: t('billing.customer') }, { label: t('billing.shippedOn') }, { label: t('billing.days'), numeric: true }, { label: t('billing.cycle') },
              { label: t('billing.isHeld') }, { label: t('billing.total'), numeric: true }, { label: t('billing.cost'), numeric: true },
            ]}
            rows={report.rows.map((row) => ({
              key: row.shipment.id,
              cells: [
                <ReferenceLink key="shipment" value={{ id: row.shipment.id, number: row.number }} />, <ReferenceLink key="order" value={{ id: row.order.id, number: row.order.number ?? '' }} />, <ReferenceLink key="customer" value={row.customer} />, dayText(row.shippedOn),
                integerText(row.days), enumLabel('InvoiceCycle', row.cycle), row.isHeld ? t('billing.held') : '', row.total, row.cost,
              ],
            }))}
            empty={t('billing.allInvoiced')}
          />
        </>
      )}
    </ReportPage>
  );
}

/** Accounts that want somebody to look at them, oldest first. */
export function AccountExceptions() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, set } = useReportParams();
  const [kind, customerId] = [text('kind'), text('customer')];
  // Whatever else stands in the address is none of the kinds, and is refused by the server.
  const { data, error, refetch } = useAsk(accountExceptionsQuery, { ...(kind ? { kind: kind as 'UNBILLED' } : {}), ...(customerId ? { customerId } : {}) });
  const report = data?.accountExceptions;
  return (
    <ReportPage
      title={t('billing.exceptions')} about={t('billing.exceptionsAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={<ReferencePicker resource="customers" label={t('billing.customer')} value={customerId} onChange={(id) => set({ customer: id })} />}
    >
      {report && (
        <>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
            <Chip label={t('billing.all', { n: report.total })} color={kind ? 'default' : 'primary'} onClick={() => set({ kind: '' })} />
            {report.counts.map((each) => (
              <Chip key={each.kind} label={`${enumLabel('AccountException', each.kind)} (${integerText(each.count)})`} color={kind === each.kind ? 'primary' : 'default'} onClick={() => set({ kind: each.kind })} />
            ))}
          </Stack>
          <ReportTable
            name={t('billing.exceptions')}
            columns={[
              { label: t('billing.what') }, { label: t('billing.customer') }, { label: t('billing.record') }, { label: t('billing.detail') }, { label: t('billing.owner') }, { label: t('billing.since') },
              { label: t('billing.days'), numeric: true }, { label: t('billing.amount'), numeric: true },
            ]}
            rows={report.rows.map((row) => ({
              key: `${row.kind} ${row.subject}`,
              cells: [
                enumLabel('AccountException', row.kind), <ReferenceLink key="customer" value={{ id: row.customer.id, name: row.customerName }} />, <ReferenceLink key="subject" value={{ id: row.subject, name: row.subjectLabel }} />, row.detail,
                row.ownerName ?? (row.ownerRole ? enumLabel('Role', row.ownerRole) : ''), dayText(row.since), integerText(row.days), row.amount ?? '',
              ],
            }))}
            empty={t('billing.allWell')}
          />
        </>
      )}
    </ReportPage>
  );
}
