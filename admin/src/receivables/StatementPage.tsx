import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { addDays } from '../data/presets.ts';
import type { ResultOf } from '../data/graphql.ts';
import { currentViewer, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { SaveReport } from '../books/SaveReport.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { statementQuery } from './queries.ts';

type Statement = NonNullable<ResultOf<typeof statementQuery>['statement']>;
type Account = Pick<Statement, 'opening' | 'closing' | 'debit' | 'credit' | 'lines'>;

/** Charges and payments with the running balance, in one currency. */
function Activity({ name, account, from, to }: { name: string; account: Account; from: string; to: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const kindOf = (kind: string) => (kind === 'EXCHANGE' ? t('currencies.exchange') : kind === 'EARLY_DISCOUNT' ? t('earlyPayment.posting') : kind === 'REVERSAL' || kind === 'CONVERSION' ? enumLabel('EntryKind', kind) : enumLabel('OpenItemKind', kind));
  return (
    <ReportTable
      name={name}
      columns={[
        { label: t('payments.on') }, { label: t('receivables.kind') }, { label: t('receivables.number') },
        { label: t('receivables.charged'), numeric: true }, { label: t('receivables.paid'), numeric: true }, { label: t('receivables.balance'), numeric: true },
      ]}
      rows={[
        { key: 'opening', strong: true, cells: [dayText(from), t('receivables.opening'), '', '', '', account.opening] },
        ...account.lines.map((line, index) => ({
          key: String(index),
          cells: [dayText(line.on), kindOf(line.kind), <ReferenceLink key="n" value={{ id: line.openItem.source, number: line.number }} />, line.debit, line.credit, line.balance],
        })),
      ]}
      totals={[dayText(to), t('receivables.closing'), '', account.debit, account.credit, account.closing]}
      empty={t('receivables.none')}
    />
  );
}

/** A section a currency, and what the balances are in the books. */
function ByCurrency({ made, code, from, to }: { made: Statement; code: string; from: string; to: string }) {
  const t = useT();
  const shown = made.currencies.filter(({ currencyCode }) => code === '' || currencyCode === code);
  return (
    <>
      {shown.map((each) => (
        <section key={each.currencyCode}>
          <Typography variant="h2" sx={{ mt: 2, mb: 1 }}>{t('receivables.inCurrency', { code: each.currencyCode })}</Typography>
          <Activity name={t('receivables.inCurrency', { code: each.currencyCode })} account={each} from={from} to={to} />
        </section>
      ))}
      {shown.length === 0 && <Typography color="textSecondary" role="status">{t('receivables.none')}</Typography>}
      {code === '' && (
        <section>
          <Typography variant="h2" sx={{ mt: 3, mb: 1 }}>{t('receivables.inBooks')}</Typography>
          <ReportTable
            name={t('receivables.inBooks')} empty={t('receivables.none')}
            columns={[{ label: t('currencies.currency') }, { label: t('receivables.closing'), numeric: true }, { label: t('currencies.worth'), numeric: true }]}
            rows={made.currencies.map(({ currencyCode, closing, worth }) => ({ key: currencyCode, cells: [currencyCode, closing, worth] }))}
            totals={[t('list.total'), '', made.closing]}
          />
        </section>
      )}
    </>
  );
}

/** A customer's account between two days: charges, payments, running balance, in the currencies of the documents or in that of the books. */
export function StatementPage() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', addDays(to, -365));
  const customerId = text('customer');
  const code = text('currency');
  const { data, error, refetch } = useAsk(statementQuery, { customerId, from, to }, customerId !== '');
  const made = customerId === '' ? undefined : data?.statement;
  const books = currentViewer()?.company?.currencyCode ?? '';
  const isForeign = made?.currencies.some(({ currencyCode }) => currencyCode !== books) ?? false;
  return (
    <ReportPage
      title={t('receivables.statement')}
      about={made ? t('receivables.statementOf', { name: made.customer.name, from: dayText(from), to: dayText(to) }) : t('receivables.statementAbout')}
      error={error}
      onRetry={() => void refetch()}
      loading={customerId !== '' && !data}
      controls={
        <>
          <ReferencePicker resource="customers" label={t('payments.customer')} value={customerId} onChange={(id) => set({ customer: id, currency: '' })} />
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
          {isForeign && code !== 'books' && <Button variant="outlined" onClick={() => set({ currency: 'books' })}>{t('currencies.inBooks', { code: books })}</Button>}
          {isForeign && code !== '' && <Button variant="outlined" onClick={() => set({ currency: '' })}>{t('receivables.byCurrency')}</Button>}
          {customerId && <SaveReport kind="STATEMENT" startsOn={from} endsOn={to} customerId={customerId} />}
          <Button startIcon={<PrintOutlined />} variant="outlined" disabled={!made} onClick={() => print()}>{t('receivables.print')}</Button>
        </>
      }
    >
      {!made ? <Typography color="textSecondary">{t('receivables.choose')}</Typography>
        : isForeign && code !== 'books' ? <ByCurrency made={made} code={code} from={from} to={to} />
          : <Activity name={t('receivables.statement')} account={made} from={from} to={to} />}
    </ReportPage>
  );
}
