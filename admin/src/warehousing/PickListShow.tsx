import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { Theme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { pickListActions } from './PickListActions.tsx';
import type { PickList } from './queries.ts';
import { ShipPicked } from './ShipPicked.tsx';

type Line = PickList['lines'][number];
const facts: readonly Field<PickList>[] = [
  { name: 'warehouse', kind: 'reference' }, { name: 'orderCount', kind: 'integer' }, { name: 'lineCount', kind: 'integer' }, { name: 'createdAt', kind: 'instant' },
  { name: 'pickedAt', kind: 'instant' }, { name: 'shortCount', kind: 'integer' },
];

/** A place of the way: empty boxes to tick on paper until it was picked. */
function useLineFields(): readonly Field<Line>[] {
  const t = useT();
  const phone = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'), { noSsr: true });
  const whole = (text: string) => <span style={{ whiteSpace: 'nowrap' }}>{text}</span>;
  // What a hand needs that holds a phone: where, what, how many.
  const wide: readonly Field<Line>[] = [
    { name: 'sku', kind: 'text', render: ({ product }) => whole(product.sku) },
    { name: 'product', kind: 'reference' },
    { name: 'lot', kind: 'text', render: ({ lot }) => whole(lot?.code ?? '–') },
    { name: 'order', kind: 'reference', render: ({ order }) => <span style={{ whiteSpace: 'nowrap' }}><ReferenceLink value={{ ...order, number: order.number ?? '' }} /></span> },
    { name: 'quantity', kind: 'quantity' },
    { name: 'unit', kind: 'text', render: ({ product }) => product.unit.code },
  ];
  const narrow: readonly Field<Line>[] = [
    {
      name: 'product', kind: 'reference',
      render: ({ product, lot, order }) => (
        <>
          <ReferenceLink value={product} />
          <Typography component="div" variant="caption" color="textSecondary">{[product.sku, lot?.code, order.number].filter(Boolean).join(' · ')}</Typography>
        </>
      ),
    },
    { name: 'quantity', kind: 'quantity', render: ({ quantity, product }) => whole(`${decimalText(quantity)} ${product.unit.code}`) },
  ];
  return [
    { name: 'bin', kind: 'text', render: ({ bin }) => <b style={{ whiteSpace: 'nowrap' }}>{bin?.code ?? t('warehousing.floor')}</b> },
    ...(phone ? narrow : wide),
    { name: 'picked', kind: 'quantity', render: ({ picked }) => (picked === null ? <Box component="span" role="img" aria-label={t('warehousing.notPickedYet')} sx={box} /> : <bdi className="figure">{picked}</bdi>) },
    { name: 'shortReason', kind: 'enum', enumName: 'PickShortReason' },
    { name: 'shipment', kind: 'reference' },
  ];
}
const box = { display: 'inline-block', inlineSize: 22, blockSize: 18, border: '1px solid', borderColor: 'text.secondary', borderRadius: 0.5, verticalAlign: 'middle' };

export function PickListShow() {
  const t = useT();
  const fields = useLineFields();
  return (
    <RecordPage<PickList> status={{ field: 'status', enumName: 'PickListStatus' }} facts={facts} actions={pickListActions}>
      {(list) => {
        const isOpen = list.status === 'OPEN';
        const hidden = isOpen ? ['shortReason', 'shipment'] : [];
        return (
          <>
            {list.note && <Alert severity="info">{list.note}</Alert>}
            <Section title={t('warehousing.way')}>
              <Box data-print="no" sx={{ mb: 1.5 }}>
                <Button startIcon={<PrintOutlined />} variant="outlined" onClick={() => print()}>{t('warehousing.print')}</Button>
              </Box>
              <LinesTable resource="pickLines" label={t('chart.tableOf', { title: t('warehousing.way') })} fields={fields.filter(({ name }) => !hidden.includes(name))} rows={list.lines} />
              {isOpen && <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>{t('warehousing.wayAbout')}</Typography>}
            </Section>
            {list.status === 'PICKED' && <ShipPicked list={list} />}
          </>
        );
      }}
    </RecordPage>
  );
}
