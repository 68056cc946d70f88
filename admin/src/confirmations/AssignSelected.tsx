import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';

// Lists hold no forms: they come when somebody asks.
const AssignOwnerDialog = lazy(async () => ({ default: (await import('./AssignOwnerDialog.tsx')).AssignOwnerDialog }));

/** Hands over who asks after the invoices chosen in a list. */
export function AssignSelected({ ids }: { ids: readonly string[] }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  if (!may('invoices.confirm')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.assignConfirmations')}</Button>
      <Suspense fallback={null}>{isOpen && <AssignOwnerDialog ids={ids} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
