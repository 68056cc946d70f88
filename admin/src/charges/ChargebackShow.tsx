import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { AskDialog, reason, type Asked } from './AskDialog.tsx';
import { loseChargeback, reopenChargeback, representChargeback, winChargeback, withdrawChargeback } from './mutations.ts';
import type { Chargeback } from './queries.ts';

const outcome: Asked = { source: 'outcome', kind: 'lines', label: 'charges.outcome' };
const asks = (document: typeof winChargeback | typeof loseChargeback | typeof representChargeback | typeof withdrawChargeback | typeof reopenChargeback, inputs: readonly Asked[], danger = false) => function Asks({ id }: Chargeback, close: () => void) {
  return <AskDialog danger={danger} document={document} inputs={inputs} input={(values) => ({ chargebackId: id, ...values })} onClose={close} />;
};
const permission = 'chargebacks.manage';
const actions: readonly RecordAction<Chargeback>[] = [
  { name: 'representChargeback', document: representChargeback, input: () => ({}), permission, primary: true, dialog: asks(representChargeback, [{ source: 'note', kind: 'lines', label: 'charges.answer', help: 'charges.answerHelp', required: true }]) },
  { name: 'winChargeback', document: winChargeback, input: () => ({}), permission, dialog: asks(winChargeback, [outcome]) },
  { name: 'loseChargeback', document: loseChargeback, input: () => ({}), permission, danger: true, dialog: asks(loseChargeback, [{ source: 'isWrittenOff', kind: 'boolean', label: 'charges.bearsIt' }, outcome], true) },
  { name: 'withdrawChargeback', document: withdrawChargeback, input: () => ({}), permission, danger: true, dialog: asks(withdrawChargeback, [reason], true) },
  { name: 'reopenChargeback', document: reopenChargeback, input: () => ({}), permission, dialog: asks(reopenChargeback, [reason]) },
];
const facts: readonly Field<Chargeback>[] = [{ name: 'amount', kind: 'money' }, { name: 'customer', kind: 'reference' }, { name: 'payment', kind: 'reference' }, { name: 'replyBy', kind: 'day' }, { name: 'daysLeft', kind: 'integer' }, { name: 'ownerName', kind: 'text' }];
const details: readonly Field<Chargeback>[] = [
  { name: 'reason', kind: 'enum', enumName: 'ChargebackReason' }, { name: 'reference', kind: 'text' }, { name: 'note', kind: 'text' }, { name: 'fee', kind: 'money' }, { name: 'openedOn', kind: 'day' }, { name: 'representedOn', kind: 'day' }, { name: 'representedNote', kind: 'text' }, { name: 'settledOn', kind: 'day' },
  { name: 'outcome', kind: 'text' }, { name: 'isWrittenOff', kind: 'boolean' }, { name: 'createdByName', kind: 'text' },
];

export function ChargebackShow() {
  const t = useT();
  return (
    <RecordPage<Chargeback> facts={facts} status={{ field: 'status', enumName: 'ChargebackStatus' }} actions={actions} tabs={may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }) => <LedgerTab documentId={id} /> }] : []}>
      {(chargeback) => <Section title={t('charges.details')}><FieldGrid fields={details} record={chargeback} /></Section>}
    </RecordPage>
  );
}
