import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { costObjectFields, issueFields, menuPlanFields, preparationFields, recipeFields } from './fields.ts';

const costObjectViews: readonly View[] = [
  { key: 'jobs', label: 'supplies.view.jobs', filter: { kind: ['JOB'], isActive: true } },
  { key: 'departments', label: 'supplies.view.departments', filter: { kind: ['DEPARTMENT'], isActive: true } },
  { key: 'clients', label: 'supplies.view.clients', filter: { kind: ['CLIENT'], isActive: true } },
  { key: 'closed', label: 'supplies.view.closed', filter: { isActive: false } },
];
export const CostObjectList = () => <RecordList fields={costObjectFields} views={costObjectViews} sort={{ field: 'code', order: 'ASC' }} selectable />;

const issueViews: readonly View[] = [
  { key: 'thisMonth', label: 'supplies.view.thisMonth', filter: { issuedOn: { preset: 'thisMonth' } } },
  { key: 'returns', label: 'supplies.view.returns', filter: { kind: ['RETURN'] } },
];
export function IssueList() {
  const t = useT();
  return (
    <RecordList
      fields={issueFields} views={issueViews} sort={{ field: 'issuedOn', order: 'DESC' }}
      actions={may('supplies.issue') ? <Button component={Link} to="/hand-out" variant="outlined">{t('supplies.quick')}</Button> : undefined}
    />
  );
}

const recipeViews: readonly View[] = [
  { key: 'active', label: 'supplies.view.active', filter: { isActive: true } },
  { key: 'inactive', label: 'supplies.view.inactive', filter: { isActive: false } },
];
export const RecipeList = () => <RecordList fields={recipeFields} views={recipeViews} sort={{ field: 'product', order: 'ASC' }} selectable />;

const preparationViews: readonly View[] = [
  { key: 'thisMonth', label: 'supplies.view.thisMonth', filter: { preparedOn: { preset: 'thisMonth' } } },
  { key: 'reversed', label: 'supplies.view.reversed', filter: { status: ['REVERSED'] } },
];
export const PreparationList = () => <RecordList fields={preparationFields} views={preparationViews} sort={{ field: 'preparedOn', order: 'DESC' }} />;

const planViews: readonly View[] = [
  { key: 'next', label: 'supplies.view.next', filter: { servedOn: { preset: 'next7Days' } }, sort: { field: 'servedOn', order: 'ASC' } },
  { key: 'thisMonth', label: 'supplies.view.thisMonth', filter: { servedOn: { preset: 'thisMonth' } }, sort: { field: 'servedOn', order: 'ASC' } },
];
export const MenuPlanList = () => <RecordList fields={menuPlanFields} views={planViews} sort={{ field: 'servedOn', order: 'DESC' }} selectable />;
