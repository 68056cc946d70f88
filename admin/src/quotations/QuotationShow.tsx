import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { may } from '../data/session.ts';
import { asking } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { LiveTotals } from '../shared/form/LiveTotals.tsx';
import { decimalText, moneyText, percentText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { quotationActions } from './actions.tsx';
import { quotationVersions, type Quotation, type QuotationLine } from './queries.ts';
import { Versions } from './Versions.tsx';

const facts: readonly Field<Quotation>[] = [
  { name: 'whom', kind: 'text', render: ({ customer, whom }) => (customer ? <ReferenceLink value={customer} /> : whom) },
  { name: 'total', kind: 'money' }, { name: 'revision', kind: 'integer' }, { name: 'validTo', kind: 'day' }, { name: 'expectedOn', kind: 'day' }, { name: 'decidedOn', kind: 'day' },
];
const details: readonly Field<Quotation>[] = [
  { name: 'sentOn', kind: 'day' }, { name: 'salesPerson', kind: 'reference' }, { name: 'customerReference', kind: 'text' }, { name: 'prospectEmail', kind: 'text' }, { name: 'prospectPhone', kind: 'text' },
  { name: 'lossReason', kind: 'enum', enumName: 'QuotationLoss' }, { name: 'lossNote', kind: 'text' }, { name: 'terms', kind: 'text' }, { name: 'note', kind: 'text' },
];

function Lines({ quotation }: { quotation: Quotation }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const isDecided = quotation.status === 'ACCEPTED';
  const name = ({ kind, isChosen, product, description }: QuotationLine) => (
    <Box sx={{ paddingInlineStart: kind === 'ALTERNATIVE' ? 2 : 0, whiteSpace: 'pre-line' }}>
      {product ? <ReferenceLink value={{ id: product.id, name: description }} /> : description}
      {(kind === 'OPTIONAL' || kind === 'ALTERNATIVE' || (kind === 'ITEM' && !isChosen)) && (
        <Typography variant="caption" color="textSecondary" component="p">{kind === 'ITEM' ? t('quotations.replaced') : `${enumLabel('QuotationLineKind', kind)} · ${t(isChosen ? 'quotations.taken' : 'quotations.countsNot')}`}</Typography>
      )}
    </Box>
  );
  const price = ({ unitPrice, enteredPrice, whyPrice }: QuotationLine) => (
    <Box><bdi className="figure">{decimalText(enteredPrice ?? unitPrice, 8, 2)}</bdi><Typography variant="caption" color="textSecondary" component="p" sx={{ whiteSpace: 'normal', maxWidth: 220, marginInlineStart: 'auto' }}>{whyPrice}</Typography></Box>
  );
  return (
    <>
      <ReportTable
        name={t('orders.lines')} empty={t('orders.noLines')}
        columns={[{ label: t('quotations.line') }, { label: t('quotations.quantity'), numeric: true }, { label: t('quotations.price'), numeric: true }, { label: t('orders.discount'), numeric: true }, { label: t('orders.net'), numeric: true }, ...(isDecided ? [{ label: t('quotations.ordered'), numeric: true }] : [])]}
        rows={quotation.lines.map((line) => ({
          key: line.id,
          cells: line.kind === 'TEXT' ? [name(line), '', '', '', '', ...(isDecided ? [''] : [])] : [
            name(line), `${decimalText(line.entered ?? line.quantity)} ${line.unit?.code ?? line.product?.unit.code ?? ''}`, price(line),
            [Number(line.discountRate) > 0 ? percentText(line.discountRate) : '', Number(line.less.amount) > 0 ? moneyText(line.less) : ''].filter(Boolean).join(' + '), line.net,
            ...(isDecided ? [line.isChosen ? t('quotations.orderedOf', { ordered: decimalText(line.ordered), quantity: decimalText(line.quantity) }) : ''] : []),
          ],
        }))}
      />
      <Box sx={{ mt: 1.5 }}>
        <LiveTotals rows={[
          { label: t('orders.gross'), value: quotation.gross }, { label: t('orders.discount'), value: quotation.discount }, { label: t('orders.net'), value: quotation.net },
          { label: t('orders.tax'), value: quotation.tax }, { label: t('orders.total'), value: quotation.total, strong: true },
        ]} />
      </Box>
    </>
  );
}

/** The usual way of a quotation; an end on the way shows where it is one. */
function useSteps() {
  const { enumLabel } = useLabels();
  return ({ status, createdAt, sentOn, decidedOn }: Quotation) => {
    const end = ['DECLINED', 'EXPIRED', 'SUPERSEDED'].includes(status) ? status : 'ACCEPTED';
    const days: Record<string, string | null> = { DRAFT: createdAt, SENT: sentOn, [end]: decidedOn };
    return { current: status, steps: ['DRAFT', 'SENT', end].map((name) => ({ name, label: enumLabel('QuotationStatus', name), on: days[name] ?? null })) };
  };
}

export function QuotationShow() {
  const t = useT();
  const pipeline = useSteps();
  const tabs: RelatedTab<Quotation>[] = [
    { key: 'versions', label: t('quotations.versions'), aside: true, content: ({ id }) => <Versions quotationId={id} />, asks: (id) => [asking(quotationVersions, { quotationId: id })] },
    ...(may('orders.read') ? [{ key: 'orders', label: t('quotations.orders'), related: {
      resource: 'orders', filter: ({ id }: { id: string }) => ({ quotation: { is: id } }), sort: 'createdAt DESC',
      fields: [{ name: 'number', kind: 'text' as const }, { name: 'status', kind: 'enum' as const, enumName: 'OrderStatus' }, { name: 'placedOn', kind: 'day' as const }, { name: 'total', kind: 'money' as const }],
    } }] : []),
  ];
  return (
    <RecordPage<Quotation> facts={facts} status={{ field: 'status', enumName: 'QuotationStatus' }} pipeline={pipeline} actions={quotationActions} tabs={tabs}>
      {(quotation) => (
        <>
          {!quotation.isNewest && <Alert severity="info" role="status">{t('quotations.notNewest')}</Alert>}
          {quotation.isOverdue && <Alert severity="warning" role="status">{t('quotations.overdue')}</Alert>}
          {quotation.isOrdered && <Alert severity="success" role="status">{t('quotations.isOrdered')}</Alert>}
          <Section title={t('orders.lines')}><Lines quotation={quotation} /></Section>
          <Section title={t('orders.details')}><FieldGrid fields={details} record={quotation} /></Section>
        </>
      )}
    </RecordPage>
  );
}
