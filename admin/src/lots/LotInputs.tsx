import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useFieldArray } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';

const trackingQuery = graphql(`
  query TrackingOf($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Product { id name tracking } }
  }
`);

/** Which of these products are tracked, and how. */
export function useTracking(ids: readonly string[]): ReadonlyMap<string, { name: string; tracking: string }> {
  const { data } = useAsk(trackingQuery, { ids: [...new Set(ids.filter(Boolean))] });
  return new Map((data?.nodes ?? []).flatMap((node) => (node && 'tracking' in node && node.tracking !== 'NONE' ? [[node.id, node] as const] : [])));
}

/** The same inside a grid of lines; nothing where the product is not tracked. */
export function LotsOf({ product, ...props }: Omit<Props, 'name' | 'tracking'> & { product: { name: string; tracking: string } | undefined }) {
  if (!product) return null;
  return (
    <Box sx={{ gridColumn: '1 / -1' }}>
      <LotInputs {...props} name={product.name} tracking={product.tracking} />
    </Box>
  );
}

type Props = {
  /** Where the values stand in the form, with a dot behind it; empty: at its top. */
  at: string;
  productId: string;
  name: string;
  tracking: string;
  /** Goods that leave: lots are picked from those that are there, and may be left out. */
  leaving?: boolean;
};

/** The lots or serial numbers of goods that come in or leave. */
export function LotInputs({ at, productId, name, tracking, leaving = false }: Props) {
  const t = useT();
  const rows = useFieldArray({ name: `${at}lots` });
  if (tracking === 'SERIAL') {
    return <TextInput source={`${at}serials`} label={t('lots.serials', { product: name })} help={t(leaving ? 'lots.lotHelp' : 'lots.serialsHelp')} multiline />;
  }
  return (
    <Box role="group" aria-label={t('lots.lotOut', { product: name })} sx={{ display: 'grid', gap: 1 }}>
      {rows.fields.map((row, index) => {
        const n = { n: index + 1, product: name };
        return (
          <Box key={row.id} sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: leaving ? '1fr 140px auto' : '1fr 120px 170px auto' }, alignItems: 'start' }}>
            {leaving ? (
              <ReferenceInput source={`${at}lots.${index}.lotId`} reference="lots" filter={{ product: { is: productId }, onHand: { min: '0.000001' } }} label={t('lots.code', n)} help={t('lots.lotHelp')} />
            ) : (
              <TextInput source={`${at}lots.${index}.code`} label={t('lots.code', n)} />
            )}
            <QuantityInput source={`${at}lots.${index}.quantity`} label={t('lots.quantityOf', n)} />
            {!leaving && <DayInput source={`${at}lots.${index}.expiresOn`} label={t('lots.expiresOn', n)} />}
            <IconButton aria-label={t('lots.removeLot', n)} onClick={() => rows.remove(index)} disabled={rows.fields.length === 1}>
              <DeleteOutlined />
            </IconButton>
          </Box>
        );
      })}
      <Button sx={{ justifySelf: 'start' }} onClick={() => rows.append({ code: '', lotId: '', quantity: '', expiresOn: '' })}>
        {t('lots.addLot')}
      </Button>
    </Box>
  );
}
