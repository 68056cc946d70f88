import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Link, useNavigate } from 'react-router-dom';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { countActions } from './CountActions.tsx';
import { acceptCount, openCountSheet, recountLines } from './countMutations.ts';
import type { StockCount } from './countQueries.ts';
import { countLineFields } from './fields.ts';

const review = 'counts.review';
const facts: readonly Field<StockCount>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'kind', kind: 'enum', enumName: 'CountKind' }, { name: 'countedCount', kind: 'integer' }, { name: 'lineCount', kind: 'integer' },
  { name: 'differentCount', kind: 'integer', permission: review }, { name: 'accuracy', kind: 'percent', permission: review }, { name: 'differenceValue', kind: 'money', permission: 'costs.read' },
  { name: 'grossDifferenceValue', kind: 'money', permission: 'costs.read' },
];
const details: readonly Field<StockCount>[] = [
  { name: 'startedAt', kind: 'instant' }, { name: 'endedOn', kind: 'day' }, { name: 'isBlind', kind: 'boolean' }, { name: 'toleranceQuantity', kind: 'quantity' },
  { name: 'toleranceRate', kind: 'percent' }, { name: 'note', kind: 'text' },
];
const sheetFields: readonly Field<StockCount['sheets'][number]>[] = [{ name: 'counterName', kind: 'text' }, { name: 'openedAt', kind: 'instant' }, { name: 'entryCount', kind: 'integer' }];
const ofCount = countLineFields.filter(({ name }) => name !== 'stockCount');

export function StockCountShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const pipeline = ({ status, endedOn }: StockCount) => {
    const names = ['COUNTING', 'REVIEW', status === 'CANCELLED' ? 'CANCELLED' : 'POSTED', ...(status === 'REVERSED' ? ['REVERSED'] : [])];
    return { current: status, steps: names.map((name) => ({ name, label: enumLabel('StockCountStatus', name), on: name === 'POSTED' ? endedOn : null })) };
  };
  const tab = (key: string, label: string, more: Record<string, unknown>): RelatedTab<StockCount> =>
    ({ key, label, related: { resource: 'countLines', filter: ({ id }) => ({ stockCount: { is: id }, ...more }), fields: ofCount, sort: 'no ASC' } });
  const tabs = [
    ...(may(review) ? [tab('different', t('warehousing.different'), { isDifferent: true })] : []), tab('open', t('warehousing.toCount'), { state: { is: 'OPEN' } }), tab('lines', t('warehousing.allLines'), {}),
  ];
  return (
    <RecordPage<StockCount> status={{ field: 'status', enumName: 'StockCountStatus' }} pipeline={pipeline} facts={facts} actions={countActions} tabs={tabs}>
      {(count) => (
        <>
          {count.status === 'COUNTING' && may('counts.enter') && <CountNow stockCountId={count.id} />}
          {count.disagreedCount > 0 && may(review) && <Disagreed count={count} />}
          {may(review) && count.status === 'REVIEW' && (
            <Section title={t('warehousing.review')}>
              <Typography sx={{ mb: 1 }}>{t('warehousing.reviewAbout')}</Typography>
              <Button component={Link} variant="outlined" to={listPath('countLines', { stockCount: { is: count.id }, isDifferent: true })}>{t('warehousing.reviewLines')}</Button>
            </Section>
          )}
          <Section title={t('warehousing.sheets')}>
            <LinesTable resource="countSheets" label={t('chart.tableOf', { title: t('warehousing.sheets') })} fields={sheetFields} rows={count.sheets} empty={t('warehousing.noSheets')} />
          </Section>
          <Section title={t('warehousing.session')}>
            <FieldGrid fields={details} record={count} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}

/** Takes the viewer to their own sheet. */
function CountNow({ stockCountId }: { stockCountId: string }) {
  const t = useT();
  const navigate = useNavigate();
  const [run, { pending }] = useAction(openCountSheet);
  const open = async () => {
    const payload = await run({ input: { stockCountId } });
    if (payload?.sheet) void navigate(`/count-sheet?${new URLSearchParams({ sheet: payload.sheet.id }).toString()}`);
  };
  return <Button variant="contained" size="large" loading={pending} onClick={() => void open()} sx={{ alignSelf: 'start' }}>{t('warehousing.countNow')}</Button>;
}

const disagreedQuery = graphql(`
  query DisagreedCountLines($filter: CountLineFilter) {
    countLines(first: 50, filter: $filter, orderBy: NO_ASC) {
      nodes { id no round product { id name } bin { id code } lot { id code } entries { id quantity book recordedAt isCurrent sheet { id counterName } } }
    }
  }
`);

/** What counters do not agree about: believed is one of them, or the line is counted again. */
function Disagreed({ count }: { count: StockCount }) {
  const t = useT();
  const { data } = useAsk(disagreedQuery, { filter: { stockCount: { is: count.id }, state: { is: 'DISAGREED' } } });
  const [accept, { pending: accepting }] = useAction(acceptCount);
  const [recount, { pending: asking }] = useAction(recountLines);
  const lines = data?.countLines.nodes ?? [];
  return (
    <Section title={t('warehousing.disagreed')}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {lines.map((line) => (
          <Box component="li" key={line.id} sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography sx={{ minWidth: 200 }}>
              <b>{line.bin?.code ?? t('warehousing.floor')}</b> · <bdi>{line.product.name}</bdi>
              {line.lot && ` · ${line.lot.code}`}
            </Typography>
            {line.entries.filter(({ isCurrent }) => isCurrent).map((entry) => (
              <Button key={entry.id} size="small" variant="outlined" disabled={accepting || count.status !== 'REVIEW'} onClick={() => void accept({ input: { countEntryId: entry.id } })}>
                {t('warehousing.takeCount', { counter: entry.sheet.counterName, quantity: decimalText(entry.quantity) })}
              </Button>
            ))}
            <Button size="small" disabled={asking} onClick={() => void recount({ input: { stockCountId: count.id, countLineIds: [line.id] } })} aria-label={t('warehousing.recountOf', { product: line.product.name })}>
              {t('action.recountLines')}
            </Button>
          </Box>
        ))}
      </Box>
      {count.status === 'COUNTING' && <Alert severity="info" sx={{ mt: 1 }}>{t('warehousing.finishFirst')}</Alert>}
    </Section>
  );
}
