import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { saveReport } from './savedQueries.ts';

type Props = { kind: 'TRIAL_BALANCE' | 'PROFIT_AND_LOSS' | 'BALANCE_SHEET' | 'RECEIVABLES_BY_AGE' | 'EXPOSURE' | 'STATEMENT'; endsOn: string; startsOn?: string; customerId?: string };

/** Keeps the report that stands on the screen as it is, with what is known now. */
export function SaveReport({ kind, endsOn, startsOn, customerId }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  if (!may('reports.save')) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>{t('books.save')}</Button>
      {isOpen && (
        <ActionDialog
          title={t('books.save')} document={saveReport} input={({ name }) => ({ kind, endsOn, startsOn: startsOn ?? null, customerId: customerId ?? null, name: name || null })} initial={{ name: '' }} onClose={() => setOpen(false)}
          onDone={(payload) => void navigate(pathOfId((payload as { savedReport?: { id: string } }).savedReport?.id ?? '') ?? '/savedReports')}
        >
          <TextInput source="name" label={t('books.saveName')} />
        </ActionDialog>
      )}
    </>
  );
}
