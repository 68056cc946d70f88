import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, Fields, IntegerInput, PriceInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import type { QuoteRequest } from './quoteQueries.ts';

const sendQuoteRequest = graphql(`
  mutation SendQuoteRequest($input: SendQuoteRequestInput!) {
    sendQuoteRequest(input: $input) { __typename ... on SendQuoteRequestPayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const closeQuoteRequest = graphql(`
  mutation CloseQuoteRequest($input: CloseQuoteRequestInput!) {
    closeQuoteRequest(input: $input) { __typename ... on CloseQuoteRequestPayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const reopenQuoteRequest = graphql(`
  mutation ReopenQuoteRequest($input: ReopenQuoteRequestInput!) {
    reopenQuoteRequest(input: $input) { __typename ... on ReopenQuoteRequestPayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const cancelQuoteRequest = graphql(`
  mutation CancelQuoteRequest($input: CancelQuoteRequestInput!) {
    cancelQuoteRequest(input: $input) { __typename ... on CancelQuoteRequestPayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const inviteSupplier = graphql(`
  mutation InviteSupplier($input: InviteSupplierInput!) {
    inviteSupplier(input: $input) { __typename ... on InviteSupplierPayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const recordQuote = graphql(`
  mutation RecordQuote($input: RecordQuoteInput!) {
    recordQuote(input: $input) { __typename ... on RecordQuotePayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const declineQuote = graphql(`
  mutation DeclineQuote($input: DeclineQuoteInput!) {
    declineQuote(input: $input) { __typename ... on DeclineQuotePayload { quoteRequest { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const awardQuotes = graphql(`
  mutation AwardQuotes($input: AwardQuotesInput!) {
    awardQuotes(input: $input) {
      __typename ... on AwardQuotesPayload { quoteRequest { id } purchaseOrders { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Invitation = QuoteRequest['invitations'][number];
type TypedPrice = { unitCost?: string; leadTimeDays?: number | string; orderMultiple?: string; from?: string; fromCost?: string };

/** A supplier's answer: for each line a price, a second one from a quantity on, and days. */
export function QuoteDialog({ request, invitation, onClose }: { request: QuoteRequest; invitation: Invitation; onClose: () => void }) {
  const t = useT();
  const known = (lineId: string): TypedPrice => {
    const own = invitation.prices.filter(({ quoteRequestLine }) => quoteRequestLine.id === lineId);
    const [base, more] = [own.find(({ minimumQuantity }) => minimumQuantity === '0') ?? own[0], own.find(({ minimumQuantity }) => minimumQuantity !== '0' && own.length > 1)];
    return { unitCost: base?.unitCost ?? '', leadTimeDays: base?.leadTimeDays ?? '', orderMultiple: base?.orderMultiple ?? '', from: more?.minimumQuantity ?? '', fromCost: more?.unitCost ?? '' };
  };
  return (
    <ActionDialog
      title={t('sourcing.quoteOf', { supplier: invitation.supplier.name })} document={recordQuote} onClose={onClose}
      input={({ prices, currencyCode, exchangeRate, validTo, supplierReference, answeredOn, note }) => ({
        quoteRequestId: request.id, supplierId: invitation.supplier.id, currencyCode: currencyCode || null, exchangeRate: exchangeRate || null, validTo: validTo || null,
        supplierReference: supplierReference || null, answeredOn, note: note || null,
        prices: (prices as TypedPrice[]).flatMap(({ unitCost, leadTimeDays, orderMultiple, from, fromCost }, index) => {
          const common = { quoteRequestLineId: request.lines[index]?.id, leadTimeDays: leadTimeDays === '' ? null : leadTimeDays, orderMultiple: orderMultiple || null };
          return [...(unitCost ? [{ ...common, unitCost }] : []), ...(from && fromCost ? [{ ...common, minimumQuantity: from, unitCost: fromCost }] : [])];
        }),
      })}
      initial={{
        currencyCode: invitation.currencyCode, exchangeRate: invitation.exchangeRate ?? '', validTo: invitation.validTo ?? '', supplierReference: invitation.supplierReference ?? '', answeredOn: today(),
        note: invitation.note ?? '', prices: request.lines.map(({ id }) => known(id)),
      }}
    >
      <Fields>
        <TextInput source="supplierReference" label={t('purchasing.supplierReference')} />
        <DayInput source="validTo" label={t('sourcing.validTo')} />
        <TextInput source="currencyCode" label={t('suppliers.currency')} required />
        <PriceInput source="exchangeRate" label={t('sourcing.exchangeRate')} help={t('sourcing.rateHelp')} />
      </Fields>
      {request.lines.map(({ id, product, quantity }, index) => (
        <Box key={id} component="fieldset" sx={{ border: 1, borderColor: 'divider', borderRadius: 1, p: 1.5, m: 0 }}>
          <Typography component="legend" variant="body2" sx={{ px: 0.5 }}><bdi>{product.name}</bdi> · {decimalText(quantity)} {product.unit.code}</Typography>
          <Fields>
            <PriceInput source={`prices.${index}.unitCost`} label={t('stock.unitCost')} />
            <IntegerInput source={`prices.${index}.leadTimeDays`} label={t('suppliers.leadTimeDays')} />
            <QuantityInput source={`prices.${index}.from`} label={t('sourcing.fromQuantity')} />
            <PriceInput source={`prices.${index}.fromCost`} label={t('sourcing.fromCost')} />
            <QuantityInput source={`prices.${index}.orderMultiple`} label={t('suppliers.orderMultiple')} />
          </Fields>
        </Box>
      ))}
      <DayInput source="answeredOn" label={t('sourcing.answeredOn')} required />
      <TextInput source="note" label={t('purchasing.note')} multiline />
    </ActionDialog>
  );
}

export function AwardDialog({ request, line, invitation, onClose }: { request: QuoteRequest; line: QuoteRequest['lines'][number]; invitation: Invitation; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.awardQuotes')} document={awardQuotes} onClose={onClose}
      input={({ quantity, reason, roundsUp }) => ({ quoteRequestId: request.id, roundsUp, awards: [{ quoteRequestLineId: line.id, supplierId: invitation.supplier.id, quantity: quantity || null, reason }] })}
      initial={{ quantity: '', reason: '', roundsUp: true }}
    >
      <Typography>{t('sourcing.awardAbout', { product: line.product.name, supplier: invitation.supplier.name })}</Typography>
      <QuantityInput source="quantity" label={t('sourcing.quantity')} help={t('sourcing.awardHelp')} unit={line.product.unit.code} />
      <TextInput source="reason" label={t('sourcing.choiceReason')} required multiline />
      <BooleanInput source="roundsUp" label={t('sourcing.roundsUp')} />
    </ActionDialog>
  );
}

/** All lines that are not awarded yet to one supplier: one purchase order. */
export function AwardAllDialog({ request, invitation, onClose }: { request: QuoteRequest; invitation: Invitation; onClose: () => void }) {
  const t = useT();
  const quoted = new Set(invitation.prices.map(({ quoteRequestLine }) => quoteRequestLine.id));
  const open = request.lines.filter(({ id, quantity, awarded }) => quoted.has(id) && quantity !== awarded);
  return (
    <ActionDialog
      title={t('action.awardQuotes')} document={awardQuotes} onClose={onClose}
      input={({ reason, roundsUp }) => ({ quoteRequestId: request.id, roundsUp, awards: open.map(({ id }) => ({ quoteRequestLineId: id, supplierId: invitation.supplier.id, reason })) })}
      initial={{ reason: '', roundsUp: true }}
    >
      <Typography>{t('sourcing.awardAllAbout', { count: open.length, supplier: invitation.supplier.name })}</Typography>
      <TextInput source="reason" label={t('sourcing.choiceReason')} required multiline />
      <BooleanInput source="roundsUp" label={t('sourcing.roundsUp')} />
    </ActionDialog>
  );
}

function InviteDialog({ request, onClose }: { request: QuoteRequest; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.inviteSupplier')} document={inviteSupplier} input={({ supplierId }) => ({ quoteRequestId: request.id, supplierId })} initial={{ supplierId: '' }} onClose={onClose}>
      <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} label={t('sourcing.supplier')} required />
    </ActionDialog>
  );
}

const byId = ({ id }: QuoteRequest) => ({ quoteRequestId: id });
const is = (...names: string[]) => ({ status }: QuoteRequest) => names.includes(status);
export const quoteRequestActions: readonly RecordAction<QuoteRequest>[] = [
  { name: 'sendQuoteRequest', document: sendQuoteRequest, input: byId, permission: 'purchasing.manage', when: is('DRAFT'), primary: true, confirm: { kind: 'plain' } },
  { name: 'inviteSupplier', document: inviteSupplier, input: () => ({}), permission: 'purchasing.manage', when: is('SENT'), dialog: (request, close) => <InviteDialog request={request} onClose={close} /> },
  { name: 'closeQuoteRequest', document: closeQuoteRequest, input: byId, permission: 'purchasing.manage', when: is('SENT'), confirm: { kind: 'plain' } },
  { name: 'reopenQuoteRequest', document: reopenQuoteRequest, input: byId, permission: 'purchasing.manage', when: is('CLOSED', 'CANCELLED') },
  { name: 'cancelQuoteRequest', document: cancelQuoteRequest, input: byId, permission: 'purchasing.manage', when: is('DRAFT', 'SENT'), danger: true, confirm: { kind: 'plain' } },
];
