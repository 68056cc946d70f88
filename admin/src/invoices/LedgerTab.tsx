import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router-dom';
import { sidesOf } from '../accounting/sides.ts';
import { graphql } from '../data/graphql.ts';
import { pathOfId } from '../data/resource.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';

const entriesQuery = graphql(`
  query EntriesOfDocument($id: ID!) {
    entriesOfDocument(documentId: $id) {
      id kind effectiveOn sequence memo
      lines { id company { amount currencyCode } account { id code name } product { id name } }
    }
  }
`);

/** What a document wrote to the ledger, entry by entry. */
export function LedgerTab({ documentId }: { documentId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error } = useAsk(entriesQuery, { id: documentId });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const entries = data.entriesOfDocument;
  if (entries.length === 0) return <Typography color="textSecondary">{t('ledger.nothing')}</Typography>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {entries.map(({ id, kind, effectiveOn, sequence, lines }) => (
        <Box key={id} sx={{ minWidth: 0 }}>
          <Typography variant="subtitle2" sx={{ mb: 0.5 }}>
            <Link component={RouterLink} to={pathOfId(id) ?? ''}>{t('accounting.entryNo', { no: sequence })}</Link>
            {` · ${enumLabel('EntryKind', kind)} · ${dayText(effectiveOn)}`}
          </Typography>
          <ReportTable
            name={t('accounting.entryNo', { no: sequence })}
            columns={[{ label: t('ledger.account') }, { label: t('accounting.about') }, { label: t('ledger.debit'), numeric: true }, { label: t('ledger.credit'), numeric: true }]}
            rows={lines.map((line) => ({ key: line.id, cells: [`${line.account.code} ${line.account.name}`, line.product?.name ?? '', ...sidesOf(line.company)] }))}
            empty={t('ledger.nothing')}
          />
        </Box>
      ))}
    </Box>
  );
}
