import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink, Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { authoriseReturn } from '../fulfilment/mutations.ts';
import { AuthoriseDialog } from '../fulfilment/ReturnDialogs.tsx';
import { reverseShipment, type Shipment } from './queries.ts';

const facts: readonly Field<Shipment>[] = [
  { name: 'customer', kind: 'reference' },
  { name: 'order', kind: 'reference' },
  { name: 'invoice', kind: 'reference', permission: 'invoices.read' },
  { name: 'total', kind: 'money' },
  { name: 'cost', kind: 'money', permission: 'costs.read' },
];
const details: readonly Field<Shipment>[] = [
  { name: 'shippedOn', kind: 'day' },
  { name: 'reversedOn', kind: 'day' },
  { name: 'warehouse', kind: 'reference' },
  { name: 'delivery', kind: 'reference' },
  { name: 'deliveredOn', kind: 'day' },
  { name: 'receivedBy', kind: 'text' },
  { name: 'carrier', kind: 'text' },
  { name: 'trackingNumber', kind: 'text' },
  { name: 'lots', kind: 'text' },
  { name: 'freight', kind: 'money' },
  { name: 'recordedAt', kind: 'instant' },
];

function ReverseDialog({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseShipment')} document={reverseShipment} input={({ reason }) => ({ shipmentId: shipment.id, reason })} initial={{ reason: '' }} danger onClose={onClose}>
      <p>{t('shipments.reverseText')}</p>
      <TextInput source="reason" label={t('shipments.reason')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<Shipment>[] = [
  { name: 'authoriseReturn', document: authoriseReturn, input: () => ({}), permission: 'returns.authorise', always: true, when: ({ status }) => status === 'POSTED', dialog: (shipment, close) => <AuthoriseDialog shipmentId={shipment.id} onClose={close} /> },
  { name: 'reverseShipment', document: reverseShipment, input: () => ({}), permission: 'shipments.post', danger: true, dialog: (shipment, close) => <ReverseDialog shipment={shipment} onClose={close} /> },
];

export function ShipmentShow() {
  const t = useT();
  return (
    <RecordPage<Shipment> facts={facts} status={{ field: 'status', enumName: 'PostingStatus' }} actions={actions}>
      {(shipment) => (
        <>
          <Section title={t('shipments.lines')}>
            <Lines shipment={shipment} />
          </Section>
          <Section title={t('shipments.details')}>
            <FieldGrid fields={details} record={shipment} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}

const end = { textAlign: 'end', whiteSpace: 'nowrap' } as const;

function Lines({ shipment }: { shipment: Shipment }) {
  const t = useT();
  const seesCost = may('costs.read');
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('shipments.lines')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('shipments.product')}</TableCell>
            <TableCell sx={end}>{t('shipments.quantity')}</TableCell>
            <TableCell sx={end}>{t('shipments.net')}</TableCell>
            {seesCost && <TableCell sx={end}>{t('shipments.cost')}</TableCell>}
          </TableRow>
        </TableHead>
        <TableBody>
          {shipment.lines.map((line) => (
            <TableRow key={line.id}>
              <TableCell><ReferenceLink value={line.product} /></TableCell>
              <TableCell sx={end}><Value field={{ kind: 'quantity' }} value={line.quantity} /></TableCell>
              <TableCell sx={end}><Value field={{ kind: 'money' }} value={line.net} /></TableCell>
              {seesCost && <TableCell sx={end}><Value field={{ kind: 'money' }} value={line.cost} /></TableCell>}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}
