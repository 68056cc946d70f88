import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { isApiError } from '../data/apiError.ts';
import { request } from '../data/client.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput } from '../shared/form/inputs.tsx';
import { ScanField } from '../shared/input/ScanField.tsx';
import { decimalText } from '../shared/numbers.ts';
import { packDelivery, saveParcels } from './mutations.ts';
import { asInput, emptyParcel, fewer, isSome, missingOf, packedOf, parcelsOf, putInto, takeOut, type PackedParcel, type ToPack } from './packing.ts';
import { ParcelCard } from './ParcelCard.tsx';
import { lotScanQuery, scanQuery, type Packing } from './queries.ts';

type Said = { text: string; failed: boolean };

/** Scan, and it lies in the open parcel: kept at once, so that nothing is lost. */
export function Bench({ delivery }: { delivery: Packing }) {
  const t = useT();
  const navigate = useNavigate();
  const [parcels, setParcels] = useState<readonly PackedParcel[]>(() => { const kept = parcelsOf(delivery); return kept.length > 0 ? kept : [emptyParcel]; });
  const [open, setOpen] = useState(0);
  const [said, setSaid] = useState<Said>();
  const [isShort, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [keep] = useAction(saveParcels);
  const [close, { pending }] = useAction(packDelivery);
  const { lines } = delivery;
  const failed = (error: unknown) => setSaid({ text: isApiError(error) ? (error.facts.faults?.[0]?.message ?? error.message) : String(error), failed: true });
  const change = async (next: readonly PackedParcel[], told?: string) => {
    const before = parcels;
    setParcels(next);
    setSaid(told ? { text: told, failed: false } : undefined);
    const refused = (error: unknown) => { setParcels(before); failed(error); };
    await keep({ input: { deliveryId: delivery.id, parcels: asInput(next) } }, refused);
  };
  const put = (line: ToPack, quantity: string, lot: { id: string; code: string } | null = null) => {
    const left = missingOf(parcels, line);
    if (!isSome(left)) return setSaid({ text: t('fulfilment.allPacked', { product: line.description }), failed: true });
    const units = fewer(quantity, left);
    return void change(putInto(parcels, open, { deliveryLineId: line.id, quantity: units, lotId: lot?.id ?? null, lotCode: lot?.code ?? null }),
      t('fulfilment.put', { quantity: decimalText(units), product: line.description, parcel: open + 1 }));
  };
  const scan = async (code: string) => {
    setSaid(undefined);
    try {
      const { scannedProducts } = await request(scanQuery, { code });
      const hit = scannedProducts.flatMap(({ product, quantity }) => lines.filter((line) => line.product.id === product.id).map((line) => ({ line, quantity: quantity ?? '1' })))
        .sort((a, b) => Number(isSome(missingOf(parcels, b.line))) - Number(isSome(missingOf(parcels, a.line))))[0];
      if (hit) return put(hit.line, hit.quantity);
      const { lots } = await request(lotScanQuery, { code });
      const lot = lots.nodes.find(({ product }) => lines.some((line) => line.product.id === product.id));
      const line = lot && lines.find((each) => each.product.id === lot.product.id);
      if (lot && line) return put(line, '1', { id: lot.id, code: lot.code });
      const other = scannedProducts[0]?.product.name;
      return setSaid({ text: other ? t('fulfilment.notInDelivery', { product: other }) : t('fulfilment.nothingOfCode', { code }), failed: true });
    } catch (error) {
      return failed(error);
    }
  };
  const done = () => void navigate(`/deliveries/${encodeURIComponent(delivery.id)}/show`);
  const finish = async () => {
    if (lines.some((line) => isSome(missingOf(parcels, line)))) return setShort(true);
    if (await close({ input: { deliveryId: delivery.id, parcels: asInput(parcels) } }, failed)) done();
    return undefined;
  };
  const packed = lines.filter((line) => !isSome(missingOf(parcels, line))).length;
  const missing = lines.filter((line) => isSome(missingOf(parcels, line)));
  const parts = parcels.length - 1;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { md: '1fr 1fr' }, alignItems: 'start' }}>
      <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
        <Box>
          <LinearProgress variant="determinate" value={lines.length ? (100 * packed) / lines.length : 0} aria-label={t('fulfilment.progress')} sx={{ height: 8, borderRadius: 1 }} />
          <Typography variant="body2" sx={{ mt: 0.5 }}>{t('fulfilment.packedOf', { packed, all: lines.length })}</Typography>
        </Box>
        <ScanField label={t('fulfilment.code')} help={t('fulfilment.codeHelp')} action={t('fulfilment.put_')} field={field} onCode={(code) => void scan(code).then(() => field.current?.focus())} />
        {said && <Alert severity={said.failed ? 'warning' : 'success'} role="status">{said.text}</Alert>}
        <Box component="ul" aria-label={t('fulfilment.toPack')} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {lines.map((line) => {
            const left = missingOf(parcels, line);
            return (
              <Paper component="li" key={line.id} variant="outlined" sx={{ p: 1.25, display: 'flex', gap: 1, alignItems: 'center', borderColor: isSome(left) ? 'divider' : 'success.main' }}>
                <Box sx={{ flex: 1, minWidth: 0 }}>
                  <Typography><bdi>{line.description}</bdi></Typography>
                  <Typography variant="body2" color="textSecondary">
                    <bdi dir="ltr">{line.sku}</bdi> · {t('fulfilment.ofPicked', { packed: decimalText(packedOf(parcels, line.id)), picked: decimalText(line.picked ?? '0'), unit: line.unitCode })}
                    {line.lotsPromised && ` · ${line.lotsPromised}`}
                  </Typography>
                </Box>
                <Button variant="outlined" disabled={!isSome(left)} onClick={() => put(line, left)} sx={{ minHeight: 44 }} aria-label={t('fulfilment.putRest', { product: line.description })}>{t('fulfilment.put_')}</Button>
              </Paper>
            );
          })}
        </Box>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
        {parcels.map((parcel, index) => (
          <ParcelCard
            // oxlint-disable-next-line react/no-array-index-key -- a parcel is its place
            key={index} parcel={parcel} no={index + 1} isOpen={index === open} lines={lines} onOpen={() => setOpen(index)}
            onChange={(columns) => void change(parcels.map((each, at) => (at === index ? { ...each, ...columns } : each)))}
            onTakeOut={(line) => void change(takeOut(parcels, index, line))}
          />
        ))}
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button variant="outlined" onClick={() => { setParcels([...parcels, emptyParcel]); setOpen(parts + 1); field.current?.focus(); }}>{t('fulfilment.newParcel')}</Button>
          <Button variant="contained" loading={pending} disabled={!parcels.some((parcel) => parcel.lines.length > 0)} onClick={() => void finish()}>{t('fulfilment.finish')}</Button>
        </Box>
      </Box>
      {isShort && (
        <ActionDialog
          title={t('action.packDelivery')} document={packDelivery} onClose={() => setShort(false)} onDone={done} initial={{ reasons: missing.map(() => '') }}
          input={({ reasons }) => ({ deliveryId: delivery.id, parcels: asInput(parcels), shorts: missing.map((line, index) => ({ deliveryLineId: line.id, shortReason: (reasons as string[])[index] || null })) })}
        >
          <p>{t('fulfilment.shortText')}</p>
          {missing.map((line, index) => (
            <EnumInput key={line.id} source={`reasons.${index}`} enumName="PickShortReason" label={t('fulfilment.whyShort', { quantity: decimalText(missingOf(parcels, line)), product: line.description })} required />
          ))}
        </ActionDialog>
      )}
    </Box>
  );
}
