import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { percentText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { quarterBefore } from './periods.ts';
import { fileTaxReturn, taxReportQuery } from './taxQueries.ts';

/** What a tax return of the days would say, and what ties it to the tax accounts; filed, it is kept as it is. */
export function TaxReport() {
  const t = useT();
  const { enumLabel } = useLabels();
  const navigate = useNavigate();
  const { day, set } = useReportParams();
  const usual = quarterBefore(today());
  const [from, to] = [day('from', usual.from), day('to', usual.to)];
  const { data, error, refetch } = useAsk(taxReportQuery, { from, to });
  const [run, { pending }] = useAction(fileTaxReturn);
  const report = data?.taxReport;
  const [last] = data?.taxReturns.nodes ?? [];
  const file = async () => {
    const done = await run({ input: { startsOn: from, endsOn: to } });
    if (done) void navigate(pathOfId(done.taxReturn?.id ?? '') ?? '/taxReturns');
  };
  return (
    <ReportPage
      title={t('books.taxReport')} about={t('books.taxReportAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {report && (
        <>
          {last && <Alert severity="info">{t('books.lastReturn', { day: dayText(last.endsOn) })} <ReferenceLink value={last} /></Alert>}
          <ReportTable
            name={t('books.taxReport')}
            columns={[
              { label: t('books.side') }, { label: t('books.taxCode') }, { label: t('books.rate'), numeric: true }, { label: t('books.base'), numeric: true }, { label: t('books.tax'), numeric: true },
              { label: t('books.correctionBase'), numeric: true }, { label: t('books.correctionTax'), numeric: true },
            ]}
            rows={report.rows.map((row) => {
              const lines = row.taxCode ? listPath('journalLines', { taxCode: { is: row.taxCode.id }, effectiveOn: { from, to } }) : undefined;
              return {
                key: `${row.side} ${row.code}`,
                cells: [enumLabel('TaxSide', row.side), row.taxCode ? `${row.code} ${row.name}` : t('books.noCode'), percentText(row.rate), { money: row.base, to: lines }, { money: row.tax, to: lines }, row.correctionBase, row.correctionTax],
              };
            })}
            totals={[t('books.payable'), '', '', '', report.payable, '', '']}
            empty={t('accounting.nothing')}
          />
          <ReportTable
            name={t('books.taxAccounts')}
            columns={[{ label: t('ledger.account') }, { label: t('books.movement'), numeric: true }, { label: t('books.toldOfIt'), numeric: true }, { label: t('books.otherMovement'), numeric: true }]}
            rows={report.accounts.map(({ account, code, name, movement, told, other }) => ({
              key: code, cells: [`${code} ${name}`, { money: movement, to: listPath('journalLines', { account: { is: account.id }, effectiveOn: { from, to } }) }, told, other],
            }))}
            empty={t('accounting.nothing')}
          />
          {may('tax.file') && (
            <Box>
              <Button variant="contained" loading={pending} onClick={() => void file()}>{t('books.file')}</Button>
            </Box>
          )}
        </>
      )}
    </ReportPage>
  );
}
