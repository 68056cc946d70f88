import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { AwardAllDialog, AwardDialog, declineQuote, QuoteDialog, quoteRequestActions } from './quoteActions.tsx';
import type { QuoteRequest, QuoteRequestRow } from './quoteQueries.ts';

const listFields: readonly Field<QuoteRequestRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'title', kind: 'text', filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'QuoteRequestStatus', sort: true, filter: true, card: 'detail' }, { name: 'answerBy', kind: 'day', sort: true, filter: true },
  { name: 'asked', kind: 'integer', filter: true }, { name: 'answered', kind: 'integer', filter: true, card: 'figure' }, { name: 'sentOn', kind: 'day', sort: true, filter: true },
  { name: 'isOverdue', kind: 'boolean', filter: true, hidden: true }, { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
const views: readonly View[] = [
  { key: 'awaited', label: 'sourcing.view.awaited', filter: { status: ['SENT'] }, sort: { field: 'answerBy', order: 'ASC' } },
  { key: 'overdue', label: 'sourcing.view.overdue', filter: { isOverdue: true } },
  { key: 'drafts', label: 'sourcing.view.drafts', filter: { status: ['DRAFT'] } },
];
export const QuoteRequestList = () => <RecordList fields={listFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;

const facts: readonly Field<QuoteRequest>[] = [
  { name: 'title', kind: 'text' }, { name: 'warehouse', kind: 'reference' }, { name: 'answerBy', kind: 'day' }, { name: 'sentOn', kind: 'day' }, { name: 'asked', kind: 'integer' }, { name: 'answered', kind: 'integer' }, { name: 'closedOn', kind: 'day' },
];
type Invitation = QuoteRequest['invitations'][number];
type Line = QuoteRequest['lines'][number];

function Cell({ request, line, invitation, onAward }: { request: QuoteRequest; line: Line; invitation: Invitation; onAward: () => void }) {
  const t = useT();
  const { currencyCode } = invitation;
  const price = invitation.prices.find(({ quoteRequestLine, isCounted }) => isCounted && quoteRequestLine.id === line.id);
  if (!price) return <span>{t('sourcing.notQuoted')}</span>;
  const breaks = invitation.prices.filter(({ quoteRequestLine, id }) => quoteRequestLine.id === line.id && id !== price.id);
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'end' }}>
      <Typography component="p" sx={{ fontWeight: price.isBest ? 650 : 400 }}><bdi className="figure">{decimalText(price.unitCost, 8, 2)} {currencyCode}</bdi></Typography>
      <Typography variant="caption" color="textSecondary">
        {[price.isBest ? t('sourcing.best') : '', price.companyCost && price.companyCost !== price.unitCost ? t('sourcing.converted', { cost: decimalText(price.companyCost, 8, 2) }) : '', price.leadTimeDays === null ? '' : t('sourcing.inDays', { count: price.leadTimeDays }), price.orderMultiple ? t('sourcing.inMultiples', { quantity: decimalText(price.orderMultiple) }) : '',
          ...breaks.map(({ minimumQuantity, unitCost }) => t('suppliers.priceFrom', { quantity: decimalText(minimumQuantity), cost: decimalText(unitCost, 8, 2) }))].filter(Boolean).join(' · ')}
      </Typography>
      {request.status === 'SENT' && line.quantity !== line.awarded && may('purchasing.manage') && (
        <Button size="small" onClick={onAward} aria-label={t('sourcing.awardTo', { product: line.product.name, supplier: invitation.supplier.name })}>{t('sourcing.award')}</Button>
      )}
    </Box>
  );
}

const SendDialog = lazy(async () => ({ default: (await import('../documents/SendDialog.tsx')).SendDialog }));

type Open = { kind: 'quote' | 'all' | 'send'; invitation: Invitation } | { kind: 'award'; invitation: Invitation; line: Line };

/** Answers side by side: a row a product, a column a supplier. */
function Comparison({ request }: { request: QuoteRequest }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<Open>();
  const [decline, { pending }] = useAction(declineQuote);
  const isSent = request.status === 'SENT' && may('purchasing.manage');
  const close = () => setOpen(undefined);
  const head = (invitation: Invitation): ReactNode => {
    const { id, status, supplier, validTo, supplierReference, isExpired } = invitation;
    return (
      <Box key={id} sx={{ display: 'grid', gap: 0.5, justifyItems: 'end' }}>
        <Typography variant="caption" color={isExpired ? 'error' : 'textSecondary'}>
          {[enumLabel('InvitationStatus', status), supplierReference, validTo ? t('sourcing.holdsUntil', { day: dayText(validTo) }) : ''].filter(Boolean).join(' · ')}
        </Typography>
        {isSent && may('mail.send') && <Button size="small" onClick={() => setOpen({ kind: 'send', invitation })} aria-label={t('sourcing.sendTo', { supplier: supplier.name })}>{t('documents.send')}</Button>}
        {isSent && <Button size="small" onClick={() => setOpen({ kind: 'quote', invitation })} aria-label={t('sourcing.quoteOf', { supplier: supplier.name })}>{t(status === 'ANSWERED' ? 'sourcing.changeQuote' : 'sourcing.noteQuote')}</Button>}
        {isSent && status === 'ANSWERED' && <Button size="small" onClick={() => setOpen({ kind: 'all', invitation })} aria-label={t('sourcing.awardAllTo', { supplier: supplier.name })}>{t('sourcing.awardAll')}</Button>}
        {isSent && status === 'INVITED' && <Button size="small" disabled={pending} onClick={() => void decline({ input: { quoteRequestId: request.id, supplierId: supplier.id } })} aria-label={t('sourcing.declines', { supplier: supplier.name })}>{t('sourcing.decline')}</Button>}
      </Box>
    );
  };
  return (
    <>
      <ReportTable
        name={t('sourcing.comparison')}
        columns={[{ label: t('stock.product') }, { label: t('sourcing.quantity'), numeric: true }, ...request.invitations.map(({ supplier }) => ({ label: supplier.name, numeric: true }))]}
        rows={[
          { key: 'answers', cells: [t('sourcing.answers'), '', ...request.invitations.map(head)] },
          ...request.lines.map((line) => ({
            key: line.id,
            cells: [
                <ReferenceLink key="product" value={{ id: line.product.id, name: line.product.name }} />,
                line.awarded === '0' ? `${decimalText(line.quantity)} ${line.product.unit.code}` : t('sourcing.awardedOf', { awarded: decimalText(line.awarded), quantity: decimalText(line.quantity) }),
                ...request.invitations.map((invitation) => (
                  <Cell key={invitation.id} {...{ request, line, invitation }} onAward={() => setOpen({ kind: 'award', invitation, line })} />
                )),
            ],
          })),
        ]}
        empty={t('purchasing.noLines')}
      />
      <Suspense>{open?.kind === 'send' && <SendDialog kind="QUOTE_REQUEST" recordId={request.id} supplierId={open.invitation.supplier.id} onClose={close} />}</Suspense>
      {open?.kind === 'quote' && <QuoteDialog request={request} invitation={open.invitation} onClose={close} />}
      {open?.kind === 'all' && <AwardAllDialog request={request} invitation={open.invitation} onClose={close} />}
      {open?.kind === 'award' && <AwardDialog request={request} line={open.line} invitation={open.invitation} onClose={close} />}
    </>
  );
}

function Awards({ request }: { request: QuoteRequest }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const all = request.lines.flatMap((line) => line.awards.map((award) => ({ line, award })));
  if (all.length === 0) return null;
  return (
    <Section title={t('sourcing.awards')}>
      <ReportTable
        name={t('sourcing.awards')} empty=""
        columns={[{ label: t('stock.product') }, { label: t('sourcing.supplier') }, { label: t('sourcing.quantity'), numeric: true }, { label: t('stock.unitCost'), numeric: true }, { label: t('sourcing.choiceReason') }, { label: t('sourcing.purchaseOrder') }]}
        rows={all.map(({ line, award }) => ({
          key: award.id,
          cells: [
            line.product.name, <ReferenceLink key="supplier" value={award.supplier} />, decimalText(award.quantity), decimalText(award.unitCost, 8, 2), award.reason,
            award.purchaseOrder ? <ReferenceLink key="order" value={{ id: award.purchaseOrder.id, number: award.purchaseOrder.number ?? enumLabel('PurchaseOrderStatus', award.purchaseOrder.status) }} /> : t('sourcing.thrownAway'),
          ],
        }))}
      />
    </Section>
  );
}

export function QuoteRequestShow() {
  const t = useT();
  return (
    <RecordPage<QuoteRequest> status={{ field: 'status', enumName: 'QuoteRequestStatus' }} facts={facts} actions={quoteRequestActions}>
      {(request) => (
        <>
          {request.isOverdue && <Alert severity="warning">{t('sourcing.isOverdue')}</Alert>}
          <Section title={t('sourcing.comparison')}>
            {request.note && <Typography sx={{ mb: 1, whiteSpace: 'pre-line' }}>{request.note}</Typography>}
            <Comparison request={request} />
          </Section>
          <Awards request={request} />
        </>
      )}
    </RecordPage>
  );
}
