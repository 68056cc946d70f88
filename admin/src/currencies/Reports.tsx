import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { byCurrencyQuery, differencesQuery } from './queries.ts';

/** Realised and unrealised exchange differences by currency and party. */
export function Differences() {
  const t = useT();
  const { day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', addDays(to, -365));
  const { data, error, refetch } = useAsk(differencesQuery, { from, to });
  const made = data?.exchangeDifferences;
  return (
    <ReportPage
      title={t('currencies.differences')} about={t('currencies.differencesAbout')} error={error} onRetry={() => void refetch()} loading={!made}
      controls={<><ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} /><ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} /></>}
    >
      {made && (
        <ReportTable
          name={t('currencies.differences')} empty={t('currencies.noDifferences')}
          columns={[{ label: t('currencies.currency') }, { label: t('currencies.party') }, { label: t('currencies.realised'), numeric: true }, { label: t('currencies.unrealised'), numeric: true }]}
          rows={made.rows.map(({ currency, name, customer, supplier, realised, unrealised }, index) => {
            const party = customer ?? supplier;
            return { key: String(index), cells: [currency ?? t('currencies.untold'), party ? <ReferenceLink key="p" value={{ id: party.id, name }} /> : currency ? t('currencies.ownMoney') : '', realised, unrealised] };
          })}
          totals={[t('list.total'), '', made.realised, made.unrealised]}
        />
      )}
    </ReportPage>
  );
}

/** What is open by customer and currency, with its worth in the books. */
export function ByCurrency() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const now = today();
  const on = day('on', now);
  const customerId = text('customer');
  const { data, error, refetch } = useAsk(byCurrencyQuery, { on, ...(customerId ? { customerId } : {}) });
  const made = data?.receivablesByCurrency;
  return (
    <ReportPage
      title={t('currencies.byCurrency')} about={t('currencies.byCurrencyAbout')} error={error} onRetry={() => void refetch()} loading={!made}
      controls={
        <>
          <ReportDay label={t('receivables.on')} value={on} onChange={(next) => set({ on: next === now ? '' : next })} />
          <ReferencePicker resource="customers" label={t('payments.customer')} value={customerId} onChange={(id) => set({ customer: id })} />
        </>
      }
    >
      {made && (
        <ReportTable
          name={t('currencies.byCurrency')} empty={t('receivables.none')}
          columns={[
            { label: t('payments.customer') }, { label: t('currencies.currency') }, { label: t('receivables.receivable'), numeric: true }, { label: t('currencies.overdue'), numeric: true },
            { label: t('receivables.unapplied'), numeric: true }, { label: t('receivables.balance'), numeric: true }, { label: t('currencies.worth'), numeric: true },
          ]}
          rows={made.rows.map((row) => ({
            key: `${row.customer.id} ${row.currencyCode}`,
            cells: [
              <ReferenceLink key="c" value={{ id: row.customer.id, name: row.name }} />, row.currencyCode, row.receivable, row.overdue, row.unapplied,
              { money: row.balance, to: `/statement?${new URLSearchParams({ customer: row.customer.id, to: on, currency: row.currencyCode }).toString()}` }, row.worth,
            ],
          }))}
          totals={[t('list.total'), '', '', '', '', '', made.worth]}
        />
      )}
    </ReportPage>
  );
}
