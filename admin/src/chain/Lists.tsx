import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { View } from '../shared/list/context.ts';
import { AssignChosen, StageSteps } from './AssignDialog.tsx';
import type { ExceptionRow, StageRow } from './queries.ts';

function Missing({ facts }: { facts: readonly string[] }) {
  const { enumLabel } = useLabels();
  return <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }}>{facts.map((fact) => <Chip key={fact} size="small" variant="outlined" label={enumLabel('ChainFact', fact)} />)}</Box>;
}
function Whose({ ownerName, ownerRole }: { ownerName: string | null; ownerRole: string | null }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return <>{ownerName ?? (ownerRole ? enumLabel('Role', ownerRole) : t('orderChain.nobody'))}</>;
}
const orderLink = ({ order }: { order: { id: string; number: string | null } }) => <ReferenceLink value={{ id: order.id, name: order.number ?? '–' }} />;

const ofOrder = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title', render: orderLink },
  { name: 'customerName', kind: 'text', sort: true, filter: true, card: 'detail' },
] as const satisfies readonly Field<StageRow & ExceptionRow>[];
const ofOwner = [
  { name: 'ownerName', kind: 'text', sort: true, filter: true, card: 'detail', render: ({ ownerName, ownerRole }: Parameters<typeof Whose>[0]) => <Whose ownerName={ownerName} ownerRole={ownerRole} /> },
  { name: 'ownerRole', kind: 'enum', enumName: 'Role', filter: true, hidden: true },
  { name: 'owner', kind: 'reference', reference: 'colleagues', filter: 'only' },
  { name: 'isMine', kind: 'boolean', filter: 'only' },
  { name: 'isMyRoles', kind: 'boolean', filter: 'only' },
  { name: 'isUnowned', kind: 'boolean', filter: 'only' },
  { name: 'isOpen', kind: 'boolean', filter: 'only' },
] as const satisfies readonly Field<StageRow & ExceptionRow>[];

const stageFields: readonly Field<StageRow>[] = [
  ...ofOrder,
  { name: 'step', kind: 'enum', enumName: 'ChainStep', sort: true, filter: true, card: 'detail' },
  ...ofOwner,
  { name: 'missing', kind: 'text', render: ({ missing }) => <Missing facts={missing} />, csv: ({ missing }) => missing.join(', ') },
  { name: 'hours', kind: 'integer', sort: true, filter: true, card: 'figure' },
  { name: 'enteredAt', kind: 'instant', sort: true, filter: true },
  { name: 'ownedSince', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'handOffs', kind: 'integer', sort: true, filter: true, hidden: true },
  { name: 'visit', kind: 'integer', filter: true, hidden: true },
  { name: 'leftAt', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'outcome', kind: 'enum', enumName: 'ChainOutcome', filter: true, hidden: true },
  { name: 'isStuck', kind: 'boolean', filter: true, hidden: true },
  { name: 'steps', kind: 'text', render: ({ order, isMine, leftAt }) => <StageSteps orderId={order.id} isMine={isMine} isOpen={leftAt === null} />, csv: () => '' },
];
const oldest = { field: 'enteredAt', order: 'ASC' } as const;
const here = { isOpen: true };
const stageViews: readonly View[] = [
  { key: 'mine', label: 'orderChain.view.mine', filter: { ...here, isMine: true }, sort: oldest },
  { key: 'role', label: 'orderChain.view.role', filter: { ...here, isMyRoles: true }, sort: oldest },
  { key: 'unowned', label: 'orderChain.view.unowned', filter: { ...here, isUnowned: true }, sort: oldest },
  { key: 'open', label: 'orderChain.view.open', filter: here, sort: oldest },
  { key: 'stuck', label: 'orderChain.view.stuck', filter: { ...here, isStuck: true }, sort: oldest },
  { key: 'again', label: 'orderChain.view.again', filter: { ...here, visit: { min: 2 } }, sort: oldest },
];
export const StageList = () => <RecordList fields={stageFields} views={stageViews} sort={{ field: 'enteredAt', order: 'DESC' }} bulkActions={(chosen) => <AssignChosen {...chosen} />} selectable />;

const exceptionFields: readonly Field<ExceptionRow>[] = [
  ...ofOrder,
  { name: 'fact', kind: 'enum', enumName: 'ChainFact', sort: true, filter: true, card: 'detail' },
  { name: 'detail', kind: 'text', filter: true },
  { name: 'step', kind: 'enum', enumName: 'ChainStep', sort: true, filter: true },
  ...ofOwner,
  { name: 'since', kind: 'instant', sort: true, filter: true },
  { name: 'age', kind: 'integer', sort: true, filter: true, card: 'figure' },
  { name: 'raisedAt', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'hours', kind: 'integer', filter: true, hidden: true },
  { name: 'closedAt', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'steps', kind: 'text', render: ({ order, isMine, closedAt }) => <StageSteps orderId={order.id} isMine={isMine} isOpen={closedAt === null && order.chainStep !== null} />, csv: () => '' },
];
const longest = { field: 'since', order: 'ASC' } as const;
const exceptionViews: readonly View[] = [
  { key: 'open', label: 'orderChain.view.stuck', filter: here, sort: longest },
  { key: 'mine', label: 'orderChain.view.mine', filter: { ...here, isMine: true }, sort: longest },
  { key: 'role', label: 'orderChain.view.role', filter: { ...here, isMyRoles: true }, sort: longest },
  { key: 'unowned', label: 'orderChain.view.unowned', filter: { ...here, isUnowned: true }, sort: longest },
  { key: 'over', label: 'orderChain.view.over', filter: { isOpen: false }, sort: { field: 'closedAt', order: 'DESC' } },
];
export const ExceptionList = () => <RecordList fields={exceptionFields} views={exceptionViews} sort={{ field: 'since', order: 'DESC' }} />;
