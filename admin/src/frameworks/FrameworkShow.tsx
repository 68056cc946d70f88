import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRefresh } from 'ra-core';
import { WaitingChanges } from '../customers/WaitingChanges.tsx';
import { currentViewer, may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { decimalText, percentText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { ActivateDialog, CallOffDialog, CancelDialog, EndDialog, ExtendDialog, PlanDialog } from './dialogs.tsx';
import { activateFramework, callOffFramework, cancelFramework, deleteFramework, endFramework, extendFramework, planCallOffs } from './mutations.ts';
import { frameworkOrders, type Framework, type FrameworkLine } from './queries.ts';

const facts: readonly Field<Framework>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'called', kind: 'money' }, { name: 'left', kind: 'money' }, { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' }, { name: 'nextCallOn', kind: 'day' },
];
const details: readonly Field<Framework>[] = [
  { name: 'name', kind: 'text' }, { name: 'reference', kind: 'text' }, { name: 'salesPerson', kind: 'reference' }, { name: 'currencyCode', kind: 'text' }, { name: 'minimum', kind: 'money' }, { name: 'maximum', kind: 'money' }, { name: 'minimumLeft', kind: 'money' },
  { name: 'shippedValue', kind: 'money' }, { name: 'invoicedValue', kind: 'money', permission: 'invoices.read' }, { name: 'toleranceRate', kind: 'percent' }, { name: 'isAutomatic', kind: 'boolean' }, { name: 'taxIncluded', kind: 'boolean' },
  { name: 'remindDays', kind: 'integer' }, { name: 'activatedOn', kind: 'day' }, { name: 'endedOn', kind: 'day' }, { name: 'endReason', kind: 'text' }, { name: 'terms', kind: 'text' }, { name: 'note', kind: 'text' },
];

const input = ({ id }: Framework) => ({ frameworkId: id });
const isIn = (...statuses: readonly string[]) => ({ status }: Framework) => statuses.includes(status);
const allows = (name: string) => ({ actions }: Framework) => actions.some((each) => each.name === name && each.allowed);
const actions: readonly RecordAction<Framework>[] = [
  { name: 'activateFramework', document: activateFramework, input, permission: 'frameworks.manage', when: isIn('DRAFT'), primary: true, dialog: (framework, close) => <ActivateDialog framework={framework} onClose={close} /> },
  { name: 'callOffFramework', document: callOffFramework, input, permission: 'orders.write', when: isIn('ACTIVE'), primary: true, dialog: (framework, close) => <CallOffDialog framework={framework} onClose={close} /> },
  { name: 'planCallOffs', document: planCallOffs, input, permission: 'frameworks.write', when: isIn('DRAFT', 'ACTIVE'), dialog: (framework, close) => <PlanDialog framework={framework} onClose={close} /> },
  { name: 'extendFramework', document: extendFramework, input, permission: 'frameworks.manage', when: isIn('ACTIVE', 'EXPIRED', 'ENDED'), dialog: (framework, close) => <ExtendDialog framework={framework} onClose={close} /> },
  { name: 'endFramework', document: endFramework, input, permission: 'frameworks.manage', when: isIn('ACTIVE'), danger: true, dialog: (framework, close) => <EndDialog framework={framework} onClose={close} /> },
  { name: 'cancelFramework', document: cancelFramework, input, permission: 'frameworks.manage', when: allows('cancelFramework'), danger: true, dialog: (framework, close) => <CancelDialog framework={framework} onClose={close} /> },
  { name: 'deleteFramework', document: deleteFramework, input, permission: 'frameworks.write', when: isIn('DRAFT'), danger: true, undoable: true },
];

/** What of a maximum was called off, and of that shipped, as one bar; the figures stand beside it. */
function Progress({ line }: { line: FrameworkLine }) {
  const t = useT();
  const whole = Math.max(Number(line.maximum ?? line.minimum ?? line.called), Number(line.called)) || 1;
  const part = (quantity: string) => `${(100 * Number(quantity)) / whole}%`;
  const [shipped, called, minimum] = [part(line.shipped), part(line.called), line.minimum === null ? null : part(line.minimum)];
  const text = t('frameworks.progress', { called: decimalText(line.called), shipped: decimalText(line.shipped), invoiced: decimalText(line.invoiced) });
  return (
    <Box sx={{ minWidth: 160 }}>
      <Box role="img" aria-label={text} sx={{ position: 'relative', height: 10, borderRadius: 1, bgcolor: 'action.hover', overflow: 'hidden' }}>
        <Box sx={{ position: 'absolute', insetBlock: 0, insetInlineStart: 0, width: called, bgcolor: 'primary.light' }} />
        <Box sx={{ position: 'absolute', insetBlock: 0, insetInlineStart: 0, width: shipped, bgcolor: 'primary.main' }} />
        {minimum && <Box sx={{ position: 'absolute', insetBlock: 0, insetInlineStart: minimum, width: 2, bgcolor: 'text.primary' }} />}
      </Box>
      <Typography variant="caption" color="textSecondary" component="p" sx={{ whiteSpace: 'normal' }}>{text}</Typography>
    </Box>
  );
}

function Lines({ framework }: { framework: Framework }) {
  const t = useT();
  const limits = (line: FrameworkLine) => [line.minimum && t('frameworks.least', { quantity: decimalText(line.minimum) }), line.maximum && t('frameworks.most', { quantity: decimalText(line.maximum) })].filter(Boolean).join(' · ') || t('frameworks.noLimit');
  return (
    <ReportTable
      name={t('frameworks.lines')} empty={t('orders.noLines')}
      columns={[{ label: t('quotations.line') }, { label: framework.currencyCode === currentViewer()?.company?.currencyCode ? t('quotations.price') : `${t('quotations.price')} (${framework.currencyCode})`, numeric: true }, { label: t('frameworks.agreed') }, { label: t('frameworks.calledOff') }, { label: t('frameworks.left'), numeric: true }]}
      rows={framework.lines.map((line) => ({ key: line.id, cells: [
        <ReferenceLink key="p" value={line.product} />,
        <Box key="s">{line.prices.map(({ id, fromQuantity, unitPrice }) => (
          <Typography key={id} component="p" variant="body2"><bdi className="figure">{decimalText(unitPrice, 8, 2)}</bdi>{Number(fromQuantity) > 0 && ` ${t('frameworks.from', { quantity: decimalText(fromQuantity) })}`}</Typography>
        ))}</Box>,
        limits(line), <Progress key="b" line={line} />,
        <Box key="l">
          <bdi className="figure">{line.left === null ? '∞' : `${decimalText(line.left)} ${line.product.unit.code}`}</bdi>
          {Number(line.minimumLeft) > 0 && <Typography variant="caption" component="p" color="error">{t('frameworks.missing', { quantity: decimalText(line.minimumLeft) })}</Typography>}
          {Number(line.drafted) > 0 && <Typography variant="caption" component="p" color="textSecondary">{t('frameworks.drafted', { quantity: decimalText(line.drafted) })}</Typography>}
        </Box>,
      ] }))}
    />
  );
}

function Calls({ framework }: { framework: Framework }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const refresh = useRefresh();
  const [run, { pending }] = useAction(planCallOffs);
  const open = framework.calls.filter((call) => !call.order);
  const mayPlan = may('frameworks.write') && ['DRAFT', 'ACTIVE'].includes(framework.status);
  const drop = async (id: string) => {
    const calls = open.filter((call) => call.id !== id).map(({ line, callOn, requiredOn, quantity }) => ({ frameworkLineId: line.id, callOn, requiredOn, quantity }));
    if (await run({ input: { frameworkId: framework.id, calls } })) refresh();
  };
  return (
    <ReportTable
      name={t('frameworks.calls')} empty={t('frameworks.noCalls')}
      columns={[{ label: t('frameworks.callOn') }, { label: t('quotations.line') }, { label: t('quotations.quantity'), numeric: true }, { label: t('frameworks.requiredOn') }, { label: t('frameworks.order') }, ...(mayPlan ? [{ label: t('frameworks.change') }] : [])]}
      rows={framework.calls.map((call) => ({ key: call.id, cells: [
        <Value key="d" field={{ kind: 'day' }} value={call.callOn} />, call.line.product.name, decimalText(call.quantity), call.requiredOn ? <Value key="r" field={{ kind: 'day' }} value={call.requiredOn} /> : '',
        <Box key="o">
          {call.order ? <><ReferenceLink value={{ id: call.order.id, name: call.order.number ?? t('frameworks.draft') }} /> {enumLabel('OrderStatus', call.order.status)}</> : t('frameworks.waits')}
          {call.failure && <Typography variant="caption" component="p" color="error" sx={{ whiteSpace: 'normal', maxWidth: 320 }}>{call.failure}</Typography>}
        </Box>,
        ...(mayPlan ? [call.order ? '' : <Button key="x" size="small" disabled={pending} aria-label={`${t('frameworks.drop')} ${call.callOn} ${call.line.product.name}`} onClick={() => void drop(call.id)}>{t('frameworks.drop')}</Button>] : []),
      ] }))}
    />
  );
}

/** The lines of orders that were called off. */
function Orders({ frameworkId }: { frameworkId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data } = useAsk(frameworkOrders, { frameworkId });
  return (
    <ReportTable
      name={t('frameworks.orders')} empty={t('frameworks.noOrders')}
      columns={[{ label: t('frameworks.order') }, { label: t('quotations.line') }, { label: t('quotations.quantity'), numeric: true }, { label: t('quotations.price'), numeric: true }, { label: t('orders.net'), numeric: true }, { label: t('frameworks.shipped'), numeric: true }]}
      rows={(data?.orderLines.nodes ?? []).map((line) => ({ key: line.id, cells: [
        <Box key="o"><ReferenceLink value={{ id: line.order.id, name: line.order.number ?? t('frameworks.draft') }} /> {enumLabel('OrderStatus', line.order.status)}</Box>, line.description,
        Number(line.cancelled) > 0 ? t('frameworks.lessCancelled', { quantity: decimalText(line.quantity), cancelled: decimalText(line.cancelled) }) : decimalText(line.quantity), decimalText(line.unitPrice, 8, 2), line.net, decimalText(line.shipped),
      ] }))}
    />
  );
}

/** The usual way of an agreement; an end on the way shows where it is one. */
function useSteps() {
  const { enumLabel } = useLabels();
  return ({ status, createdAt, activatedOn, endedOn }: Framework) => {
    const end = ['ENDED', 'CANCELLED'].includes(status) ? status : 'EXPIRED';
    const days: Record<string, string | null> = { DRAFT: createdAt, ACTIVE: activatedOn, [end]: endedOn };
    return { current: status, steps: ['DRAFT', 'ACTIVE', end].map((name) => ({ name, label: enumLabel('FrameworkStatus', name), on: days[name] ?? null })) };
  };
}

export function FrameworkShow() {
  const t = useT();
  const pipeline = useSteps();
  const tabs: RelatedTab<Framework>[] = [
    { key: 'calls', label: t('frameworks.calls'), content: (framework) => <Calls framework={framework} /> },
    ...(may('orders.read') ? [{ key: 'orders', label: t('frameworks.orders'), aside: true as const, content: ({ id }: Framework) => <Orders frameworkId={id} />, asks: (id: string) => [asking(frameworkOrders, { frameworkId: id })] }] : []),
  ];
  return (
    <RecordPage<Framework> facts={facts} status={{ field: 'status', enumName: 'FrameworkStatus' }} pipeline={pipeline} actions={actions} tabs={tabs}>
      {(framework) => (
        <>
          <WaitingChanges changes={framework.waitingChanges ?? []} />
          {framework.hasFailure && <Alert severity="error" role="status">{t('frameworks.failed')}</Alert>}
          {framework.isEnding && <Alert severity="warning" role="status">{t('frameworks.ending')}</Alert>}
          {framework.isBelowMinimum && framework.status !== 'DRAFT' && <Alert severity="info" role="status">{t('frameworks.below')}</Alert>}
          {framework.share !== null && <Typography sx={{ my: 1 }}>{t('frameworks.share', { share: percentText(framework.share) })}</Typography>}
          <Section title={t('frameworks.lines')}><Lines framework={framework} /></Section>
          <Section title={t('orders.details')}><FieldGrid fields={details} record={framework} /></Section>
        </>
      )}
    </RecordPage>
  );
}
