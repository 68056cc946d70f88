import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { currentViewer, may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { lineFields, statementFields } from './lists.tsx';
import { StatementFile } from './StatementFile.tsx';
import type { Account } from './queries.ts';

const facts: readonly Field<Account>[] = [{ name: 'statementBalance', kind: 'money' }, { name: 'ledgerBalance', kind: 'money', permission: 'journal.read' }, { name: 'openLines', kind: 'integer' }, { name: 'reconciledOn', kind: 'day' }];
const details: readonly Field<Account>[] = [
  { name: 'kind', kind: 'enum', enumName: 'CollectionKind' }, { name: 'account', kind: 'reference', permission: 'accounts.read' }, { name: 'currencyCode', kind: 'text' }, { name: 'bankAccountNo', kind: 'text' }, { name: 'bankName', kind: 'text' },
  { name: 'owner', kind: 'reference', permission: 'access.read' }, { name: 'low', kind: 'money' }, { name: 'high', kind: 'money' }, { name: 'tolerance', kind: 'money' }, { name: 'autoThreshold', kind: 'percent' }, { name: 'statedOn', kind: 'day' }, { name: 'isActive', kind: 'boolean' },
];

/** Of an account in another currency: what it is in the books. */
const worth: readonly Field<Account>[] = [{ name: 'ledgerWorth', kind: 'money', permission: 'journal.read' }];

/** An own account: what it holds by books and bank, its statements, and where the next one is taken in. */
export function AccountShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Account>[] = [
    { key: 'statements', label: t('banking.statements'), related: { resource: 'bankStatements', filter: ({ id }) => ({ collectionAccount: { is: id } }), fields: statementFields.filter(({ name }) => name !== 'collectionAccount'), sort: 'toOn DESC' } },
    { key: 'lines', label: t('banking.lines'), related: { resource: 'bankLines', filter: ({ id }) => ({ collectionAccount: { is: id } }), fields: lineFields.filter(({ hidden }) => !hidden), sort: 'bookedOn DESC' } },
  ];
  return (
    <RecordPage<Account> facts={facts} tabs={tabs}>
      {(account) => (
        <>
          {account.isOutside && <Alert severity="warning">{t('banking.outside')}</Alert>}
          <Section title={t('banking.account')}>
            <FieldGrid fields={account.currencyCode === currentViewer()?.company?.currencyCode ? details : [...worth, ...details]} record={account} />
            <Button component={Link} to={`/reconcile?${new URLSearchParams({ account: account.id }).toString()}`} variant="outlined" sx={{ mt: 2 }}>{t('banking.reconcile')}</Button>
          </Section>
          {may('banking.import') && <Section title={t('banking.takeIn')}><StatementFile account={account} /></Section>}
        </>
      )}
    </RecordPage>
  );
}
