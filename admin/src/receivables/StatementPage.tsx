import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { request } from '../data/client.ts';
import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { SaveReport } from '../books/SaveReport.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { currencyStatementQuery, statementQuery } from './queries.ts';

/** A customer's account between two days: charges, payments, running balance. */
export function StatementPage() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', addDays(to, -365));
  const customerId = text('customer');
  const code = text('currency');
  const { data: made, error, refetch } = useQuery({
    queryKey: ['ask', 'Statement', customerId, from, to, code],
    queryFn: async ({ signal }) => (code ? (await request(currencyStatementQuery, { customerId, currencyCode: code, from, to }, { signal })).currencyStatement : (await request(statementQuery, { customerId, from, to }, { signal })).statement),
    enabled: customerId !== '',
  });
  const kindOf = (kind: string) => (kind === 'EXCHANGE' ? t('currencies.exchange') : kind === 'EARLY_DISCOUNT' ? t('earlyPayment.posting') : kind === 'REVERSAL' || kind === 'CONVERSION' ? enumLabel('EntryKind', kind) : enumLabel('OpenItemKind', kind));
  return (
    <ReportPage
      title={t('receivables.statement')}
      about={made ? t('receivables.statementOf', { name: made.customer.name, from: dayText(from), to: dayText(to) }) : t('receivables.statementAbout')}
      error={error}
      onRetry={() => void refetch()}
      loading={customerId !== '' && !made}
      controls={
        <>
          <ReferencePicker resource="customers" label={t('payments.customer')} value={customerId} onChange={(id) => set({ customer: id })} />
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
          {code && <Button variant="outlined" onClick={() => set({ currency: '' })}>{t('currencies.inBooks', { code })}</Button>}
          {customerId && !code && <SaveReport kind="STATEMENT" startsOn={from} endsOn={to} customerId={customerId} />}
          <Button startIcon={<PrintOutlined />} variant="outlined" disabled={!made} onClick={() => print()}>{t('receivables.print')}</Button>
        </>
      }
    >
      {made ? (
        <ReportTable
          name={t('receivables.statement')}
          columns={[
            { label: t('payments.on') }, { label: t('receivables.kind') }, { label: t('receivables.number') },
            { label: t('receivables.charged'), numeric: true }, { label: t('receivables.paid'), numeric: true }, { label: t('receivables.balance'), numeric: true },
          ]}
          rows={[
            { key: 'opening', strong: true, cells: [dayText(from), t('receivables.opening'), '', '', '', made.opening] },
            ...made.lines.map((line, index) => ({
              key: String(index),
              cells: [dayText(line.on), kindOf(line.kind), <ReferenceLink key="n" value={{ id: line.openItem.source, number: line.number }} />, line.debit, line.credit, line.balance],
            })),
          ]}
          totals={[dayText(to), t('receivables.closing'), '', made.debit, made.credit, made.closing]}
          empty={t('receivables.none')}
        />
      ) : (
        <Typography color="textSecondary">{t('receivables.choose')}</Typography>
      )}
    </ReportPage>
  );
}
