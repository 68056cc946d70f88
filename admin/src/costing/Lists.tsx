import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { allocationFields, categoryFields, costFields, shareFields, timeFields } from './fields.ts';

const standing: readonly View[] = [{ key: 'posted', label: 'costing.view.posted', filter: { status: ['POSTED'] } }, { key: 'reversed', label: 'costing.view.reversed', filter: { status: ['REVERSED'] } }];

export const CostCategoryList = () => <RecordList fields={categoryFields} sort={{ field: 'code', order: 'ASC' }} />;
export const OrderCostList = () => <RecordList fields={costFields} views={standing} sort={{ field: 'incurredOn', order: 'DESC' }} selectable />;
export const CostAllocationShareList = () => <RecordList fields={shareFields} sort={{ field: 'amount', order: 'DESC' }} selectable />;
export const OrderTimeList = () => <RecordList fields={timeFields} sort={{ field: 'workedOn', order: 'DESC' }} selectable />;

export function CostAllocationList() {
  const t = useT();
  const run = may('profit.post') ? <Button variant="contained" component={Link} to="/allocate-costs">{t('costing.allocate')}</Button> : undefined;
  return <RecordList fields={allocationFields} views={standing} sort={{ field: 'endsOn', order: 'DESC' }} selectable {...(run ? { actions: run } : {})} />;
}
