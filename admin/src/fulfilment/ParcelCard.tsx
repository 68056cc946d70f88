import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { decimalText, parseDecimal } from '../shared/numbers.ts';
import type { PackedLine, PackedParcel, ToPack } from './packing.ts';

type Columns = Partial<Omit<PackedParcel, 'lines'>>;
type Props = { parcel: PackedParcel; no: number; isOpen: boolean; lines: readonly ToPack[]; onOpen: () => void; onChange: (columns: Columns) => void; onTakeOut: (line: PackedLine) => void };
const measures = ['weight', 'length', 'width', 'height'] as const;

/** A parcel on the bench: what lies in it, its weight and size. */
export function ParcelCard({ parcel, no, isOpen, lines, onOpen, onChange, onTakeOut }: Props) {
  const t = useT();
  const labels = { weight: t('fulfilment.weight'), length: t('fulfilment.length'), width: t('fulfilment.width'), height: t('fulfilment.height') };
  return (
    <Paper variant="outlined" component="section" aria-label={t('fulfilment.parcelNo', { no })} sx={{ p: 1.5, display: 'grid', gap: 1.5, borderColor: isOpen ? 'primary.main' : 'divider', borderWidth: isOpen ? 2 : 1 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, alignItems: 'center' }}>
        <Typography variant="h2">{t('fulfilment.parcelNo', { no })}</Typography>
        {isOpen ? <Typography color="primary">{t('fulfilment.isOpen')}</Typography> : <Button size="small" onClick={onOpen} aria-label={t('fulfilment.openParcelNo', { no })}>{t('fulfilment.openParcel')}</Button>}
      </Box>
      {parcel.lines.length === 0 ? <Typography color="textSecondary">{t('fulfilment.emptyParcel')}</Typography> : (
        <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {parcel.lines.map((line) => {
            const product = lines.find(({ id }) => id === line.deliveryLineId);
            return (
              <li key={`${line.deliveryLineId} ${line.lotId ?? ''}`}>
                {decimalText(line.quantity)} {product?.unitCode} <bdi>{product?.description}</bdi>{line.lotCode && ` · ${line.lotCode}`}{' '}
                <Button size="small" onClick={() => onTakeOut(line)} aria-label={t('fulfilment.takeOutOf', { product: product?.description ?? '', no })}>{t('fulfilment.takeOut')}</Button>
              </li>
            );
          })}
        </Box>
      )}
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(110px, 1fr))' }}>
        {measures.map((name) => <Kept key={name} label={labels[name]} value={parcel[name]} isDecimal onChange={(value) => onChange({ [name]: value })} />)}
        <Kept label={t('fulfilment.packaging')} value={parcel.packaging} onChange={(packaging) => onChange({ packaging })} />
        <Kept label={t('fulfilment.trackingNumber')} value={parcel.trackingNumber} onChange={(trackingNumber) => onChange({ trackingNumber })} />
      </Box>
    </Paper>
  );
}

/** A field that is kept when it is left. */
function Kept({ label, value, isDecimal = false, onChange }: { label: string; value: string; isDecimal?: boolean; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(isDecimal && value ? decimalText(value) : value);
  const [bad, setBad] = useState(false);
  const leave = () => {
    const next = isDecimal && typed.trim() ? parseDecimal(typed) : typed.trim();
    setBad(next === undefined);
    if (next !== undefined && next !== value) onChange(next);
  };
  return (
    <TextField
      size="small" label={label} value={typed} error={bad} onChange={(event) => setTyped(event.target.value)} onBlur={leave}
      slotProps={{ htmlInput: isDecimal ? { inputMode: 'decimal', dir: 'ltr' } : { autoComplete: 'off' } }}
    />
  );
}
