import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useT } from '../i18n/useT.ts';
import { AnswerChart } from './AnswerChart.tsx';
import { AnswerTable } from './AnswerTable.tsx';
import type { Answer as Answered } from './queries.ts';
import type { Order } from './question.ts';

type Props = { title: string; answer: Answered; order: Order | null; onOrder: (order: Order) => void };

/** An answer as a picture and as a table, with how much of it there is. */
export function Answer({ title, answer, order, onOrder }: Props) {
  const t = useT();
  const { rows, rowCount, isTruncated, elapsedMs } = answer;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5, minWidth: 0 }}>
      <AnswerChart title={title} answer={answer} sortedBy={order?.key} />
      {isTruncated && <Alert severity="info">{t('explore.truncated', { shown: rows.length, all: rowCount })}</Alert>}
      <Typography role="status" variant="body2" color="textSecondary">
        {t('explore.count', { count: rowCount, ms: elapsedMs })}
      </Typography>
      {rows.length > 0 && <AnswerTable answer={answer} order={order} onOrder={onOrder} />}
    </Box>
  );
}
