import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { ProvisionRunRow, RecoveryRow, SpecificProvisionRow, WriteOffRow } from './queries.ts';

const writeOffs: readonly Field<WriteOffRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'document', kind: 'text', filter: true }, { name: 'status', kind: 'enum', enumName: 'WriteOffStatus', filter: true, card: 'detail' },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'recovered', kind: 'money', total: true }, { name: 'lost', kind: 'money', total: true },
  { name: 'reason', kind: 'enum', enumName: 'WriteOffReason', filter: true }, { name: 'writtenOffOn', kind: 'day', sort: true, filter: true }, { name: 'askedByName', kind: 'text' },
];
const writeOffViews: readonly View[] = [{ key: 'posted', label: 'badDebts.view.posted', filter: { status: ['POSTED'] } }, { key: 'waiting', label: 'badDebts.view.waiting', filter: { status: ['WAITING'] } }];
export const WriteOffList = () => <RecordList fields={writeOffs} views={writeOffViews} sort={{ field: 'writtenOffOn', order: 'DESC' }} selectable />;

const recoveries: readonly Field<RecoveryRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'recoveredOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'createdByName', kind: 'text' }, { name: 'tax', kind: 'money', total: true }, { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const RecoveryList = () => <RecordList fields={recoveries} sort={{ field: 'recoveredOn', order: 'DESC' }} selectable />;

const runs: readonly Field<ProvisionRunRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'asOf', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'status', kind: 'enum', enumName: 'ProvisionStatus', filter: true, card: 'detail' }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant', sort: true },
  { name: 'base', kind: 'money' }, { name: 'total', kind: 'money', sort: true, card: 'figure' },
];
export function ProvisionRunList() {
  const t = useT();
  const post = may('badDebts.provide') ? <Button variant="contained" component={Link} to="/provision">{t('badDebts.provision')}</Button> : undefined;
  return <RecordList fields={runs} sort={{ field: 'createdAt', order: 'DESC' }} {...(post ? { actions: post } : {})} />;
}

const specific: readonly Field<SpecificProvisionRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' }, { name: 'document', kind: 'text', filter: true }, { name: 'status', kind: 'enum', enumName: 'SpecificProvisionStatus', filter: true, card: 'detail' },
  { name: 'postedOn', kind: 'day', sort: true, filter: true }, { name: 'endedOn', kind: 'day' }, { name: 'amount', kind: 'money', sort: true, total: true, card: 'figure' },
];
export const SpecificProvisionList = () => <RecordList fields={specific} sort={{ field: 'postedOn', order: 'DESC' }} selectable />;
