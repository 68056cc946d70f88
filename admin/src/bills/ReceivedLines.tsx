import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { PriceInput, QuantityInput } from '../shared/form/inputs.tsx';
import { usePaperCurrency } from '../payables/PaperMoney.tsx';
import { decimalText, moneyText } from '../shared/numbers.ts';

const unbilled = graphql(`
  query UnbilledReceipts($filter: ReceiptFilter) {
    receipts(first: 50, filter: $filter, orderBy: RECEIVED_ON_ASC) {
      nodes {
        id number receivedOn
        lines { id quantity unbilled isBilled value { amount currencyCode } product { id name } purchaseOrderLine { id unitCost currencyCode companyUnitCost quotedCost quotedCurrencyCode } }
      }
    }
  }
`);

type Ordered = { unitCost: string; currencyCode: string; companyUnitCost: string; quotedCost: string | null; quotedCurrencyCode: string | null };
/** What stands for an empty cost: as ordered, in the bill's currency; of an order in another it is to be typed. */
const orderedAt = ({ unitCost, currencyCode: own, companyUnitCost, quotedCost, quotedCurrencyCode }: Ordered, currencyCode: string | undefined, t: ReturnType<typeof useT>): string => {
  if (!currencyCode) return t('bills.unitCostHelp', { cost: decimalText(companyUnitCost) });
  const ordered = own === currencyCode ? unitCost : quotedCurrencyCode === currencyCode ? quotedCost : null;
  return ordered ? t('bills.unitCostHelp', { cost: `${decimalText(ordered)} ${currencyCode}` }) : t('bills.unitCostTyped', { code: currencyCode });
};

type Chosen = { receiptLineId: string; quantity: string; unitCost: string };

/** What came from the supplier and waits for its bill: chosen lines are billed, at the cost ordered unless another is typed. */
export function ReceivedLines({ preset }: { preset: string | null }) {
  const t = useT();
  const supplierId: unknown = useWatch({ name: 'supplierId' });
  const { getValues } = useFormContext<{ receiptLines: Chosen[] }>();
  const { fields, append, remove, replace } = useFieldArray<{ receiptLines: Chosen[] }>({ name: 'receiptLines' });
  const currencyCode = usePaperCurrency();
  const known = typeof supplierId === 'string' && supplierId !== '';
  const { data } = useAsk(unbilled, { filter: known ? { supplier: { is: supplierId }, status: { in: ['POSTED' as const] }, isBilled: false } : { supplier: { empty: true } } });
  const receipts = data?.receipts.nodes ?? [];
  // Lines of another supplier do not stay chosen; those of the receipt that led here are chosen from the start.
  useEffect(() => {
    if (!known || !data) return;
    const offered = data.receipts.nodes.flatMap(({ id, lines }) => lines.filter((line) => !line.isBilled).map((line) => ({ receipt: id, line: line.id })));
    const kept = (getValues('receiptLines') ?? []).filter(({ receiptLineId }) => offered.some(({ line }) => line === receiptLineId));
    const first = offered.filter(({ receipt }) => receipt === preset).map(({ line }) => ({ receiptLineId: line, quantity: '', unitCost: '' }));
    replace(kept.length > 0 ? kept : first);
    // A new answer for a supplier decides; what is chosen after that stays.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [supplierId, data === undefined]);
  if (!known) return <Typography color="textSecondary">{t('bills.chooseSupplier')}</Typography>;
  if (receipts.length === 0) return <Typography color="textSecondary">{t('bills.nothingReceived')}</Typography>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {receipts.map((receipt) => (
        <Box key={receipt.id} component="fieldset" sx={{ m: 0, p: 0, border: 0 }}>
          <Typography component="legend" variant="body2" sx={{ fontWeight: 600 }}>
            {t('bills.receipt', { number: receipt.number, day: dayText(receipt.receivedOn) })}
          </Typography>
          {receipt.lines.filter((line) => !line.isBilled).map((line) => {
            const at = fields.findIndex(({ receiptLineId }) => receiptLineId === line.id);
            return (
              <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 180px 220px' }, gap: 1, alignItems: 'center' }}>
                <FormControlLabel
                  control={<Checkbox checked={at >= 0} onChange={() => (at >= 0 ? remove(at) : append({ receiptLineId: line.id, quantity: '', unitCost: '' }, { shouldFocus: false }))} />}
                  label={t('bills.line', { quantity: decimalText(line.unbilled), product: line.product.name, value: moneyText(line.value) })}
                />
                {at >= 0 && (
                  <QuantityInput source={`receiptLines.${at}.quantity`} label={t('payables.billedQuantity', { product: line.product.name })} help={t('payables.billedQuantityHelp', { quantity: decimalText(line.unbilled) })} />
                )}
                {at >= 0 && (
                  <PriceInput
                    key={fields[at]?.id ?? ''} source={`receiptLines.${at}.unitCost`} label={t('bills.unitCost', { product: line.product.name })}
                    help={orderedAt(line.purchaseOrderLine, currencyCode, t)}
                  />
                )}
              </Box>
            );
          })}
        </Box>
      ))}
    </Box>
  );
}
