import Skeleton from '@mui/material/Skeleton';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { LinesTable } from './LinesTable.tsx';

const reservationsQuery = graphql(`
  query OpenReservations($filter: ReservationFilter) {
    reservations(first: 100, filter: $filter, orderBy: PLACED_AT_ASC) {
      nodes { id reserved backordered placedAt neededOn order { id number } warehouse { id name } }
    }
  }
`);
type Reservation = ResultOf<typeof reservationsQuery>['reservations']['nodes'][number];

const fields: readonly Field<Reservation>[] = [
  { name: 'order', kind: 'reference' },
  { name: 'warehouse', kind: 'reference' },
  { name: 'reserved', kind: 'quantity' },
  { name: 'backordered', kind: 'quantity' },
  { name: 'placedAt', kind: 'instant' },
  { name: 'neededOn', kind: 'day' },
];

/** Who has been promised goods of a product and who waits for them, first come first. */
export function Reservations({ productId, warehouseId }: { productId: string; warehouseId?: string }) {
  const t = useT();
  const filter = { product: { is: productId }, isOpen: true, ...(warehouseId ? { warehouse: { is: warehouseId } } : {}) };
  const { data } = useAsk(reservationsQuery, { filter });
  if (!data) return <Skeleton variant="rounded" height={120} />;
  return <LinesTable resource="reservations" label={t('stock.reservations')} fields={fields} rows={data.reservations.nodes} empty={t('stock.noReservations')} />;
}
