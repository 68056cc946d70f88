import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useListContext, useNotify, useResourceContext } from 'ra-core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { fetchAll } from '../../data/list.ts';
import { useT } from '../../i18n/useT.ts';
import type { BulkContext } from './context.ts';

const SELECTED_MAX = 10_000;

/** Appears with a selection: how many, all that match, and what can be done with them. */
export function SelectionBar({ bulkActions }: { bulkActions: ((context: BulkContext) => ReactNode) | undefined }) {
  const t = useT();
  const notify = useNotify();
  const resource = useResourceContext() ?? '';
  const { selectedIds, onSelect, onUnselectItems, total, filterValues, sort } = useListContext();
  const [selecting, setSelecting] = useState(false);
  if (selectedIds.length === 0) return null;
  const selectAll = async () => {
    setSelecting(true);
    const ids: string[] = [];
    try {
      for await (const rows of fetchAll(resource, { filter: filterValues, sort })) {
        ids.push(...rows.map(({ id }) => id));
        if (ids.length >= SELECTED_MAX) break;
      }
      onSelect(ids);
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    } finally {
      setSelecting(false);
    }
  };
  return (
    <Paper variant="outlined" sx={bar}>
      <Typography role="status" variant="body2" sx={{ fontWeight: 600 }}>
        {t('list.selected', { count: selectedIds.length })}
      </Typography>
      {selectedIds.length !== total && (
        <Button onClick={() => void selectAll()} loading={selecting}>
          {total === undefined ? t('list.selectAllMany') : t('list.selectAll', { count: total })}
        </Button>
      )}
      <Button onClick={() => onUnselectItems()}>{t('list.unselect')}</Button>
      {bulkActions?.({ ids: selectedIds.map(String), unselect: onUnselectItems })}
    </Paper>
  );
}

const bar = { display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', px: 1.5, py: 0.75, bgcolor: 'primary.light', color: 'primary.dark' };
