import ChevronLeft from '@mui/icons-material/ChevronLeft';
import ChevronRight from '@mui/icons-material/ChevronRight';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { fetchPage } from '../../data/list.ts';
import { useT } from '../../i18n/useT.ts';
import { integerText } from '../numbers.ts';
import { useKeys } from '../keys/useKeys.ts';
import { lastList, rememberList } from '../list/lastList.ts';
import { rowPath } from '../list/useListKeys.ts';

/** The previous and next record of the list that one came from, across its pages. */
export function Neighbours({ resource, id }: { resource: string; id: string }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [pending, setPending] = useState(false);
  const list = lastList(resource);
  const at = list?.ids.indexOf(id) ?? -1;
  const go = async (by: -1 | 1) => {
    if (!list || pending) return;
    const near = list.ids[at + by];
    if (near) return void navigate(rowPath(resource, near));
    setPending(true);
    try {
      const params = { ...list.params, page: list.params.page + by };
      const { rows, hasNextPage } = await fetchPage(resource, params);
      const ids = rows.map((row) => row.id);
      const next = by === 1 ? ids[0] : ids.at(-1);
      if (!next) return;
      rememberList(resource, { params, ids, hasNextPage });
      void navigate(rowPath(resource, next));
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    } finally {
      setPending(false);
    }
  };
  const hasPrevious = list !== undefined && (at > 0 || list.params.page > 1);
  const hasNext = list !== undefined && (at < list.ids.length - 1 || list.hasNextPage);
  useKeys({
    '[': hasPrevious ? () => void go(-1) : undefined,
    ']': hasNext ? () => void go(1) : undefined,
  });
  if (!list || at < 0) return null;
  const flip = { '[dir=rtl] &': { transform: 'scaleX(-1)' } };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center' }}>
      <Typography variant="caption" color="textSecondary">
        {t('record.position', { position: integerText((list.params.page - 1) * list.params.perPage + at + 1) })}
      </Typography>
      <IconButton size="small" disabled={!hasPrevious} onClick={() => void go(-1)} aria-label={t('record.previous')}>
        <ChevronLeft fontSize="small" sx={flip} />
      </IconButton>
      <IconButton size="small" disabled={!hasNext} onClick={() => void go(1)} aria-label={t('record.next')}>
        <ChevronRight fontSize="small" sx={flip} />
      </IconButton>
    </Box>
  );
}
