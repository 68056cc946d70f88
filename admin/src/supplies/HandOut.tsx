import Add from '@mui/icons-material/Add';
import Remove from '@mui/icons-material/Remove';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { issueSupplies } from './queries.ts';

const byCode = graphql(`
  query SupplyByCode($code: String!) {
    scannedProducts(code: $code) { quantity product { id sku name isStocked available unit { code } } }
  }
`);
const byId = graphql(`
  query SupplyById($id: ID!) {
    node(id: $id) { ... on Product { id sku name isStocked available unit { code } } }
  }
`);
type Product = ResultOf<typeof byCode>['scannedProducts'][number]['product'];

/** One thing at a time, on a phone: for whom, scan or type what, how many, done. The cost object and site stay for the next one. */
export function HandOut() {
  const t = useT();
  const notify = useNotify();
  const { text, set } = useReportParams();
  const [costObjectId, warehouseId] = [text('for'), text('site')];
  const [code, setCode] = useState('');
  const [product, setProduct] = useState<Product>();
  const [quantity, setQuantity] = useState('1');
  const [problem, setProblem] = useState<string>();
  const scan = useRef<HTMLInputElement>(null);
  const [run, { pending }] = useAction(issueSupplies);

  const take = (found: Product | undefined, many = '1') => {
    setProduct(found);
    setQuantity(many);
    setProblem(found ? (found.isStocked ? undefined : t('supplies.notStocked', { product: found.name })) : t('supplies.unknownCode', { code }));
  };
  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (!code.trim()) return;
    const { scannedProducts: [found] } = await request(byCode, { code: code.trim() });
    // The same code again is one more of the same: a piece, or what a case holds.
    if (product && found?.product.id === product.id) setQuantity(String(Number(quantity) + Number(found.quantity)));
    else take(found?.product, found?.quantity);
    setCode('');
  };
  const pick = async (id: string) => {
    if (!id) return setProduct(undefined);
    const { node } = await request(byId, { id });
    take(node && 'sku' in node ? node : undefined);
  };
  const step = (by: number) => setQuantity(String(Math.max(1, (Number(quantity) || 0) + by)));
  const handOut = async () => {
    if (!product) return;
    const done = await run(
      { input: { costObjectId, warehouseId: warehouseId || null, issuedOn: today(), lines: [{ productId: product.id, quantity }] } },
      (error) => setProblem(error instanceof Error ? error.message : String(error)),
    );
    if (!done) return;
    notify('supplies.handedOut', { type: 'success', messageArgs: { quantity: decimalText(quantity), unit: product.unit.code, product: product.name } });
    setProduct(undefined);
    setProblem(undefined);
    scan.current?.focus();
  };
  const ready = Boolean(costObjectId && product?.isStocked && Number(quantity) > 0);
  return (
    <ReportPage title={t('supplies.quick')} about={t('supplies.quickAbout')}>
      <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 2, maxWidth: 520 }}>
        <ReferencePicker resource="costObjects" label={t('supplies.forWhom')} filter={{ isActive: true }} value={costObjectId} onChange={(id) => set({ for: id })} />
        <ReferencePicker resource="warehouses" label={t('supplies.site')} filter={{ isActive: true }} helperText={t('supplies.siteHelp')} value={warehouseId} onChange={(id) => set({ site: id })} />
        <Box component="form" onSubmit={(event) => void find(event)} sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 1, alignItems: 'start' }}>
          <TextField
            inputRef={scan} label={t('supplies.scan')} helperText={t('supplies.scanHelp')} value={code} onChange={(event) => setCode(event.target.value)}
            slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'off', autoCapitalize: 'off', enterKeyHint: 'search' } }}
          />
          <Button type="submit" variant="outlined">{t('supplies.find')}</Button>
        </Box>
        <ReferencePicker resource="products" label={t('supplies.orChoose')} filter={{ isStocked: true }} value={product?.id ?? ''} onChange={(id) => void pick(id)} />
        {product && (
          <Box role="status">
            <Typography variant="h2"><bdi>{product.name}</bdi></Typography>
            <Typography color="textSecondary">{t('supplies.availableOf', { quantity: decimalText(product.available), unit: product.unit.code })}</Typography>
          </Box>
        )}
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <IconButton onClick={() => step(-1)} aria-label={t('supplies.less')} sx={{ border: 1, borderColor: 'divider' }}><Remove /></IconButton>
          <TextField
            label={t('supplies.quantity')} value={quantity} onChange={(event) => setQuantity(event.target.value.replace(',', '.'))}
            slotProps={{ htmlInput: { inputMode: 'decimal', dir: 'ltr' } }} sx={{ flex: 1 }}
          />
          <IconButton onClick={() => step(1)} aria-label={t('supplies.more')} sx={{ border: 1, borderColor: 'divider' }}><Add /></IconButton>
        </Box>
        {problem && <Alert severity="error">{problem}</Alert>}
        <Button variant="contained" size="large" disabled={!ready} loading={pending} onClick={() => void handOut()}>{t('action.issueSupplies')}</Button>
      </Paper>
    </ReportPage>
  );
}
