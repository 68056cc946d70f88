import Add from '@mui/icons-material/Add';
import DeleteOutline from '@mui/icons-material/DeleteOutlined';
import Remove from '@mui/icons-material/Remove';
import Star from '@mui/icons-material/Star';
import StarBorder from '@mui/icons-material/StarBorder';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import type { ClipboardEvent, FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { LiveTotals } from '../shared/form/LiveTotals.tsx';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { previewOrder } from './queries.ts';

const byCode = graphql(`
  query OrderedByCode($code: String!) {
    scannedProducts(code: $code) { quantity product { id name sku } }
  }
`);
const before = graphql(`
  query OrderedBefore($customerId: ID!) {
    orders(first: 3, orderBy: PLACED_AT_DESC, filter: { customer: { is: $customerId }, status: { notIn: [DRAFT, CANCELLED] } }) {
      nodes { id lines { id quantity product { id name sku isDiscontinued } } }
    }
    favourites(first: 50, filter: { customer: { is: $customerId } }) { nodes { id quantity product { id name isDiscontinued } } }
  }
`);
const orderNow = graphql(`
  mutation OrderNow($input: OrderNowInput!) {
    orderNow(input: $input) { __typename ... on OrderNowPayload { order { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

const keepFavourite = graphql(`
  mutation KeepFavourite($input: KeepFavouriteInput!) {
    keepFavourite(input: $input) { __typename ... on KeepFavouritePayload { favourite { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
const dropFavourite = graphql(`
  mutation DropFavourite($input: DropFavouriteInput!) {
    dropFavourite(input: $input) { __typename ... on DropFavouritePayload { customer { id } } ... on Refusal { code message } }
  }
`);

type Line = { id: string; name: string; quantity: string };
type Step = 'whom' | 'what' | 'check';
/** Large enough for a thumb. */
const touch = { minHeight: 48, minWidth: 48 } as const;
const isCount = (text: string) => /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;

/** Lines of one product are one line: counts are added, whole ones at once. */
const added = (lines: readonly Line[], more: Line): Line[] => {
  const known = lines.find(({ id }) => id === more.id);
  if (!known) return [...lines, more];
  const sum = String(Number(known.quantity || '0') + Number(more.quantity));
  return lines.map((line) => (line === known ? { ...line, quantity: sum } : line));
};

function Before({ customerId, lines: chosen, onAdd, onRepeat }: { customerId: string; lines: readonly Line[]; onAdd: (line: Line) => void; onRepeat: (lines: Line[]) => void }) {
  const t = useT();
  const { data, refetch } = useAsk(before, { customerId });
  const [keep] = useAction(keepFavourite);
  const [drop] = useAction(dropFavourite);
  const kept = (data?.favourites.nodes ?? []).filter(({ product }) => !product.isDiscontinued);
  const orders = data?.orders.nodes ?? [];
  const [last] = orders;
  const known = [...new Map(orders.flatMap(({ lines }) => lines).filter(({ product }) => !product.isDiscontinued).map(({ product }) => [product.id, product])).values()].slice(0, 12);
  const toggle = async (id: string, quantity: string | null) => {
    const favourite = kept.find(({ product }) => product.id === id);
    const done = favourite ? await drop({ input: { favouriteId: favourite.id } }) : await keep({ input: { customerId, productId: id, quantity } });
    if (done) await refetch();
  };
  const star = (id: string, name: string, quantity: string | null) => {
    const isKept = kept.some(({ product }) => product.id === id);
    return <IconButton key={`${id} star`} sx={touch} aria-pressed={isKept} aria-label={t(isKept ? 'quickOrder.drop' : 'quickOrder.keep', { name })} onClick={() => void toggle(id, quantity)}>{isKept ? <Star /> : <StarBorder />}</IconButton>;
  };
  const starred = chosen.filter(({ id, quantity }) => isCount(quantity) && !kept.some(({ product }) => product.id === id));
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {(kept.length > 0 || starred.length > 0) && <Typography component="h2" variant="h2">{t('quickOrder.favourites')}</Typography>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {kept.map(({ quantity, product: { id, name } }) => (
          <Box key={id} sx={{ display: 'flex' }}>
            <Button variant="outlined" startIcon={<Add />} sx={touch} onClick={() => onAdd({ id, name, quantity: quantity ?? '1' })}>{quantity ? `${name} × ${quantity}` : name}</Button>
            {star(id, name, quantity)}
          </Box>
        ))}
        {starred.map(({ id, name, quantity }) => <Button key={id} variant="text" startIcon={<StarBorder />} sx={touch} onClick={() => void toggle(id, quantity)}>{t('quickOrder.keep', { name })}</Button>)}
      </Box>
      {last && (
        <>
          <Button variant="outlined" sx={touch} onClick={() => onRepeat(last.lines.filter(({ product }) => !product.isDiscontinued).map(({ product, quantity }) => ({ id: product.id, name: product.name, quantity })))}>{t('quickOrder.repeat')}</Button>
          <Typography component="h2" variant="h2">{t('quickOrder.before')}</Typography>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {known.map(({ id, name }) => <Button key={id} variant="outlined" startIcon={<Add />} sx={touch} onClick={() => onAdd({ id, name, quantity: '1' })}>{name}</Button>)}
          </Box>
        </>
      )}
    </Box>
  );
}

function Lines({ lines, onChange }: { lines: readonly Line[]; onChange: (lines: Line[]) => void }) {
  const t = useT();
  const set = (id: string, quantity: string) => onChange(lines.map((line) => (line.id === id ? { ...line, quantity } : line)));
  const step = ({ id, quantity }: Line, by: 1 | -1) => set(id, String(Math.max(1, Number(quantity || '0') + by)));
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {lines.map((line) => (
        <Paper component="li" key={line.id} variant="outlined" sx={{ p: 1 }}>
          <Typography sx={{ overflowWrap: 'anywhere' }}>{line.name}</Typography>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
            <IconButton sx={touch} aria-label={t('quickOrder.less', { name: line.name })} onClick={() => step(line, -1)}><Remove /></IconButton>
            <Box sx={{ width: 96, '& input': { height: 32 } }}><DecimalField value={line.quantity} onChange={(text) => set(line.id, text)} digitsMax={6} inputProps={{ 'aria-label': t('quickOrder.quantity', { name: line.name }), inputMode: 'decimal' }} /></Box>
            <IconButton sx={touch} aria-label={t('quickOrder.more', { name: line.name })} onClick={() => step(line, 1)}><Add /></IconButton>
            <IconButton sx={{ ...touch, marginInlineStart: 'auto' }} aria-label={t('quickOrder.remove', { name: line.name })} onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}><DeleteOutline /></IconButton>
          </Box>
        </Paper>
      ))}
    </Box>
  );
}

function Check({ customerId, lines, openedAt, onBack }: { customerId: string; lines: readonly Line[]; openedAt: number; onBack: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [reference, setReference] = useState('');
  const [acceptBackorder, setAccepts] = useState(false);
  const [run, { pending }] = useAction(orderNow);
  const asked = lines.map(({ id, quantity }) => ({ productId: id, quantity }));
  const { data } = useAsk(previewOrder, { input: { customerId, lines: asked }, mayCreditRead: true });
  const preview = data?.previewOrder;
  const place = async () => {
    const payload = await run({ input: { customerId, reference: reference.trim() || null, acceptBackorder, lines: asked, entrySeconds: Math.min(86_400, Math.max(1, Math.round((Date.now() - openedAt) / 1000))) } });
    if (payload?.order) void navigate(`/orders/${encodeURIComponent(payload.order.id)}/show`);
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
        {lines.map(({ id, name, quantity }) => <li key={id}><bdi>{`${quantity} × ${name}`}</bdi></li>)}
      </Box>
      <LiveTotals rows={[{ label: t('orders.net'), value: preview?.net }, { label: t('orders.tax'), value: preview?.tax }, { label: t('orders.total'), value: preview?.total, strong: true }]} />
      {preview?.warnings.map(({ code, message }) => <Alert key={code + message} severity="warning">{message}</Alert>)}
      <TextField label={t('quickOrder.reference')} value={reference} onChange={({ target }) => setReference(target.value)} slotProps={{ htmlInput: { maxLength: 100, sx: { height: 32 } } }} />
      <FormControlLabel sx={touch} control={<Checkbox checked={acceptBackorder} onChange={(_event, checked) => setAccepts(checked)} />} label={t('orders.acceptBackorder')} />
      <Button variant="contained" sx={touch} loading={pending} onClick={() => void place()}>{t('quickOrder.place')}</Button>
      <Button sx={touch} onClick={onBack}>{t('quickOrder.back')}</Button>
    </Box>
  );
}

/** An order in three short screens, for a phone: who, what, check and place. */
export function QuickOrder() {
  const t = useT();
  const [step, setStep] = useState<Step>('whom');
  // How long it takes is kept with the order.
  const [openedAt] = useState(() => Date.now());
  const [customer, setCustomer] = useState('');
  const [lines, setLines] = useState<Line[]>([]);
  const [code, setCode] = useState('');
  const [picked, setPicked] = useState(0);
  const [unknown, setUnknown] = useState<string[]>([]);
  const scan = useRef<HTMLInputElement>(null);
  const add = (line: Line) => setLines((all) => added(all, line));
  /** Each row: a number or barcode, then how many. What names no product, or no count, is told. */
  const take = async (rows: readonly string[]) => {
    const missed: string[] = [];
    for (const row of rows) {
      const [text = '', count = '1'] = row.split('\t').map((part) => part.trim());
      if (!text) continue;
      const [found, ...others] = (await request(byCode, { code: text })).scannedProducts;
      if (!found || others.length > 0 || !isCount(count)) missed.push(row.trim());
      else add({ id: found.product.id, name: found.product.name, quantity: count === '1' ? found.quantity : count });
    }
    setUnknown(missed);
    setCode('');
    scan.current?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void take([code]);
  };
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    void take(text.split(/\r?\n/));
  };
  return (
    <ReportPage title={t('quickOrder.title')} about={t(`quickOrder.step.${step}`)}>
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 560 }}>
        {step === 'whom' && (
          <>
            <ReferencePicker label={t('quickOrder.customer')} resource="customers" filter={{ isActive: true }} value={customer} onChange={(id) => { setCustomer(id); if (id) setStep('what'); }} />
            <Button variant="contained" sx={touch} disabled={!customer} onClick={() => setStep('what')}>{t('quickOrder.next')}</Button>
          </>
        )}
        {step === 'what' && (
          <>
            <Box component="form" onSubmit={onSubmit} sx={{ display: 'flex', gap: 1 }}>
              <TextField inputRef={scan} label={t('quickOrder.code')} value={code} onChange={({ target }) => setCode(target.value)} onPaste={onPaste} fullWidth slotProps={{ htmlInput: { autoComplete: 'off', sx: { height: 32 } } }} />
              <Button type="submit" variant="outlined" sx={touch}>{t('quickOrder.add')}</Button>
            </Box>
            <ReferencePicker key={picked} label={t('quickOrder.search')} resource="products" filter={{ isDiscontinued: false }} value="" onChange={(id, record) => { if (id) add({ id, name: String(record?.['name'] ?? ''), quantity: '1' }); setPicked(picked + 1); }} />
            {unknown.length > 0 && <Alert severity="warning" role="status">{t('quickOrder.unknown', { rows: unknown.join(', ') })}</Alert>}
            <Lines lines={lines} onChange={setLines} />
            <Button variant="contained" sx={touch} disabled={lines.length === 0 || lines.some(({ quantity }) => !isCount(quantity))} onClick={() => setStep('check')}>{t('quickOrder.next')}</Button>
            <Before customerId={customer} lines={lines} onAdd={add} onRepeat={setLines} />
            <Button sx={touch} onClick={() => setStep('whom')}>{t('quickOrder.back')}</Button>
          </>
        )}
        {step === 'check' && <Check customerId={customer} lines={lines} openedAt={openedAt} onBack={() => setStep('what')} />}
      </Box>
    </ReportPage>
  );
}
