import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { journalFields, savedReportFields, taxReturnFields, templateFields, yearCloseFields } from './fields.tsx';

const journalViews: readonly View[] = [
  { key: 'drafts', label: 'books.view.drafts', filter: { status: ['DRAFT'] } },
  { key: 'waiting', label: 'books.view.waiting', filter: { status: ['SUBMITTED'] } },
  { key: 'posted', label: 'books.view.posted', filter: { status: ['POSTED'] } },
];
const templateViews: readonly View[] = [
  { key: 'recurring', label: 'books.view.recurring', filter: { nextOn: { empty: false }, isActive: true } },
];
const savedViews: readonly View[] = [
  { key: 'locked', label: 'books.view.ofPeriods', filter: { period: { empty: false } } },
];

export const ManualJournalList = () => <RecordList fields={journalFields} views={journalViews} sort={{ field: 'createdAt', order: 'DESC' }} />;
export const JournalTemplateList = () => <RecordList fields={templateFields} views={templateViews} sort={{ field: 'name', order: 'ASC' }} />;
export const SavedReportList = () => <RecordList fields={savedReportFields} views={savedViews} sort={{ field: 'recordedAt', order: 'DESC' }} />;

export function TaxReturnList() {
  const t = useT();
  return <RecordList fields={taxReturnFields} sort={{ field: 'startsOn', order: 'DESC' }} actions={<Button component={Link} to="/tax-report" variant="contained">{t('books.taxReport')}</Button>} />;
}

export function YearCloseList() {
  const t = useT();
  return <RecordList fields={yearCloseFields} sort={{ field: 'recordedAt', order: 'DESC' }} actions={may('periods.manage') && <Button component={Link} to="/close-year" variant="contained">{t('books.fiscalYears')}</Button>} />;
}
