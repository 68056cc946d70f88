import Alert from '@mui/material/Alert';
import { useNavigate } from 'react-router-dom';
import { today } from '../data/session.ts';
import { addDays } from '../data/presets.ts';
import { pathOfId } from '../data/resource.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { purchaseOrderLink } from './fields.tsx';
import { dismissProposal, orderProposals, reopenProposal, requestProposals } from './mutations.ts';
import { ProjectedChart, projectionOf } from './ProjectedChart.tsx';
import type { Proposal } from './queries.ts';

type DialogProps = { proposal: Proposal; onClose: () => void };

/** How much, and from whom: as proposed unless something else is typed. */
function OrderDialog({ proposal, onClose, onDone }: DialogProps & { onDone: (path: string) => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.orderProposals')} document={orderProposals} onClose={onClose}
      input={({ quantity, supplierId }) => ({ proposals: [{ proposalId: proposal.id, quantity, supplierId: supplierId || null }] })}
      initial={{ quantity: proposal.quantity, supplierId: proposal.supplier?.id ?? '' }}
      faultAt={{ SUPPLIER_UNKNOWN: 'supplierId', COST_UNKNOWN: 'supplierId', RATE_UNKNOWN: 'supplierId' }}
      onDone={(payload) => {
        const [order] = payload['purchaseOrders'] as { id: string }[];
        const path = order && pathOfId(order.id);
        if (path) onDone(path);
      }}
    >
      <QuantityInput source="quantity" label={t('replenishment.quantity')} unit={proposal.product.unit.code} required />
      <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} label={t('replenishment.supplier')} />
    </ActionDialog>
  );
}

function RequestDialog({ proposal, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.requestProposals')} document={requestProposals} onClose={onClose}
      input={({ quantity, reason }) => ({ proposals: [{ proposalId: proposal.id, quantity }], reason: reason || null })} initial={{ quantity: proposal.quantity, reason: '' }}
    >
      <QuantityInput source="quantity" label={t('replenishment.quantity')} unit={proposal.product.unit.code} required />
      <TextInput source="reason" label={t('replenishment.reason')} multiline />
    </ActionDialog>
  );
}

function DismissDialog({ proposal, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.dismissProposal')} document={dismissProposal} onClose={onClose}
      input={(values) => ({ ...values, proposalId: proposal.id })} initial={{ until: addDays(today(), 30), reason: '' }}
    >
      <DayInput source="until" label={t('replenishment.until')} required />
      <TextInput source="reason" label={t('replenishment.reason')} required multiline />
    </ActionDialog>
  );
}

const isBuy = ({ kind, status }: Proposal) => kind === 'ORDER' && (status === 'OPEN' || status === 'DISMISSED');
const actions = (go: (path: string) => void): readonly RecordAction<Proposal>[] => [
  { name: 'orderProposals', document: orderProposals, input: () => ({}), permission: 'replenishment.manage', when: isBuy, primary: true,
    dialog: (proposal, close) => <OrderDialog proposal={proposal} onClose={close} onDone={go} /> },
  { name: 'requestProposals', document: requestProposals, input: () => ({}), permission: 'replenishment.manage', when: isBuy,
    dialog: (proposal, close) => <RequestDialog proposal={proposal} onClose={close} /> },
  { name: 'dismissProposal', document: dismissProposal, input: () => ({}), permission: 'replenishment.manage', when: ({ status }) => status === 'OPEN',
    dialog: (proposal, close) => <DismissDialog proposal={proposal} onClose={close} /> },
  { name: 'reopenProposal', document: reopenProposal, input: ({ id }) => ({ proposalId: id }), permission: 'replenishment.manage', when: ({ status }) => status === 'DISMISSED' },
];

const facts: readonly Field<Proposal>[] = [
  { name: 'quantity', kind: 'quantity' }, { name: 'projected', kind: 'quantity' }, { name: 'reorderPoint', kind: 'quantity' }, { name: 'shortOn', kind: 'day' },
  { name: 'expectedOn', kind: 'day' }, { name: 'supplier', kind: 'reference', permission: 'purchasing.read' },
];
const details = (draft: string): readonly Field<Proposal>[] => [
  { name: 'product', kind: 'reference' }, { name: 'warehouse', kind: 'reference' }, { name: 'kind', kind: 'enum', enumName: 'ProposalKind' }, { name: 'leadTimeDays', kind: 'integer' },
  { name: 'orderedQuantity', kind: 'quantity' },
  { name: 'purchaseOrder', kind: 'reference', permission: 'purchasing.read', render: ({ purchaseOrder }) => purchaseOrderLink(purchaseOrder, draft) },
  { name: 'requisition', kind: 'reference', permission: 'requisitions.read' },
  { name: 'createdAt', kind: 'instant' }, { name: 'computedAt', kind: 'instant' }, { name: 'closedAt', kind: 'instant' },
];

/** The proposal's arithmetic: what counts, with its sign, and what follows. */
function Arithmetic({ proposal }: { proposal: Proposal }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const sums = ['PROJECTED', 'TARGET', 'PROPOSED'];
  return (
    <ReportTable
      name={t('replenishment.arithmetic')}
      columns={[{ label: t('replenishment.step') }, { label: t('replenishment.from') }, { label: t('replenishment.amount'), numeric: true }]}
      rows={proposal.steps.map(({ id, kind, quantity, day, isLate, purchaseOrder }) => ({
        key: id, strong: sums.includes(kind),
        cells: [
          enumLabel('ReorderStepKind', kind),
          <span key="from">
            {purchaseOrder ? purchaseOrderLink(purchaseOrder, t('replenishment.draftOf', { supplier: purchaseOrder.supplier.name })) : null}
            {day ? ` ${t(isLate ? 'replenishment.overdue' : 'replenishment.comes', { day: dayText(day) })}` : null}
          </span>,
          decimalText(quantity, 2),
        ],
      }))}
      empty={t('app.none')}
    />
  );
}

export function ProposalShow() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <RecordPage<Proposal>
      status={{ field: 'status', enumName: 'ProposalStatus' }} facts={facts} actions={actions((path) => void navigate(path))}
      tabs={[{ key: 'ahead', label: t('replenishment.projected'), asks: (id) => [projectionOf({ proposalId: id })], content: ({ id }) => <ProjectedChart of={{ proposalId: id }} /> }]}
    >
      {(proposal) => (
        <>
          {proposal.kind === 'EXPEDITE' && proposal.status === 'OPEN' && <Alert severity="warning">{t('replenishment.expediteText')}</Alert>}
          {proposal.kind === 'ORDER' && proposal.isLate && proposal.status === 'OPEN' && <Alert severity="warning">{t('replenishment.lateText')}</Alert>}
          {proposal.status === 'DISMISSED' && proposal.dismissedUntil && (
            <Alert severity="info">{t('replenishment.dismissedText', { day: dayText(proposal.dismissedUntil), reason: proposal.dismissReason ?? '' })}</Alert>
          )}
          <Section title={t('replenishment.arithmetic')}>
            <Arithmetic proposal={proposal} />
          </Section>
          <Section title={t('replenishment.details')}>
            <FieldGrid fields={details(t('replenishment.draft'))} record={proposal} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
