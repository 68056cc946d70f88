import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { IntegerInput } from '../shared/form/inputs.tsx';
import { dayText } from '../shared/days.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { closeYear, setFiscalYear } from './closingQueries.ts';

const yearsQuery = graphql(`
  query FiscalYears {
    fiscalYears { month years { year startsOn endsOn isOver openPeriods entries close { id } result { amount currencyCode } } }
  }
`);

function MonthDialog({ month, onClose, onDone }: { month: number; onClose: () => void; onDone: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.setFiscalYear')} document={setFiscalYear} input={({ month: given }) => ({ month: Number(given) })} initial={{ month: String(month) }} onClose={onClose} onDone={onDone}>
      <IntegerInput source="month" label={t('books.fiscalMonth')} required />
    </ActionDialog>
  );
}

function CloseDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('books.closeThis', { year: String(year) })} document={closeYear} input={() => ({ year })} onClose={onClose}
      onDone={(payload) => void navigate(pathOfId((payload as { yearClose?: { id: string } }).yearClose?.id ?? '') ?? '/yearCloses')}
    >
      <Alert severity="info">{t('books.closeSays')}</Alert>
    </ActionDialog>
  );
}

/** The fiscal years: what each earned, what of it is still open, and its close. */
export function CloseYear() {
  const t = useT();
  const { data, error, refetch } = useAsk(yearsQuery, {});
  const [closing, setClosing] = useState<number>();
  const [isSetting, setSetting] = useState(false);
  return (
    <ReportPage
      title={t('books.fiscalYears')} about={t('books.fiscalYearsAbout')} error={error} onRetry={() => void refetch()} loading={!data}
      controls={may('periods.manage') ? <Button variant="outlined" onClick={() => setSetting(true)}>{t('action.setFiscalYear')}</Button> : undefined}
    >
      {data && (
        <Box>
          <ReportTable
            name={t('books.fiscalYears')}
            columns={[{ label: t('books.year') }, { label: t('books.days') }, { label: t('books.entries'), numeric: true }, { label: t('books.openPeriods'), numeric: true }, { label: t('accounting.profit'), numeric: true }, { label: t('books.state') }]}
            rows={data.fiscalYears.years.map(({ year, startsOn, endsOn, isOver, entries, openPeriods, result, close }) => ({
              key: String(year),
              cells: [
                String(year), `${dayText(startsOn)} – ${dayText(endsOn)}`, String(entries), String(openPeriods), result,
                close ? <ReferenceLink key="close" value={{ id: close.id, name: t('books.closed') }} />
                  : isOver && may('periods.manage') ? <Button key="do" size="small" disabled={openPeriods > 0} onClick={() => setClosing(year)}>{t('books.closeThis', { year: String(year) })}</Button> : t('books.running'),
              ],
            }))}
            empty={t('accounting.nothing')}
          />
        </Box>
      )}
      {closing !== undefined && <CloseDialog year={closing} onClose={() => setClosing(undefined)} />}
      {isSetting && <MonthDialog month={data?.fiscalYears.month ?? 1} onClose={() => setSetting(false)} onDone={() => void refetch()} />}
    </ReportPage>
  );
}
