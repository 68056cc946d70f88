import LocalOfferOutlined from '@mui/icons-material/LocalOfferOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useRecordContext } from 'ra-core';
import { useEffect, useState } from 'react';
import { onNews } from '../data/live.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { CancelDialog } from './LabelActions.tsx';
import { askRates, buyLabels, retryLabel } from './mutations.ts';
import { deliveryCarrierQuery } from './queries.ts';
import type { DeliveryCarrier as Delivery } from './queries.ts';

type Quote = NonNullable<Delivery['quotes']>[number];
type Label = Delivery['labels'][number];
const quoteFields: readonly Field<Quote>[] = [
  { name: 'carrierName', kind: 'text' }, { name: 'serviceName', kind: 'text' }, { name: 'price', kind: 'money' }, { name: 'days', kind: 'integer' }, { name: 'promisedOn', kind: 'day' }, { name: 'validUntil', kind: 'instant' },
];
const labelFields: readonly Field<Label>[] = [
  { name: 'parcelNo', kind: 'integer' }, { name: 'trackingNumber', kind: 'text', render: ({ id, trackingNumber }) => <ReferenceLink value={{ id, name: trackingNumber ?? '…' }} /> }, { name: 'serviceName', kind: 'text', render: ({ carrierName, serviceName }) => `${carrierName} · ${serviceName}` },
  { name: 'status', kind: 'enum', enumName: 'LabelStatus' }, { name: 'state', kind: 'enum', enumName: 'ParcelState' }, { name: 'promisedOn', kind: 'day' }, { name: 'problem', kind: 'text' },
];
const priced: Field<Label> = { name: 'price', kind: 'money' };

/** What carriers would take for a delivery's parcels, the labels on them, and what is still being asked. */
export function DeliveryCarrier() {
  const t = useT();
  const { enumLabel } = useLabels();
  const id = String(useRecordContext()?.id ?? '');
  const { data, refetch } = useAsk(deliveryCarrierQuery, { id } as never); // may… variables are filled in by the client
  const [ask, asking] = useAction(askRates);
  const [buy, buying] = useAction(buyLabels);
  const [retry, retrying] = useAction(retryLabel);
  const [cancelled, setCancelled] = useState<string>();
  useEffect(() => onNews(({ changes, isResync }) => { if (isResync || changes.some((change) => change.id === id)) void refetch(); }), [id, refetch]);
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const delivery = data.node && 'labels' in data.node ? data.node : undefined;
  if (!delivery) return null;
  const mayPost = may('shipments.post');
  const offer = delivery.actions.find(({ name }) => name === 'askRates');
  const open = (delivery.carrierRequests ?? []).filter(({ status }) => status === 'WAITING');
  const failed = (delivery.carrierRequests ?? []).filter(({ verb, status }) => verb === 'RATE' && status === 'FAILED').slice(-3);
  const unlabelled = delivery.parcels.filter(({ isLabelled }) => !isLabelled);
  const rowActions = (label: Label) => (
    <Box sx={{ display: 'inline-flex', gap: 1 }}>
      {label.hasFile && <Button size="small" startIcon={<PrintOutlined />} href={label.filePath} target="_blank" rel="noopener" aria-label={t('carriers.printOf', { no: label.parcelNo })}>{t('carriers.print')}</Button>}
      {mayPost && label.status === 'FAILED' && <Button size="small" disabled={retrying.pending} onClick={() => void retry({ input: { labelId: label.id } })}>{t('action.retryLabel')}</Button>}
      {mayPost && label.actions.some(({ name, allowed }) => name === 'cancelLabel' && allowed) && <Button size="small" color="error" onClick={() => setCancelled(label.id)}>{t('carriers.cancel')}</Button>}
    </Box>
  );
  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      {open.length > 0 && (
        <Box role="status">
          <Typography>{t('carriers.asking', { count: open.length })}</Typography>
          <LinearProgress aria-label={t('carriers.asking', { count: open.length })} />
          {open.filter(({ problem }) => problem).map(({ id: key, carrierName, verb, attempts, problem }) => (
            <Typography key={key} variant="body2" color="textSecondary">{t('carriers.again', { carrier: carrierName, verb: enumLabel('CarrierVerb', verb), attempts, problem: problem ?? '' })}</Typography>
          ))}
        </Box>
      )}
      {failed.map(({ id: key, carrierName, problem }) => <Alert key={key} severity="warning">{t('carriers.noQuote', { carrier: carrierName, problem: problem ?? '' })}</Alert>)}
      <Section title={t('carriers.labels')}>
        <LinesTable resource="parcelLabels" label={t('carriers.labels')} fields={may('costs.read') ? [...labelFields, priced] : labelFields} rows={delivery.labels} empty={t('carriers.noLabels')} buttons={rowActions} />
      </Section>
      {mayPost && may('carriers.read') && (
        <Section title={t('carriers.prices')}>
          {offer && !offer.allowed && <Typography color="textSecondary" sx={{ mb: 1 }}>{offer.reason}</Typography>}
          <Button variant="outlined" startIcon={<LocalOfferOutlined />} disabled={asking.pending || !offer?.allowed} onClick={() => void ask({ input: { deliveryId: id } })} sx={{ mb: 2 }}>{t('action.askRates')}</Button>
          <LinesTable
            resource="carrierQuotes" label={t('carriers.prices')} fields={quoteFields} rows={delivery.quotes ?? []} empty={t('carriers.noPrices')}
            buttons={(quote) => (quote.isValid && unlabelled.length > 0
              ? <Button size="small" variant="contained" disabled={buying.pending} aria-label={t('carriers.buyOf', { service: quote.serviceName, carrier: quote.carrierName })} onClick={() => void buy({ input: { quoteId: quote.id } })}>{t('carriers.buy')}</Button>
              : quote.isValid ? null : <Typography variant="body2" color="textSecondary">{t('carriers.expired')}</Typography>)}
          />
        </Section>
      )}
      {cancelled !== undefined && <CancelDialog labelId={cancelled} onClose={() => setCancelled(undefined)} />}
    </Box>
  );
}
