import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { BulkContext } from '../shared/list/context.ts';

// Lists hold no forms: they come when somebody asks.
const PrintDialog = lazy(async () => ({ default: (await import('./PrintDialogs.tsx')).PrintDialog }));
const SendAllDialog = lazy(async () => ({ default: (await import('./PrintDialogs.tsx')).SendAllDialog }));

/** Prints or sends the papers of what is selected in a list. */
export function PrintSelected({ kind, ids, unselect, sends = true }: BulkContext & { kind: string; sends?: boolean }) {
  const t = useT();
  const [doing, setDoing] = useState<'print' | 'send'>();
  const asked = { kind, ids, unselect, onClose: () => setDoing(undefined) };
  return (
    <>
      {may('documents.print') && <Button onClick={() => setDoing('print')}>{t('documents.printSelected')}</Button>}
      {sends && may('mail.send') && <Button onClick={() => setDoing('send')}>{t('documents.sendSelected')}</Button>}
      <Suspense fallback={null}>
        {doing === 'print' && <PrintDialog {...asked} />}
        {doing === 'send' && <SendAllDialog {...asked} />}
      </Suspense>
    </>
  );
}
