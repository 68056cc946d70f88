import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useNavigate } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { acceptQuotation, convertQuotation, declineQuotation, nameQuotationCustomer, reopenQuotation } from './mutations.ts';
import type { Quotation, QuotationLine } from './queries.ts';

type Props = { quotation: Quotation; onClose: () => void };
const isExtra = ({ kind }: QuotationLine) => kind === 'OPTIONAL' || kind === 'ALTERNATIVE';
/** Names of form fields have no dots or signs of base64. */
const keyOf = ({ no }: QuotationLine) => `line${no}`;
const chosenOf = ({ lines }: Quotation, values: Record<string, unknown>) => lines.filter((line) => isExtra(line) && values[`take${line.no}`] === true).map(({ id }) => id);

/** The item whose place an alternative takes. */
const itemOf = (lines: readonly QuotationLine[], id: string): string | undefined => {
  const at = lines.findIndex((line) => line.id === id);
  return lines[at]?.kind === 'ALTERNATIVE' ? lines.slice(0, at).findLast(({ kind }) => kind === 'ITEM')?.id : undefined;
};

/** Options and alternatives, each to be taken or not. */
function Extras({ quotation }: { quotation: Quotation }) {
  const t = useT();
  const extras = quotation.lines.filter(isExtra);
  if (extras.length === 0) return null;
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, display: 'grid' }}>
      <Typography component="legend" sx={{ p: 0 }}>{t('quotations.chosen')}</Typography>
      {extras.map((line) => (
        <BooleanInput key={line.id} source={`take${line.no}`} label={t(line.kind === 'OPTIONAL' ? 'quotations.takeOption' : 'quotations.takeAlternative', { name: line.description, quantity: decimalText(line.entered ?? line.quantity), amount: line.net.amount })} />
      ))}
    </Box>
  );
}

export function AcceptDialog({ quotation, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.acceptQuotation')} document={acceptQuotation} onClose={onClose} initial={{ customerReference: quotation.customerReference ?? '' }}
      input={(values) => ({ quotationId: quotation.id, chosen: chosenOf(quotation, values), customerReference: values.customerReference })}>
      <Extras quotation={quotation} />
      <TextInput source="customerReference" label={t('quotations.theirReference')} />
    </ActionDialog>
  );
}

export function DeclineDialog({ quotation, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.declineQuotation')} document={declineQuotation} danger onClose={onClose} initial={{ lossReason: 'PRICE', lossNote: '' }} input={({ lossReason, lossNote }) => ({ quotationId: quotation.id, lossReason, lossNote })}>
      <EnumInput source="lossReason" enumName="QuotationLoss" label={t('orders.reason')} required />
      <TextInput source="lossNote" label={t('quotations.lossNote')} multiline />
    </ActionDialog>
  );
}

export function ReopenDialog({ quotation, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reopenQuotation')} document={reopenQuotation} onClose={onClose} initial={{ validTo: quotation.validTo < today() ? today() : quotation.validTo, reason: '' }} input={({ validTo, reason }) => ({ quotationId: quotation.id, validTo, reason })}>
      <DayInput source="validTo" label={t('quotations.validTo')} required />
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

export function NameCustomerDialog({ quotation, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.nameQuotationCustomer')} document={nameQuotationCustomer} onClose={onClose} initial={{ customerId: '', code: '', acceptSimilar: false }} faultAt={{ CUSTOMER_SIMILAR: 'customerId' }}
      input={({ customerId, code, acceptSimilar }) => ({ quotationId: quotation.id, customerId: customerId === '' ? null : customerId, code: code === '' ? null : code, acceptSimilar })}>
      <p>{t('quotations.nameText', { name: quotation.prospectName ?? '' })}</p>
      <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} label={t('quotations.existing')} />
      <TextInput source="code" label={t('quotations.code')} help={t('quotations.codeHelp')} />
      <BooleanInput source="acceptSimilar" label={t('quotations.acceptSimilar')} />
    </ActionDialog>
  );
}

/** Whole or in part: of each line as many as the order is to have; at first all that is left. */
export function ConvertDialog({ quotation, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const isSent = quotation.status === 'SENT';
  const lines = quotation.lines.filter((line) => line.kind !== 'TEXT' && line.isChosen && Number(line.left) > 0);
  return (
    <ActionDialog
      title={t('action.convertQuotation')} document={convertQuotation} onClose={onClose}
      initial={{ requiredOn: '', customerReference: quotation.customerReference ?? '', ...Object.fromEntries(lines.map((line) => [keyOf(line), line.left])) }}
      input={(values) => {
        const chosen = isSent ? chosenOf(quotation, values) : [];
        const parts = lines.map((line) => ({ quotationLineId: line.id, quantity: values[keyOf(line)] as string, left: line.left })).filter(({ quantity }) => quantity !== '' && Number(quantity) !== 0);
        // What was chosen comes whole; the item whose place an alternative takes gives way.
        const replaced = new Set(chosen.flatMap((id) => itemOf(quotation.lines, id) ?? []));
        const kept = [...parts.filter(({ quotationLineId }) => !replaced.has(quotationLineId)), ...quotation.lines.filter(({ id }) => chosen.includes(id)).map(({ id, quantity }) => ({ quotationLineId: id, quantity, left: quantity }))];
        const isWhole = parts.length === lines.length && parts.every(({ quantity, left }) => quantity === left);
        return {
          quotationId: quotation.id, requiredOn: values.requiredOn, customerReference: values.customerReference, chosen,
          ...(isWhole ? {} : { lines: kept.map(({ quotationLineId, quantity }) => ({ quotationLineId, quantity })) }),
        };
      }}
      onDone={(payload) => {
        const path = pathOfId((payload.order as { id: string } | undefined)?.id ?? '');
        if (path) void navigate(path);
      }}
    >
      <p>{t(isSent ? 'quotations.convertSent' : 'quotations.convertText')}</p>
      {isSent && <Extras quotation={quotation} />}
      <Fields>
        {lines.map((line) => (
          <QuantityInput key={line.id} source={keyOf(line)} label={line.description} help={t('quotations.leftOf', { left: decimalText(line.left), quantity: decimalText(line.quantity) })} {...(line.product ? { unit: line.product.unit.code } : {})} />
        ))}
      </Fields>
      <Fields>
        <DayInput source="requiredOn" label={t('quotations.requiredOn')} />
        <TextInput source="customerReference" label={t('quotations.theirReference')} />
      </Fields>
    </ActionDialog>
  );
}
