import Typography from '@mui/material/Typography';
import { useNavigate } from 'react-router-dom';
import { may, today } from '../data/session.ts';
import { pathOfId } from '../data/resource.ts';
import type { Values } from '../data/resource.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, MoneyInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { ReasonInput } from '../pricing/ReasonInput.tsx';
import { activateFramework, callOffFramework, cancelFramework, endFramework, extendFramework, planCallOffs } from './mutations.ts';
import type { Framework, FrameworkLine } from './queries.ts';

type Props = { framework: Framework; onClose: () => void };
/** Names of form fields have no dots or signs of base64. */
const keyOf = ({ no }: FrameworkLine) => `line${no}`;

/** As many of each line as the order is to have. */
export function CallOffDialog({ framework, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.callOffFramework')} document={callOffFramework} onClose={onClose} initial={{ requiredOn: '', customerReference: framework.reference ?? '', overCallReason: '', ...Object.fromEntries(framework.lines.map((line) => [keyOf(line), ''])) }}
      input={(values) => ({
        frameworkId: framework.id, requiredOn: values.requiredOn || null, customerReference: values.customerReference || null, overCallReason: values.overCallReason || null,
        lines: framework.lines.map((line) => ({ frameworkLineId: line.id, quantity: String(values[keyOf(line)] ?? '') })).filter(({ quantity }) => Number(quantity) > 0),
      })}
      onDone={(payload) => {
        const path = pathOfId((payload.order as { id: string } | undefined)?.id ?? '');
        if (path) void navigate(path);
      }}
    >
      <p>{t('frameworks.callText')}</p>
      <Fields>
        {framework.lines.map((line) => (
          <QuantityInput key={line.id} source={keyOf(line)} label={line.product.name} unit={line.product.unit.code}
            help={line.left === null ? t('frameworks.leftFree', { available: decimalText(line.product.available) }) : t('frameworks.leftOf', { left: decimalText(line.left), maximum: decimalText(line.maximum ?? ''), available: decimalText(line.product.available) })} />
        ))}
      </Fields>
      <Fields>
        <DayInput source="requiredOn" label={t('frameworks.requiredOn')} />
        <TextInput source="customerReference" label={t('quotations.theirReference')} />
      </Fields>
      {Number(framework.toleranceRate) > 0 && may('frameworks.exceed') && <TextInput source="overCallReason" label={t('frameworks.overCall')} help={t('frameworks.overCallHelp')} multiline />}
    </ActionDialog>
  );
}

/** Into force at once, or by a second person's word. */
export function ActivateDialog({ framework, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.activateFramework')} document={activateFramework} onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ frameworkId: framework.id, reason: reason || null })}>
      <p>{t('frameworks.activateText')}</p>
      <ReasonInput />
    </ActionDialog>
  );
}

/** Other maximums and another last day. */
export function ExtendDialog({ framework, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.extendFramework')} document={extendFramework} onClose={onClose}
      initial={{ validTo: framework.validTo < today() ? '' : framework.validTo, maximumAmount: framework.maximum?.amount ?? '', reason: '', ...Object.fromEntries(framework.lines.map((line) => [keyOf(line), line.maximum ?? ''])) }}
      input={(values: Values) => ({
        frameworkId: framework.id, reason: values.reason, ...(values.validTo ? { validTo: values.validTo } : {}), ...((values.maximumAmount || null) === (framework.maximum?.amount ?? null) ? {} : { maximumAmount: values.maximumAmount || '0', currencyCode: framework.currencyCode }),
        lines: framework.lines.filter((line) => (values[keyOf(line)] || null) !== line.maximum).map((line) => ({ frameworkLineId: line.id, maximum: values[keyOf(line)] || null })),
      })}
    >
      <p>{t('frameworks.extendText')}</p>
      <Fields>
        <DayInput source="validTo" label={t('frameworks.validTo')} required />
        <MoneyInput source="maximumAmount" currencyCode={framework.currencyCode} label={t('frameworks.maximumValue')} help={t('frameworks.maximumHelp')} />
        {framework.lines.map((line) => <QuantityInput key={line.id} source={keyOf(line)} label={t('frameworks.maximumOf', { name: line.product.name })} unit={line.product.unit.code} help={t('frameworks.calledSoFar', { called: decimalText(line.called) })} />)}
      </Fields>
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

export function EndDialog({ framework, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.endFramework')} document={endFramework} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ frameworkId: framework.id, reason })}>
      <p>{t('frameworks.endText')}</p>
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

export function CancelDialog({ framework, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.cancelFramework')} document={cancelFramework} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ frameworkId: framework.id, reason })}>
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

const MANY = 60;
/** `2026-01-31` and so many weeks later. */
const weeksOn = (day: string, weeks: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);

/** Further call-offs beside those that are planned: the same quantities once, or every so many weeks until the end. */
export function PlanDialog({ framework, onClose }: Props) {
  const t = useT();
  const old = framework.calls.filter((call) => !call.order).map(({ line, callOn, requiredOn, quantity }) => ({ frameworkLineId: line.id, callOn, requiredOn, quantity }));
  return (
    <ActionDialog
      title={t('action.planCallOffs')} document={planCallOffs} onClose={onClose} initial={{ callOn: '', every: '', ...Object.fromEntries(framework.lines.map((line) => [keyOf(line), ''])) }}
      input={(values) => {
        const first = String(values.callOn ?? '');
        const every = Number(values.every || 0);
        const days = first === '' ? [] : Array.from({ length: every > 0 ? MANY : 1 }, (_each, index) => weeksOn(first, index * every)).filter((day, index) => index === 0 || day <= framework.validTo);
        const wanted = framework.lines.map((line) => ({ frameworkLineId: line.id, quantity: String(values[keyOf(line)] ?? '') })).filter(({ quantity }) => Number(quantity) > 0);
        return { frameworkId: framework.id, calls: [...old, ...days.flatMap((callOn) => wanted.map((each) => ({ ...each, callOn })))] };
      }}
    >
      <p>{t('frameworks.planText')}</p>
      <Fields>
        <DayInput source="callOn" label={t('frameworks.callOn')} required />
        <QuantityInput source="every" label={t('frameworks.every')} help={t('frameworks.everyHelp')} />
      </Fields>
      <Typography component="h3" variant="subtitle2">{t('frameworks.eachTime')}</Typography>
      <Fields>
        {framework.lines.map((line) => <QuantityInput key={line.id} source={keyOf(line)} label={line.product.name} unit={line.product.unit.code} help={line.left === null ? '' : t('frameworks.leftPlanned', { left: decimalText(line.left), planned: decimalText(line.planned) })} />)}
      </Fields>
    </ActionDialog>
  );
}
