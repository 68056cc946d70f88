import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import Badge from '@mui/material/Badge';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { bellCount, followBell } from '../../data/bell.ts';
import { useT } from '../../i18n/useT.ts';

const BellPanel = lazy(async () => ({ default: (await import('./BellPanel.tsx')).BellPanel }));

/** How much waits unread for whoever is signed in, and the way to it. */
export function Bell() {
  const t = useT();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { data: unread } = useQuery(bellCount);
  useEffect(() => followBell(), []);
  const label = t('bell.label', { unread });
  return (
    <>
      <Tooltip title={label}>
        <IconButton onClick={(event) => setAnchor(event.currentTarget)} aria-label={label} aria-haspopup="dialog" aria-expanded={anchor !== null}>
          {/* Nothing where nothing waits: the name of the button tells it. */}
          <Badge badgeContent={unread || undefined} color="error" max={9999}>
            <NotificationsOutlined fontSize="small" />
          </Badge>
        </IconButton>
      </Tooltip>
      {anchor && (
        <Suspense>
          <BellPanel anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}
