import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { BulkContext, View } from '../shared/list/context.ts';
import { explainUnapplied, identifyReceipt } from './actions.ts';
import { unappliedChosen } from './queries.ts';
import type { AccountRow, LineRow, StatementRow, UnappliedRow } from './queries.ts';
import type { AliasRow, RuleRow } from './ruleQueries.ts';

const accountFields: readonly Field<AccountRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'kind', kind: 'enum', enumName: 'CollectionKind', filter: true, sort: true }, { name: 'bankAccountNo', kind: 'text', filter: true },
  { name: 'ledgerBalance', kind: 'money', permission: 'journal.read', card: 'detail' }, { name: 'statementBalance', kind: 'money', card: 'figure' }, { name: 'statedOn', kind: 'day' }, { name: 'openLines', kind: 'integer', card: 'detail' },
  { name: 'reconciledOn', kind: 'day' }, { name: 'isOutside', kind: 'boolean', filter: true }, { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];
export const AccountList = () => <RecordList fields={accountFields} sort={{ field: 'name', order: 'ASC' }} />;

export const statementFields: readonly Field<StatementRow>[] = [
  { name: 'reference', kind: 'text', filter: true, card: 'title' }, { name: 'collectionAccount', kind: 'reference', reference: 'collectionAccounts', filter: true, card: 'detail' }, { name: 'fromOn', kind: 'day' }, { name: 'toOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'opening', kind: 'money' }, { name: 'linesTotal', kind: 'money', total: true }, { name: 'closing', kind: 'money', sort: true, card: 'figure' }, { name: 'lineCount', kind: 'integer' }, { name: 'openLines', kind: 'integer', filter: true },
  { name: 'gap', kind: 'money', filter: true }, { name: 'missingCount', kind: 'integer', filter: true, hidden: true }, { name: 'format', kind: 'enum', enumName: 'StatementFormat', filter: true, hidden: true }, { name: 'importedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
export const StatementList = () => <RecordList fields={statementFields} sort={{ field: 'toOn', order: 'DESC' }} />;

export const lineFields: readonly Field<LineRow>[] = [
  { name: 'bookedOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'payerName', kind: 'text', filter: true, card: 'title' }, { name: 'text', kind: 'text', filter: true, card: 'detail' },
  { name: 'collectionAccount', kind: 'reference', reference: 'collectionAccounts', filter: true, hidden: true }, { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'left', kind: 'money', sort: true, filter: true, total: true },
  { name: 'confidence', kind: 'percent', sort: true, filter: true }, { name: 'status', kind: 'enum', enumName: 'BankLineStatus', filter: true }, { name: 'bankReference', kind: 'text', filter: true, hidden: true },
];
const lineViews: readonly View[] = [
  { key: 'waiting', label: 'banking.view.waiting', filter: { status: ['OPEN'] } }, { key: 'in', label: 'banking.view.in', filter: { isIn: true } }, { key: 'out', label: 'banking.view.out', filter: { isIn: false } }, { key: 'booked', label: 'banking.view.booked', filter: { status: ['BOOKED'] } },
];
export function LineList() {
  const t = useT();
  return (
    <RecordList
      fields={lineFields} views={lineViews} sort={{ field: 'bookedOn', order: 'DESC' }}
      actions={may('banking.match') ? <Button component={RouterLink} to="/match" variant="outlined">{t('banking.match')}</Button> : undefined}
    />
  );
}

const ruleFields: readonly Field<RuleRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'contains', kind: 'text', filter: true, card: 'detail' }, { name: 'account', kind: 'reference', reference: 'accounts', permission: 'accounts.read', filter: true },
  { name: 'collectionAccount', kind: 'reference', reference: 'collectionAccounts', filter: true }, { name: 'isIn', kind: 'boolean', filter: true }, { name: 'isAutomatic', kind: 'boolean', filter: true }, { name: 'isActive', kind: 'boolean', filter: true },
];
export const RuleList = () => <RecordList fields={ruleFields} sort={{ field: 'name', order: 'ASC' }} />;

const aliasFields: readonly Field<AliasRow>[] = [
  { name: 'value', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'kind', kind: 'enum', enumName: 'PayerAliasKind', filter: true }, { name: 'customer', kind: 'reference', reference: 'customers', filter: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', permission: 'payables.read', filter: true }, { name: 'times', kind: 'integer', sort: true, filter: true }, { name: 'lastOn', kind: 'day', sort: true, filter: true },
];
export const AliasList = () => <RecordList fields={aliasFields} sort={{ field: 'lastOn', order: 'DESC' }} />;

const unappliedFields: readonly Field<UnappliedRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title', render: ({ number, source }) => <Link component={RouterLink} to={pathOfId(source) ?? '/unappliedItems'}>{number}</Link> },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, card: 'detail' }, { name: 'unapplied', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true }, { name: 'days', kind: 'integer', sort: true, filter: true, card: 'detail' },
  { name: 'reason', kind: 'enum', enumName: 'UnappliedReason', filter: true }, { name: 'ownerName', kind: 'text', filter: true }, { name: 'targetOn', kind: 'day', sort: true, filter: true }, { name: 'isLate', kind: 'boolean', filter: true },
  { name: 'note', kind: 'text', hidden: true },
];
const unappliedViews: readonly View[] = [
  { key: 'late', label: 'banking.view.late', filter: { isLate: true }, sort: { field: 'targetOn', order: 'ASC' } }, { key: 'unknown', label: 'banking.view.unknown', filter: { customer: { empty: true } } },
];

/** Says why one amount is not applied, or whose it is. */
function Explain({ ids, unselect }: BulkContext) {
  const t = useT();
  const [isOpen, setOpen] = useState<'explain' | 'identify'>();
  const { data } = useAsk(unappliedChosen, { ids: ids.map(String) }, ids.length === 1);
  const [chosen] = data?.nodes ?? [];
  const item = chosen && 'openItem' in chosen ? chosen : undefined;
  if (!may('payments.post')) return null;
  const done = () => { setOpen(undefined); unselect(); };
  return (
    <>
      <Button disabled={ids.length !== 1 || !item} onClick={() => setOpen('explain')}>{t('action.explainUnapplied')}</Button>
      <Button disabled={ids.length !== 1 || !item || Boolean(item.customer)} onClick={() => setOpen('identify')}>{t('action.identifyReceipt')}</Button>
      {isOpen === 'explain' && item && (
        <ActionDialog title={t('action.explainUnapplied')} document={explainUnapplied} initial={{ targetOn: today() }} onClose={() => setOpen(undefined)} onDone={done} input={(values) => ({ openItemId: item.openItem.id, ...values })}>
          <EnumInput source="reason" label={t('banking.reason')} enumName="UnappliedReason" required />
          <DayInput source="targetOn" label={t('banking.targetOn')} required />
          {may('access.read') && <ReferenceInput source="ownerId" reference="users" label={t('banking.owner')} />}
          <TextInput source="note" label={t('banking.note')} multiline />
        </ActionDialog>
      )}
      {isOpen === 'identify' && item && (
        <ActionDialog title={t('action.identifyReceipt')} document={identifyReceipt} initial={{ reason: '' }} onClose={() => setOpen(undefined)} onDone={done} input={(values) => ({ openItemId: item.openItem.id, ...values })}>
          <ReferenceInput source="customerId" reference="customers" label={t('banking.customer')} required />
          <TextInput source="reason" label={t('banking.why')} required multiline />
        </ActionDialog>
      )}
    </>
  );
}
export const UnappliedList = () => <RecordList fields={unappliedFields} views={unappliedViews} sort={{ field: 'effectiveOn', order: 'ASC' }} bulkActions={(chosen) => <Explain {...chosen} />} />;
