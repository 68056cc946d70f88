import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { DefaultBinDialog, MoveBinDialog, type Moving } from './MoveBinDialog.tsx';

export const placesQuery = graphql(`
  query PlacesOfLevel($id: ID!, $filter: BinContentFilter, $lots: LotLevelFilter) {
    node(id: $id) { ... on StockLevel { id unbinned binned defaultBin { id code } product { id name tracking unit { id code } } warehouse { id name binCount } } }
    lotLevels(first: 100, filter: $lots) { nodes { id unbinned lot { id code } } }
    binContents(first: 100, filter: $filter, orderBy: BIN_ASC) { nodes { id quantity bin { id code zone } lot { id code } } }
  }
`);
type Content = ResultOf<typeof placesQuery>['binContents']['nodes'][number];
const fields: readonly Field<Content>[] = [{ name: 'bin', kind: 'reference' }, { name: 'lot', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }];

/** In which bins a product of a warehouse lies, and what lies in none. */
export function PlacesOfLevel({ levelId, productId, warehouseId }: { levelId: string; productId: string; warehouseId: string }) {
  const t = useT();
  const [moving, setMoving] = useState<Moving>();
  const [choosing, setChoosing] = useState(false);
  const filter = { product: { is: productId }, warehouse: { is: warehouseId } };
  const { data } = useAsk(placesQuery, { id: levelId, filter, lots: { ...filter, unbinned: { min: '0.000001' } } });
  const level = data?.node && 'unbinned' in data.node ? data.node : undefined;
  if (!data || !level) return <Skeleton variant="rounded" height={120} />;
  if (level.warehouse.binCount === 0) return <Typography color="textSecondary">{t('warehousing.noBins', { warehouse: level.warehouse.name })}</Typography>;
  const mayMove = may('stock.manage');
  const start = { warehouseId, productId, productName: level.product.name, unit: level.product.unit.code };
  const buttons = (row: Content) => (
    <Button size="small" aria-label={t('warehousing.moveFromBin', { bin: row.bin.code })} onClick={() => setMoving({ ...start, from: row.bin.id, lotId: row.lot?.id ?? null, quantity: row.quantity })}>
      {t('action.moveBinContents')}
    </Button>
  );
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <Typography>
          {t('warehousing.usualBin')}: {level.defaultBin ? <ReferenceLink value={level.defaultBin} /> : t('app.none')}
        </Typography>
        {mayMove && <Button size="small" onClick={() => setChoosing(true)}>{t('action.setDefaultBin')}</Button>}
        <Typography>{t('warehousing.unbinned', { quantity: decimalText(level.unbinned) })}</Typography>
        {mayMove && level.unbinned !== '0' && level.product.tracking === 'NONE' && (
          <Button size="small" onClick={() => setMoving({ ...start, from: null, lotId: null, quantity: level.unbinned })}>{t('warehousing.putAway')}</Button>
        )}
      </Box>
      {mayMove && data.lotLevels.nodes.map(({ id, unbinned, lot }) => (
        <Box key={id} sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Typography>{t('warehousing.unbinnedLot', { lot: lot.code, quantity: decimalText(unbinned) })}</Typography>
          <Button size="small" aria-label={t('warehousing.putAwayLot', { lot: lot.code })} onClick={() => setMoving({ ...start, from: null, lotId: lot.id, quantity: unbinned })}>{t('warehousing.putAway')}</Button>
        </Box>
      ))}
      <LinesTable resource="binContents" label={t('warehousing.contents')} fields={fields} rows={data.binContents.nodes} empty={t('warehousing.nothingBinned')} {...(mayMove ? { buttons } : {})} />
      {moving && <MoveBinDialog moving={moving} onClose={() => setMoving(undefined)} />}
      {choosing && <DefaultBinDialog productId={productId} warehouseId={warehouseId} binId={level.defaultBin?.id ?? ''} onClose={() => setChoosing(false)} />}
    </Box>
  );
}
