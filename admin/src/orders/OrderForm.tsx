import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { request } from '../data/client.ts';
import { cleaned } from '../data/dataProvider.ts';
import type { Values } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { DayInput, EnumInput, Fields, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import type { LineColumn } from '../shared/form/LineCell.tsx';
import { LiveTotals, usePreview } from '../shared/form/LiveTotals.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { decimalText, moneyText, percentText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { TextsInput } from '../pricing/ManyInput.tsx';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { previewOrder } from './queries.ts';
import { ShipToInputs } from './ShipToInputs.tsx';

const columns: readonly LineColumn[] = [
  { source: 'productId', kind: 'reference', reference: 'products', width: '40%', required: true, onPick: () => ({ unitPrice: '' }) },
  { source: 'quantity', kind: 'quantity', width: 110, required: true },
  { source: 'unitPrice', kind: 'price', width: 130 },
  { source: 'discountRate', kind: 'percent', width: 110 },
  { source: 'discountAmount', kind: 'money', width: 110 },
  // The price that stands there is of another unit: the list price of this one takes its place.
  { source: 'unitId', kind: 'reference', reference: 'units', width: 140, onPick: () => ({ unitPrice: '' }) },
  { source: 'isDropShipped', kind: 'yesNo', width: 110 },
];
const sources = ['currencyCode', 'frameworkId', 'customerId', 'warehouseId', 'requiredOn', 'freight', 'couponCodes', 'discountRate', 'discountAmount', 'lines'];
const blankLine = { productId: '', quantity: '', unitId: '', unitPrice: '', discountRate: '', discountAmount: '' };
const isDecimal = (value: unknown) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);

/** What can be previewed of half-typed lines: figures that are figures. */
function typedSoFar({ currencyCode, frameworkId, customerId, warehouseId, requiredOn, freight, couponCodes, discountRate, discountAmount, lines = [] }: Values): Values {
  const figures = (line: Values) => Object.fromEntries(Object.entries(line).filter(([key, value]) => (key === 'productId' || key === 'unitId' ? value !== '' : key === 'isDropShipped' || key === 'taxIncluded' ? typeof value === 'boolean' : isDecimal(value))));
  const day = /^\d{4}-\d\d-\d\d$/.test(String(requiredOn)) ? requiredOn : '';
  return cleaned({ currencyCode, frameworkId, customerId, warehouseId, requiredOn: day, freight: isDecimal(freight) ? freight : '', couponCodes, discountRate: isDecimal(discountRate) ? discountRate : '', discountAmount: isDecimal(discountAmount) ? discountAmount : '', lines: (lines as Values[]).map(figures) }); // the grid's own field array
}

const load = async (values: Values, signal: AbortSignal) =>
  // Rights are filled in by the client, which cuts out what may not be seen.
  (await request(previewOrder, { input: typedSoFar(values) as { lines: [] }, mayCreditRead: true }, { signal })).previewOrder;

function Lines() {
  const t = useT();
  const { data, problem, isFetching } = usePreview(sources, load);
  const { getValues, setValue } = useFormContext<{ lines: Values[] }>();
  const addLine = (productId: string, quantity: string) =>
    setValue('lines', [...getValues('lines').filter((line) => line.productId), { ...blankLine, productId, quantity }], { shouldDirty: true });
  const cell = (index: number) => {
    const line = data?.lines[index];
    if (!line) return null;
    return (
      <Box sx={{ whiteSpace: 'nowrap' }}>
        <Value field={{ kind: 'money' }} value={line.net} />
        {line.unitPrice !== null && line.why && (
          <Typography variant="caption" component="p" color="textSecondary" sx={{ whiteSpace: 'normal', maxWidth: 240, marginInlineStart: 'auto' }}>
            {t(line.taxIncluded ? 'pricing.perUnitIncluded' : 'pricing.perUnit', { price: decimalText(line.unitPrice, 8, 2) })} – {line.why}
          </Typography>
        )}
        {line.discounts.map(({ name, amount }, place) => <Typography key={place} variant="caption" component="p" sx={{ whiteSpace: 'normal' }}>{t('pricing.off', { name, amount: moneyText(amount) })}</Typography>)}
        {line.minimumMargin !== null && line.margin !== null && Number(line.margin) < Number(line.minimumMargin) && (
          <Typography variant="caption" component="p" color="error">{t('pricing.margin', { margin: percentText(line.margin), minimum: percentText(line.minimumMargin) })}</Typography>
        )}
        {line.available !== null && (
          <Typography variant="caption" component="p" color={Number(line.short) > 0 ? 'error' : 'textSecondary'}>
            {t('orders.available', { quantity: line.available })}
          </Typography>
        )}
        {line.frameworkLeft !== null && <Typography variant="caption" component="p" color="textSecondary">{t('frameworks.leftIn', { left: decimalText(line.frameworkLeft) })}</Typography>}
        {line.isDropShipped && <Typography variant="caption" component="p">{t('promise.dropShipped')}</Typography>}
        {line.sources.map(({ warehouse, quantity, why }) => (
          <Typography key={warehouse.id} variant="caption" component="p" color="textSecondary" sx={{ whiteSpace: 'normal', maxWidth: 240 }}>
            {t('promise.from', { quantity: decimalText(quantity), warehouse: warehouse.name })} – {why}
          </Typography>
        ))}
      </Box>
    );
  };
  return (
    <Section title={t('orders.lines')}>
      <LineGrid source="lines" columns={columns} blank={{ productId: '', quantity: '', unitId: '', unitPrice: '', discountRate: '', isDropShipped: null }} computed={{ label: t('orders.net'), cell }} />
      <LiveTotals
        busy={isFetching}
        problem={problem}
        rows={[
          { label: t('orders.discount'), value: data?.discount },
          { label: t('orders.net'), value: data?.net },
          { label: t('orders.freight'), value: data?.freight },
          { label: t('orders.tax'), value: data?.tax },
          { label: t('orders.total'), value: data?.total, strong: true },
          ...(data?.worth ? [{ label: t('currencies.worthAt', { rate: decimalText(data.exchangeRate ?? '', 10) }), value: data.worth }] : []),
          ...(data?.creditLeft ? [{ label: t('orders.creditLeft'), value: data.creditLeft }] : []),
        ]}
      />
      <Box sx={{ display: 'grid', gap: 1, mt: 1 }}>
        {data?.hints.map(({ promotion, quantity, product }) => product && (
          <Alert key={promotion + product.id} severity="info" action={<Button onClick={() => addLine(product.id, quantity)}>{t('pricing.addHint')}</Button>}>
            {t('pricing.hint', { promotion, quantity: decimalText(quantity), product: product.name })}
          </Alert>
        ))}
        {data?.warnings.map(({ code, message }) => (
          <Alert key={code + message} severity="warning">
            {message}
          </Alert>
        ))}
      </Box>
    </Section>
  );
}

function Inputs() {
  const t = useT();
  const [customerId, frameworkId, currencyCode] = useWatch({ name: ['customerId', 'frameworkId', 'currencyCode'] }) as [string | undefined, string | undefined, string | undefined];
  return (
    <>
      <Section title={t('orders.head')}>
        <Fields>
          <ReferenceInput source="customerId" reference="customers" filter={{ isActive: true }} required />
          <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('currencies.currencyHelp')} />
          <DayInput source="requiredOn" />
          <TextInput source="customerReference" />
          <TextInput source="carrier" />
          <EnumInput source="shipPolicy" enumName="ShipPolicy" help={t('fulfilment.shipPolicyHelp')} />
          <IntegerInput source="priority" help={t('fulfilment.priorityHelp')} />
          <MoneyInput source="freight" {...(currencyCode ? { currencyCode } : {})} />
          {may('frameworks.read') && <ReferenceInput source="frameworkId" reference="frameworks" filter={customerId ? { status: ['ACTIVE'], customer: { is: customerId } } : { status: ['ACTIVE'] }} help={t('frameworks.orderHelp')} />}
          {frameworkId && may('frameworks.exceed') && <TextInput source="overCallReason" help={t('frameworks.overCallHelp')} />}
          <TextsInput source="couponCodes" help={t('pricing.couponCodesHelp')} />
          <PercentInput source="discountRate" />
          <MoneyInput source="discountAmount" {...(currencyCode ? { currencyCode } : {})} />
          <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('promise.warehouse')} help={t('promise.warehouseHelp')} />
          <ReferenceInput source="salesPersonId" reference="salesPeople" filter={{ isActive: true }} help={t('orders.salesPersonHelp')} />
        </Fields>
        <Box sx={{ mt: 2 }}>
          <TextInput source="note" multiline />
        </Box>
      </Section>
      <Section title={t('orders.shipTo')}>
        <ShipToInputs />
      </Section>
      <Lines />
    </>
  );
}

export const OrderEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);

export function OrderCreate() {
  // A customer's page links here with the customer chosen.
  const [customerId] = useState(() => new URLSearchParams(location.search).get('customer') ?? '');
  return (
    <CreateForm initial={{ customerId, lines: [blankLine] }}>
      <Inputs />
    </CreateForm>
  );
}
