import Alert from '@mui/material/Alert';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { ApplyDialog, CoverDialog, MoveDialog, ReceiveDialog, ReleaseDialog, WithdrawDialog } from './dialogs.tsx';
import { applyDeposit, coverDeposit, moveDeposit, receiveDeposit, releaseDeposit, withdrawDeposit } from './mutations.ts';
import { depositUseQuery } from './queries.ts';
import type { Deposit } from './queries.ts';

const facts: readonly Field<Deposit>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'order', kind: 'reference', permission: 'orders.read' }, { name: 'amount', kind: 'money' }, { name: 'toCome', kind: 'money' }, { name: 'held', kind: 'money' }, { name: 'used', kind: 'money' }, { name: 'dueOn', kind: 'day' },
];
const details: readonly Field<Deposit>[] = [
  { name: 'requestedOn', kind: 'day' }, { name: 'share', kind: 'percent' }, { name: 'holdsShipping', kind: 'boolean' }, { name: 'isTaxed', kind: 'boolean' }, { name: 'note', kind: 'text' }, { name: 'withdrawnOn', kind: 'day' }, { name: 'withdrawReason', kind: 'text' },
];
const input = ({ id }: Deposit) => ({ depositId: id });
const when = (name: string) => ({ actions }: Deposit) => actions.some((each) => each.name === name && each.allowed);
const actions: readonly RecordAction<Deposit>[] = [
  { name: 'receiveDeposit', document: receiveDeposit, input, permission: 'payments.post', when: when('receiveDeposit'), primary: true, dialog: (deposit, close) => <ReceiveDialog deposit={deposit} onClose={close} /> },
  { name: 'coverDeposit', document: coverDeposit, input, permission: 'payments.post', when: when('coverDeposit'), dialog: (deposit, close) => <CoverDialog deposit={deposit} onClose={close} /> },
  { name: 'applyDeposit', document: applyDeposit, input, permission: 'payments.post', when: when('applyDeposit'), primary: true, dialog: (deposit, close) => <ApplyDialog deposit={deposit} onClose={close} /> },
  { name: 'moveDeposit', document: moveDeposit, input, permission: 'payments.post', when: when('moveDeposit'), dialog: (deposit, close) => <MoveDialog deposit={deposit} onClose={close} /> },
  { name: 'releaseDeposit', document: releaseDeposit, input, permission: 'payments.post', when: when('releaseDeposit'), dialog: (deposit, close) => <ReleaseDialog deposit={deposit} onClose={close} /> },
  { name: 'withdrawDeposit', document: withdrawDeposit, input, permission: 'deposits.write', when: when('withdrawDeposit'), danger: true, dialog: (deposit, close) => <WithdrawDialog deposit={deposit} onClose={close} /> },
];

/** What came to a deposit and where it went, in the order of days; what was taken back with its reverse. */
function Moves({ deposit }: { deposit: Deposit }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { openItem } = deposit;
  const moves = [
    ...(openItem?.allocationsTo ?? []).map((each) => ({ ...each, what: t('deposits.from', { number: each.creditItem.number }) })),
    ...(openItem?.allocationsFrom ?? []).map((each) => ({ ...each, amount: { ...each.amount, amount: each.amount.amount.startsWith('-') ? each.amount.amount.slice(1) : `-${each.amount.amount}` }, what: t('deposits.to', { number: each.debitItem.number, kind: enumLabel('OpenItemKind', each.debitItem.kind) }) })),
  ].sort((a, b) => (a.allocatedOn < b.allocatedOn ? -1 : 1));
  return (
    <ReportTable
      name={t('deposits.moves')} empty={t('deposits.noMoves')} columns={[{ label: t('deposits.day') }, { label: t('deposits.move') }, { label: t('deposits.reason') }, { label: t('deposits.amount'), numeric: true }]}
      rows={moves.map((each) => ({ key: each.id, cells: [<Value key="d" field={{ kind: 'day' }} value={each.allocatedOn} />, each.what, each.reason ?? '', each.amount] }))}
    />
  );
}

/** Which of its receipts, each with its deposit invoice, went to which invoice; what came first goes first. */
function Use({ deposit }: { deposit: Deposit }) {
  const t = useT();
  const { data } = useAsk(depositUseQuery, { depositId: deposit.id });
  const { receipts = [], uses = [] } = data?.depositUse ?? {};
  return (
    <>
      <ReportTable
        name={t('deposits.receipts')} empty={t('deposits.noReceipts')} columns={[{ label: t('deposits.number') }, { label: t('deposits.day') }, { label: t('deposits.amount'), numeric: true }, { label: t('deposits.taken'), numeric: true }, { label: t('deposits.elsewhere'), numeric: true }, { label: t('deposits.left'), numeric: true }]}
        rows={receipts.map((each) => ({ key: each.number, cells: [each.number, <Value key="d" field={{ kind: 'day' }} value={each.on} />, each.amount, each.used, each.moved, each.left] }))}
      />
      <ReportTable
        name={t('deposits.uses')} empty={t('deposits.noUses')} columns={[{ label: t('deposits.receipt') }, { label: t('deposits.takenBy') }, { label: t('deposits.day') }, { label: t('deposits.net'), numeric: true }, { label: t('deposits.tax'), numeric: true }, { label: t('deposits.amount'), numeric: true }]}
        rows={uses.map((each, index) => ({ key: String(index), cells: [each.receipt, each.invoice ? <Value key="i" field={{ kind: 'reference' }} value={{ id: each.invoice.id, name: each.invoice.number }} /> : each.number, <Value key="d" field={{ kind: 'day' }} value={each.on} />, each.net, each.tax, each.amount] }))}
      />
    </>
  );
}

export function DepositShow() {
  const t = useT();
  return (
    <RecordPage<Deposit> facts={facts} status={{ field: 'state', enumName: 'DepositState' }} actions={actions}>
      {(deposit) => (
        <>
          {deposit.isOverdue && <Alert severity="warning" role="status">{t('deposits.overdue')}</Alert>}
          {deposit.isIdle && <Alert severity="info" role="status">{t('deposits.idle')}</Alert>}
          <Section title={t('deposits.moves')}><Moves deposit={deposit} /></Section>
          {deposit.isTaxed && (
            <Section title={t('deposits.invoices')}>
              <ReportTable
                name={t('deposits.invoices')} empty={t('deposits.noInvoices')} columns={[{ label: t('deposits.number') }, { label: t('deposits.day') }, { label: t('deposits.cancelledOn') }, { label: t('deposits.net'), numeric: true }, { label: t('deposits.tax'), numeric: true }, { label: t('deposits.total'), numeric: true }]}
                rows={deposit.invoices.map((each) => ({ key: each.id, cells: [each.number, <Value key="d" field={{ kind: 'day' }} value={each.issuedOn} />, each.cancelledOn ? <Value key="c" field={{ kind: 'day' }} value={each.cancelledOn} /> : '', each.net, each.tax, each.total] }))}
              />
            </Section>
          )}
          <Section title={t('deposits.use')}><Use deposit={deposit} /></Section>
          <Section title={t('deposits.details')}><FieldGrid fields={details} record={deposit} /></Section>
        </>
      )}
    </RecordPage>
  );
}
