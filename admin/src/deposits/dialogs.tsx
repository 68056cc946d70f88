import { useWatch } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { isForeign } from '../currencies/ownCurrency.ts';
import { today } from '../data/session.ts';
import { pathOfId } from '../data/resource.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { PercentInput } from '../pricing/PercentInput.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { moneyText } from '../shared/numbers.ts';
import { applyDeposit, coverDeposit, moveDeposit, receiveDeposit, releaseDeposit, requestDeposit, withdrawDeposit } from './mutations.ts';
import { openCredits, orderCurrency } from './queries.ts';
import type { Deposit } from './queries.ts';

type Props = { deposit: Deposit; onClose: () => void };

/** In the order's currency, else in the one that is chosen. */
function AskedAmount({ ofOrder }: { ofOrder: string | undefined }) {
  const t = useT();
  const chosen = useWatch<{ currencyCode?: string }>({ name: 'currencyCode' });
  const code = ofOrder ?? chosen;
  return <MoneyInput source="amount" label={t('deposits.amount')} {...(code ? { currencyCode: code } : {})} />;
}

/** A deposit of an order, or of a customer for orders to come. */
export function RequestDepositDialog({ orderId, onClose }: { orderId?: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const { data } = useAsk(orderCurrency, { id: orderId ?? '' }, orderId !== undefined);
  const ofOrder = data?.node?.__typename === 'Order' ? data.node.currencyCode : undefined;
  return (
    <ActionDialog
      title={t('action.requestDeposit')} document={requestDeposit} onClose={onClose} initial={{ share: '', amount: '', dueOn: '', holdsShipping: true, note: '', taxCodeId: '', customerId: '', currencyCode: '' }}
      input={({ share, amount, dueOn, holdsShipping, note, taxCodeId, customerId, currencyCode }) => ({
        ...(ofOrder ? { currencyCode: ofOrder } : currencyCode ? { currencyCode } : {}),
        ...(orderId ? { orderId, holdsShipping } : { customerId, taxCodeId: taxCodeId || null }), share: share || null, amount: amount || null, dueOn: dueOn || null, note: note || null,
      })}
      onDone={(payload) => {
        const path = pathOfId((payload.deposit as { id: string } | undefined)?.id ?? '');
        if (path) void navigate(path);
      }}
    >
      <p>{t('deposits.requestText')}</p>
      <Fields>
        {!orderId && <ReferenceInput source="customerId" reference="customers" label={t('deposits.customer')} required />}
        {orderId && <PercentInput source="share" label={t('deposits.share')} help={t('deposits.shareHelp')} />}
        <AskedAmount ofOrder={ofOrder} />
        {!orderId && <CurrencyInput source="currencyCode" label={t('currencies.currency')} />}
        <DayInput source="dueOn" label={t('deposits.dueOn')} help={t('deposits.dueHelp')} />
        {!orderId && <ReferenceInput source="taxCodeId" reference="taxCodes" label={t('deposits.taxCode')} help={t('deposits.taxCodeHelp')} />}
      </Fields>
      {orderId && <BooleanInput source="holdsShipping" label={t('deposits.holdsShipping')} />}
      <TextInput source="note" label={t('deposits.note')} multiline />
    </ActionDialog>
  );
}

export function ReceiveDialog({ deposit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.receiveDeposit')} document={receiveDeposit} onClose={onClose} initial={{ amount: deposit.toCome.amount, companyAmount: '', paidOn: today(), method: 'BANK', reference: '' }}
      input={({ amount, companyAmount, paidOn, method, reference }) => ({ depositId: deposit.id, amount, currencyCode: deposit.toCome.currencyCode, companyAmount: companyAmount || null, paidOn, method, reference: reference || null })}
    >
      <p>{t('deposits.receiveText')}</p>
      <Fields>
        <MoneyInput source="amount" label={t('deposits.amount')} currencyCode={deposit.toCome.currencyCode} required />
        {isForeign(deposit.toCome) && <MoneyInput source="companyAmount" label={t('currencies.companyAmount')} />}
        <DayInput source="paidOn" label={t('deposits.paidOn')} required />
        <EnumInput source="method" label={t('deposits.method')} enumName="PaymentMethod" required />
        <TextInput source="reference" label={t('deposits.reference')} />
      </Fields>
    </ActionDialog>
  );
}

export function CoverDialog({ deposit, onClose }: Props) {
  const t = useT();
  const { data } = useAsk(openCredits, { customerId: deposit.customer.id });
  const choices = (data?.openItems.nodes ?? []).map(({ id, number, open }) => ({ value: id, label: `${number} · ${moneyText({ ...open, amount: open.amount.replace('-', '') })}` }));
  return (
    <ActionDialog title={t('action.coverDeposit')} document={coverDeposit} onClose={onClose} initial={{ creditItemId: '', amount: '' }} input={({ creditItemId, amount }) => ({ depositId: deposit.id, creditItemId, amount: amount || null, currencyCode: deposit.toCome.currencyCode })}>
      <p>{t(data && choices.length === 0 ? 'deposits.noCredit' : 'deposits.coverText')}</p>
      <Fields>
        <ChoiceInput source="creditItemId" label={t('deposits.credit')} choices={choices} required />
        <MoneyInput source="amount" label={t('deposits.amount')} help={t('deposits.allHelp')} currencyCode={deposit.toCome.currencyCode} />
      </Fields>
    </ActionDialog>
  );
}

export function ApplyDialog({ deposit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.applyDeposit')} document={applyDeposit} onClose={onClose} initial={{ invoiceId: '', amount: deposit.held.amount }}
      input={({ invoiceId, amount }) => ({ depositId: deposit.id, ...(invoiceId ? { allocations: [{ invoiceId, amount }], currencyCode: deposit.held.currencyCode } : {}) })}
    >
      <p>{t('deposits.applyText')}</p>
      <Fields>
        <ReferenceInput source="invoiceId" reference="invoices" filter={{ customer: { is: deposit.customer.id }, kind: ['INVOICE'], open: { min: '0.01' } }} label={t('deposits.invoice')} />
        <MoneyInput source="amount" label={t('deposits.amount')} currencyCode={deposit.held.currencyCode} />
      </Fields>
    </ActionDialog>
  );
}

export function MoveDialog({ deposit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.moveDeposit')} document={moveDeposit} onClose={onClose} initial={{ orderId: '', amount: deposit.held.amount, reason: '' }} input={({ orderId, amount, reason }) => ({ depositId: deposit.id, orderId, amount: amount || null, currencyCode: deposit.held.currencyCode, reason })}
    >
      <p>{t('deposits.moveText')}</p>
      <Fields>
        <ReferenceInput source="orderId" reference="orders" filter={{ customer: { is: deposit.customer.id }, status: ['PLACED', 'PART_SHIPPED', 'SHIPPED'] }} label={t('deposits.order')} required />
        <MoneyInput source="amount" label={t('deposits.amount')} currencyCode={deposit.held.currencyCode} />
      </Fields>
      <TextInput source="reason" label={t('deposits.reason')} required multiline />
    </ActionDialog>
  );
}

export function ReleaseDialog({ deposit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.releaseDeposit')} document={releaseDeposit} onClose={onClose} initial={{ amount: deposit.held.amount, reason: '' }} input={({ amount, reason }) => ({ depositId: deposit.id, amount: amount || null, currencyCode: deposit.held.currencyCode, reason })}>
      <p>{t('deposits.releaseText')}</p>
      <Fields><MoneyInput source="amount" label={t('deposits.amount')} currencyCode={deposit.held.currencyCode} /></Fields>
      <TextInput source="reason" label={t('deposits.reason')} required multiline />
    </ActionDialog>
  );
}

export function WithdrawDialog({ deposit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog title={t('action.withdrawDeposit')} document={withdrawDeposit} danger onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ depositId: deposit.id, reason })}>
      <p>{t('deposits.withdrawText')}</p>
      <TextInput source="reason" label={t('deposits.reason')} required multiline />
    </ActionDialog>
  );
}
