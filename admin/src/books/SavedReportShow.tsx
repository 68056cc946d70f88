import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { asking, useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useColumnName, useLineNames } from './savedNames.ts';
import { checkSavedReport, type SavedReport } from './savedQueries.ts';

const facts: readonly Field<SavedReport>[] = [
  { name: 'kind', kind: 'enum', enumName: 'SavedReportKind' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'customer', kind: 'reference' }, { name: 'period', kind: 'reference' },
];
const details: readonly Field<SavedReport>[] = [{ name: 'knownAt', kind: 'instant' }, { name: 'savedByName', kind: 'text' }, { name: 'recordedAt', kind: 'instant' }, { name: 'hash', kind: 'text' }];

interface Content { currencyCode: string; lines: { key: string; group: string; label: string; amounts: Record<string, string> }[]; totals: Record<string, string> }

/** The report as it was saved; and, asked for again now, what has changed since. */
function Since({ report }: { report: SavedReport }) {
  const t = useT();
  const nameOf = useColumnName();
  const { data, error } = useAsk(checkSavedReport, { savedReportId: report.id });
  const check = data?.checkSavedReport;
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!check) return <Typography color="textSecondary" role="status">{t('books.asking')}</Typography>;
  const { currencyCode } = JSON.parse(report.content) as Content; // written by the server in this form
  const money = (amount: string | null) => (amount === null ? '–' : { amount, currencyCode });
  return (
    <>
      <Alert severity={check.isSame ? 'success' : 'error'}>{t(check.isSame ? 'books.isSame' : 'books.isNotSame')}</Alert>
      <ReportTable
        name={t('books.changedSince')}
        columns={[{ label: t('books.line') }, { label: t('books.figure') }, { label: t('books.then'), numeric: true }, { label: t('books.now'), numeric: true }]}
        rows={check.changes.map(({ key, label, name, column, before, after }) => ({
          key: `${key} ${column}`, strong: key === '', cells: [key === '' ? t('list.total') : [label, name].filter(Boolean).join(' '), nameOf(column), money(before), money(after)],
        }))}
        empty={t('books.nothingChanged')}
      />
    </>
  );
}

function AsSaved({ report }: { report: SavedReport }) {
  const t = useT();
  const nameOf = useColumnName();
  const { currencyCode, lines, totals } = JSON.parse(report.content) as Content; // written by the server in this form
  const lineNames = useLineNames(report.kind, lines.map(({ key }) => key));
  const columns = Object.keys(lines[0]?.amounts ?? totals);
  const names = Object.entries(totals).filter(([name]) => !columns.includes(name));
  return (
    <ReportTable
      name={t('books.asSaved')}
      columns={[{ label: t('books.line') }, ...columns.map((name) => ({ label: nameOf(name), numeric: true }))]}
      rows={[
        ...lines.map(({ key, group, label, amounts }) => ({ key, cells: [[label, lineNames.get(key)].filter(Boolean).join(' ') || group || key, ...columns.map((name) => ({ amount: amounts[name] ?? '0', currencyCode }))] })),
        ...names.map(([name, amount]) => ({ key: name, strong: true, cells: [nameOf(name), { amount, currencyCode }, ...columns.slice(1).map(() => '')] })),
      ]}
      totals={columns.some((name) => name in totals) ? [t('list.total'), ...columns.map((name) => (totals[name] === undefined ? '' : { amount: totals[name], currencyCode }))] : undefined}
      empty={t('accounting.nothing')}
    />
  );
}

export function SavedReportShow() {
  const t = useT();
  const tabs: RelatedTab<SavedReport>[] = [
    { key: 'since', label: t('books.changedSince'), content: (report) => <Since report={report} />, asks: (id) => [asking(checkSavedReport, { savedReportId: id })] },
  ];
  return (
    <RecordPage<SavedReport> facts={facts} tabs={tabs}>
      {(report) => (
        <>
          <Section title={t('books.asSaved')}><AsSaved report={report} /></Section>
          <Section title={t('books.saving')}><FieldGrid fields={details} record={report} /></Section>
        </>
      )}
    </RecordPage>
  );
}
