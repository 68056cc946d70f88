import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { OrderLine } from './queries.ts';

const isSome = (quantity: string) => Number(quantity) > 0;

/** Where the goods of a line are promised or wait, and why there; of a kit, each component. */
export function LinePlaces({ line }: { line: OrderLine }) {
  const t = useT();
  const open = line.reservations.nodes.filter(({ reserved, backordered }) => isSome(reserved) || isSome(backordered));
  return (
    <Box sx={{ display: 'grid', gap: 0.25 }}>
      {line.isDropShipped && <Chip size="small" variant="outlined" label={t('promise.dropShipped')} sx={{ justifySelf: 'start' }} />}
      {open.map(({ id, reserved, backordered, why, warehouse, product, lots }) => (
        <Typography key={id} variant="caption" color="textSecondary" component="p" sx={{ minWidth: 180 }}>
          {product.id !== line.product.id && <><bdi>{product.name}</bdi>{': '}</>}
          {isSome(reserved) && t('promise.reservedIn', { quantity: decimalText(reserved) })}
          {isSome(reserved) && isSome(backordered) && ', '}
          {isSome(backordered) && t('promise.waitingIn', { quantity: decimalText(backordered) })}
          {' '}<ReferenceLink value={warehouse} /> – {why}
          {lots.map((each) => <Lot key={each.id} quantity={each.quantity} lot={each.lot} />)}
        </Typography>
      ))}
    </Box>
  );
}

type Promised = OrderLine['reservations']['nodes'][number]['lots'][number];

/** A lot that the line is promised, and how long it is good. */
function Lot({ quantity, lot }: Pick<Promised, 'quantity' | 'lot'>) {
  const t = useT();
  return (
    <Box component="span" sx={{ display: 'block' }}>
      {t('promise.lot', { quantity: decimalText(quantity) })} <ReferenceLink value={{ id: lot.id, name: lot.code }} />
      {lot.goodUntil && ` ${t('promise.goodUntil', { day: dayText(lot.goodUntil) })}`}
    </Box>
  );
}
