import Alert from '@mui/material/Alert';
import { useQueryClient } from '@tanstack/react-query';
import { useShowContext, useTranslate } from 'ra-core';
import { useEffect } from 'react';
import { useT } from '../i18n/useT.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { importFacts, lineFields } from './fields.tsx';
import { Mapping } from './Mapping.tsx';
import { Outcome } from './Outcome.tsx';
import { Progress } from './Progress.tsx';
import { checkMutation, discardMutation, removeHistoryMutation, runMutation, stopMutation } from './queries.ts';
import type { Import } from './queries.ts';
import { isWorking } from './types.ts';

const input = ({ id }: Import) => ({ importId: id });
const isTold = ({ status }: Import) => ['CHECKED', 'DONE', 'STOPPED'].includes(status);

const actions: readonly RecordAction<Import>[] = [
  { name: 'runImport', document: runMutation, permission: 'imports.run', primary: true, input, when: (row) => isTold(row) && row.created + row.changed + row.unchanged + row.skipped < row.rowsTotal },
  { name: 'checkImport', document: checkMutation, permission: 'imports.run', input, when: isTold },
  { name: 'stopImport', document: stopMutation, permission: 'imports.run', input, when: ({ status }) => isWorking(status) },
  { name: 'removeImportedHistory', document: removeHistoryMutation, permission: 'imports.run', input, danger: true, confirm: { kind: 'plain' }, when: (row) => row.subject === 'SALES_HISTORY' && !isWorking(row.status) && row.created > 0 },
  { name: 'discardImport', document: discardMutation, permission: 'imports.run', input, danger: true, confirm: { kind: 'plain' }, when: (row) => !isWorking(row.status) && row.created + row.changed === 0, then: () => '/imports' },
];
const tabsOf = (label: string): readonly RelatedTab<Import>[] => [
  { key: 'lines', label, related: { resource: 'importLines', filter: ({ id }) => ({ import: { is: id } }), fields: lineFields, sort: 'line ASC' } },
];

export function ImportShow() {
  const t = useT();
  return (
    <RecordPage<Import> facts={importFacts} status={{ field: 'status', enumName: 'ImportStatus' }} actions={actions} tabs={tabsOf(t('imports.lines'))}>
      {(row) => <Stage key={row.status} row={row} />}
    </RecordPage>
  );
}

const POLL_MS = 1000;

/** What an import shows, by how far it is; while it is worked on it is looked at every second. */
function Stage({ row }: { row: Import }) {
  const t = useT();
  const translate = useTranslate();
  const { refetch } = useShowContext();
  const client = useQueryClient();
  const working = isWorking(row.status);
  useEffect(() => {
    if (!working) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MS);
    return () => {
      clearInterval(timer);
      void client.invalidateQueries(); // its rows, and whatever they have made or changed
    };
  }, [working, refetch, client]);
  if (row.status === 'UNREADABLE') {
    const { code = '', facts = {} } = (row.problem ?? {}) as { code?: string; facts?: Record<string, unknown> };
    return <Alert severity="error">{translate(`input.${code}`, { ...facts, _: t('imports.unreadable') })}</Alert>;
  }
  if (working) return <Progress row={row} />;
  return row.status === 'MAPPING' ? <Mapping row={row} /> : <Outcome row={row} />;
}
