import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';

interface Props {
  order: {
    isDropShipped: boolean; customerOrder: { id: string; number: string | null } | null; shipToName: string | null; shipToStreet: string | null; shipToCity: string | null;
    shipToRegion: string | null; shipToPostalCode: string | null; shipToCountry: string | null;
  };
}

/** Of a purchase order whose goods go straight to a customer: for which order, and where to. */
export function DropShipTo({ order }: Props) {
  const t = useT();
  if (!order.isDropShipped) return null;
  const place = [order.shipToPostalCode, order.shipToCity].filter(Boolean).join(' ');
  const lines = [order.shipToName, order.shipToStreet, place, order.shipToRegion, order.shipToCountry].filter(Boolean).join('\n');
  return (
    <Alert severity="info">
      {t('promise.forOrder')} {order.customerOrder && <ReferenceLink value={{ id: order.customerOrder.id, number: order.customerOrder.number ?? '' }} />}
      <Box component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line', mt: 0.5 }} aria-label={t('promise.shipTo')}>{lines}</Box>
    </Alert>
  );
}
