import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { requisitionActions } from './requisitionActions.tsx';
import type { Requisition } from './requisitionQueries.ts';

const facts: readonly Field<Requisition>[] = [
  { name: 'requestedByName', kind: 'text' }, { name: 'neededOn', kind: 'day' }, { name: 'warehouse', kind: 'reference' }, { name: 'origin', kind: 'enum', enumName: 'RequisitionOrigin' },
  { name: 'estimate', kind: 'money', permission: 'purchasing.read' }, { name: 'openLines', kind: 'integer' },
];
type Line = Requisition['lines'][number];

/** The purchase orders that cover a line. */
function Orders({ line }: { line: Line }) {
  const { enumLabel } = useLabels();
  const nodes = line.supplies?.nodes ?? [];
  return nodes.length === 0 ? <Value field={{ kind: 'text' }} value="" /> : nodes.map(({ id, quantity, purchaseOrderLine: { purchaseOrder } }) => (
    <div key={id}>
      <ReferenceLink value={{ id: purchaseOrder.id, number: purchaseOrder.number ?? enumLabel('PurchaseOrderStatus', purchaseOrder.status) }} /> · {decimalText(quantity)}
    </div>
  ));
}
const lineFields: readonly Field<Line>[] = [
  { name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'toOrder', kind: 'quantity' }, { name: 'onRequest', kind: 'quantity', permission: 'purchasing.read' },
  { name: 'drafted', kind: 'quantity' }, { name: 'ordered', kind: 'quantity' }, { name: 'closed', kind: 'quantity' }, { name: 'neededOn', kind: 'day' },
  { name: 'supplier', kind: 'reference', permission: 'purchasing.read' }, { name: 'supplies', kind: 'text', permission: 'purchasing.read', render: (line) => <Orders line={line} /> }, { name: 'note', kind: 'text' },
];
const usual = ['DRAFT', 'SUBMITTED', 'APPROVED', 'ORDERED'];

export function RequisitionShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const pipeline = ({ status }: Requisition) => ({
    current: status, steps: (status === 'REJECTED' ? ['DRAFT', 'SUBMITTED', 'REJECTED'] : status === 'CANCELLED' ? ['DRAFT', 'CANCELLED'] : usual).map((name) => ({ name, label: enumLabel('RequisitionStatus', name) })),
  });
  return (
    <RecordPage<Requisition> status={{ field: 'status', enumName: 'RequisitionStatus' }} pipeline={pipeline} facts={facts} actions={requisitionActions}>
      {(requisition) => (
        <>
          {requisition.decisionReason && (
            <Alert severity={requisition.status === 'REJECTED' ? 'error' : 'success'}>{t('approvals.answer', { name: requisition.decidedByName ?? '', reason: requisition.decisionReason })}</Alert>
          )}
          <Section title={t('sourcing.what')}>
            <Typography sx={{ mb: 2, whiteSpace: 'pre-line' }}>{requisition.reason}</Typography>
            <LinesTable resource="requisitionLines" label={t('sourcing.what')} fields={lineFields.filter(({ permission }) => may(permission))} rows={requisition.lines} />
            {requisition.status === 'APPROVED' && requisition.openLines > 0 && may('purchasing.manage') && (
              <Button
                component={Link} sx={{ mt: 2 }} variant="outlined"
                to={`/quoteRequests/create?${new URLSearchParams({ lines: requisition.lines.filter(({ toOrder }) => toOrder !== '0').map(({ id }) => id).join(',') }).toString()}`}
              >
                {t('sourcing.askQuotes')}
              </Button>
            )}
          </Section>
        </>
      )}
    </RecordPage>
  );
}
