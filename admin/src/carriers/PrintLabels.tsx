import Button from '@mui/material/Button';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';

const MOST = 100;

/** The labels of the deliveries chosen in a list, as one PDF; tells which of them have none. */
export function PrintLabels({ ids }: { ids: readonly string[] }) {
  const t = useT();
  const notify = useNotify();
  const [loading, setLoading] = useState(false);
  if (!may('shipments.read')) return null;
  const print = async () => {
    if (ids.length > MOST) { notify('carriers.labelsMax', { type: 'warning', messageArgs: { max: MOST } }); return; }
    setLoading(true);
    try {
      const answer = await fetch(`/labels/of?deliveries=${ids.map(encodeURIComponent).join(',')}`, { headers: { 'x-hesabu-client': 'console' } });
      if (!answer.ok) {
        const { errors } = (await answer.json()) as { errors?: { message: string }[] }; // our own route's JSON
        notify(errors?.[0]?.message ?? 'app.error.unavailable', { type: 'error' });
        return;
      }
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = 'labels.pdf';
      link.click();
      URL.revokeObjectURL(link.href);
      const without = answer.headers.get('x-deliveries-without-label');
      if (without) notify('carriers.withoutLabel', { type: 'warning', messageArgs: { numbers: without } });
    } catch {
      notify('app.error.offline', { type: 'error' });
    } finally {
      setLoading(false);
    }
  };
  return <Button loading={loading} onClick={() => void print()}>{t('carriers.printLabels')}</Button>;
}
