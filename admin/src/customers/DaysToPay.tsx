import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import TextField from '@mui/material/TextField';
import { lazy, Suspense, useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';

const daysToPay = graphql(`
  query DaysToPay($on: Day, $newTermDays: Int) {
    daysToPay(on: $on, newTermDays: $newTermDays) {
      on newTermDays sold { amount currencyCode } freed { amount currencyCode }
      rows { name termDays invoices daysToPay daysLate isToShorten newTermDays sold { amount currencyCode } freed { amount currencyCode } customer { id name } }
    }
  }
`);
const USUAL_DAYS = '14';
const MOST_AT_ONCE = 200;
const ShortenDialog = lazy(async () => ({ default: (await import('../credit/ShortenDialog.tsx')).ShortenDialog }));

/** How long customers take to pay against their terms, and what cash shorter terms would free. */
export function DaysToPay() {
  const t = useT();
  const { day, text, set } = useReportParams();
  const on = day('on', today());
  const days = /^\d{1,3}$/.test(text('days')) ? text('days') : USUAL_DAYS;
  const [typed, setTyped] = useState(days);
  const { data, error, refetch } = useAsk(daysToPay, { on, newTermDays: Number(days) });
  const report = data?.daysToPay;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isOpen, setOpen] = useState(false);
  const mayShorten = may('credit.terms');
  const toShorten = (report?.rows ?? []).flatMap(({ isToShorten, customer }) => (isToShorten && customer ? customer.id : [])).slice(0, MOST_AT_ONCE);
  const ids = toShorten.filter((id) => chosen.includes(id));
  return (
    <ReportPage
      title={t('customers.pay.title')} about={t('customers.pay.about')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('stock.asOfDay')} value={on} onChange={(next) => set({ on: next })} />
          <TextField
            label={t('customers.pay.newTerms')} value={typed} size="small" slotProps={{ htmlInput: { inputMode: 'numeric' } }}
            onChange={({ target }) => {
              setTyped(target.value);
              if (/^\d{1,3}$/.test(target.value) && Number(target.value) <= 720) set({ days: target.value });
            }}
          />
          {mayShorten && toShorten.length > 0 && <Button variant="outlined" onClick={() => setChosen(ids.length === toShorten.length ? [] : toShorten)}>{t('credit.shortenAll')}</Button>}
          {mayShorten && <Button variant="contained" disabled={ids.length === 0} onClick={() => setOpen(true)}>{t('credit.shorten')}</Button>}
        </>
      }
    >
      {report && (
        <ReportTable
          name={t('customers.pay.title')} empty={t('customers.pay.none')}
          columns={[
            { label: t('customers.pay.customer') }, { label: t('customers.pay.terms'), numeric: true }, { label: t('customers.pay.days'), numeric: true }, { label: t('customers.pay.late'), numeric: true },
            { label: t('customers.pay.invoices'), numeric: true }, { label: t('customers.pay.sold'), numeric: true }, { label: t('customers.pay.shortened'), numeric: true }, { label: t('customers.pay.freed'), numeric: true }, ...(mayShorten ? [{ label: t('credit.shortenTitle') }] : []),
          ]}
          rows={report.rows.map((row) => ({ key: row.customer?.id ?? row.name, cells: [
            row.customer ? <ReferenceLink value={row.customer} /> : row.name, String(row.termDays), row.invoices > 0 ? row.daysToPay : '–', row.invoices > 0 ? row.daysLate : '–', String(row.invoices), row.sold,
            row.isToShorten ? String(row.newTermDays) : '', row.freed,
            ...(mayShorten ? [row.isToShorten && row.customer ? <Choice key="choose" name={row.name} id={row.customer.id} chosen={chosen} onChange={setChosen} /> : ''] : []),
          ] }))}
          totals={[t('list.total'), '', '', '', '', report.sold, '', report.freed, ...(mayShorten ? [''] : [])]}
        />
      )}
      {isOpen && <Suspense fallback={null}><ShortenDialog ids={ids} days={Number(days)} onClose={() => setOpen(false)} onDone={() => { setOpen(false); setChosen([]); void refetch(); }} /></Suspense>}
    </ReportPage>
  );
}

function Choice({ id, name, chosen, onChange }: { id: string; name: string; chosen: readonly string[]; onChange: (ids: readonly string[]) => void }) {
  const isChosen = chosen.includes(id);
  return <Checkbox size="small" checked={isChosen} onChange={() => onChange(isChosen ? chosen.filter((each) => each !== id) : [...chosen, id])} slotProps={{ input: { 'aria-label': name } }} />;
}
