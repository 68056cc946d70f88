import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { compareQuery } from './closingQueries.ts';
import { monthOf } from './periods.ts';

const kinds = ['PROFIT_AND_LOSS', 'BALANCE_SHEET', 'TRIAL_BALANCE'] as const;
const beside = ['PRIOR_YEARS', 'PREVIOUS_PERIODS'] as const;
const counts = ['1', '2', '3', '4', '5'] as const;

function Choice<T extends string>({ label, value, options, nameOf, onChange }: { label: string; value: T; options: readonly T[]; nameOf: (option: T) => string; onChange: (value: string) => void }) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onChange(event.target.value)} fullWidth>
      {options.map((option) => <MenuItem key={option} value={option}>{nameOf(option)}</MenuItem>)}
    </TextField>
  );
}

/** A statement beside the same of earlier years or periods; each number leads to its lines. */
export function Statements() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { day, text, set } = useReportParams();
  const usual = monthOf(today());
  const [from, to] = [day('from', usual.from), day('to', usual.to)];
  const kind = kinds.find((each) => each === text('kind')) ?? 'PROFIT_AND_LOSS';
  const compareWith = beside.find((each) => each === text('with')) ?? 'PRIOR_YEARS';
  const count = counts.find((each) => each === text('count')) ?? '1';
  const { data, error, refetch } = useAsk(compareQuery, { kind, from, to, compareWith, count: Number(count) });
  const report = data?.compareStatements;
  const of = (column: { from: string; to: string }) => (kind === 'PROFIT_AND_LOSS' ? column : { to: column.to });
  return (
    <ReportPage
      title={t('books.statements')} about={t('books.statementsAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <Choice label={t('books.statement')} value={kind} options={kinds} nameOf={(each) => enumLabel('StatementKind', each)} onChange={(next) => set({ kind: next })} />
          <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next })} />
          <Choice label={t('books.besides')} value={compareWith} options={beside} nameOf={(each) => enumLabel('CompareWith', each)} onChange={(next) => set({ with: next })} />
          <Choice label={t('books.columns')} value={count} options={counts} nameOf={(each) => each} onChange={(next) => set({ count: next })} />
        </>
      }
    >
      {report && (
        <ReportTable
          name={enumLabel('StatementKind', kind)}
          columns={[
            { label: t('ledger.account') }, ...report.columns.map((column) => ({ label: kind === 'PROFIT_AND_LOSS' ? `${dayText(column.from)} – ${dayText(column.to)}` : dayText(column.to), numeric: true })), { label: t('books.change'), numeric: true },
          ]}
          rows={[
            ...report.rows.map(({ code, name, account, amounts, change }) => ({
              key: code,
              cells: [`${code} ${name}`, ...amounts.map(({ amount }, index) => ({ money: amount, to: listPath('journalLines', { account: { is: account.id }, effectiveOn: of(report.columns[index] ?? { from, to }) }) })), change],
            })),
            ...report.totals.map(({ name, amounts, change }) => ({ key: name, strong: true, cells: [t(`books.total.${name}` as 'books.total.profit'), ...amounts.map(({ amount }) => amount), change] })),
          ]}
          empty={t('accounting.nothing')}
        />
      )}
    </ReportPage>
  );
}
