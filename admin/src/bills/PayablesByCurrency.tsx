import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const payablesByCurrency = graphql(`
  query PayablesByCurrency($on: Day!, $supplierId: ID) {
    payablesByCurrency(on: $on, supplierId: $supplierId) {
      rows { supplier { id } name currencyCode owed { amount currencyCode } overdue { amount currencyCode } paidAhead { amount currencyCode } balance { amount currencyCode } worth { amount currencyCode } }
      worth { amount currencyCode }
    }
  }
`);

/** What is owed by supplier and currency, with its worth in the books. */
export function PayablesByCurrency() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const now = today();
  const on = day('on', now);
  const supplierId = text('supplier');
  const { data, error, refetch } = useAsk(payablesByCurrency, { on, ...(supplierId ? { supplierId } : {}) });
  const made = data?.payablesByCurrency;
  return (
    <ReportPage
      title={t('bills.byCurrency')} about={t('bills.byCurrencyAbout')} error={error} onRetry={() => void refetch()} loading={!made}
      controls={
        <>
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next === now ? '' : next })} />
          <ReferencePicker resource="suppliers" label={t('banking.supplier')} value={supplierId} onChange={(id) => set({ supplier: id })} />
        </>
      }
    >
      {made && (
        <ReportTable
          name={t('bills.byCurrency')} empty={t('bills.nothingOwed')}
          columns={[
            { label: t('banking.supplier') }, { label: t('currencies.currency') }, { label: t('bills.owed'), numeric: true }, { label: t('currencies.overdue'), numeric: true },
            { label: t('payments.paidAhead'), numeric: true }, { label: t('receivables.balance'), numeric: true }, { label: t('currencies.worth'), numeric: true },
          ]}
          rows={made.rows.map((row) => ({
            key: `${row.supplier.id} ${row.currencyCode}`,
            cells: [<ReferenceLink key="s" value={{ id: row.supplier.id, name: row.name }} />, row.currencyCode, row.owed, row.overdue, row.paidAhead, row.balance, row.worth],
          }))}
          totals={[t('list.total'), '', '', '', '', '', made.worth]}
        />
      )}
    </ReportPage>
  );
}
