import Typography from '@mui/material/Typography';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, PriceInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { may } from '../data/session.ts';
import { answerSubstitution, closeOrderLine, proposeSubstitution } from './mutations.ts';

type Line = { id: string; description: string; openQuantity: string };
type Props = { line: Line; onClose: () => void; onDone?: () => void };

/** Another product for what is open of a line: nothing changes until the customer has said yes. */
export function ProposeDialog({ line, onClose, onDone }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.proposeSubstitution')} document={proposeSubstitution} onClose={onClose} onDone={onDone} initial={{ productId: '', quantity: line.openQuantity, unitPrice: '', reason: '' }}
      input={({ productId, quantity, unitPrice, reason }) => ({ orderLineId: line.id, productId, quantity: quantity || null, unitPrice: unitPrice || null, reason })}
    >
      <Typography>{t('fulfilment.proposeText', { product: line.description })}</Typography>
      <ReferenceInput source="productId" reference="products" filter={{ isDiscontinued: false }} label={t('fulfilment.offered')} required />
      <QuantityInput source="quantity" label={t('fulfilment.quantity')} required />
      {may('prices.override') && <PriceInput source="unitPrice" label={t('fulfilment.otherPrice')} help={t('fulfilment.otherPriceHelp')} />}
      <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
    </ActionDialog>
  );
}

/** What is open of a line will not be shipped any more. */
export function CloseLineDialog({ line, onClose, onDone }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.closeOrderLine')} document={closeOrderLine} danger onClose={onClose} onDone={onDone} initial={{ quantity: line.openQuantity, reason: '' }}
      input={({ quantity, reason }) => ({ orderLineId: line.id, quantity: quantity || null, reason })}
    >
      <Typography>{t('fulfilment.closeLineText', { product: line.description })}</Typography>
      <QuantityInput source="quantity" label={t('fulfilment.quantity')} required />
      <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
    </ActionDialog>
  );
}

/** What the customer said to a substitute: who, how and when. */
export function AnswerDialog({ substitution, accepts, onClose, onDone }: { substitution: { id: string; product: { name: string } }; accepts: boolean; onClose: () => void; onDone?: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t(accepts ? 'fulfilment.accepted' : 'fulfilment.declined')} document={answerSubstitution} danger={!accepts} onClose={onClose} onDone={onDone}
      initial={{ consentName: '', consentMeans: 'PHONE', consentOn: today(), note: '' }}
      input={({ consentName, consentMeans, consentOn, note }) => ({ substitutionId: substitution.id, accepts, consentName, consentMeans, consentOn, note: note || null })}
    >
      <Typography>{t(accepts ? 'fulfilment.acceptText' : 'fulfilment.declineText', { product: substitution.product.name })}</Typography>
      <TextInput source="consentName" label={t('fulfilment.consentName')} required />
      <EnumInput source="consentMeans" enumName="ConsentMeans" label={t('fulfilment.consentMeans')} required />
      <DayInput source="consentOn" label={t('fulfilment.consentOn')} required />
      <TextInput source="note" label={t('fulfilment.note')} multiline />
    </ActionDialog>
  );
}
