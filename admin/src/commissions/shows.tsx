import { may } from '../data/session.ts';
import type { TadaDocumentNode } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { lineFields } from './fields.ts';
import { declinePayout, postPayout, reversePayout, withdrawStatement } from './queries.ts';
import type { Payout, Statement } from './queries.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- each mutation has its own variables
type Why = { name: 'withdrawCommissionStatement' | 'declineCommissionPayout' | 'reverseCommissionPayout'; document: TadaDocumentNode<any, any>; subject: Record<string, string>; onClose: () => void };

/** Why something is taken back or declined. */
function WhyDialog({ name, document, subject, onClose }: Why) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={document} input={({ reason }) => ({ ...subject, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('stock.why')} required multiline />
    </ActionDialog>
  );
}

const statementActions: readonly RecordAction<Statement>[] = [{
  name: 'withdrawCommissionStatement', document: withdrawStatement, input: () => ({}), permission: 'commissions.approve', danger: true, when: ({ status }) => status === 'APPROVED',
  dialog: ({ id }, close) => <WhyDialog name="withdrawCommissionStatement" document={withdrawStatement} subject={{ commissionStatementId: id }} onClose={close} />,
}];
const statementFacts: readonly Field<Statement>[] = [
  { name: 'opening', kind: 'money' }, { name: 'accrued', kind: 'money' }, { name: 'clawedBack', kind: 'money' }, { name: 'paid', kind: 'money' }, { name: 'closing', kind: 'money' },
];
const statementDetails: readonly Field<Statement>[] = [
  { name: 'salesPerson', kind: 'reference' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'approvedByName', kind: 'text' }, { name: 'approvedAt', kind: 'instant' }, { name: 'withdrawnAt', kind: 'instant' }, { name: 'withdrawnReason', kind: 'text' },
];

export function StatementShow() {
  const t = useT();
  return (
    <RecordPage<Statement>
      status={{ field: 'status', enumName: 'CommissionStatementStatus' }} facts={statementFacts} actions={statementActions}
      tabs={[{ key: 'lines', label: t('commissions.lines'), related: { resource: 'commissionStatementLines', filter: ({ id }) => ({ statement: { is: id } }), fields: lineFields.filter(({ name }) => name !== 'statement'), sort: 'no ASC' } }]}
    >
      {(statement) => <Section title={t('commissions.statement')}><FieldGrid fields={statementDetails} record={statement} /></Section>}
    </RecordPage>
  );
}

const payoutActions: readonly RecordAction<Payout>[] = [
  { name: 'postCommissionPayout', document: postPayout, input: ({ id }) => ({ commissionPayoutId: id }), permission: 'commissions.pay', primary: true, when: ({ status }) => status === 'REQUESTED' },
  {
    name: 'declineCommissionPayout', document: declinePayout, input: () => ({}), permission: 'commissions.pay', when: ({ status }) => status === 'REQUESTED',
    dialog: ({ id }, close) => <WhyDialog name="declineCommissionPayout" document={declinePayout} subject={{ commissionPayoutId: id }} onClose={close} />,
  },
  {
    name: 'reverseCommissionPayout', document: reversePayout, input: () => ({}), permission: 'commissions.pay', danger: true, when: ({ status }) => status === 'POSTED',
    dialog: ({ id }, close) => <WhyDialog name="reverseCommissionPayout" document={reversePayout} subject={{ commissionPayoutId: id }} onClose={close} />,
  },
];
const payoutFacts: readonly Field<Payout>[] = [{ name: 'amount', kind: 'money' }, { name: 'paidOn', kind: 'day' }];
const payoutDetails: readonly Field<Payout>[] = [
  { name: 'salesPerson', kind: 'reference' }, { name: 'account', kind: 'reference', permission: 'accounts.read' }, { name: 'requestedByName', kind: 'text' }, { name: 'requestedAt', kind: 'instant' },
  { name: 'decidedByName', kind: 'text' }, { name: 'decidedAt', kind: 'instant' }, { name: 'reason', kind: 'text' }, { name: 'reversedOn', kind: 'day' }, { name: 'memo', kind: 'text' },
];

export function PayoutShow() {
  const t = useT();
  return (
    <RecordPage<Payout>
      status={{ field: 'status', enumName: 'CommissionPayoutStatus' }} facts={payoutFacts} actions={payoutActions}
      tabs={may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), aside: true, content: ({ id }) => <LedgerTab documentId={id} /> }] : []}
    >
      {(payout) => <Section title={t('commissions.payout')}><FieldGrid fields={payoutDetails} record={payout} /></Section>}
    </RecordPage>
  );
}
