import { useNavigate } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, Fields } from '../shared/form/inputs.tsx';
import { createContract } from './createMutation.ts';

/** A contract of an order or a quotation: customer and services are theirs. */
export function CreateContractDialog({ of, onClose }: { of: { orderId: string } | { quotationId: string }; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.createContract')} document={createContract} onClose={onClose} initial={{ every: 'MONTH', startsOn: today(), timing: 'ADVANCE', defersRevenue: false }}
      input={({ every, startsOn, timing, defersRevenue }) => ({ ...of, every, startsOn, timing, defersRevenue })}
      onDone={(payload) => {
        const path = pathOfId((payload.contract as { id: string } | undefined)?.id ?? '');
        if (path) void navigate(path);
      }}
    >
      <p>{t('contracts.takesLines')}</p>
      <Fields>
        <EnumInput source="every" label={t('resources.contracts.fields.every')} enumName="ContractInterval" required />
        <DayInput source="startsOn" label={t('resources.contracts.fields.startsOn')} required />
        <EnumInput source="timing" label={t('resources.contracts.fields.timing')} enumName="ContractTiming" required />
      </Fields>
      <BooleanInput source="defersRevenue" label={t('resources.contracts.fields.defersRevenue')} />
    </ActionDialog>
  );
}
