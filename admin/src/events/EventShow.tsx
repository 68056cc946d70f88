import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { resourceOfType } from '../data/resource.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { plainText } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import { eventFacts } from './fields.tsx';
import type { EventRecord } from './queries.ts';

export function EventShow() {
  const t = useT();
  return (
    <RecordPage<EventRecord> facts={eventFacts} history={false}>
      {(event) => (
        <Section title={t('events.changes')}>
          <Changes event={event} />
        </Section>
      )}
    </RecordPage>
  );
}

/** `{ field: [before, after] }` as a table. */
function Changes({ event: { changes, subjectType } }: { event: EventRecord }) {
  const t = useT();
  const { looseFieldLabel } = useLabels();
  const entries = typeof changes === 'object' && changes !== null ? Object.entries(changes) : [];
  if (entries.length === 0) return <Typography color="textSecondary">{t('events.noChanges')}</Typography>;
  return (
    <Paper variant="outlined" sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('events.changes')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('events.field')}</TableCell>
            <TableCell>{t('events.before')}</TableCell>
            <TableCell>{t('events.after')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map(([field, pair]) => {
            const [before, after] = Array.isArray(pair) ? (pair as unknown[]) : [undefined, pair];
            return (
              <TableRow key={field}>
                <TableCell component="th" scope="row">
                  {looseFieldLabel(resourceOfType(subjectType) ?? '', field)}
                </TableCell>
                <TableCell>
                  <bdi>{plainText(before) || '–'}</bdi>
                </TableCell>
                <TableCell>
                  <bdi>{plainText(after) || '–'}</bdi>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Paper>
  );
}
