import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { ReferencePicker } from '../shared/input/ReferencePicker.tsx';
import { decimalText, integerText } from '../shared/numbers.ts';
import { Section } from '../shared/record/Section.tsx';
import { ReportDay } from '../shared/report/ReportDay.tsx';
import { ReportPage } from '../shared/report/ReportPage.tsx';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { useReportParams } from '../shared/report/useReportParams.ts';
import { applyLayout } from './mutations.ts';
import { sites } from './sites.ts';

const layoutQuery = graphql(`
  query WarehouseLayout($warehouseId: ID, $from: Day, $to: Day) {
    warehouseLayout(warehouseId: $warehouseId, from: $from, to: $to) {
      warehouse { id name }
      from to picks unplacedPicks metres saving
      items { picks distance metres quantity product { id name } bin { id code } }
      moves { picks otherPicks distance newDistance saving quantity product { id name } otherProduct { id name } fromBin { id code } toBin { id code } }
    }
  }
`);
type WarehouseLayout = ResultOf<typeof layoutQuery>['warehouseLayout'];
type Move = WarehouseLayout['moves'][number];

/** How far pickers walk, and what should change places so that they walk less. */
export function Layout() {
  const t = useT();
  const { text, day, set } = useReportParams();
  const to = day('to', today());
  const from = day('from', '');
  const chosen = text('warehouse');
  const { data, error, refetch } = useAsk(layoutQuery, { to, ...(chosen ? { warehouseId: chosen } : {}), ...(from ? { from } : {}) });
  const report = data?.warehouseLayout;
  return (
    <ReportPage
      title={t('warehousing.layout')} about={t('warehousing.layoutAbout')} error={error} onRetry={() => void refetch()} loading={!report}
      controls={
        <>
          <ReferencePicker resource="warehouses" label={t('warehousing.warehouse')} filter={sites} known={report?.warehouse ?? undefined} value={chosen || report?.warehouse?.id || ''} onChange={(id) => set({ warehouse: id })} />
          <ReportDay label={t('warehousing.from')} value={from} onChange={(next) => set({ from: next })} />
          <ReportDay label={t('warehousing.to')} value={to} onChange={(next) => set({ to: next })} />
        </>
      }
    >
      {report && <Report report={report} />}
    </ReportPage>
  );
}

function Report({ report }: { report: WarehouseLayout }) {
  const t = useT();
  const metres = (value: string) => t('warehousing.metres', { metres: decimalText(value) });
  return (
    <>
      <Typography role="status">
        {t('warehousing.walked', { picks: report.picks, metres: decimalText(report.metres) })} {report.moves.length > 0 && t('warehousing.couldSave', { metres: decimalText(report.saving) })}
      </Typography>
      {report.unplacedPicks > 0 && <Alert severity="info">{t('warehousing.unplaced', { count: report.unplacedPicks })}</Alert>}
      <Section title={t('warehousing.proposals')}>
        {report.moves.length === 0 ? <Typography color="textSecondary">{t('warehousing.noProposals')}</Typography> : <Proposals warehouseId={report.warehouse?.id ?? ''} moves={report.moves} />}
      </Section>
      <Section title={t('warehousing.items')}>
        <ReportTable
          name={t('warehousing.items')} empty={t('warehousing.nothingBinned')}
          columns={[{ label: t('warehousing.product') }, { label: t('warehousing.bin') }, { label: t('warehousing.picks'), numeric: true }, { label: t('warehousing.distance'), numeric: true }, { label: t('warehousing.walkedMetres'), numeric: true }]}
          rows={report.items.map(({ product, bin, picks, distance, metres: sum }) => ({
            key: product.id, cells: [<ReferenceLink key="product" value={product} />, <ReferenceLink key="bin" value={bin} />, integerText(picks), metres(distance), metres(sum)],
          }))}
        />
      </Section>
    </>
  );
}

function Proposals({ warehouseId, moves }: { warehouseId: string; moves: readonly Move[] }) {
  const t = useT();
  const notify = useNotify();
  const [run, { pending }] = useAction(applyLayout);
  const apply = async (chosen: readonly Move[]) => {
    const payload = await run({
      input: { warehouseId, moves: chosen.map(({ product, fromBin, toBin, otherProduct }) => ({ productId: product.id, fromBinId: fromBin.id, toBinId: toBin.id, otherProductId: otherProduct?.id ?? null })) },
    });
    if (payload) notify(t('done.applyLayout'), { type: 'success' });
  };
  const mayMove = may('stock.manage');
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <ReportTable
        name={t('warehousing.proposals')} empty={t('warehousing.noProposals')}
        columns={[
          { label: t('warehousing.product') }, { label: t('warehousing.fromTo') }, { label: t('warehousing.comesBack') }, { label: t('warehousing.picks'), numeric: true },
          { label: t('warehousing.saves'), numeric: true }, ...(mayMove ? [{ label: t('warehousing.doIt') }] : []),
        ]}
        rows={moves.map((move) => ({
          key: move.product.id,
          cells: [
            <ReferenceLink key="product" value={move.product} />,
            <span key="way"><ReferenceLink value={move.fromBin} /> → <ReferenceLink value={move.toBin} /></span>,
            move.otherProduct ? <ReferenceLink key="other" value={move.otherProduct} /> : t('warehousing.emptyBin'), integerText(move.picks), t('warehousing.metres', { metres: decimalText(move.saving) }),
            ...(mayMove ? [<Button key="do" size="small" disabled={pending} onClick={() => void apply([move])} aria-label={t('warehousing.swap', { product: move.product.name, bin: move.toBin.code })}>{t('action.applyLayout')}</Button>] : []),
          ],
        }))}
      />
      {mayMove && moves.length > 1 && <Button variant="contained" loading={pending} onClick={() => void apply(moves)} sx={{ justifySelf: 'start' }}>{t('warehousing.applyAll', { count: moves.length })}</Button>}
    </Box>
  );
}
