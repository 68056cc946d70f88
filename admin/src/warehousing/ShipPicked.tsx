import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { isApiError } from '../data/apiError.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { Section } from '../shared/record/Section.tsx';
import { shipPicked } from './mutations.ts';
import type { PickList } from './queries.ts';

type Told = { text: string; failed: boolean };

/** Ships each order of the list with exactly what was fetched for it; an order that cannot leave says why, the others go. */
export function ShipPicked({ list }: { list: PickList }) {
  const t = useT();
  const [told, setTold] = useState<Record<string, Told>>({});
  const [run, { pending }] = useAction(shipPicked);
  const orders = [...new Map(list.lines.map(({ order }) => [order.id, order])).values()];
  const linesOf = (orderId: string) => list.lines.filter(({ order }) => order.id === orderId);
  const shipmentOf = (orderId: string) => linesOf(orderId).find(({ shipment }) => shipment)?.shipment;
  const isReady = (orderId: string) => !shipmentOf(orderId) && linesOf(orderId).some(({ picked }) => picked !== null && picked !== '0');
  const ready = orders.filter(({ id }) => isReady(id));
  const ship = async (asked: typeof orders) => {
    for (const { id } of asked) {
      const say = (text: string, failed: boolean) => setTold((old) => ({ ...old, [id]: { text, failed } }));
      const payload = await run({ input: { orderId: id, pickListId: list.id } }, (error) => say(isApiError(error) ? error.message : String(error), true));
      if (payload) say(t('warehousing.shippedWith', { number: payload.shipment?.number ?? '' }), false);
    }
  };
  return (
    <Section title={t('warehousing.orders')}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {orders.map((order) => {
          const shipment = shipmentOf(order.id);
          return (
            <Box component="li" key={order.id} sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
              <ReferenceLink value={{ id: order.id, number: order.number ?? '' }} />
              {shipment ? <ReferenceLink value={shipment} /> : isReady(order.id) ? null : <Typography color="textSecondary">{t('warehousing.nothingPicked')}</Typography>}
              {isReady(order.id) && may('shipments.post') && (
                <Button size="small" variant="outlined" disabled={pending} onClick={() => void ship([order])} aria-label={t('warehousing.shipOrder', { number: order.number ?? '' })}>{t('warehousing.ship')}</Button>
              )}
              {told[order.id] && <Alert severity={told[order.id]?.failed ? 'error' : 'success'} sx={{ py: 0 }}>{told[order.id]?.text}</Alert>}
            </Box>
          );
        })}
      </Box>
      {ready.length > 1 && may('shipments.post') && (
        <Button variant="contained" sx={{ mt: 2 }} loading={pending} onClick={() => void ship(ready)}>{t('warehousing.shipAll', { count: ready.length })}</Button>
      )}
    </Section>
  );
}
