import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { ResultOf } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { withdrawSubstitution } from './mutations.ts';
import { substitutionsQuery } from './queries.ts';
import { AnswerDialog, CloseLineDialog, ProposeDialog } from './SubstitutionDialogs.tsx';

type OrderOf = Extract<NonNullable<ResultOf<typeof substitutionsQuery>['node']>, { substitutions: unknown }>;
type Substitution = OrderOf['substitutions'][number];
type Line = OrderOf['lines'][number];

const fields: readonly Field<Substitution>[] = [
  { name: 'ordered', kind: 'text', render: ({ orderLine }) => orderLine.description },
  { name: 'product', kind: 'reference' },
  { name: 'quantity', kind: 'quantity' },
  { name: 'unitPrice', kind: 'price' },
  { name: 'status', kind: 'enum', enumName: 'SubstitutionStatus' },
  { name: 'consentName', kind: 'text' },
  { name: 'consentMeans', kind: 'enum', enumName: 'ConsentMeans' },
  { name: 'consentOn', kind: 'day' },
  { name: 'reason', kind: 'text' },
];
const lineFields: readonly Field<Line>[] = [{ name: 'description', kind: 'text' }, { name: 'openQuantity', kind: 'quantity' }];
type Open = { what: 'yes' | 'no' | 'withdraw'; substitution: Substitution } | { what: 'propose' | 'close'; line: Line };

/** Substitutes of an order, and lines of which something is open. */
export function Substitutions({ orderId }: { orderId: string }) {
  const t = useT();
  const { data, refetch } = useAsk(substitutionsQuery, { id: orderId });
  const [open, setOpen] = useState<Open>();
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const order = data.node && 'substitutions' in data.node ? data.node : undefined;
  if (!order) return null;
  const close = () => setOpen(undefined);
  const done = () => void refetch();
  const lines = order.lines.filter(({ openQuantity, isDropShipped }) => Number(openQuantity) > 0 && !isDropShipped);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <LinesTable
        resource="substitutions" label={t('fulfilment.substitutions')} fields={fields} rows={order.substitutions} empty={t('fulfilment.noSubstitutions')}
        buttons={(substitution) => substitution.status === 'PROPOSED' && may('orders.write') && (
          <>
            <Button size="small" onClick={() => setOpen({ what: 'yes', substitution })}>{t('fulfilment.accepted')}</Button>
            <Button size="small" onClick={() => setOpen({ what: 'no', substitution })}>{t('fulfilment.declined')}</Button>
            <Button size="small" color="error" onClick={() => setOpen({ what: 'withdraw', substitution })}>{t('fulfilment.withdraw')}</Button>
          </>
        )}
      />
      {lines.length > 0 && (
        <LinesTable
          resource="openLines" label={t('fulfilment.openLines')} fields={lineFields} rows={lines}
          buttons={(line) => may('orders.write') && (
            <>
              <Button size="small" onClick={() => setOpen({ what: 'propose', line })}>{t('fulfilment.substitute')}</Button>
              <Button size="small" color="error" onClick={() => setOpen({ what: 'close', line })}>{t('fulfilment.closeLine')}</Button>
            </>
          )}
        />
      )}
      {(open?.what === 'yes' || open?.what === 'no') && <AnswerDialog substitution={open.substitution} accepts={open.what === 'yes'} onClose={close} onDone={done} />}
      {open?.what === 'withdraw' && (
        <ActionDialog title={t('action.withdrawSubstitution')} document={withdrawSubstitution} danger onClose={close} onDone={done} initial={{ reason: '' }} input={({ reason }) => ({ substitutionId: open.substitution.id, reason })}>
          <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
        </ActionDialog>
      )}
      {open?.what === 'propose' && <ProposeDialog line={open.line} onClose={close} onDone={done} />}
      {open?.what === 'close' && <CloseLineDialog line={open.line} onClose={close} onDone={done} />}
    </Box>
  );
}
