import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { PlanRow, TermsRow } from './planQueries.ts';
import { lineFields, payoutFields, statementFields } from './fields.ts';
import type { AccrualRow } from './queries.ts';

const accrualFields: readonly Field<AccrualRow>[] = [
  { name: 'causeNumber', kind: 'text', filter: true, card: 'title' }, { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true, card: 'detail' },
  { name: 'cause', kind: 'enum', enumName: 'CommissionCause', filter: true }, { name: 'order', kind: 'reference', reference: 'orders', filter: true }, { name: 'invoice', kind: 'reference', reference: 'invoices', filter: true },
  { name: 'base', kind: 'money', filter: true, total: true }, { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'isStated', kind: 'boolean', filter: true }, { name: 'causeOn', kind: 'day', filter: true, hidden: true },
];
const accrualViews: readonly View[] = [
  { key: 'unstated', label: 'commissions.view.unstated', filter: { isStated: false } }, { key: 'clawedBack', label: 'commissions.view.clawedBack', filter: { amount: { max: '-0.01' } } },
];
export const AccrualList = () => <RecordList fields={accrualFields} views={accrualViews} sort={{ field: 'effectiveOn', order: 'DESC' }} />;

export function StatementList() {
  const t = useT();
  return <RecordList fields={statementFields} sort={{ field: 'endsOn', order: 'DESC' }} actions={<Button component={Link} to="/commission-next" variant="contained">{t('commissions.next')}</Button>} />;
}
export const StatementLineList = () => <RecordList fields={lineFields} sort={{ field: 'no', order: 'ASC' }} />;

const payoutViews: readonly View[] = [{ key: 'waiting', label: 'commissions.view.waiting', filter: { status: ['REQUESTED'] } }, { key: 'posted', label: 'commissions.view.posted', filter: { status: ['POSTED'] } }];
export const PayoutList = () => <RecordList fields={payoutFields} views={payoutViews} sort={{ field: 'paidOn', order: 'DESC' }} />;

const planFields: readonly Field<PlanRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'name', kind: 'text', sort: true, filter: true, card: 'detail' }, { name: 'isActive', kind: 'boolean', filter: true }, { name: 'note', kind: 'text', hidden: true },
];
export function PlanList() {
  const t = useT();
  return <RecordList fields={planFields} sort={{ field: 'code', order: 'ASC' }} actions={may('commissions.manage') && <Button component={Link} to="/commission-preview">{t('commissions.preview')}</Button>} />;
}
const termsFields: readonly Field<TermsRow>[] = [
  { name: 'plan', kind: 'reference', filter: true, card: 'title' }, { name: 'startsOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'endsOn', kind: 'day', filter: true }, { name: 'base', kind: 'enum', enumName: 'CommissionBase', filter: true },
  { name: 'rate', kind: 'percent', filter: true, card: 'figure' }, { name: 'span', kind: 'enum', enumName: 'CommissionSpan', filter: true }, { name: 'orders', kind: 'integer' },
];
export const TermsList = () => <RecordList fields={termsFields} sort={{ field: 'startsOn', order: 'DESC' }} />;
