import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, IntegerInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { WaitingChanges } from '../customers/WaitingChanges.tsx';
import { PriceGrid, pricesOf } from './PriceGrid.tsx';
import type { PriceList } from './queries.ts';
import { ReasonInput } from './ReasonInput.tsx';

const assignmentsQuery = graphql(`
  query AssignmentsOfList($filter: PriceListAssignmentFilter) {
    priceListAssignments(first: 100, filter: $filter, orderBy: PRIORITY_ASC) { nodes { id channel priority customer { id name } group { id name } } }
  }
`);
const assign = graphql(`
  mutation AssignPriceList($input: AssignPriceListInput!) {
    assignPriceList(input: $input) {
      __typename
      ... on AssignPriceListPayload { priceList { id } change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const unassign = graphql(`
  mutation UnassignPriceList($input: UnassignPriceListInput!) {
    unassignPriceList(input: $input) {
      __typename
      ... on UnassignPriceListPayload { priceList { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const deleteList = graphql(`
  mutation DeletePriceList($input: DeletePriceListInput!) {
    deletePriceList(input: $input) {
      __typename
      ... on DeletePriceListPayload { removed }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Assignment = ResultOf<typeof assignmentsQuery>['priceListAssignments']['nodes'][number];
const ofList = (id: string) => ({ filter: { priceList: { is: id } } });

function AssignDialog({ list, onClose }: { list: PriceList; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.assignPriceList')} document={assign} onClose={onClose} initial={{ customerId: '', groupId: '', channel: '', priority: null, reason: '' }}
      input={({ customerId, groupId, channel, priority, reason }) => ({ priceListId: list.id, reason: reason || null, customerId: customerId || null, groupId: groupId || null, channel: channel || null, priority: priority === '' ? null : priority })}
    >
      <p>{t('pricing.assignText')}</p>
      <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} label={t('pricing.toCustomer')} />
      <ReferenceInput source="groupId" reference="customerGroups" label={t('pricing.toGroup')} />
      <EnumInput source="channel" enumName="Channel" label={t('pricing.toChannel')} />
      <IntegerInput source="priority" label={t('pricing.priority')} help={t('pricing.priorityHelp')} />
      <ReasonInput />
    </ActionDialog>
  );
}

/** Who buys by the list. */
function Assignments({ priceListId }: { priceListId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data } = useAsk(assignmentsQuery, ofList(priceListId));
  const [run, { pending }] = useAction(unassign);
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const fields: readonly Field<Assignment>[] = [
    { name: 'customer', kind: 'reference' }, { name: 'group', kind: 'reference' }, { name: 'channel', kind: 'text', render: ({ channel }) => (channel ? enumLabel('Channel', channel) : '–') }, { name: 'priority', kind: 'integer' },
  ];
  const nameOf = ({ customer, group, channel }: Assignment) => customer?.name ?? group?.name ?? (channel ? enumLabel('Channel', channel) : '');
  const buttons = (row: Assignment) => (
    <Button size="small" color="error" disabled={pending} onClick={() => void run({ input: { priceListAssignmentId: row.id } })} aria-label={t('pricing.unassignOf', { name: nameOf(row) })}>{t('pricing.unassign')}</Button>
  );
  return <LinesTable resource="priceListAssignments" label={t('pricing.assignments')} fields={fields} rows={data.priceListAssignments.nodes} empty={t('pricing.noAssignments')} {...(may('prices.manage') ? { buttons } : {})} />;
}

const facts: readonly Field<PriceList>[] = [
  { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' }, { name: 'priceCount', kind: 'integer' }, { name: 'assignmentCount', kind: 'integer' }, { name: 'isCurrent', kind: 'boolean' },
];
const details: readonly Field<PriceList>[] = [
  { name: 'description', kind: 'text' }, { name: 'taxIncluded', kind: 'boolean' }, { name: 'adjustRate', kind: 'percent' }, { name: 'baseList', kind: 'reference', reference: 'priceLists' },
  { name: 'roundStep', kind: 'price' }, { name: 'roundEnding', kind: 'price' }, { name: 'isActive', kind: 'boolean' },
];
const actions: readonly RecordAction<PriceList>[] = [
  { name: 'assignPriceList', document: assign, input: () => ({}), permission: 'prices.manage', primary: true, dialog: (list, close) => <AssignDialog list={list} onClose={close} /> },
  { name: 'deletePriceList', document: deleteList, input: ({ id }) => ({ priceListId: id }), permission: 'prices.manage', danger: true, confirm: { kind: 'plain' }, then: () => '/priceLists' },
];

export function PriceListShow() {
  const t = useT();
  const tabs: RelatedTab<PriceList>[] = [
    { key: 'prices', label: t('pricing.prices'), asks: (id) => [pricesOf(id)], content: ({ id }) => <PriceGrid priceListId={id} /> },
    { key: 'assignments', label: t('pricing.assignments'), aside: true, asks: (id) => [asking(assignmentsQuery, ofList(id))], content: ({ id }) => <Assignments priceListId={id} /> },
  ];
  return (
    <RecordPage<PriceList> facts={facts} actions={actions} tabs={tabs}>
      {(list) => (
        <>
          <WaitingChanges changes={list.waitingChanges ?? []} />
          <Section title={t('pricing.terms')}><FieldGrid fields={details} record={list} /></Section>
        </>
      )}
    </RecordPage>
  );
}
