import Button from '@mui/material/Button';
import { useState } from 'react';
import { AskDialog } from '../charges/AskDialog.tsx';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { saveBadDebtSettings, writeOffSmall } from './mutations.ts';
import { smallBalancesQuery } from './reportQueries.ts';

/** Small balances that have been due for long; giving them up together. */
export function SmallBalances() {
  const t = useT();
  const { enumLabel } = useLabels();
  const [open, setOpen] = useState<'writeOff' | 'settings' | null>(null);
  const { data, error, refetch } = useAsk(smallBalancesQuery, {});
  const report = data?.smallBalances;
  const close = () => setOpen(null);
  return (
    <ReportPage
      title={t('badDebts.small')} about={report ? t('badDebts.smallAbout', { days: report.days }) : ''} error={error} onRetry={() => void refetch()} loading={!report}
      controls={(
        <>
          {may('badDebts.writeOff') && <Button variant="contained" disabled={!report || report.count === 0} onClick={() => setOpen('writeOff')}>{t('action.writeOffSmall')}</Button>}
          {may('badDebts.manage') && <Button variant="outlined" onClick={() => setOpen('settings')}>{t('action.saveBadDebtSettings')}</Button>}
        </>
      )}
    >
      {report && (
        <ReportTable
          name={t('badDebts.small')} columns={[{ label: t('badDebts.document') }, { label: t('badDebts.kind') }, { label: t('badDebts.customer') }, { label: t('badDebts.dueOn') }, { label: t('badDebts.amount'), numeric: true }]}
          rows={report.items.map((row) => ({ key: row.openItem.id, cells: [row.number, enumLabel('OpenItemKind', row.kind), <ReferenceLink key="customer" value={{ id: row.customer.id, name: row.customerName }} />, dayText(row.dueOn), row.open] }))}
          totals={[t('list.total'), '', '', '', report.total]} empty={t('badDebts.nothingSmall')}
        />
      )}
      {open === 'writeOff' && report && <AskDialog danger document={writeOffSmall} inputs={[{ source: 'note', kind: 'lines', label: 'badDebts.note', required: true }]} input={(values) => ({ openItemIds: report.items.map(({ openItem }) => openItem.id), ...values })} onClose={close} onDone={() => void refetch()} />}
      {open === 'settings' && (
        <AskDialog
          document={saveBadDebtSettings} input={(values) => values} onClose={close} onDone={() => void refetch()}
          inputs={[{ source: 'small', kind: 'money', label: 'badDebts.smallLimit', required: true, initial: report?.limit.amount ?? '0' }, { source: 'smallAfterDays', kind: 'integer', label: 'badDebts.smallAfterDays', required: true, initial: String(report?.days ?? 30) }, { source: 'relievesTax', kind: 'boolean', label: 'badDebts.relievesTax' }]}
        />
      )}
    </ReportPage>
  );
}
