import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router-dom';
import Button from '@mui/material/Button';
import { addDays } from '../data/presets.ts';
import { today } from '../data/session.ts';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, integerText, shareText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import type { useReportParams } from '../shared/report/useReportParams.ts';
import { ReportSelect } from '../replenishment/groups.tsx';

export type Params = ReturnType<typeof useReportParams>;
/** A value of an enum from the URL; the usual one where it is none. */
export const oneOf = <T extends string>(name: string, given: string, usual: T): T => (enumValues(name).includes(given) ? (given as T) : usual);
export type Channel = 'CONSOLE' | 'API' | 'CLI' | 'JOB';

/** What is asked of the reports: the period, and whose orders. */
export function askedOf({ text, day }: Params) {
  const to = day('to', today());
  const [warehouseId, customerId, productId, salesPersonId, channel] = ['warehouse', 'customer', 'product', 'salesPerson', 'channel'].map(text) as [string, string, string, string, string];
  return {
    from: day('from', addDays(to, -364)), to, ...(warehouseId ? { warehouseId } : {}), ...(customerId ? { customerId } : {}), ...(salesPersonId ? { salesPersonId } : {}),
    ...(channel ? { channel: oneOf<Channel>('Channel', channel, 'CONSOLE') } : {}), ...(productId ? { productId } : {}),
  };
}
/** The same, of reports that know no product. */
export function processAskedOf(params: Params) {
  const { productId: _product, ...asked } = askedOf(params);
  return asked;
}

/** A page of this domain about the same orders, and more. */
export function pathTo(path: string, { text, day }: Params, more: Record<string, string | undefined>): string {
  const to = day('to', today());
  const kept = Object.fromEntries(['warehouse', 'customer', 'product', 'salesPerson', 'channel', 'dated', 'heldTo'].map((name) => [name, text(name)]));
  const all = { ...kept, from: day('from', addDays(to, -364)), to, ...more };
  return `${path}?${new URLSearchParams(Object.entries(all).filter((each): each is [string, string] => Boolean(each[1]))).toString()}`;
}

/** A figure that leads to what is behind it; nothing leads nowhere. */
export const Leading = ({ value, to }: { value: number; to: string }) => (value === 0 ? <>–</> : <Link component={RouterLink} to={to}>{integerText(value)}</Link>);
export const rateText = (rate: string | null | undefined): string => (rate === null || rate === undefined ? '–' : shareText(rate));
export const numberText = (value: string | null | undefined, places = 1): string => (value === null || value === undefined ? '–' : decimalText(value, places));
/** A rate as a figure of a chart, in per cent. */
export const percentFigure = (rate: string | null): { quantity: string } => ({ quantity: rate === null ? '0' : String(Math.round(Number(rate) * 1000) / 10) });

/** The days of a report, and whose orders it is about. */
export function PeriodControls({ params, withProduct = false }: { params: Params; withProduct?: boolean }) {
  const t = useT();
  const { text, set } = params;
  const { from, to } = askedOf(params);
  return (
    <>
      <ReportDay label={t('list.from')} value={from} onChange={(next) => set({ from: next, skip: '' })} />
      <ReportDay label={t('list.to')} value={to} onChange={(next) => set({ to: next, skip: '' })} />
      <ReferencePicker resource="customers" label={t('service.customer')} value={text('customer')} onChange={(id) => set({ customer: id, skip: '' })} />
      <ReferencePicker resource="warehouses" label={t('stock.warehouse')} value={text('warehouse')} onChange={(id) => set({ warehouse: id, skip: '' })} />
      {withProduct && <ReferencePicker resource="products" label={t('service.product')} value={text('product')} onChange={(id) => set({ product: id, skip: '' })} />}
    </>
  );
}

export function EnumSelect({ name, param, label, params, usual, none }: { name: string; param: string; label: string; params: Params; usual: string; none?: string }) {
  const { enumLabel } = useLabels();
  const value = enumValues(name).includes(params.text(param)) ? params.text(param) : usual;
  const options = enumValues(name).map((each) => ({ value: each, label: enumLabel(name, each) }));
  return (
    <ReportSelect
      label={label} value={value} onChange={(next) => params.set({ [param]: next === usual ? '' : next, skip: '' })}
      options={none === undefined ? options : [{ value: usual, label: none }, ...options]}
    />
  );
}

export const PAGE = 50;
export const skipOf = ({ text }: Params): number => Math.max(0, Number.parseInt(text('skip'), 10) || 0);
/** Turns the pages of a list that a report gives. */
export function Pages({ params, count }: { params: Params; count: number | undefined }) {
  const t = useT();
  const skip = skipOf(params);
  if (!count || count <= PAGE) return null;
  return (
    <span>
      <Button disabled={skip === 0} onClick={() => params.set({ skip: skip > PAGE ? String(skip - PAGE) : '' })}>{t('list.previousPage')}</Button>
      <Button disabled={skip + PAGE >= count} onClick={() => params.set({ skip: String(skip + PAGE) })}>{t('list.nextPage')}</Button>
    </span>
  );
}
