import Alert from '@mui/material/Alert';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { moneyText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { removeStatement } from './actions.ts';
import { lineFields } from './lists.tsx';
import type { Statement } from './queries.ts';

const facts: readonly Field<Statement>[] = [{ name: 'opening', kind: 'money' }, { name: 'linesTotal', kind: 'money' }, { name: 'closing', kind: 'money' }, { name: 'toOn', kind: 'day' }];
const details: readonly Field<Statement>[] = [
  { name: 'collectionAccount', kind: 'reference' }, { name: 'format', kind: 'enum', enumName: 'StatementFormat' }, { name: 'sequence', kind: 'integer' }, { name: 'fromOn', kind: 'day' }, { name: 'lineCount', kind: 'integer' }, { name: 'knownCount', kind: 'integer' },
  { name: 'openLines', kind: 'integer' }, { name: 'pendingCount', kind: 'integer' }, { name: 'fileName', kind: 'text' }, { name: 'importedAt', kind: 'instant' }, { name: 'importedByName', kind: 'text' },
];
const actions: readonly RecordAction<Statement>[] = [
  { name: 'removeStatement', document: removeStatement, input: ({ id }) => ({ statementId: id }), permission: 'banking.import', danger: true, confirm: { kind: 'plain' }, then: () => '/bankStatements' },
];

/** A statement as the bank sent it, with its lines. */
export function StatementShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Statement>[] = [
    { key: 'lines', label: t('banking.lines'), related: { resource: 'bankLines', filter: ({ id }) => ({ statement: { is: id } }), fields: lineFields.filter(({ hidden }) => !hidden), sort: 'bookedOn ASC' } },
  ];
  return (
    <RecordPage<Statement> facts={facts} actions={actions} tabs={tabs}>
      {(statement) => (
        <>
          {!/^-?0*\.?0*$/.test(statement.gap.amount) && <Alert severity="warning">{t('banking.gap', { amount: moneyText(statement.gap) })}</Alert>}
          {statement.missingCount > 0 && <Alert severity="warning">{t('banking.missing', { count: statement.missingCount })}</Alert>}
          <Section title={t('banking.statement')}><FieldGrid fields={details} record={statement} /></Section>
        </>
      )}
    </RecordPage>
  );
}
