import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { useFieldArray, useWatch } from 'react-hook-form';
import { request } from '../data/client.ts';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { MoneyInput } from '../shared/form/inputs.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { decimalText, moneyText } from '../shared/numbers.ts';
import { sharesInput, type Chosen } from './inputOf.ts';
import { Receipts } from './Receipts.tsx';

const received = graphql(`
  query ReceivedLines($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Receipt { id number lines { id quantity value { amount currencyCode } product { id name } } }
    }
  }
`);
const preview = graphql(`
  query PreviewLandedCost($input: PreviewLandedCostInput!) {
    previewLandedCost(input: $input) {
      total { amount currencyCode }
      lines { receiptLine { id } share { amount currencyCode } cost { amount currencyCode } unitCost { amount currencyCode } }
    }
  }
`);
type Line = Extract<NonNullable<ResultOf<typeof received>['nodes'][number]>, { lines: unknown }>['lines'][number] & { number: string };

/** The receipt lines that bear the charges, each with its share as the server divides them. */
export function Bearers() {
  const t = useT();
  const [receiptIds, basis] = useWatch({ name: ['receiptIds', 'basis'] }) as [string[], string]; // the form's own
  const { fields, append, remove } = useFieldArray<{ lines: Chosen[] }>({ name: 'lines' });
  const { data } = useAsk(received, { ids: receiptIds });
  const known = new Map((data?.nodes ?? []).flatMap((node) => (node && 'lines' in node ? node.lines.map((line): [string, Line] => [line.id, { ...line, number: node.number }]) : [])));
  const offered = [...known.keys()].join();
  // Lines of a receipt come with it and go with it.
  useEffect(() => {
    if (!data) return;
    const chosen = new Set(fields.map(({ receiptLineId }) => receiptLineId));
    const gone = fields.flatMap(({ receiptLineId }, at) => (known.has(receiptLineId) ? [] : [at]));
    if (gone.length > 0) remove(gone);
    const fresh = [...known.keys()].filter((id) => !chosen.has(id)).map((receiptLineId) => ({ receiptLineId, share: '' }));
    if (fresh.length > 0) append(fresh, { shouldFocus: false });
    // The receipts decide; a line taken out by hand stays out until they change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [offered]);
  const { data: shares, problem, isFetching } = usePreview(['basis', 'charges', 'lines'], async (values, signal) => {
    const input = sharesInput(values);
    if (input.charges.length === 0 || input.lines.length === 0) return null;
    return (await request(preview, { input: input as never }, { signal })).previewLandedCost; // enum values as the form has them
  });
  const shareOf = new Map(shares?.lines.map((line) => [line.receiptLine.id, line]));
  const isManual = basis === 'MANUAL';
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Receipts />
      {fields.length === 0 ? <Typography color="textSecondary">{t('landedCosts.noLines')}</Typography> : (
        <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('landedCosts.lines')}>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{t('landedCosts.goods')}</TableCell>
                <TableCell sx={end}>{t('landedCosts.quantity')}</TableCell>
                <TableCell sx={end}>{t('landedCosts.value')}</TableCell>
                <TableCell sx={end}>{t('landedCosts.share')}</TableCell>
                <TableCell sx={end}>{t('landedCosts.unitCost')}</TableCell>
                <TableCell component="td" />
              </TableRow>
            </TableHead>
            <TableBody>
              {fields.map((field, at) => {
                const line = known.get(field.receiptLineId);
                const share = shareOf.get(field.receiptLineId);
                const name = line ? `${line.product.name} · ${line.number}` : '';
                return (
                  <TableRow key={field.id}>
                    <TableCell component="th" scope="row">{name}</TableCell>
                    <TableCell sx={end}>{line ? decimalText(line.quantity) : ''}</TableCell>
                    <TableCell sx={end}>{line ? moneyText(line.value) : ''}</TableCell>
                    <TableCell sx={{ ...end, minWidth: isManual ? 150 : 0 }}>
                      {isManual ? <MoneyInput source={`lines.${at}.share`} label={t('landedCosts.shareOf', { name })} /> : share ? moneyText(share.share) : '–'}
                    </TableCell>
                    <TableCell sx={end}>{share ? moneyText(share.unitCost) : '–'}</TableCell>
                    <TableCell sx={end}>
                      <IconButton size="small" aria-label={t('landedCosts.leaveOut', { name })} onClick={() => remove(at)}>
                        <DeleteOutlined fontSize="small" />
                      </IconButton>
                    </TableCell>
                  </TableRow>
                );
              })}
            </TableBody>
          </Table>
        </Box>
      )}
      <LiveTotals rows={[{ label: t('landedCosts.total'), value: shares?.total, strong: true }]} problem={problem} busy={isFetching} />
    </Box>
  );
}

const end = { textAlign: 'end' };
