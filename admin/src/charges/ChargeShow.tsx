import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { debtActions } from '../badDebts/debtActions.tsx';
import { AllocationsTab, allocationsOf } from '../invoices/AllocationsTab.tsx';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { AskDialog, reason } from './AskDialog.tsx';
import { creditCharge, reverseCharge, undoChargeCredit } from './mutations.ts';
import type { Charge } from './queries.ts';

const actions: readonly RecordAction<Charge>[] = [
  {
    name: 'creditCharge', document: creditCharge, input: () => ({}), permission: 'charges.waive',
    dialog: ({ id, open }, close) => <AskDialog document={creditCharge} inputs={[{ source: 'amount', kind: 'money', currencyCode: open.currencyCode, label: 'charges.amount', initial: open.amount, required: true }, reason]} input={(values) => ({ chargeId: id, currencyCode: open.currencyCode, ...values })} onClose={close} />,
  },
  {
    name: 'undoChargeCredit', document: undoChargeCredit, input: () => ({}), permission: 'charges.waive', always: true, when: ({ credits: known }) => known.some(({ isReversed }) => !isReversed),
    dialog: ({ credits: known }, close) => <AskDialog document={undoChargeCredit} inputs={[reason]} input={(values) => ({ chargeCreditId: known.findLast(({ isReversed }) => !isReversed)?.id, ...values })} onClose={close} />,
  },
  ...debtActions,
  { name: 'reverseCharge', document: reverseCharge, input: () => ({}), permission: 'charges.post', danger: true, dialog: ({ id }, close) => <AskDialog danger document={reverseCharge} inputs={[reason]} input={(values) => ({ chargeId: id, ...values })} onClose={close} /> },
];
const facts: readonly Field<Charge>[] = [
  { name: 'total', kind: 'money' }, { name: 'open', kind: 'money' }, { name: 'issuedOn', kind: 'day' }, { name: 'dueOn', kind: 'day' }, { name: 'customer', kind: 'reference' }, { name: 'kind', kind: 'enum', enumName: 'ChargeKind' },
];
const details: readonly Field<Charge>[] = [
  { name: 'payment', kind: 'reference' }, { name: 'reason', kind: 'text' }, { name: 'net', kind: 'money' }, { name: 'tax', kind: 'money' }, { name: 'credited', kind: 'money' }, { name: 'createdByName', kind: 'text' }, { name: 'recordedAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' },
];
/** Of one in another currency: what it is in the books. */
const inBooks: readonly Field<Charge>[] = [{ name: 'exchangeRate', kind: 'price' }, { name: 'companyTotal', kind: 'money' }];
type Span = { principal: string; rate: string; days: number; dayCount: string };
/** How a line of interest was reckoned. */
const reckoned = (spans: unknown): string => (spans as Span[]).map(({ principal, rate, days, dayCount }) => `${principal} × ${rate} × ${days}/${dayCount === 'ACT_365' ? 365 : 360}`).join(' + '); // as the server writes them
const lines: readonly Field<Charge['lines'][number]>[] = [
  { name: 'kind', kind: 'enum', enumName: 'ChargeLineKind' }, { name: 'description', kind: 'text' }, { name: 'from', kind: 'day' }, { name: 'to', kind: 'day' }, { name: 'spans', kind: 'text', render: ({ spans }) => reckoned(spans) }, { name: 'amount', kind: 'money' },
];
const credits: readonly Field<Charge['credits'][number]>[] = [{ name: 'creditedOn', kind: 'day' }, { name: 'reason', kind: 'text' }, { name: 'createdByName', kind: 'text' }, { name: 'isReversed', kind: 'boolean' }, { name: 'amount', kind: 'money' }];

export function ChargeShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Charge>[] = [
    ...(may('payments.read') ? [{ key: 'settles', label: t('payments.allocations'), asks: (id: string) => [allocationsOf(id)], content: ({ id }: Charge) => <AllocationsTab documentId={id} side="debitItem" permission="payments.post" /> }] : []),
    ...(may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }: Charge) => <LedgerTab documentId={id} /> }] : []),
  ];
  return (
    <RecordPage<Charge> facts={facts} status={{ field: 'status', enumName: 'PostingStatus' }} actions={actions} tabs={tabs}>
      {(charge) => (
        <>
          <Section title={t('charges.lines')}><LinesTable resource="chargeLines" label={t('chart.tableOf', { title: t('charges.lines') })} fields={lines} rows={charge.lines} /></Section>
          {charge.credits.length > 0 && <Section title={t('charges.credits')}><LinesTable resource="chargeCredits" label={t('chart.tableOf', { title: t('charges.credits') })} fields={credits} rows={charge.credits} /></Section>}
          <Section title={t('charges.details')}><FieldGrid fields={charge.exchangeRate === null ? details : [...details, ...inBooks]} record={charge} /></Section>
        </>
      )}
    </RecordPage>
  );
}
