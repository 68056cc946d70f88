import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { integerText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { SaveReport } from '../books/SaveReport.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { BUCKETS } from './buckets.ts';
import { ageingQuery } from './queries.ts';

/** Receivables by age and customer as of any day; every cell leads to the items behind it. */
export function Ageing() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const now = today();
  const on = day('on', now);
  const customerId = text('customer');
  const { data, error, refetch } = useAsk(ageingQuery, { on, ...(customerId ? { customerId } : {}) });
  const report = data?.receivablesByAge;
  const own = (customer: string, bucket: string) => `/receivables?${new URLSearchParams({ on, customer, ...(bucket ? { bucket } : {}) }).toString()}`;
  const totals = report?.totals;
  return (
    <ReportPage
      title={t('receivables.byAge')}
      about={t('receivables.about')}
      error={error}
      onRetry={() => void refetch()}
      loading={!report}
      controls={
        <>
          <ReportDay label={t('receivables.on')} value={on} onChange={(next) => set({ on: next === now ? '' : next })} />
          <ReferencePicker resource="customers" label={t('payments.customer')} value={customerId} onChange={(id) => set({ customer: id, bucket: '' })} />
          <Button component={Link} to={`/receivables-by-currency?${new URLSearchParams({ on, ...(customerId ? { customer: customerId } : {}) }).toString()}`} variant="outlined">{t('currencies.byCurrency')}</Button>
          <SaveReport kind="RECEIVABLES_BY_AGE" endsOn={on} />
          {customerId && <Button component={Link} to={`/statement?${new URLSearchParams({ customer: customerId, to: on }).toString()}`} variant="outlined">{t('receivables.statement')}</Button>}
        </>
      }
    >
      {report && totals && (
        <ReportTable
          name={t('receivables.byAge')}
          columns={[
            { label: t('payments.customer') }, ...BUCKETS.map((bucket) => ({ label: t(`receivables.bucket.${bucket}`), numeric: true })),
            { label: t('receivables.receivable'), numeric: true }, { label: t('receivables.overdue'), numeric: true }, { label: t('receivables.unapplied'), numeric: true }, { label: t('receivables.deposits'), numeric: true }, { label: t('receivables.balance'), numeric: true },
          ]}
          rows={report.rows.map((row) => ({
            key: row.customer.id,
            cells: [
              <ReferenceLink key="customer" value={{ id: row.customer.id, name: row.name }} />,
              ...BUCKETS.map((bucket) => ({ money: row[bucket], to: own(row.customer.id, bucket) })),
              { money: row.receivable, to: own(row.customer.id, '') }, row.overdue, { money: row.unapplied, to: own(row.customer.id, 'unapplied') }, { money: row.deposits, to: own(row.customer.id, 'deposits') }, row.balance,
            ],
          }))}
          totals={[t('list.total'), ...BUCKETS.map((bucket) => totals[bucket]), totals.receivable, totals.overdue, totals.unapplied, totals.deposits, totals.balance]}
          empty={t('receivables.none')}
        />
      )}
      {report && customerId && <Items items={report.items} bucket={text('bucket')} />}
    </ReportPage>
  );
}

type Item = { number: string; kind: string; bucket: string; effectiveOn: string; dueOn: string | null; daysOverdue: number; instalment: number | null; open: { amount: string; currencyCode: string }; openItem: { id: string; source: string } };

function Items({ items, bucket }: { items: readonly Item[]; bucket: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <Section title={t('receivables.items')}>
      <ReportTable
        name={t('receivables.items')}
        columns={[
          { label: t('receivables.number') }, { label: t('receivables.kind') }, { label: t('receivables.of') }, { label: t('payments.dueOn') },
          { label: t('receivables.daysOverdue'), numeric: true }, { label: t('payments.open'), numeric: true },
        ]}
        rows={items.filter((item) => !bucket || item.bucket === bucket).map((item) => ({
          key: `${item.openItem.id} ${item.instalment ?? ''}`,
          cells: [
            <ReferenceLink key="item" value={{ id: item.openItem.source, number: item.instalment === null ? item.number : t('receivables.part', { number: item.number, no: item.instalment }) }} />, enumLabel('OpenItemKind', item.kind), dayText(item.effectiveOn),
            item.dueOn ? dayText(item.dueOn) : '–', integerText(item.daysOverdue), item.open,
          ],
        }))}
        empty={t('receivables.none')}
      />
    </Section>
  );
}
