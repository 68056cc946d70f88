import { useWatch } from 'react-hook-form';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { assignDispute, resolveDispute } from './disputeQueries.ts';
import type { Dispute, DisputeRow } from './disputeQueries.ts';

const fields: readonly Field<DisputeRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'invoice', kind: 'reference', reference: 'invoices', filter: true },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'reason', kind: 'enum', enumName: 'DisputeReason', filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'DisputeStatus', sort: true, filter: true },
  { name: 'resolution', kind: 'enum', enumName: 'DisputeResolution', filter: true },
  { name: 'raisedOn', kind: 'day', sort: true, filter: true }, { name: 'ageDays', kind: 'integer', filter: true },
  { name: 'owner', kind: 'reference', reference: 'colleagues', filter: true, render: ({ owner }) => owner?.name ?? null },
  { name: 'personName', kind: 'text', filter: true, hidden: true }, { name: 'channel', kind: 'enum', enumName: 'ProofChannel', filter: true, hidden: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
const views: readonly View[] = [
  { key: 'open', label: 'confirmations.view.open', filter: { status: ['OPEN'] }, sort: { field: 'raisedOn', order: 'ASC' } },
  { key: 'resolved', label: 'confirmations.view.resolved', filter: { status: ['RESOLVED'] }, sort: { field: 'raisedOn', order: 'DESC' } },
];
export const DisputeList = () => <RecordList fields={fields} views={views} sort={{ field: 'raisedOn', order: 'ASC' }} />;

function AssignDialog({ dispute, onClose }: { dispute: Dispute; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.assignDispute')} document={assignDispute} onClose={onClose} initial={{ ownerId: dispute.owner?.id ?? '' }} input={({ ownerId }) => ({ disputeId: dispute.id, version: dispute.version, ownerId: ownerId || null })}>
      <ReferenceInput source="ownerId" reference="colleagues" label={t('confirmations.owner')} />
    </ActionDialog>
  );
}

function CreditNoteInput({ dispute }: { dispute: Dispute }) {
  const t = useT();
  const resolution = useWatch<Record<string, string>>({ name: 'resolution' });
  if (resolution === 'STANDS') return null;
  return <ReferenceInput source="creditNoteId" reference="invoices" label={t('confirmations.creditNote')} help={t('confirmations.creditNoteHelp')} filter={{ creditsInvoice: { is: dispute.invoice.id } }} required />;
}

function ResolveDialog({ dispute, onClose }: { dispute: Dispute; onClose: () => void }) {
  const t = useT();
  const [note] = dispute.invoice.creditNotes;
  return (
    <ActionDialog
      title={t('action.resolveDispute')} document={resolveDispute} onClose={onClose} initial={{ resolution: note ? 'CREDITED' : 'STANDS', creditNoteId: note?.id ?? '', text: '' }}
      input={({ resolution, creditNoteId, text }) => ({ disputeId: dispute.id, version: dispute.version, resolution, creditNoteId: resolution === 'STANDS' ? null : creditNoteId || null, text })}
    >
      <EnumInput source="resolution" enumName="DisputeResolution" label={t('confirmations.resolution')} required />
      <CreditNoteInput dispute={dispute} />
      <TextInput source="text" label={t('confirmations.resolutionText')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<Dispute>[] = [
  { name: 'resolveDispute', document: resolveDispute, input: () => ({}), permission: 'disputes.manage', primary: true, dialog: (dispute, close) => <ResolveDialog dispute={dispute} onClose={close} /> },
  { name: 'assignDispute', document: assignDispute, input: () => ({}), permission: 'disputes.manage', dialog: (dispute, close) => <AssignDialog dispute={dispute} onClose={close} /> },
];
const facts: readonly Field<Dispute>[] = [
  { name: 'amount', kind: 'money' }, { name: 'reason', kind: 'enum', enumName: 'DisputeReason' }, { name: 'invoice', kind: 'reference' }, { name: 'customer', kind: 'reference' }, { name: 'ageDays', kind: 'integer' },
];
const details: readonly Field<Dispute>[] = [
  { name: 'personName', kind: 'text' }, { name: 'channel', kind: 'enum', enumName: 'ProofChannel' }, { name: 'raisedOn', kind: 'day' }, { name: 'owner', kind: 'text', render: ({ owner }) => owner?.name ?? null }, { name: 'text', kind: 'text' },
];
const settled: readonly Field<Dispute>[] = [
  { name: 'resolution', kind: 'enum', enumName: 'DisputeResolution' }, { name: 'resolvedOn', kind: 'day' }, { name: 'resolvedByName', kind: 'text' }, { name: 'creditNote', kind: 'reference', reference: 'invoices' }, { name: 'resolutionText', kind: 'text' },
];
export function DisputeShow() {
  const t = useT();
  return (
    <RecordPage<Dispute> facts={facts} status={{ field: 'status', enumName: 'DisputeStatus' }} actions={actions}>
      {(dispute) => (
        <>
          <Section title={t('confirmations.said')}><FieldGrid fields={details} record={dispute} /></Section>
          {dispute.resolution && <Section title={t('confirmations.settled')}><FieldGrid fields={settled} record={dispute} /></Section>}
          {dispute.lines.length > 0 && (
            <Section title={t('confirmations.lines')}>
              <ReportTable
                name={t('confirmations.lines')} empty={t('confirmations.noLines')} columns={[{ label: t('invoices.line') }, { label: t('invoices.quantity'), numeric: true }, { label: t('invoices.net'), numeric: true }, { label: t('invoices.tax'), numeric: true }]}
                rows={dispute.lines.map(({ id, line }) => ({ key: id, cells: [line.description, `${decimalText(line.quantity)} ${line.unitCode}`, line.net, line.tax] }))}
              />
            </Section>
          )}
        </>
      )}
    </RecordPage>
  );
}
