import Done from '@mui/icons-material/DoneOutlined';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import type { WaitingItem } from '../../data/bell.ts';
import { pathOfId } from '../../data/resource.ts';
import { useT } from '../../i18n/useT.ts';
import { dayText, instantText } from '../days.ts';

type Props = { item: WaitingItem; onRead: () => void; onOpen?: () => void };

/** One thing that waits: what it is, of which record, how old; and the way there. */
export function WaitingEntry({ item: { kind, kindLabel, record, label, detail, actorName, since, age, dueOn, isUrgent, isUnread }, onRead, onOpen }: Props) {
  const t = useT();
  // What is said of a record stands in its history.
  const path = pathOfId(record);
  const to = path && kind === 'mention' ? `${path}?tab=timeline` : path;
  const open = () => { if (isUnread) onRead(); onOpen?.(); };
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', px: 1.5, py: 1, borderBlockEnd: '1px solid', borderColor: 'divider', bgcolor: isUnread ? 'quiet.wash' : undefined }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="caption" color="textSecondary" component="div">
          {kindLabel}
          {actorName && ` · ${actorName}`} · <time dateTime={since} title={instantText(since)}>{t('bell.age', { days: age })}</time>
        </Typography>
        <Typography variant="body2" component="div" sx={{ fontWeight: isUnread ? 600 : 400, overflowWrap: 'anywhere' }}>
          {to ? <Link component={RouterLink} to={to} onClick={open}>{label || kindLabel}</Link> : label || kindLabel}
        </Typography>
        {detail && <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>{detail}</Typography>}
        {(dueOn !== null || isUrgent) && (
          <Chip size="small" variant="outlined" color={isUrgent ? 'error' : 'default'} label={dueOn === null ? t('bell.urgent') : t(isUrgent ? 'bell.urgentDue' : 'bell.due', { day: dayText(dueOn) })} sx={{ mt: 0.5 }} />
        )}
      </Box>
      {isUnread && (
        <Tooltip title={t('bell.read')}>
          <IconButton size="small" onClick={onRead} aria-label={t('bell.readOf', { name: label || kindLabel })}>
            <Done fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}
