import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useLabels, useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import type { Customer } from './queries.ts';

const parts = [
  { name: 'receivable', color: 'primary.main' },
  { name: 'shippedNotInvoiced', color: 'info.main' },
  { name: 'openOrders', color: 'warning.main' },
] as const;

// Lengths only: every figure shown is the server's own.
const length = (money: { amount: string } | null | undefined) => Math.max(0, Number(money?.amount ?? 0));

/** What is at risk with a customer against the limit: a bar of its parts, with the limit as a mark. */
export function ExposureBar({ customer }: { customer: Customer }) {
  const t = useT();
  const { fieldLabel } = useLabels();
  const whole = parts.reduce((sum, { name }) => sum + length(customer[name]), 0);
  const limit = customer.creditLimit;
  const scale = Math.max(whole, length(limit), 1);
  const share = (amount: number) => `${(100 * amount) / scale}%`;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ position: 'relative', blockSize: 14, borderRadius: 1, bgcolor: 'quiet.wash', border: '1px solid', borderColor: 'divider', display: 'flex', overflow: 'hidden' }} aria-hidden>
        {parts.map(({ name, color }) => (
          <Box key={name} sx={{ inlineSize: share(length(customer[name])), bgcolor: color }} />
        ))}
        {limit && <Box sx={{ position: 'absolute', insetBlock: 0, insetInlineStart: `calc(${share(length(limit))} - 3px)`, inlineSize: 3, bgcolor: 'text.primary' }} />}
      </Box>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(145px, 1fr))' }}>
        {parts.map(({ name, color }) => (
          <Figure key={name} label={fieldLabel('customers', name)} color={color} value={customer[name]} />
        ))}
        <Figure label={fieldLabel('customers', 'unapplied')} value={customer.unapplied} />
        <Figure label={fieldLabel('customers', 'exposure')} value={customer.exposure} strong />
        <Figure label={fieldLabel('customers', 'creditLimit')} value={customer.creditLimit} color="text.primary" none={t('customers.noLimit')} />
        <Figure label={fieldLabel('customers', 'creditLeft')} value={customer.creditLeft} none={t('customers.noLimit')} />
      </Box>
    </Box>
  );
}

type FigureProps = { label: string; value: Customer['exposure'] | null; color?: string; strong?: boolean; none?: string };

function Figure({ label, value, color, strong = false, none }: FigureProps) {
  return (
    <Box>
      <Typography component="dt" variant="caption" color="textSecondary" sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
        {color && <Box component="span" sx={{ inlineSize: 8, blockSize: 8, borderRadius: '2px', bgcolor: color }} />}
        {label}
      </Typography>
      <Box component="dd" sx={{ m: 0, fontWeight: strong ? 650 : 400 }}>
        {value || !none ? <Value field={{ kind: 'money' }} value={value} /> : none}
      </Box>
    </Box>
  );
}
