import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { pathOfId } from '../data/resource.ts';
import { useT } from '../i18n/useT.ts';
import { DayField } from '../shared/input/DayField.tsx';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { decimalText } from '../shared/numbers.ts';
import { variantsQuery, type Template, type Variant } from './queries.ts';

const setVariantPrices = graphql(`
  mutation SetVariantPrices($input: SetVariantPricesInput!) {
    setVariantPrices(input: $input) {
      __typename
      ... on SetVariantPricesPayload { productTemplate { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

interface Head { key: string; label: string }
const valueAt = (variant: Variant, no: number): string => (no === 1 ? variant.option1 : no === 2 ? variant.option2 : variant.option3)?.id ?? '';

/** Rows by the first option (and the third, where there is one), columns by the second. */
function layout({ options }: Template, variants: readonly Variant[]) {
  const [down, across, deep] = options;
  const key = (variant: Variant) => [down, deep].map((option) => (option ? valueAt(variant, option.no) : '')).join(' ');
  const rows: Head[] = (down?.values ?? []).flatMap((first) => (deep ? deep.values.map((third) => ({ key: `${first.id} ${third.id}`, label: `${first.name} · ${third.name}` })) : [{ key: `${first.id} `, label: first.name }]));
  const columns: Head[] = across ? across.values.map(({ id, name }) => ({ key: id, label: name })) : [{ key: '', label: '' }];
  const used = rows.filter((row) => variants.some((variant) => key(variant) === row.key));
  const at = (row: string, column: string) => variants.find((variant) => key(variant) === row && (across ? valueAt(variant, across.no) : '') === column);
  return { rows: used, columns: columns.filter((column) => used.some((row) => at(row.key, column.key))), at, corner: [down?.name, deep?.name].filter(Boolean).join(' · '), across: across?.name ?? '' };
}

/** All variants in rows and columns: what is available and what it costs; prices are edited in place. */
export function Matrix({ template }: { template: Template }) {
  const t = useT();
  const [editing, setEditing] = useState(false);
  const { data } = useAsk(variantsQuery, { id: template.id });
  if (!data) return <Skeleton variant="rounded" height={160} />;
  const variants = data.templateVariants;
  if (variants.length === 0) return <Typography color="textSecondary">{t('variants.none')}</Typography>;
  if (editing) return <Prices template={template} variants={variants} onClose={() => setEditing(false)} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}>
      <Grid
        template={template} variants={variants}
        cell={(variant) => (
          <>
            <Link component={RouterLink} to={pathOfId(variant.id) ?? ''} aria-label={t('variants.cell', { name: variant.name, available: decimalText(variant.available) })} sx={{ textDecoration: variant.isDiscontinued ? 'line-through' : undefined }}>
              <bdi className="figure">{decimalText(variant.available)}</bdi>
            </Link>
            <Box component="bdi" className="figure" sx={{ display: 'block', color: 'text.secondary', fontWeight: variant.isPriceInherited ? 400 : 650 }}>{variant.currentPrice ? decimalText(variant.currentPrice) : '–'}</Box>
          </>
        )}
      />
      <Typography variant="body2" color="textSecondary">{t('variants.matrixAbout')}</Typography>
      {may('prices.manage') && <Button variant="outlined" onClick={() => setEditing(true)}>{t('action.setVariantPrices')}</Button>}
    </Box>
  );
}

function Grid({ template, variants, cell }: { template: Template; variants: readonly Variant[]; cell: (variant: Variant) => React.ReactNode }) {
  const t = useT();
  const { rows, columns, at, corner, across } = layout(template, variants);
  return (
    <Paper variant="outlined" sx={{ overflowX: 'auto', maxWidth: '100%' }} tabIndex={0} role="group" aria-label={t('variants.matrix')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell component="th" scope="col">{corner}</TableCell>
            {columns.map(({ key, label }) => <TableCell key={key} component="th" scope="col" sx={{ textAlign: 'end' }}>{label || across || t('variants.available')}</TableCell>)}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.key} hover>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>{row.label}</TableCell>
              {columns.map((column) => {
                const variant = at(row.key, column.key);
                return <TableCell key={column.key} sx={{ textAlign: 'end', verticalAlign: 'top' }}>{variant ? cell(variant) : ''}</TableCell>;
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Paper>
  );
}

/** Prices from a day on: of the template, and of single variants; an emptied one follows the template. */
function Prices({ template, variants, onClose }: { template: Template; variants: readonly Variant[]; onClose: () => void }) {
  const t = useT();
  const [run, { pending }] = useAction(setVariantPrices);
  const [validFrom, setValidFrom] = useState(today());
  const [common, setCommon] = useState(template.unitPrice ?? '');
  const own = (variant: Variant): string => (variant.isPriceInherited ? '' : variant.currentPrice ?? '');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const changed = variants.filter((variant) => typed[variant.id] !== undefined && typed[variant.id] !== own(variant));
  const save = async () => {
    const done = await run({
      input: {
        productTemplateId: template.id, validFrom, ...(common && common !== template.unitPrice ? { unitPrice: common } : {}),
        variants: changed.map((variant) => ({ productId: variant.id, unitPrice: typed[variant.id] || null })),
      },
    });
    if (done) onClose();
  };
  return (
    <Box component="form" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }} sx={{ display: 'grid', gap: 2, justifyItems: 'start', minWidth: 0 }}>
      <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
        <DecimalField label={t('variants.templatePrice')} value={common} onChange={setCommon} digitsMax={8} helperText={t('variants.templatePriceHelp')} />
        <DayField label={t('products.validFrom')} value={validFrom} onChange={(day) => setValidFrom(day)} />
      </Box>
      <Grid
        template={template} variants={variants}
        cell={(variant) => (
          <DecimalField
            label="" value={typed[variant.id] ?? own(variant)} onChange={(price) => setTyped((before) => ({ ...before, [variant.id]: price }))} digitsMax={8}
            inputProps={{ 'aria-label': t('variants.priceOf', { name: variant.name }), placeholder: common ? decimalText(common) : '', style: { textAlign: 'end', minWidth: 72 } }}
          />
        )}
      />
      <Typography variant="body2" color="textSecondary">{t('variants.pricesAbout')}</Typography>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button type="submit" variant="contained" loading={pending} disabled={changed.length === 0 && (common === '' || common === template.unitPrice)}>{t('variants.savePrices')}</Button>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
      </Box>
    </Box>
  );
}
