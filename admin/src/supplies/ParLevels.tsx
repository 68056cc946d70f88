import AddShoppingCart from '@mui/icons-material/AddShoppingCartOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import Switch from '@mui/material/Switch';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { QuantityInput, ReferenceInput } from '../shared/form/inputs.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { StatusChip } from '../shared/StatusChip.tsx';

const standingsQuery = graphql(`
  query ParStandings($warehouseId: ID, $all: Boolean) {
    parStandings(warehouseId: $warehouseId, all: $all) {
      status par minimum onHand available onTheWay need transfer purchase
      parLevel { id }
      product { id sku name unit { code } }
      warehouse { id name }
      transferFrom { id name }
    }
  }
`);
const setParLevels = graphql(`
  mutation SetParLevels($input: SetParLevelsInput!) {
    setParLevels(input: $input) {
      __typename
      ... on SetParLevelsPayload { parLevels { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const removeParLevel = graphql(`
  mutation RemoveParLevel($input: RemoveParLevelInput!) {
    removeParLevel(input: $input) {
      __typename
      ... on RemoveParLevelPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const reorderToPar = graphql(`
  mutation ReorderToPar($input: ReorderToParInput!) {
    reorderToPar(input: $input) {
      __typename
      ... on ReorderToParPayload { requisition { id number } transfer { id number } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
type Standing = ResultOf<typeof standingsQuery>['parStandings'][number];
type Named = { id: string; name: string };
const distinct = <T extends { id: string }>(records: readonly T[]): T[] => [...new Map(records.map((record) => [record.id, record])).values()];

/** What every site has and should have, as a grid; one tap fills a site. */
export function ParLevels() {
  const t = useT();
  const { text, set } = useReportParams();
  const [editing, setEditing] = useState<Partial<Standing> | undefined>();
  const [warehouseId, belowOnly] = [text('site'), text('below') === '1'];
  const { data, error, refetch } = useAsk(standingsQuery, { all: false, ...(warehouseId ? { warehouseId } : {}) });
  const all = data?.parStandings;
  const shown = all?.filter(({ status }) => !belowOnly || status === 'BELOW_PAR' || status === 'BELOW_MINIMUM') ?? [];
  const sites = distinct(all?.map(({ warehouse }) => warehouse) ?? []);
  const products = distinct(shown.map(({ product }) => product));
  const mayManage = may('supplies.manage');
  return (
    <ReportPage
      title={t('supplies.parLevels')} about={t('supplies.parAbout')} error={error} onRetry={() => void refetch()} loading={!all}
      controls={
        <>
          <ReferencePicker resource="warehouses" label={t('supplies.site')} filter={{ isActive: true }} value={warehouseId} onChange={(id) => set({ site: id })} />
          <FormControlLabel control={<Switch checked={belowOnly} onChange={(_, on) => set({ below: on ? '1' : '' })} />} label={t('supplies.belowOnly')} />
          {mayManage && <Button variant="outlined" onClick={() => setEditing({})}>{t('action.setParLevels')}</Button>}
        </>
      }
    >
      {all?.length === 0 && <Typography color="textSecondary" role="status">{t('supplies.noParLevels')}</Typography>}
      {all && all.length > 0 && (
        <Paper variant="outlined" sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('supplies.parLevels')}>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{t('supplies.product')}</TableCell>
                {sites.map((site) => (
                  <TableCell key={site.id} sx={{ minWidth: 190 }}>
                    <Site site={site} due={all.filter((row) => row.warehouse.id === site.id && row.need !== '0').length} />
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {products.map((product) => (
                <TableRow key={product.id} hover>
                  <TableCell component="th" scope="row"><ReferenceLink value={product} /></TableCell>
                  {sites.map((site) => {
                    const row = shown.find((each) => each.product.id === product.id && each.warehouse.id === site.id);
                    return <TableCell key={site.id} sx={{ verticalAlign: 'top' }}>{row && <Cell row={row} {...(mayManage ? { onEdit: () => setEditing(row) } : {})} />}</TableCell>;
                  })}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Paper>
      )}
      {editing && <ParDialog row={editing} warehouseId={warehouseId} onClose={() => setEditing(undefined)} />}
    </ReportPage>
  );
}

/** A site's name, and the button that fills it. */
function Site({ site, due }: { site: Named; due: number }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [run, { pending }] = useAction(reorderToPar);
  const fill = async () => {
    const payload = await run({ input: { warehouseId: site.id } });
    if (!payload) return;
    const { requisition, transfer } = payload;
    notify('supplies.filled', { type: 'success', messageArgs: { documents: [transfer?.number, requisition?.number].filter(Boolean).join(', ') } });
    const made = requisition ?? transfer;
    const path = made && pathOfId(made.id);
    if (path) void navigate(path);
  };
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      <bdi>{site.name}</bdi>
      {may('supplies.manage') && (
        <Button size="small" variant={due > 0 ? 'contained' : 'text'} startIcon={<AddShoppingCart />} disabled={due === 0} loading={pending} onClick={() => void fill()} aria-label={t('supplies.fillSite', { site: site.name, count: due })}>
          {t('supplies.fill', { count: due })}
        </Button>
      )}
    </Box>
  );
}

/** Has and should have, in figures and words; what would fill it. */
function Cell({ row, onEdit }: { row: Standing; onEdit?: () => void }) {
  const t = useT();
  const how = [
    row.transfer === '0' ? '' : t('supplies.fromStore', { quantity: decimalText(row.transfer), store: row.transferFrom?.name ?? '' }),
    row.purchase === '0' ? '' : t('supplies.toBuy', { quantity: decimalText(row.purchase) }),
    row.status === 'ON_ITS_WAY' ? t('supplies.onTheWay', { quantity: decimalText(row.onTheWay) }) : '',
  ].filter(Boolean);
  const figures = t('supplies.hasOf', { available: decimalText(row.available), par: decimalText(row.par), unit: row.product.unit.code });
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      {onEdit ? <Button size="small" sx={{ p: 0, minWidth: 0, fontWeight: 400 }} onClick={onEdit} aria-label={t('supplies.editPar', { product: row.product.name, site: row.warehouse.name, figures })}>{figures}</Button> : <span>{figures}</span>}
      <StatusChip enumName="ParStatus" value={row.status} />
      {how.map((each) => <Typography key={each} variant="caption" color="textSecondary">{each}</Typography>)}
    </Box>
  );
}

function ParDialog({ row, warehouseId, onClose }: { row: Partial<Standing>; warehouseId: string; onClose: () => void }) {
  const t = useT();
  const [remove, { pending }] = useAction(removeParLevel);
  const { parLevel } = row;
  return (
    <ActionDialog
      title={t('action.setParLevels')} document={setParLevels} onClose={onClose}
      input={({ minimum, ...level }) => ({ levels: [{ ...level, minimum: minimum === '' ? null : minimum }] })}
      initial={{ productId: row.product?.id ?? '', warehouseId: row.warehouse?.id ?? warehouseId, par: row.par ?? '', minimum: row.minimum ?? '' }}
    >
      <ReferenceInput source="productId" reference="products" filter={{ isStocked: true }} label={t('supplies.product')} required disabled={Boolean(parLevel)} />
      <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('supplies.site')} required disabled={Boolean(parLevel)} />
      <QuantityInput source="par" label={t('supplies.par')} help={t('supplies.parHelp')} required />
      <QuantityInput source="minimum" label={t('supplies.minimum')} help={t('supplies.minimumHelp')} />
      {parLevel && (
        <Button color="error" loading={pending} sx={{ justifySelf: 'start' }} onClick={() => void remove({ input: { parLevelId: parLevel.id } }).then((done) => done && onClose())}>
          {t('supplies.removePar')}
        </Button>
      )}
    </ActionDialog>
  );
}
