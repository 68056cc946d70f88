import Button from '@mui/material/Button';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, Fields, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { percentText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { endEarlyPaymentOffer, publishEarlyPaymentOffer } from './queries.ts';
import type { Offer, OfferRow } from './queries.ts';

const fields: readonly Field<OfferRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'discountRate', kind: 'percent', render: ({ discountRate }) => percentText(discountRate), csv: ({ discountRate }) => discountRate },
  { name: 'days', kind: 'integer', sort: true, filter: true, card: 'figure' },
  { name: 'includesFreight', kind: 'boolean', filter: true }, { name: 'reducesTax', kind: 'boolean', filter: true },
  { name: 'group', kind: 'reference', reference: 'customerGroups', filter: true }, { name: 'paymentTerm', kind: 'reference', reference: 'paymentTerms', filter: true },
  { name: 'startsOn', kind: 'day', sort: true, filter: true }, { name: 'endsOn', kind: 'day', sort: true, filter: true }, { name: 'isInForce', kind: 'boolean', filter: true, card: 'detail' },
];
const views: readonly View[] = [{ key: 'inForce', label: 'earlyPayment.view.inForce', filter: { isInForce: true } }];

function PublishDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.publishEarlyPaymentOffer')} document={publishEarlyPaymentOffer} onClose={onClose} onDone={onDone}
      initial={{ name: '', discountRate: '', days: '10', tolerance: '', includesFreight: false, reducesTax: true, groupId: '', paymentTermId: '', startsOn: today(), endsOn: '' }}
      input={({ name, discountRate, days, tolerance, includesFreight, reducesTax, groupId, paymentTermId, startsOn, endsOn }) => ({
        name, discountRate, days: Number(days), tolerance: tolerance || null, includesFreight: includesFreight === true, reducesTax: reducesTax === true, groupId: groupId || null, paymentTermId: paymentTermId || null, startsOn: startsOn || null, endsOn: endsOn || null,
      })}
    >
      <TextInput source="name" label={t('earlyPayment.name')} help={t('earlyPayment.nameHelp')} required />
      <Fields>
        <PercentInput source="discountRate" label={t('earlyPayment.rate')} required />
        <IntegerInput source="days" label={t('earlyPayment.days')} required />
        <MoneyInput source="tolerance" label={t('earlyPayment.tolerance')} help={t('earlyPayment.toleranceHelp')} />
        <ReferenceInput source="groupId" reference="customerGroups" label={t('earlyPayment.group')} />
        <ReferenceInput source="paymentTermId" reference="paymentTerms" label={t('earlyPayment.paymentTerm')} />
        <DayInput source="startsOn" label={t('earlyPayment.startsOn')} />
        <DayInput source="endsOn" label={t('earlyPayment.endsOn')} />
      </Fields>
      <BooleanInput source="includesFreight" label={t('earlyPayment.includesFreight')} />
      <BooleanInput source="reducesTax" label={t('earlyPayment.reducesTax')} />
    </ActionDialog>
  );
}

function Publish() {
  const t = useT();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  if (!may('earlyPayment.manage')) return null;
  return (
    <>
      <Button variant="contained" onClick={() => setOpen(true)}>{t('action.publishEarlyPaymentOffer')}</Button>
      {isOpen && <PublishDialog onClose={() => setOpen(false)} onDone={refresh} />}
    </>
  );
}

export const OfferList = () => <RecordList fields={fields} views={views} sort={{ field: 'startsOn', order: 'DESC' }} actions={<Publish />} />;

function EndDialog({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.endEarlyPaymentOffer')} document={endEarlyPaymentOffer} onClose={onClose} danger initial={{ endsOn: '' }} input={({ endsOn }) => ({ earlyPaymentOfferId: offer.id, version: offer.version, endsOn: endsOn || null })}>
      <DayInput source="endsOn" label={t('earlyPayment.endsOn')} help={t('earlyPayment.endsOnHelp')} />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<Offer>[] = [
  { name: 'endEarlyPaymentOffer', document: endEarlyPaymentOffer, input: () => ({}), permission: 'earlyPayment.manage', danger: true, dialog: (offer, close) => <EndDialog offer={offer} onClose={close} /> },
];
const facts: readonly Field<Offer>[] = [
  { name: 'discountRate', kind: 'text', render: ({ discountRate }) => percentText(discountRate) }, { name: 'days', kind: 'integer' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'isInForce', kind: 'boolean' },
];
const details: readonly Field<Offer>[] = [
  { name: 'includesFreight', kind: 'boolean' }, { name: 'reducesTax', kind: 'boolean' }, { name: 'tolerance', kind: 'money' }, { name: 'group', kind: 'reference' }, { name: 'paymentTerm', kind: 'reference' },
  { name: 'publishedByName', kind: 'text' }, { name: 'endedByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' },
];
export function OfferShow() {
  const t = useT();
  return <RecordPage<Offer> facts={facts} actions={actions}>{(offer) => <Section title={t('earlyPayment.terms')}><FieldGrid fields={details} record={offer} /></Section>}</RecordPage>;
}
