import CancelOutlined from '@mui/icons-material/CancelOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import HourglassEmpty from '@mui/icons-material/HourglassEmptyOutlined';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUnchecked';
import WarningAmber from '@mui/icons-material/WarningAmberOutlined';
import Chip from '@mui/material/Chip';
import type { ElementType } from 'react';
import { useLabels } from '../i18n/useT.ts';

type Tone = 'success' | 'warning' | 'error' | 'info' | 'default';

/** A value's tone by its words, so that a new status has a fitting look without a new line here. */
const TONES: readonly [RegExp, Tone, ElementType][] = [
  [/CANCEL|REJECT|VOID|REVERSED|BLOCKED|FAILED|REVOKED|DELETED|BROKEN|DECLINED|^LOST/, 'error', CancelOutlined],
  [/OVERDUE|HOLD|BACKORDER|DISPUTED|EXPIRED|SHORT|LOCKED/, 'warning', WarningAmber],
  [/PART|PENDING|AWAIT|REQUESTED|SUBMITTED|UNAPPLIED|WAITING/, 'info', HourglassEmpty],
  [/DRAFT|NEW$/, 'default', EditOutlined],
  [/PAID|POSTED|SHIPPED|DONE|CLOSED|ACTIVE|APPROVED|DELIVERED|INVOICED|RECEIVED|COMPLETE|APPLIED|SETTLED|BOOKED|ACCEPTED|RESOLVED|FILED|^WON/, 'success', CheckCircleOutlined],
];

export function toneOf(value: string): { tone: Tone; icon: ElementType } {
  const found = TONES.find(([pattern]) => pattern.test(value));
  return { tone: found?.[1] ?? 'info', icon: found?.[2] ?? RadioButtonUnchecked };
}

/** A status as icon, word and colour: never colour alone. */
export function StatusChip({ enumName, value }: { enumName: string; value: string }) {
  const { enumLabel } = useLabels();
  const { tone, icon: Icon } = toneOf(value);
  return (
    <Chip
      size="small"
      variant="outlined"
      color={tone}
      icon={<Icon sx={{ fontSize: '15px !important' }} />}
      label={enumLabel(enumName, value)}
      sx={{ height: 22 }}
    />
  );
}
