import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ReferenceInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { AcceptDialog, acceptBillExceptions } from '../bills/AcceptDialog.tsx';
import type { BillException, BillExceptionRow } from './exceptionQueries.ts';

const fields: readonly Field<BillExceptionRow>[] = [
  { name: 'bill', kind: 'reference', reference: 'bills', filter: true, card: 'title' },
  { name: 'supplier', kind: 'text', render: ({ bill }) => <ReferenceLink value={bill.supplier} />, csv: ({ bill }) => bill.supplier.name, card: 'detail' },
  { name: 'rule', kind: 'enum', enumName: 'BillExceptionRule', filter: true },
  { name: 'product', kind: 'reference', reference: 'products', filter: true },
  { name: 'expected', kind: 'price' }, { name: 'actual', kind: 'price' },
  { name: 'difference', kind: 'money', sort: true, total: true, filter: true, card: 'figure' },
  { name: 'raisedOn', kind: 'day', sort: true, filter: true }, { name: 'age', kind: 'integer', filter: true },
  { name: 'ownerName', kind: 'text', filter: true }, { name: 'status', kind: 'enum', enumName: 'BillExceptionStatus', filter: true },
];
const views: readonly View[] = [
  { key: 'open', label: 'payables.view.open', filter: { status: ['OPEN'] }, sort: { field: 'raisedOn', order: 'ASC' } },
  { key: 'accepted', label: 'payables.view.accepted', filter: { status: ['ACCEPTED'] } },
];
export const BillExceptionList = () => <RecordList fields={fields} views={views} sort={{ field: 'raisedOn', order: 'ASC' }} selectable />;

const assignBillException = graphql(`
  mutation AssignBillException($input: AssignBillExceptionInput!) {
    assignBillException(input: $input) {
      __typename
      ... on AssignBillExceptionPayload { exception { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function AssignDialog({ exception, onClose }: { exception: BillException; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.assignBillException')} document={assignBillException} input={({ ownerId }) => ({ exceptionId: exception.id, ownerId: ownerId || null })} initial={{ ownerId: '' }} onClose={onClose}>
      <ReferenceInput source="ownerId" reference="users" label={t('payables.owner')} />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<BillException>[] = [
  {
    name: 'acceptBillExceptions', document: acceptBillExceptions, input: () => ({}), permission: 'payables.approve', always: true, primary: true, when: ({ status }) => status === 'OPEN',
    dialog: ({ bill }, close) => <AcceptDialog bill={bill} onClose={close} />,
  },
  {
    name: 'assignBillException', document: assignBillException, input: () => ({}), permission: 'access.read', always: true, when: ({ status }) => status === 'OPEN',
    dialog: (exception, close) => <AssignDialog exception={exception} onClose={close} />,
  },
];
const facts: readonly Field<BillException>[] = [
  { name: 'bill', kind: 'reference' }, { name: 'supplier', kind: 'reference', render: ({ bill }) => <ReferenceLink value={bill.supplier} /> }, { name: 'product', kind: 'reference' },
  { name: 'rule', kind: 'enum', enumName: 'BillExceptionRule' }, { name: 'expected', kind: 'price' }, { name: 'actual', kind: 'price' }, { name: 'difference', kind: 'money' },
  { name: 'tolerated', kind: 'money' }, { name: 'raisedOn', kind: 'day' }, { name: 'age', kind: 'integer' }, { name: 'ownerName', kind: 'text' },
  { name: 'decidedByName', kind: 'text' }, { name: 'decidedAt', kind: 'instant' }, { name: 'reason', kind: 'text' },
];
export const BillExceptionShow = () => <RecordPage<BillException> status={{ field: 'status', enumName: 'BillExceptionStatus' }} facts={facts} actions={actions} tabs={[]}>{() => null}</RecordPage>;
