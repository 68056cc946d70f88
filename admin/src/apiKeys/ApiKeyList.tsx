import Add from '@mui/icons-material/Add';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { CreateApiKey, MadeKey } from './CreateApiKey.tsx';
import { apiKeyFields } from './fields.ts';

const views: readonly View[] = [{ key: 'good', label: 'apiKeys.view.good', filter: { isGood: true } }];

export function ApiKeyList() {
  const t = useT();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<string>();
  const button = may('access.manage') && (
    <Button variant="contained" startIcon={<Add />} onClick={() => setCreating(true)}>
      {t('apiKeys.create')}
    </Button>
  );
  return (
    <>
      <RecordList fields={apiKeyFields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} actions={button} />
      {creating && <CreateApiKey onClose={() => setCreating(false)} onMade={setMade} />}
      {made !== undefined && <MadeKey made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}
