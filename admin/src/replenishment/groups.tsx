import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import type { ReactNode } from 'react';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';

export type Grouping = 'PRODUCT' | 'CATEGORY' | 'WAREHOUSE' | 'SUPPLIER' | 'PRODUCT_AND_WAREHOUSE';
const groupings = enumValues('StockGrouping');
export const groupingOf = (text: string, usual: Grouping = 'PRODUCT'): Grouping => (groupings.includes(text) ? (text as Grouping) : usual);

type SelectProps = { label: string; value: string; options: readonly { value: string; label: string }[]; onChange: (value: string) => void };
/** A choice above a report. */
export const ReportSelect = ({ label, value, options, onChange }: SelectProps) => (
  <TextField select fullWidth size="small" label={label} value={value} onChange={(event) => onChange(event.target.value)}>
    {options.map((each) => <MenuItem key={each.value} value={each.value}>{each.label}</MenuItem>)}
  </TextField>
);

export function GroupSelect({ value, onChange }: { value: Grouping; onChange: (value: string) => void }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return <ReportSelect label={t('replenishment.groupBy')} value={value} onChange={onChange} options={groupings.map((each) => ({ value: each, label: enumLabel('StockGrouping', each) }))} />;
}

export type Group = {
  label: string | null;
  product: { id: string } | null; warehouse: { id: string } | null; category: { id: string } | null; supplier: { id: string } | null;
};
export const groupKey = ({ product, warehouse, category, supplier, label }: Group): string => [product, warehouse, category, supplier].map((each) => each?.id ?? '').join(' ') + (label ?? '');

/** What a group is called, leading to what it is. */
export function GroupLabel({ group, by, none }: { group: Group; by: Grouping; none: string }): ReactNode {
  const { label, product, category, supplier } = group;
  if (label === null) return none;
  if (product) return <ReferenceLink value={{ id: product.id, name: label }} />;
  if (by === 'CATEGORY' && category) return <Link component={RouterLink} to={listPath('products', { category: { is: category.id } })}>{label}</Link>;
  if (by === 'SUPPLIER' && supplier) return <ReferenceLink value={{ id: supplier.id, name: label }} />;
  return label;
}

/** The movements behind a group, where a list can show them. */
export function movesOf({ product, warehouse }: Group, between: { from?: string; to?: string } = {}): string | undefined {
  if (!product && !warehouse) return undefined;
  return listPath('stockMoves', {
    ...(product ? { product: { is: product.id } } : {}), ...(warehouse ? { warehouse: { is: warehouse.id } } : {}), ...(between.from || between.to ? { effectiveOn: between } : {}),
  });
}
