import Button from '@mui/material/Button';
import { useRefresh } from 'ra-core';
import { useRef, useState } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import type { BulkContext, View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { couponFields, customerGroupFields, customerPriceFields, priceListFields, promotionFields, redemptionFields } from './fields.tsx';
import { setCouponActive } from './queries.ts';
import { ReasonInput } from './ReasonInput.tsx';

const current: readonly View[] = [{ key: 'current', label: 'pricing.view.current', filter: { isCurrent: true } }, { key: 'other', label: 'pricing.view.other', filter: { isCurrent: false } }];
const couponViews: readonly View[] = [{ key: 'open', label: 'pricing.view.open', filter: { isActive: true, isUsedUp: false } }, { key: 'used', label: 'pricing.view.used', filter: { isUsedUp: true } }];
const redemptionViews: readonly View[] = [{ key: 'standing', label: 'pricing.view.standing', filter: { givenBackAt: { empty: true } } }, { key: 'given', label: 'pricing.view.givenBack', filter: { givenBackAt: { empty: false } } }];

/** Stops the chosen codes, or lets them serve again. */
function CouponBulk({ ids, unselect }: BulkContext) {
  const t = useT();
  const refresh = useRefresh();
  const [run, { pending }] = useAction(setCouponActive);
  const [isAsking, setAsking] = useState(false);
  const why = useRef('');
  const set = async (isActive: boolean, of: readonly string[]) => {
    for (const couponId of of) if (!await run({ input: { couponId, isActive, reason: why.current || null } })) return;
    unselect();
    refresh();
  };
  return (
    <>
      <Button loading={pending} color="error" onClick={() => void set(false, ids)}>{t('pricing.stopCoupons')}</Button>
      <Button loading={pending} onClick={() => setAsking(true)}>{t('pricing.resumeCoupons')}</Button>
      {isAsking && (
        <ActionDialog
          title={t('pricing.resumeCoupons')} document={setCouponActive} onClose={() => setAsking(false)} initial={{ reason: '' }} onDone={() => void set(true, ids.slice(1))}
          input={({ reason }) => { why.current = String(reason ?? ''); return { couponId: ids[0], isActive: true, reason: why.current || null }; }}
        >
          <ReasonInput />
        </ActionDialog>
      )}
    </>
  );
}

export const PriceListList = () => <RecordList fields={priceListFields} views={current} sort={{ field: 'name', order: 'ASC' }} />;
export const CustomerPriceList = () => <RecordList fields={customerPriceFields} views={current} sort={{ field: 'product', order: 'ASC' }} />;
export const PromotionList = () => <RecordList fields={promotionFields} views={current} sort={{ field: 'position', order: 'ASC' }} />;
export const CouponList = () => (
  <RecordList fields={couponFields} views={couponViews} sort={{ field: 'createdAt', order: 'DESC' }} {...(may('promotions.manage') ? { bulkActions: (context: BulkContext) => <CouponBulk {...context} /> } : {})} />
);
export const RedemptionList = () => <RecordList fields={redemptionFields} views={redemptionViews} sort={{ field: 'redeemedOn', order: 'DESC' }} />;
export const CustomerGroupList = () => <RecordList fields={customerGroupFields} sort={{ field: 'name', order: 'ASC' }} />;
