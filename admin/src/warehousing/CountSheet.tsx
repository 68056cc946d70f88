import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { isApiError } from '../data/apiError.ts';
import { request } from '../data/client.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { ScanField } from '../shared/input/ScanField.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { enterCounts } from './countMutations.ts';
import { findQuery, isNew, placeOf, sheetQuery, toCountQuery, type Target } from './countSheetQueries.ts';

/** Where a person counts: scan or type a code, type the quantity, go on. Made for a phone and a scanner that types. */
export function CountSheet() {
  const t = useT();
  const { text } = useReportParams();
  const sheetId = text('sheet');
  const { data, error, refetch } = useAsk(sheetQuery, { id: sheetId });
  const sheet = data?.node && 'counterName' in data.node ? data.node : undefined;
  if (data && !sheet) return <ReportPage title={t('warehousing.countSheet')}><Alert severity="error">{t('warehousing.noSheet')}</Alert></ReportPage>;
  return (
    <ReportPage
      title={sheet ? t('warehousing.sheetOf', { number: sheet.stockCount.number, counter: sheet.counterName }) : t('warehousing.countSheet')}
      about={sheet ? t('warehousing.sheetAbout', { warehouse: sheet.stockCount.warehouse.name }) : undefined} error={error} onRetry={() => void refetch()} loading={!sheet}
    >
      {sheet && (sheet.stockCount.status === 'COUNTING' ? <Entry sheet={sheet} /> : (
        <Alert severity="info" action={<Button component={Link} to={`/stockCounts/${encodeURIComponent(sheet.stockCount.id)}/show`}>{t('warehousing.toSession')}</Button>}>{t('warehousing.sheetClosed')}</Alert>
      ))}
    </ReportPage>
  );
}

type Sheet = { id: string; stockCount: { id: string; number: string; lineCount: number; countedCount: number } };

function Entry({ sheet }: { sheet: Sheet }) {
  const t = useT();
  const { stockCount } = sheet;
  const [target, setTarget] = useState<Target>();
  const [choices, setChoices] = useState<readonly Target[]>([]);
  const [said, setSaid] = useState<{ text: string; failed: boolean }>();
  const codeField = useRef<HTMLInputElement>(null);
  const again = () => requestAnimationFrame(() => codeField.current?.focus());
  const pick = (found: Target | undefined) => {
    setChoices([]);
    setTarget(found);
    if (!found) again();
  };
  const find = async (code: string) => {
    setSaid(undefined);
    try {
      const found = await request(findQuery, { stockCountId: stockCount.id, code });
      const cases = new Map(found.scannedProducts.flatMap(({ product, unit, quantity }) => (unit ? [[product.id, { unit: unit.code, quantity }] as const] : [])));
      const ofCase = (target: Target): Target => {
        const scanned = cases.get(target.product.id);
        return scanned ? { ...target, scanned } : target;
      };
      const lines: Target[] = found.countLinesOf.map(ofCase);
      const unexpected: Target[] = lines.length > 0 ? [] : found.scannedProducts.map(({ product }) => ofCase({ id: null, product }));
      const all = [...lines, ...unexpected];
      if (all.length === 0) setSaid({ text: t('warehousing.nothingOfCode', { code }), failed: true });
      const [only] = all;
      if (all.length === 1 && only) pick(only);
      else setChoices(all);
    } catch (error) {
      if (!isApiError(error)) throw error;
      setSaid({ text: error.message, failed: true });
    }
  };
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 560 }}>
      <Box>
        <LinearProgress variant="determinate" value={stockCount.lineCount ? (100 * stockCount.countedCount) / stockCount.lineCount : 0} aria-label={t('warehousing.progress')} sx={{ height: 8, borderRadius: 1 }} />
        <Typography variant="body2" sx={{ mt: 0.5 }}>{t('warehousing.countedOf', { counted: stockCount.countedCount, all: stockCount.lineCount })}</Typography>
      </Box>
      {said && <Alert severity={said.failed ? 'warning' : 'success'} role="status">{said.text}</Alert>}
      {target ? (
        <QuantityEntry
          key={placeOf(target)} sheetId={sheet.id} target={target} onCancel={() => pick(undefined)}
          onDone={(quantity) => {
            setSaid({ text: t('warehousing.entered', { product: target.product.name, quantity: decimalText(quantity) }), failed: false });
            pick(undefined);
          }}
        />
      ) : (
        <ScanField label={t('warehousing.code')} help={t('warehousing.codeHelp')} action={t('warehousing.find')} enterKey="search" field={codeField} onCode={(code) => void find(code)} />
      )}
      {choices.length > 0 && <Places title={t('warehousing.choosePlace')} targets={choices} onPick={pick} />}
      {!target && <ToCount stockCountId={stockCount.id} onPick={pick} />}
    </Box>
  );
}

/** Where the cursor goes when the field comes. */
const focus = (field: HTMLInputElement | null): void => field?.focus();

function QuantityEntry({ sheetId, target, onCancel, onDone }: { sheetId: string; target: Target; onCancel: () => void; onDone: (quantity: string) => void }) {
  const t = useT();
  // A scanned case is counted by its pieces.
  const [quantity, setQuantity] = useState(target.scanned?.quantity ?? '');
  const [fault, setFault] = useState('');
  const [run, { pending }] = useAction(enterCounts);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (quantity === '') return setFault(t('input.required'));
    const entry = isNew(target) ? { productId: target.product.id, quantity } : { countLineId: target.id, quantity };
    const refused = (error: unknown) => setFault(isApiError(error) ? (error.facts.faults?.[0]?.message ?? error.message) : String(error));
    if (await run({ input: { sheetId, entries: [entry] } }, refused)) onDone(quantity);
    return undefined;
  };
  const hint = isNew(target) ? null : target.hint;
  return (
    <Paper component="form" variant="outlined" noValidate onSubmit={(event) => void submit(event)} sx={{ p: 1.5, display: 'grid', gap: 1.5 }}>
      <Box>
        <Typography variant="h2">{target.product.name}</Typography>
        <Typography color="textSecondary">
          {target.product.sku} · {isNew(target) ? t('warehousing.unexpectedHere') : (target.bin?.code ?? t('warehousing.floor'))}
          {!isNew(target) && target.lot && ` · ${target.lot.code}`}
        </Typography>
        {target.scanned && <Typography>{t('warehousing.caseHolds', { unit: target.scanned.unit, quantity: decimalText(target.scanned.quantity), of: target.product.unit.code })}</Typography>}
        {hint !== null && <Typography>{t('warehousing.expectedHere', { quantity: decimalText(hint) })}</Typography>}
      </Box>
      <DecimalField
        label={t('warehousing.counted')} value={quantity} onChange={setQuantity} error={fault !== ''} helperText={fault} adornment={target.product.unit.code}
        inputRef={focus} inputProps={{ enterKeyHint: 'done' }}
      />
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" variant="contained" loading={pending} sx={{ flex: 1, minHeight: 44 }}>{t('warehousing.enter')}</Button>
        <Button onClick={onCancel} sx={{ minHeight: 44 }}>{t('app.cancel')}</Button>
      </Box>
    </Paper>
  );
}

/** Places to choose from, each a button as wide as the phone. */
function Places({ title, targets, onPick }: { title: string; targets: readonly Target[]; onPick: (target: Target) => void }) {
  const t = useT();
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h2" sx={{ mb: 1 }}>{title}</Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {targets.map((target) => (
          <li key={placeOf(target)}>
            <Button fullWidth variant="outlined" onClick={() => onPick(target)} sx={{ justifyContent: 'space-between', textAlign: 'start', minHeight: 44 }}>
              <span><bdi>{target.product.name}</bdi>{!isNew(target) && target.lot ? ` · ${target.lot.code}` : ''}</span>
              <b>{isNew(target) ? t('warehousing.unexpected') : (target.bin?.code ?? t('warehousing.floor'))}</b>
            </Button>
          </li>
        ))}
      </Box>
    </Box>
  );
}

function ToCount({ stockCountId, onPick }: { stockCountId: string; onPick: (target: Target) => void }) {
  const t = useT();
  const { data } = useAsk(toCountQuery, { filter: { stockCount: { is: stockCountId }, state: { is: 'OPEN' } } });
  const lines: readonly Target[] = data?.countLines.nodes ?? [];
  if (!data) return null;
  return lines.length === 0 ? <Alert severity="success">{t('warehousing.allCounted')}</Alert> : <Places title={t('warehousing.next')} targets={lines} onPick={onPick} />;
}
