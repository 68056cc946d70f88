import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router-dom';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { Bench } from './Bench.tsx';
import { packingQuery, toPackQuery } from './queries.ts';

/** Where goods are packed: choose a delivery, then scan what goes into its parcels. Made for a scanner that types, and for a phone. */
export function PackingBench() {
  const { text } = useReportParams();
  const id = text('delivery');
  return id ? <OneDelivery key={id} id={id} /> : <ToPack />;
}

function ToPack() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error, refetch } = useAsk(toPackQuery, { filter: { status: { in: ['PICKED', 'DRAFT'] } } });
  const waiting = data?.deliveries.nodes ?? [];
  return (
    <ReportPage title={t('fulfilment.packing')} about={t('fulfilment.packingAbout')} error={error} onRetry={() => void refetch()} loading={!data}>
      {waiting.length === 0 ? <Alert severity="success">{t('fulfilment.nothingToPack')}</Alert> : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, maxWidth: 720 }}>
          {waiting.map((delivery) => (
            <Paper component="li" key={delivery.id} variant="outlined" sx={{ p: 1.5, display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
              <Box sx={{ flex: 1, minWidth: 180 }}>
                <Typography sx={{ fontWeight: 600 }}><bdi>{delivery.number}</bdi> · <bdi>{delivery.customerName}</bdi></Typography>
                <Typography variant="body2" color="textSecondary">{delivery.orderNumbers} · {enumLabel('DeliveryStatus', delivery.status)} · {t('fulfilment.lineCount', { count: delivery.lineCount })}</Typography>
              </Box>
              {delivery.status === 'PICKED'
                ? <Button component={Link} to={`/packing?delivery=${encodeURIComponent(delivery.id)}`} variant="contained" sx={{ minHeight: 44 }} aria-label={t('fulfilment.packNumber', { number: delivery.number })}>{t('fulfilment.pack')}</Button>
                : <Button component={Link} to={`/deliveries/${encodeURIComponent(delivery.id)}/show`} variant="outlined" sx={{ minHeight: 44 }} aria-label={t('fulfilment.pickNumber', { number: delivery.number })}>{t('fulfilment.pick')}</Button>}
            </Paper>
          ))}
        </Box>
      )}
    </ReportPage>
  );
}

function OneDelivery({ id }: { id: string }) {
  const t = useT();
  const { data, error, refetch } = useAsk(packingQuery, { id });
  const delivery = data?.node && 'parcels' in data.node ? data.node : undefined;
  if (data && !delivery) return <ReportPage title={t('fulfilment.packing')}><Alert severity="error">{t('fulfilment.noDelivery')}</Alert></ReportPage>;
  return (
    <ReportPage title={delivery ? t('fulfilment.packingOf', { number: delivery.number, customer: delivery.customerName }) : t('fulfilment.packing')} error={error} onRetry={() => void refetch()} loading={!delivery}>
      {delivery && (delivery.status === 'PICKED' ? <Bench delivery={delivery} /> : (
        <Alert severity="info" action={<Button component={Link} to={`/deliveries/${encodeURIComponent(delivery.id)}/show`}>{t('fulfilment.toDelivery')}</Button>}>{t('fulfilment.notToPack')}</Alert>
      ))}
    </ReportPage>
  );
}
