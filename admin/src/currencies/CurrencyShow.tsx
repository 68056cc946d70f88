import Alert from '@mui/material/Alert';
import { today } from '../data/session.ts';
import { asking } from '../data/useAsk.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ChartCard } from '../shared/chart/ChartCard.tsx';
import { dayText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { rateFields, rateText } from './fields.tsx';
import { chartQuery, enterRate, setTradingCurrency, type Currency } from './queries.ts';

const facts: readonly Field<Currency>[] = [
  { name: 'rate', kind: 'text', render: ({ rate }) => rateText(rate) }, { name: 'ratedOn', kind: 'day' }, { name: 'customers', kind: 'integer' }, { name: 'isActive', kind: 'boolean' },
];

/** What a unit was worth on a day; of a day that has a rate it is a correction. */
export function RateDialog({ code, onClose, onDone }: { code: string; onClose: () => void; onDone?: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.enterRate')} document={enterRate} input={(values) => ({ currencyCode: code, ...values })} initial={{ ratedOn: today(), rate: '' }} onClose={onClose} {...(onDone ? { onDone } : {})}>
      <DayInput source="ratedOn" label={t('currencies.ratedOn')} required />
      <TextInput source="rate" label={t('currencies.rateOf', { code })} help={t('currencies.rateHelp')} required />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<Currency>[] = [
  { name: 'enterRate', document: enterRate, input: () => ({}), primary: true, dialog: ({ code }, close) => <RateDialog code={code} onClose={close} /> },
  { name: 'setTradingCurrency', document: setTradingCurrency, input: ({ code, isActive }) => ({ code, isActive: !isActive }), confirm: { kind: 'plain' } },
];

function Chart({ id, code }: { id: string; code: string }) {
  const t = useT();
  const { data } = useAsk(chartQuery, { id });
  const points = data?.node && 'rates' in data.node ? data.node.rates.nodes.toReversed().map(({ ratedOn, rate }) => ({ label: dayText(ratedOn), values: { rate: { quantity: rate } }, to: listPath('exchangeRates', { currencyCode: { is: code }, ratedOn: { from: ratedOn, to: ratedOn } }) })) : undefined;
  if (points?.length === 0) return <Alert severity="info">{t('currencies.noRates')}</Alert>;
  return <ChartCard title={t('currencies.chart')} summary={t('currencies.chartSays', { code })} kind="line" axis={t('currencies.ratedOn')} series={[{ key: 'rate', label: t('currencies.rateOf', { code }) }]} points={points} />;
}

/** A currency: its last rates as a chart and a list. */
export function CurrencyShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Currency>[] = [
    { key: 'chart', label: t('currencies.chart'), asks: (id) => [asking(chartQuery, { id })], content: ({ id, code }) => <Chart id={id} code={code} /> },
    { key: 'rates', label: t('resources.exchangeRates.name', { smart_count: 2 }), related: { resource: 'exchangeRates', filter: ({ id }) => ({ currency: { is: id } }), fields: rateFields.filter(({ name }) => name !== 'currencyCode'), sort: 'ratedOn DESC' } },
  ];
  return (
    <RecordPage<Currency> facts={facts} actions={actions} tabs={tabs}>
      {({ isOld, isActive, code }) => (isOld && isActive ? <Alert severity="warning">{t('currencies.old', { code })}</Alert> : null)}
    </RecordPage>
  );
}
