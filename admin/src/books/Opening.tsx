import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { integerText, moneyText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { openingQuery } from './closingQueries.ts';

const isZero = (amount: string) => /^-?0*\.?0*$/.test(amount);

/** The move of a firm into these books: what was taken over, whether the ledger has it, and what is left on the opening balances. */
export function Opening() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { day, set } = useReportParams();
  const upTo = day('on', today());
  const { data, error, refetch } = useAsk(openingQuery, { upTo });
  const report = data?.openingReport;
  const off = report?.parts.filter(({ difference }) => !isZero(difference.amount)) ?? [];
  return (
    <ReportPage
      title={t('books.opening')} about={t('books.openingAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReportDay label={t('books.upTo')} value={upTo} onChange={(next) => set({ on: next })} />
          {may('imports.run') && <Button component={Link} to="/imports/create" variant="outlined">{t('books.takeOver')}</Button>}
        </>
      }
    >
      {report && (
        <>
          <Alert severity={off.length > 0 ? 'error' : 'success'}>
            {off.length > 0 ? t('books.openingOff', { count: off.length }) : t('books.openingHolds')}
            {' '}{t(isZero(report.opening.amount) ? 'books.openingEven' : 'books.openingLeft', { amount: moneyText(report.opening) })}
          </Alert>
          <Section title={t('books.openingParts')}>
            <ReportTable
              name={t('books.openingParts')}
              columns={[{ label: t('books.part') }, { label: t('books.records'), numeric: true }, { label: t('books.takenOver'), numeric: true }, { label: t('books.inLedger'), numeric: true }, { label: t('books.difference'), numeric: true }]}
              rows={report.parts.map(({ part, records, told, ledger, difference }) => ({ key: part, cells: [enumLabel('OpeningPart', part), integerText(records), told, ledger, difference] }))}
              empty={t('accounting.nothing')}
            />
          </Section>
          <Section title={t('books.openingAccounts')}>
            <ReportTable
              name={t('books.openingAccounts')}
              columns={[{ label: t('ledger.account') }, { label: t('accounting.amount'), numeric: true }]}
              rows={[
                ...report.accounts.map(({ account, code, name, balance }) => ({ key: code, cells: [`${code} ${name}`, { money: balance, to: listPath('journalLines', { account: { is: account.id }, effectiveOn: { to: report.lastOn ?? upTo } }) }] })),
                { key: 'assets', strong: true, cells: [t('accounting.assets'), report.assets] }, { key: 'liabilities', strong: true, cells: [t('accounting.liabilities'), report.liabilities] }, { key: 'equity', strong: true, cells: [t('accounting.equity'), report.equity] },
              ]}
              totals={[report.firstOn && report.lastOn ? t('books.openingRest', { from: dayText(report.firstOn), to: dayText(report.lastOn) }) : t('accounting.nothing'), report.opening]}
              empty={t('accounting.nothing')}
            />
          </Section>
        </>
      )}
    </ReportPage>
  );
}
