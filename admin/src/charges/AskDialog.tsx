import { useWatch } from 'react-hook-form';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import type { TadaDocumentNode } from '../data/graphql.ts';
import type { Values } from '../data/resource.ts';
import { mutationOf } from '../data/ledgerEffect.ts';
import type { MessageKey } from '../i18n/messages.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import type { InputProps } from '../shared/form/useField.ts';
import { BooleanInput, DayInput, EnumInput, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';

/** What is asked for: an input by its source. */
export type Asked = { source: string; label: MessageKey; required?: boolean; help?: MessageKey; initial?: unknown } & (
  { kind: 'text' | 'lines' | 'day' | 'integer' | 'boolean' | 'decimal' } | { kind: 'enum'; enumName: string } | { kind: 'reference'; reference: string } | { kind: 'currency' } | { kind: 'money'; /** The one chosen in the dialog, else the company's, when left out. */ currencyCode?: string });

/** An amount in its currency: the one that is told, or chosen beside it. */
function AmountInput({ currencyCode, ...props }: InputProps & { currencyCode: string | undefined }) {
  const chosen: unknown = useWatch({ name: 'currencyCode' });
  const code = currencyCode ?? (typeof chosen === 'string' && chosen !== '' ? chosen : undefined);
  return <MoneyInput {...props} {...(code ? { currencyCode: code } : {})} />;
}

function Input({ asked }: { asked: Asked }) {
  const t = useT();
  const { source, label, required = false, help } = asked;
  const props = { source, label: t(label), required, ...(help ? { help: t(help) } : {}) };
  switch (asked.kind) {
    case 'enum': return <EnumInput {...props} enumName={asked.enumName} />;
    case 'reference': return <ReferenceInput {...props} reference={asked.reference} />;
    case 'money': return <AmountInput {...props} currencyCode={asked.currencyCode} />;
    case 'currency': return <CurrencyInput {...props} />;
    case 'day': return <DayInput {...props} />;
    case 'integer': return <IntegerInput {...props} />;
    case 'boolean': return <BooleanInput {...props} />;
    case 'lines': return <TextInput {...props} multiline />;
    default: return <TextInput {...props} />;
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- each mutation has its own variables; input() makes them
type Props = { document: TadaDocumentNode<any, any>; inputs: readonly Asked[]; input: (values: Values) => Values; danger?: boolean; onClose: () => void; onDone?: (payload: Values) => void };

const filled = (asked: Asked, value: unknown) => (value === '' || value === undefined ? null : asked.kind === 'integer' ? Number(value) : value);

/** An action that asks for a few things; what is left empty is sent as null. */
export function AskDialog({ document, inputs, input, danger = false, onClose, onDone }: Props) {
  const t = useT();
  const name = mutationOf(document);
  return (
    <ActionDialog
      // A key of the catalogue: each mutation has its own.
      title={t(`action.${name}` as MessageKey)} document={document} danger={danger} onClose={onClose} {...(onDone ? { onDone } : {})}
      initial={Object.fromEntries(inputs.map((asked) => [asked.source, asked.initial ?? (asked.kind === 'boolean' ? false : asked.kind === 'enum' || asked.kind === 'reference' ? null : '')]))}
      input={(values) => input(Object.fromEntries(inputs.map((asked) => [asked.source, filled(asked, values[asked.source])])))}
    >
      {inputs.map((asked) => <Input key={asked.source} asked={asked} />)}
    </ActionDialog>
  );
}

export const reason: Asked = { source: 'reason', kind: 'lines', label: 'charges.reason', required: true };
