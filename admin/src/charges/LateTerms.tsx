import Button from '@mui/material/Button';
import { useState } from 'react';
import { may, today } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { integerText, percentText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { AskDialog, type Asked } from './AskDialog.tsx';
import { recordBaseRate, saveChargeSettings, saveLatePolicy } from './mutations.ts';
import { lateTermsQuery } from './reportQueries.ts';

type Open = 'policy' | 'base' | 'settings';

const policyInputs = (): readonly Asked[] => [
  { source: 'startsOn', kind: 'day', label: 'charges.startsOn', required: true, initial: today() }, { source: 'customerId', kind: 'reference', reference: 'customers', label: 'charges.customer' }, { source: 'groupId', kind: 'reference', reference: 'customerGroups', label: 'charges.group' },
  { source: 'mode', kind: 'enum', enumName: 'LateRateMode', label: 'charges.mode', required: true, initial: 'FIXED' }, { source: 'rate', kind: 'decimal', label: 'charges.rate', help: 'charges.rateHelp' }, { source: 'dayCount', kind: 'enum', enumName: 'DayCount', label: 'charges.dayCount', initial: 'ACT_365' },
  { source: 'graceDays', kind: 'integer', label: 'charges.graceDays', help: 'charges.graceHelp' }, { source: 'currencyCode', kind: 'currency', label: 'charges.currency', help: 'charges.policyCurrencyHelp' }, { source: 'minimum', kind: 'money', label: 'charges.minimum' }, { source: 'lumpSum', kind: 'money', label: 'charges.lumpSumOnce' }, { source: 'onCharges', kind: 'boolean', label: 'charges.onCharges' },
];

/** What is claimed of late payment, of whom, since when. */
export function LateTerms() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<Open | null>(null);
  const { data, error, refetch } = useAsk(lateTermsQuery, {});
  const close = () => setOpen(null);
  const done = () => void refetch();
  const [settings] = data?.chargeSettings ?? [];
  return (
    <ReportPage
      title={t('charges.terms')} about={t('charges.termsAbout')} error={error} onRetry={done} loading={!data}
      controls={may('charges.manage') && (
        <>
          <Button variant="contained" onClick={() => setOpen('policy')}>{t('action.saveLatePolicy')}</Button>
          <Button variant="outlined" onClick={() => setOpen('base')}>{t('action.recordBaseRate')}</Button>
          <Button variant="outlined" onClick={() => setOpen('settings')}>{t('action.saveChargeSettings')}</Button>
        </>
      )}
    >
      {data && (
        <>
          <Section title={t('charges.policies')}>
            <ReportTable
              name={t('charges.policies')}
              columns={[
                { label: t('charges.startsOn') }, { label: t('charges.for') }, { label: t('charges.mode') }, { label: t('charges.rate'), numeric: true }, { label: t('charges.dayCount') }, { label: t('charges.graceDays'), numeric: true }, { label: t('charges.minimum'), numeric: true },
                { label: t('charges.lumpSumOnce'), numeric: true }, { label: t('charges.by') },
              ]}
              rows={data.latePolicies.nodes.map((row) => ({ key: row.id, cells: [dayText(row.startsOn), row.customer?.name ?? row.group?.name ?? t('charges.everybody'), enumLabel('LateRateMode', row.mode), percentText(row.rate), enumLabel('DayCount', row.dayCount), integerText(row.graceDays), row.minimum, row.lumpSum, row.createdByName] }))}
              empty={t('charges.noPolicy')}
            />
          </Section>
          <Section title={t('charges.baseRates')}>
            <ReportTable
              name={t('charges.baseRates')} columns={[{ label: t('charges.startsOn') }, { label: t('charges.rate'), numeric: true }, { label: t('charges.source') }, { label: t('charges.by') }]}
              rows={data.baseRates.nodes.map((row) => ({ key: row.id, cells: [dayText(row.startsOn), percentText(row.rate), row.source, row.createdByName] }))} empty={t('charges.noBaseRates')}
            />
          </Section>
        </>
      )}
      {open === 'policy' && <AskDialog document={saveLatePolicy} inputs={policyInputs()} input={(values) => values} onClose={close} onDone={done} />}
      {open === 'base' && <AskDialog document={recordBaseRate} inputs={[{ source: 'startsOn', kind: 'day', label: 'charges.startsOn', required: true, initial: today() }, { source: 'rate', kind: 'decimal', label: 'charges.rate', help: 'charges.rateHelp', required: true }, { source: 'source', kind: 'text', label: 'charges.source', required: true }]} input={(values) => values} onClose={close} onDone={done} />}
      {open === 'settings' && (
        <AskDialog
          document={saveChargeSettings} input={(values) => values} onClose={close} onDone={done}
          inputs={[{ source: 'bounceFee', kind: 'money', label: 'charges.bounceFee', required: true, initial: settings?.bounceFee.amount ?? '0' }, { source: 'termDays', kind: 'integer', label: 'charges.termDays', required: true, initial: String(settings?.termDays ?? 14) }, { source: 'replyNoticeDays', kind: 'integer', label: 'charges.replyNoticeDays', required: true, initial: String(settings?.replyNoticeDays ?? 5) }]}
        />
      )}
    </ReportPage>
  );
}
