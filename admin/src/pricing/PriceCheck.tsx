import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { graphql } from '../data/graphql.ts';
import { tradedQuery } from '../currencies/queries.ts';
import { currentViewer, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { enumValues } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { DecimalField } from '../shared/input/DecimalField.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, moneyText } from '../shared/numbers.ts';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { ReportSelect } from '../replenishment/groups.tsx';

const query = graphql(`
  query PriceCheck($productId: ID!, $customerId: ID, $quantity: Decimal, $on: Day, $channel: Channel, $currencyCode: String) {
    priceExplanation(productId: $productId, customerId: $customerId, quantity: $quantity, on: $on, channel: $channel, currencyCode: $currencyCode) {
      currencyCode exchangeRate unitPrice taxIncluded why net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode }
      candidates { origin listId listName unitPrice currencyCode taxIncluded isTaken says why }
    }
  }
`);
const isQuantity = (text: string) => /^\d+(\.\d{1,6})?$/.test(text) && Number(text) > 0;

/** What a customer would pay for a quantity of a product on a day, and why. */
export function PriceCheck() {
  const t = useT();
  const { enumLabel } = useLabels();
  const { text, day, set } = useReportParams();
  const now = today();
  const on = day('on', now);
  const [productId, customerId, quantity, channel] = [text('product'), text('customer'), text('quantity') || '1', text('channel') || 'CONSOLE'];
  const code = text('currency');
  const { data: traded } = useAsk(tradedQuery, {});
  const codes = (traded?.tradingCurrencies.nodes ?? []).map((each) => each.code);
  // With its currency where the firm trades in several.
  const said = (price: string, of: string) => (codes.length === 0 ? decimalText(price, 8, 2) : `${decimalText(price, 8, 2)} ${of}`);
  const isAsked = productId !== '' && isQuantity(quantity);
  const { data, error, refetch } = useAsk(query, { productId, customerId: customerId || null, quantity, on, channel: channel as 'CONSOLE', currencyCode: code || null }, isAsked);
  const found = isAsked ? data?.priceExplanation : undefined;
  return (
    <ReportPage
      title={t('pricing.check')} about={t('pricing.checkAbout')} error={error} onRetry={() => void refetch()} loading={isAsked && !found && !error}
      controls={
        <>
          <Box sx={{ minWidth: 220 }}><ReferencePicker resource="products" label={t('pricing.product')} value={productId} onChange={(next) => set({ product: next })} /></Box>
          <Box sx={{ minWidth: 220 }}><ReferencePicker resource="customers" label={t('pricing.customer')} value={customerId} onChange={(next) => set({ customer: next })} /></Box>
          <DecimalField label={t('pricing.quantity')} value={quantity} onChange={(next) => set({ quantity: next === '1' ? '' : next })} digitsMax={6} inputProps={{ name: 'quantity' }} />
          <ReportDay label={t('pricing.on')} value={on} onChange={(next) => set({ on: next === now ? '' : next })} />
          <ReportSelect label={t('pricing.channel')} value={channel} onChange={(next) => set({ channel: next === 'CONSOLE' ? '' : next })} options={enumValues('Channel').map((each) => ({ value: each, label: enumLabel('Channel', each) }))} />
          {codes.length > 0 && (
            <ReportSelect
              label={t('currencies.currency')} value={code} onChange={(next) => set({ currency: next })}
              options={[{ value: '', label: t('pricing.theirCurrency') }, ...[currentViewer()?.company?.currencyCode ?? '', ...codes].map((each) => ({ value: each, label: each }))]}
            />
          )}
        </>
      }
    >
      {!isAsked && <Alert severity="info">{t('pricing.chooseProduct')}</Alert>}
      {found && (
        <>
          <Alert severity={found.unitPrice === null ? 'warning' : 'success'} sx={{ mb: 2 }}>
            {found.unitPrice === null ? found.why : t(found.taxIncluded ? 'pricing.answerIncluded' : 'pricing.answer', { price: said(found.unitPrice, found.currencyCode), total: moneyText(found.total), tax: moneyText(found.tax), why: found.why })}
          </Alert>
          <ReportTable
            name={t('pricing.candidates')} empty={t('app.none')}
            columns={[{ label: t('pricing.where') }, { label: t('pricing.price'), numeric: true }, { label: t('pricing.whyColumn') }]}
            rows={found.candidates.map(({ origin, listId, listName, unitPrice, currencyCode, isTaken, says, why }, index) => ({
              key: String(index), strong: isTaken,
              cells: [listId && listName ? <ReferenceLink key="list" value={{ id: listId, name: says }} /> : says || enumLabel('PriceOrigin', origin), unitPrice === null ? '–' : said(unitPrice, currencyCode), why],
            }))}
          />
        </>
      )}
    </ReportPage>
  );
}
