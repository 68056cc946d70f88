import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useAsk } from '../data/useAsk.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, TextInput } from '../shared/form/inputs.tsx';
import { integerText } from '../shared/numbers.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { markPeriodCheck, periodChecklist } from './closingQueries.ts';

type Check = ResultOf<typeof periodChecklist>['periodChecklist'][number];
interface Days { id: string; startsOn: string; endsOn: string; lockedAt: string | null }

/** Where what is counted can be seen. */
function pathOf(kind: Check['kind'], { startsOn, endsOn }: Days): string | undefined {
  switch (kind) {
    case 'PREVIOUS_PERIOD': return listPath('periods', { endsOn: { to: startsOn }, lockedAt: { empty: true } });
    case 'DRAFT_JOURNALS': return listPath('manualJournals', { status: ['DRAFT', 'SUBMITTED'], effectiveOn: { from: startsOn, to: endsOn } });
    case 'UNINVOICED_SHIPMENTS': return listPath('shipments', { shippedOn: { to: endsOn }, isInvoiced: false });
    case 'UNMATCHED_BANK_LINES': return listPath('bankLines', { status: ['OPEN'], bookedOn: { to: endsOn } });
    case 'NEGATIVE_STOCK': return listPath('stockLevels', { onHand: { max: '0' } });
    case 'UNALLOCATED_COSTS': return `/allocate-costs?from=${startsOn}&to=${endsOn}`;
    case 'BILL_EXCEPTIONS': return listPath('bills', { match: ['EXCEPTION'], billedOn: { to: endsOn } });
    case 'SUBLEDGERS': return `/cash?to=${endsOn}`;
    default: return undefined;
  }
}

function MarkDialog({ check, period, onClose, onDone }: { check: Check; period: Days; onClose: () => void; onDone: () => void }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <ActionDialog
      title={enumLabel('PeriodCheckKind', check.kind)} document={markPeriodCheck} input={({ status, reason }) => ({ periodId: period.id, kind: check.kind, status, reason: reason || null })}
      initial={{ status: 'DONE', reason: check.reason ?? '' }} onClose={onClose} onDone={onDone}
    >
      <EnumInput source="status" label={t('books.checkWord')} enumName="PeriodCheckStatus" values={['DONE', 'WAIVED', 'OPEN']} required />
      <TextInput source="reason" label={t('payments.reason')} multiline />
    </ActionDialog>
  );
}

/** What is to be looked at before a period is locked: counted now, with the last word on each. */
export function Checklist({ period }: { period: Days }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error, refetch } = useAsk(periodChecklist, { periodId: period.id });
  const [marked, setMarked] = useState<Check>();
  if (error) return <Typography color="error">{error.message}</Typography>;
  const checks = data?.periodChecklist;
  if (!checks) return <Typography color="textSecondary" role="status">{t('books.asking')}</Typography>;
  const count = (check: Check) => {
    const path = pathOf(check.kind, period);
    return path && check.count > 0 ? <Link component={RouterLink} to={path}>{integerText(check.count)}</Link> : integerText(check.count);
  };
  const state = ({ isOpen, count: found, status }: Check) => (found === 0 ? <Chip size="small" color="success" variant="outlined" label={t('books.checkClear')} />
    : isOpen ? <Chip size="small" color="warning" variant="outlined" label={t('books.checkOpen')} /> : <Chip size="small" variant="outlined" label={enumLabel('PeriodCheckStatus', status ?? 'DONE')} />);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      <ReportTable
        name={t('books.checklist')}
        columns={[{ label: t('books.check') }, { label: t('books.count'), numeric: true }, { label: t('books.state') }, { label: t('books.word') }, { label: t('books.mark') }]}
        rows={checks.map((check) => ({
          key: check.kind,
          cells: [
            enumLabel('PeriodCheckKind', check.kind), count(check), state(check),
            check.byName && check.at ? [`${check.byName}, ${instantText(check.at)}`, check.reason].filter(Boolean).join(': ') : '–',
            period.lockedAt ? '' : <Button key="mark" size="small" onClick={() => setMarked(check)} aria-label={t('books.markCheck', { check: enumLabel('PeriodCheckKind', check.kind) })}>{t('books.mark')}</Button>,
          ],
        }))}
        empty={t('accounting.nothing')}
      />
      {marked && <MarkDialog check={marked} period={period} onClose={() => setMarked(undefined)} onDone={() => void refetch()} />}
    </Box>
  );
}
