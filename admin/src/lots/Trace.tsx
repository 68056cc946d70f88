import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { Fragment, type ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { pathOfId } from '../data/resource.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { dayText } from '../shared/days.ts';
import { ReferenceLink } from '../shared/field.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { Section } from '../shared/record/Section.tsx';
import { traceQuery, type Trace, type TraceStep } from './queries.ts';

const isInner = ({ kind }: TraceStep) => kind === 'TRANSFER_OUT' || kind === 'TRANSFER_IN' || kind === 'REVERSAL';
const size = (quantity: string) => decimalText(quantity.replace(/^-/, ''));

/** The paper that moved it: its number where it has one, else what kind of move it was. */
function Paper_({ step }: { step: TraceStep }) {
  const { enumLabel } = useLabels();
  const label = step.documentLabel ?? enumLabel('MoveKind', step.kind);
  const path = pathOfId(step.documentId) ?? pathOfId(step.move.id);
  return path ? <Link component={RouterLink} to={path}><bdi>{label}</bdi></Link> : <bdi>{label}</bdi>;
}

function Node({ children, strong = false }: { children: ReactNode; strong?: boolean }) {
  return (
    <Paper component="li" variant="outlined" sx={{ p: 1.25, minWidth: 0, overflowWrap: 'anywhere', ...(strong ? { borderColor: 'primary.main', borderWidth: 2 } : {}) }}>
      {children}
    </Paper>
  );
}

function Column({ title, children, empty }: { title: string; children: ReactNode[]; empty: string }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h3" sx={{ fontSize: '0.875rem', mb: 1 }}>{title}</Typography>
      {children.length === 0 ? <Typography color="textSecondary">{empty}</Typography> : (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>{children}</Box>
      )}
    </Box>
  );
}

/** A lot that was used for this one, or made of it: once, however often it moved. */
const others = (steps: readonly TraceStep[], side: string) => [...new Map(steps.filter((step) => step.side === side).map((step) => [step.lot.id, step])).values()];

function Flow({ trace }: { trace: Trace }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const own = trace.steps.filter((step) => step.side === 'SELF' && !isInner(step) && !step.isReversed);
  const from = own.filter(({ quantity }) => !quantity.startsWith('-'));
  const to = own.filter(({ quantity }) => quantity.startsWith('-'));
  const move = (step: TraceStep) => (
    <Node key={step.move.id}>
      <Paper_ step={step} /> · <bdi className="figure">{size(step.quantity)}</bdi>
      <Typography variant="body2" color="textSecondary">{dayText(step.on)} · {step.reason ? enumLabel('MoveReason', step.reason) : enumLabel('MoveKind', step.kind)}</Typography>
      {step.supplier && <Typography variant="body2"><ReferenceLink value={step.supplier} /></Typography>}
      {step.customer && <Typography variant="body2"><ReferenceLink value={step.customer} /></Typography>}
    </Node>
  );
  const other = (step: TraceStep) => (
    <Node key={step.lot.id}>
      <Link component={RouterLink} to={pathOfId(step.lot.id) ?? ''}><bdi>{step.lot.code}</bdi></Link>
      <Typography variant="body2"><bdi>{step.lot.product.name}</bdi></Typography>
    </Node>
  );
  const figures = [['received', trace.received], ['shipped', trace.shipped], ['used', trace.used], ['writtenOff', trace.writtenOff], ['onHand', trace.onHand]] as const;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '1fr auto 1fr auto 1fr' }, alignItems: 'center' }}>
      <Column title={t('lots.from')} empty={t('lots.fromNothing')}>{[...others(trace.steps, 'BACK').map(other), ...from.map(move)]}</Column>
      <Arrow />
      <Column title={t('lots.here')} empty="">
        {[<Node key="here" strong>
          <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '1fr auto', gap: 0.5 }}>
            {figures.map(([key, quantity]) => (
              <Fragment key={key}>
                <Typography component="dt" variant="body2">{t(`lots.sum.${key}`)}</Typography>
                <Typography component="dd" variant="body2" sx={{ m: 0, textAlign: 'end', fontWeight: key === 'onHand' ? 650 : 400 }}><bdi className="figure">{decimalText(quantity)}</bdi></Typography>
              </Fragment>
            ))}
          </Box>
        </Node>]}
      </Column>
      <Arrow />
      <Column title={t('lots.to')} empty={t('lots.toNothing')}>{[...others(trace.steps, 'FORWARD').map(other), ...to.map(move)]}</Column>
    </Box>
  );
}

/** Which way the goods went; down on a phone. */
const Arrow = () => (
  <Box aria-hidden sx={{ justifySelf: 'center', color: 'text.secondary', fontSize: 24, lineHeight: 1, rotate: { xs: '90deg', md: '0deg' }, '[dir=rtl] &': { scale: '-1 1' } }}>→</Box>
);

/** Where a lot came from and where it went: drawn, and as a table that can be read out and copied. */
export function LotTrace({ lotId }: { lotId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error } = useAsk(traceQuery, { lotId });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  if (!data) return <Skeleton variant="rounded" height={240} />;
  const trace = data.lotTrace;
  const columns = [
    { label: t('lots.day') }, { label: t('lots.lot') }, { label: t('lots.what') }, { label: t('lots.paper') }, { label: t('stock.warehouse') }, { label: t('lots.who') }, { label: t('lots.quantity'), numeric: true },
  ];
  const rows = trace.steps.map((step) => ({
    key: `${step.move.id} ${step.lot.id}`,
    cells: [
      dayText(step.on), <ReferenceLink key="lot" value={step.lot} />, `${enumLabel('MoveKind', step.kind)}${step.isReversed ? ` (${t('lots.takenBack')})` : ''}`, <Paper_ key="paper" step={step} />,
      <bdi key="place">{step.warehouse.name}</bdi>, step.customer ?? step.supplier ? <ReferenceLink key="who" value={step.customer ?? step.supplier ?? { id: '' }} /> : '–',
      <bdi key="units" className="figure">{decimalText(step.quantity)}</bdi>,
    ],
  }));
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Section title={t('lots.flow')}><Flow trace={trace} /></Section>
      <Section title={t('lots.allMoves')}><ReportTable name={t('lots.allMoves')} columns={columns} rows={rows} empty={t('lots.fromNothing')} /></Section>
    </Box>
  );
}
