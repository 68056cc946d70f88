import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText, moneyText, percentText } from '../shared/numbers.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { quotationVersions } from './queries.ts';

const words = { ADDED: 'quotations.added', REMOVED: 'quotations.removed', CHANGED: 'quotations.changed' } as const;

/** Before → after; once where they are the same. */
const pair = (before: string | null, after: string | null): string => (before === after ? before ?? '–' : [before ?? '–', after ?? '–'].join(' → '));

/** Every version with what it says otherwise than the one before, line by line. */
export function Versions({ quotationId }: { quotationId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data } = useAsk(quotationVersions, { quotationId });
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {data?.quotationVersions.toReversed().map(({ quotation, revision, status, sentOn, total, changes }) => (
        <Box key={quotation.id}>
          <Typography component="h3" sx={{ mb: 0.5, fontWeight: 650 }}>
            <ReferenceLink value={{ id: quotation.id, name: t('quotations.versionNo', { revision }) }} /> {[enumLabel('QuotationStatus', status), sentOn ? dayText(sentOn) : '', moneyText(total)].filter(Boolean).join(' · ')}
          </Typography>
          {revision > 1 && (
            <ReportTable
              name={t('quotations.changesOf', { revision })} empty={t('quotations.noChanges')}
              columns={[{ label: t('quotations.line') }, { label: t('quotations.change') }, { label: t('quotations.quantity'), numeric: true }, { label: t('quotations.price'), numeric: true }, { label: t('orders.discount'), numeric: true }, { label: t('orders.net'), numeric: true }]}
              rows={changes.map((change, index) => ({
                key: String(index),
                cells: [
                  change.description, t(words[change.what as keyof typeof words]),
                  pair(change.quantityBefore && decimalText(change.quantityBefore), change.quantityAfter && decimalText(change.quantityAfter)),
                  pair(change.priceBefore && decimalText(change.priceBefore, 8, 2), change.priceAfter && decimalText(change.priceAfter, 8, 2)),
                  pair(change.discountBefore && percentText(change.discountBefore), change.discountAfter && percentText(change.discountAfter)),
                  pair(change.netBefore && moneyText(change.netBefore), change.netAfter && moneyText(change.netAfter)),
                ],
              }))}
            />
          )}
        </Box>
      ))}
    </Box>
  );
}
