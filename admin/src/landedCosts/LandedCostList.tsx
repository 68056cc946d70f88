import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { landedCostFields } from './fields.ts';

const views: readonly View[] = [
  { key: 'open', label: 'landedCosts.view.open', filter: { open: { min: '0.01' } }, sort: { field: 'chargedOn', order: 'ASC' } },
  { key: 'reversed', label: 'landedCosts.view.reversed', filter: { status: ['REVERSED'] } },
];

export const LandedCostList = () => <RecordList fields={landedCostFields} views={views} sort={{ field: 'chargedOn', order: 'DESC' }} selectable />;
