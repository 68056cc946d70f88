import Table from '@mui/material/Table';
import Typography from '@mui/material/Typography';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Box from '@mui/material/Box';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import { LiveTotals } from '../shared/form/LiveTotals.tsx';
import { LineFigures } from './LineFigures.tsx';
import { LinePlaces } from './LinePlaces.tsx';
import type { Order } from './queries.ts';
import { decimalText, moneyText } from '../shared/numbers.ts';

const end = { textAlign: 'end', whiteSpace: 'nowrap' } as const;

/** The lines of an order with how far each has come, and the totals. */
export function OrderLines({ order }: { order: Order }) {
  const t = useT();
  const { fieldLabel } = useLabels();
  const label = (name: string) => fieldLabel('orders', `lines.${name}`);
  return (
    <>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t('orders.lines')}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{label('productId')}</TableCell>
              <TableCell sx={end}>{label('quantity')}</TableCell>
              <TableCell>{t('orders.progress')}</TableCell>
              <TableCell sx={end}>{label('unitPrice')}</TableCell>
              <TableCell sx={end}>{label('discountRate')}</TableCell>
              <TableCell sx={end}>{t('orders.net')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {order.lines.map((line) => (
              <TableRow key={line.id}>
                <TableCell><ReferenceLink value={{ id: line.product.id, name: line.description }} /></TableCell>
                <TableCell sx={end}>
                  <Value field={{ kind: 'quantity' }} value={line.quantity} />
                  {line.entered && line.unit && <Typography variant="caption" color="textSecondary" component="p"><bdi className="figure">{`${decimalText(line.entered)} ${line.unit.code}`}</bdi></Typography>}
                </TableCell>
                <TableCell><LineFigures line={line} /><LinePlaces line={line} /></TableCell>
                <TableCell sx={end}>
                  <Value field={{ kind: 'price' }} value={line.unitPrice} />
                  {line.priceOrigin && <Typography variant="caption" color="textSecondary" component="p" sx={{ whiteSpace: 'normal', maxWidth: 220, marginInlineStart: 'auto' }}>{line.whyPrice}</Typography>}
                </TableCell>
                <TableCell sx={end}>
                  {Number(line.discountRate) > 0 && <Value field={{ kind: 'percent' }} value={line.discountRate} />}
                  {line.discounts.map(({ id, name, amount }) => <Typography key={id} variant="caption" component="p" sx={{ whiteSpace: 'normal' }}>{t('pricing.off', { name, amount: moneyText(amount) })}</Typography>)}
                </TableCell>
                <TableCell sx={end}><Value field={{ kind: 'money' }} value={line.net} /></TableCell>
              </TableRow>
            ))}
            {order.lines.length === 0 && (
              <TableRow>
                <TableCell colSpan={6}>{t('orders.noLines')}</TableCell>
              </TableRow>
            )}
          </TableBody>
        </Table>
      </Box>
      <Box sx={{ mt: 1.5 }}>
        <LiveTotals
          rows={[
            { label: t('orders.gross'), value: order.gross },
            { label: t('orders.discount'), value: order.discount },
            { label: t('orders.net'), value: order.net },
            { label: t('orders.freight'), value: order.freight },
            { label: t('orders.tax'), value: order.tax },
            { label: t('orders.total'), value: order.total, strong: true },
          ]}
        />
      </Box>
    </>
  );
}
