import LaunchOutlined from '@mui/icons-material/LaunchOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { asking } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { labelActions } from './LabelActions.tsx';
import { ParcelWay } from './ParcelWay.tsx';
import { parcelScansQuery } from './queries.ts';
import type { ParcelLabel } from './queries.ts';

const facts: readonly Field<ParcelLabel>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'delivery', kind: 'reference' }, { name: 'carrierName', kind: 'text' }, { name: 'promisedOn', kind: 'day' }, { name: 'daysLate', kind: 'integer' },
];
const details: readonly Field<ParcelLabel>[] = [
  { name: 'status', kind: 'enum', enumName: 'LabelStatus' }, { name: 'serviceName', kind: 'text' }, { name: 'parcelNo', kind: 'integer' }, { name: 'weight', kind: 'quantity' }, { name: 'measuredWeight', kind: 'quantity' },
  { name: 'price', kind: 'money', permission: 'costs.read' }, { name: 'orderCost', kind: 'reference', permission: 'profit.read' }, { name: 'boughtAt', kind: 'instant' }, { name: 'deliveredOn', kind: 'day' }, { name: 'signedBy', kind: 'text' },
  { name: 'requestedByName', kind: 'text' },
];

function useSteps() {
  const { enumLabel } = useLabels();
  return ({ state, stateAt, boughtAt }: ParcelLabel) => {
    const aside = ['EXCEPTION', 'RETURNED', 'LOST'].includes(state);
    const way = aside ? ['LABELLED', 'HANDED_OVER', 'IN_TRANSIT', state] : ['LABELLED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];
    return { current: state, steps: way.map((name) => ({ name, label: enumLabel('ParcelState', name), on: name === 'LABELLED' ? boughtAt : name === state ? stateAt : null })) };
  };
}

export function ParcelShow() {
  const t = useT();
  const pipeline = useSteps();
  return (
    <RecordPage<ParcelLabel>
      facts={facts} status={{ field: 'state', enumName: 'ParcelState' }} pipeline={pipeline} actions={labelActions}
      tabs={[{ key: 'way', label: t('carriers.way'), content: ({ id }) => <ParcelWay labelId={id} />, asks: (id) => [asking(parcelScansQuery, { parcelLabelId: id })] }]}
    >
      {(label) => (
        <>
          {label.isLate && <Alert severity="warning">{t('carriers.lateText', { days: label.daysLate, day: dayText(label.promisedOn) })}</Alert>}
          {label.problem && <Alert severity="error">{label.problem}</Alert>}
          {label.differsInWeight && <Alert severity="info">{t('carriers.weightText')}</Alert>}
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            {label.hasFile && <Button variant="outlined" startIcon={<PrintOutlined />} href={label.filePath} target="_blank" rel="noopener">{t('carriers.print')}</Button>}
            {label.followUrl && <Button startIcon={<LaunchOutlined />} href={label.followUrl} target="_blank" rel="noopener noreferrer">{t('carriers.follow')}</Button>}
          </Box>
          <Section title={t('carriers.details')}><FieldGrid fields={details} record={label} /></Section>
        </>
      )}
    </RecordPage>
  );
}
