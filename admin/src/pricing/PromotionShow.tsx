import { WaitingChanges } from '../customers/WaitingChanges.tsx';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { couponFields, redemptionFields } from './fields.tsx';
import { createCoupon, generateCoupons } from './promotionQueries.ts';
import type { Promotion } from './promotionQueries.ts';
import { ReasonInput } from './ReasonInput.tsx';

type DialogProps = { promotion: Promotion; onClose: () => void };

function CouponDialog({ promotion, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.createCoupon')} document={createCoupon} onClose={onClose} initial={{ code: '', redemptionsMax: null, reason: '' }} faultAt={{ COUPON_CODE_TAKEN: 'code' }}
      input={({ code, redemptionsMax, reason }) => ({ promotionId: promotion.id, code, redemptionsMax: redemptionsMax === '' ? null : redemptionsMax, reason: reason || null })}>
      <TextInput source="code" label={t('pricing.code')} required />
      <IntegerInput source="redemptionsMax" label={t('pricing.howOften')} help={t('pricing.howOftenHelp')} />
      <ReasonInput />
    </ActionDialog>
  );
}

function GenerateDialog({ promotion, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.generateCoupons')} document={generateCoupons} onClose={onClose} initial={{ count: 100, prefix: '', reason: '' }} input={({ count, prefix, reason }) => ({ promotionId: promotion.id, count, prefix: prefix || null, reason: reason || null })}>
      <p>{t('pricing.generateText')}</p>
      <IntegerInput source="count" label={t('pricing.count')} required />
      <TextInput source="prefix" label={t('pricing.prefix')} />
      <ReasonInput />
    </ActionDialog>
  );
}

const facts: readonly Field<Promotion>[] = [
  { name: 'kind', kind: 'enum', enumName: 'PromotionKind' }, { name: 'rate', kind: 'percent' }, { name: 'amount', kind: 'money' }, { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' },
  { name: 'redeemed', kind: 'integer' }, { name: 'given', kind: 'money' },
];
const all = (names: readonly string[] | null | undefined) => (names && names.length > 0 ? names.join(', ') : '–');
const actions: readonly RecordAction<Promotion>[] = [
  { name: 'createCoupon', document: createCoupon, input: () => ({}), permission: 'promotions.manage', when: ({ needsCoupon }) => needsCoupon, primary: true, dialog: (promotion, onClose) => <CouponDialog promotion={promotion} onClose={onClose} /> },
  { name: 'generateCoupons', document: generateCoupons, input: () => ({}), permission: 'promotions.manage', when: ({ needsCoupon }) => needsCoupon, dialog: (promotion, onClose) => <GenerateDialog promotion={promotion} onClose={onClose} /> },
];
const ofPromotion = ({ id }: { id: string }) => ({ promotion: { is: id } });
const without = <F extends { name: string }>(fields: readonly F[]) => fields.filter(({ name }) => name !== 'promotion');

export function PromotionShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const details: readonly Field<Promotion>[] = [
    { name: 'description', kind: 'text' }, { name: 'buyQuantity', kind: 'quantity' }, { name: 'getQuantity', kind: 'quantity' }, { name: 'getProductIds', kind: 'text', render: ({ getProductNames }) => all(getProductNames) },
    { name: 'productIds', kind: 'text', render: ({ productNames }) => all(productNames) }, { name: 'categoryIds', kind: 'text', render: ({ categoryNames }) => all(categoryNames) },
    { name: 'minQuantity', kind: 'quantity' }, { name: 'minAmount', kind: 'money' }, { name: 'customerIds', kind: 'text', permission: 'promotions.manage', render: ({ customerNames }) => all(customerNames) },
    { name: 'groupIds', kind: 'text', render: ({ groupNames }) => all(groupNames) }, { name: 'channels', kind: 'text', render: ({ channels }) => all(channels.map((each) => enumLabel('Channel', each))) },
    { name: 'firstOrderOnly', kind: 'boolean' }, { name: 'needsCoupon', kind: 'boolean' }, { name: 'position', kind: 'integer' }, { name: 'isExclusive', kind: 'boolean' }, { name: 'isMarginExempt', kind: 'boolean' },
    { name: 'redemptionsMax', kind: 'integer' }, { name: 'perCustomerMax', kind: 'integer' }, { name: 'isActive', kind: 'boolean' },
  ];
  const tabs: RelatedTab<Promotion>[] = [
    { key: 'redemptions', label: t('pricing.redemptions'), related: { resource: 'promotionRedemptions', filter: ofPromotion, fields: without(redemptionFields), sort: 'redeemedOn DESC' } },
    { key: 'coupons', label: t('pricing.coupons'), related: { resource: 'coupons', filter: ofPromotion, fields: without(couponFields), sort: 'createdAt DESC' } },
  ];
  return (
    <RecordPage<Promotion> facts={facts} actions={actions} tabs={tabs}>
      {(promotion) => (
        <>
          <WaitingChanges changes={promotion.waitingChanges ?? []} />
          <Section title={t('pricing.terms')}><FieldGrid fields={details} record={promotion} /></Section>
        </>
      )}
    </RecordPage>
  );
}
