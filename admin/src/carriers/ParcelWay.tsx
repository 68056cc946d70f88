import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { instantText } from '../shared/days.ts';
import { decimalText } from '../shared/numbers.ts';
import { toneOf } from '../shared/StatusChip.tsx';
import { parcelScansQuery } from './queries.ts';

/** What was told of a parcel, newest first, as a line with a mark for each. */
export function ParcelWay({ labelId }: { labelId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data } = useAsk(parcelScansQuery, { parcelLabelId: labelId });
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const scans = data.parcelScans;
  if (scans.length === 0) return <Typography color="textSecondary" role="status">{t('carriers.nothingTold')}</Typography>;
  return (
    <Box component="ol" aria-label={t('carriers.way')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {scans.map((scan, index) => {
        const { tone, icon: Icon } = toneOf(scan.kind === 'LOST' || scan.kind === 'RETURNED' ? 'FAILED' : scan.kind === 'EXCEPTION' ? 'OVERDUE' : scan.kind);
        return (
          <Box component="li" key={`${scan.occurredAt} ${scan.kind} ${index}`} sx={{ display: 'grid', gridTemplateColumns: '28px minmax(0, 1fr)', gap: 1 }}>
            <Box sx={{ display: 'grid', gridTemplateRows: 'auto 1fr', justifyItems: 'center' }}>
              <Icon aria-hidden color={tone === 'default' ? 'disabled' : tone} fontSize="small" />
              {index + 1 < scans.length && <Box sx={{ borderInlineStart: '2px solid', borderColor: 'divider', minHeight: 28 }} />}
            </Box>
            <Box sx={{ pb: 2, minWidth: 0, overflowWrap: 'anywhere' }}>
              <Typography sx={{ fontWeight: index === 0 ? 600 : 400 }}>{enumLabel('ParcelState', scan.kind)}{scan.place && <> · <bdi>{scan.place}</bdi></>}</Typography>
              {scan.description && <Typography variant="body2"><bdi>{scan.description}</bdi></Typography>}
              {scan.signedBy && <Typography variant="body2">{t('carriers.signedByName', { name: scan.signedBy })}</Typography>}
              {scan.weight && <Typography variant="body2">{t('carriers.weighed', { weight: decimalText(scan.weight) })}</Typography>}
              <Typography variant="body2" color="textSecondary">{t('carriers.toldAt', { at: instantText(scan.occurredAt), source: enumLabel('TrackingSource', scan.source), heard: instantText(scan.recordedAt) })}</Typography>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
