import { useEffect } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { isForeign } from '../currencies/ownCurrency.ts';
import { may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { OpenBills, OpenInvoices, previewPaymentQuery, previewSupplierPaymentQuery } from '../payments/OpenDebts.tsx';
import { currencyDigits, shiftPoint } from '../shared/numbers.ts';
import { bookLine } from './actions.ts';
import { returnedPaymentQuery } from './queries.ts';

export type Bookable = { id: string; isIn: boolean; left: { amount: string; currencyCode: string } };
type Typed = { kind?: string; amount?: string; customerId?: string; supplierId?: string; accountId?: string; companyAmount?: string; debts?: Record<string, string>[]; allocations?: Record<string, string>[]; shortReason?: string; unappliedReason?: string; note?: string; paidCurrency?: string; paidAmount?: string; refundId?: string; returnedPaymentId?: string; returnReason?: string; bankFee?: string };

const plain = (amount: string): string => amount.replace(/^-/, '');

/** What was typed as one split of the line; a reason for what is missing is said of each invoice that is not paid whole. */
function splitOf(typed: Typed, currencyCode: string): Record<string, unknown> {
  const { kind, amount, companyAmount, customerId, supplierId, accountId, debts = [], allocations = [], shortReason, unappliedReason, note, paidCurrency, paidAmount, refundId, returnedPaymentId, returnReason, bankFee } = typed;
  const words = { ...(companyAmount ? { companyAmount } : {}), ...(unappliedReason ? { unappliedReason } : {}), ...(note ? { note } : {}) };
  const owed = { debts: debts.map((each) => ({ ...each, ...(shortReason ? { shortReason } : {}) })) };
  const isOther = paidCurrency !== undefined && paidCurrency !== '' && paidCurrency !== currencyCode;
  const paid = isOther ? { currencyCode: paidCurrency, amount: paidAmount } : undefined;
  if (kind === 'CUSTOMER') return { amount, customerId, ...(paid ? { paid: { ...paid, ...owed } } : owed), ...words };
  if (kind === 'SUPPLIER') return { amount, supplierId, ...(paid ? { paid: { ...paid, bills: allocations } } : { bills: allocations.map(({ billId, amount: ownAmount }) => ({ billId, ownAmount })) }), ...words };
  if (kind === 'REFUND') return { amount, refundId, ...(note ? { note } : {}) };
  if (kind === 'RETURN') return { amount, returnedPaymentId, returnReason, ...(bankFee && /[1-9]/.test(bankFee) ? { bankFee } : {}), ...(note ? { note } : {}) };
  return kind === 'ACCOUNT' ? { amount, accountId, ...words } : { amount, unidentified: true, ...words };
}

/** Books a line, or a part of it, by hand: to a customer's invoices, to bills, to an account, as a refund, as a payment that comes back, or as money of nobody known. */
export function BookDialog({ line, customerId, onClose }: { line: Bookable; customerId?: string | undefined; onClose: () => void }) {
  const t = useT();
  const { currencyCode } = line.left;
  const kinds = line.isIn ? ['CUSTOMER', ...(may('journal.post') ? ['ACCOUNT'] : []), 'UNIDENTIFIED'] : [...(may('payments.out') ? ['SUPPLIER'] : []), ...(may('journal.post') ? ['ACCOUNT'] : []), ...(may('refunds.pay') ? ['REFUND'] : []), ...(may('payments.bounce') ? ['RETURN'] : [])];
  return (
    <ActionDialog
      title={t('action.bookLine')} document={bookLine} onClose={onClose} initial={{ kind: kinds[0] ?? '', amount: plain(line.left.amount), companyAmount: '', debts: [], allocations: [], customerId: customerId ?? '', paidCurrency: currencyCode, paidAmount: '', refundId: '', returnedPaymentId: '', returnReason: 'INSUFFICIENT_FUNDS', bankFee: '' }}
      input={(values) => ({ lineId: line.id, currencyCode, splits: [splitOf(values as Typed, currencyCode)] })}
    >
      <EnumInput source="kind" label={t('banking.bookedAs')} enumName="MatchKind" values={kinds} required />
      <MoneyInput source="amount" label={t('banking.amount')} help={t('banking.amountHelp')} required currencyCode={currencyCode} />
      <Aim currencyCode={currencyCode} />
    </ActionDialog>
  );
}

function Aim({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { kind } = useWatch() as Typed;
  return (
    <>
      {kind !== 'REFUND' && kind !== 'RETURN' && isForeign({ currencyCode }) && <MoneyInput source="companyAmount" label={t('currencies.companyAmount')} help={t('currencies.companyAmountHelp')} />}
      {kind === 'CUSTOMER' && <Customer currencyCode={currencyCode} />}
      {kind === 'SUPPLIER' && <Supplier currencyCode={currencyCode} />}
      {kind === 'REFUND' && <ReferenceInput source="refundId" reference="refunds" filter={{ status: ['DRAFT'] }} label={t('banking.refund')} help={t('banking.refundHelp')} required />}
      {kind === 'RETURN' && <Returned currencyCode={currencyCode} />}
      {kind === 'ACCOUNT' && <ReferenceInput source="accountId" reference="accounts" filter={{ isOpenItem: false }} label={t('ledger.account')} required />}
      <TextInput source="note" label={t('banking.note')} multiline />
    </>
  );
}

/** In which currency the debts are, and what the amount comes to in that, where it is another. */
function PaidIn({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { paidCurrency = '' } = useWatch() as Typed;
  return (
    <>
      <CurrencyInput source="paidCurrency" label={t('banking.paidCurrency')} />
      {paidCurrency !== '' && paidCurrency !== currencyCode && <MoneyInput source="paidAmount" label={t('banking.paidAmount')} help={t('banking.paidAmountHelp')} required currencyCode={paidCurrency} />}
    </>
  );
}

/** A payment that comes back: what the line takes beyond it is the bank's fee. */
function Returned({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { setValue } = useFormContext();
  const { returnedPaymentId = '', amount = '' } = useWatch() as Typed;
  const { data } = useAsk(returnedPaymentQuery, { id: returnedPaymentId }, returnedPaymentId !== '');
  const digits = currencyDigits(currencyCode);
  const units = (of: string): bigint => (/^-?\d+$/.test(shiftPoint(of || '0', digits)) ? BigInt(shiftPoint(of || '0', digits)) : 0n);
  const paid = data?.node && 'amount' in data.node && data.node.amount.currencyCode === currencyCode ? data.node.amount.amount : undefined;
  const over = paid === undefined ? 0n : units(amount) - units(paid);
  useEffect(() => { if (paid !== undefined) setValue('bankFee', over > 0n ? shiftPoint(String(over), -digits) : ''); }, [paid, over, digits, setValue]);
  return (
    <>
      <ReferenceInput source="returnedPaymentId" reference="payments" filter={{ direction: ['IN'], status: ['POSTED'] }} label={t('banking.returnedPayment')} required />
      <EnumInput source="returnReason" label={t('banking.returnReason')} enumName="BounceReason" required />
      <MoneyInput source="bankFee" label={t('banking.bankFee')} help={t('banking.bankFeeHelp')} currencyCode={currencyCode} />
    </>
  );
}

function Customer({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { customerId = '', paidCurrency } = useWatch() as Typed;
  const { data } = useAsk(previewPaymentQuery, { customerId, amount: '0', currencyCode: paidCurrency || currencyCode }, customerId !== '');
  return (
    <>
      <ReferenceInput source="customerId" reference="customers" label={t('banking.customer')} required />
      <PaidIn currencyCode={currencyCode} />
      {customerId !== '' && data?.previewPayment && <OpenInvoices preview={data.previewPayment} chooses />}
      <EnumInput source="shortReason" label={t('banking.short')} enumName="ShortReason" help={t('banking.shortHelp')} />
      <EnumInput source="unappliedReason" label={t('banking.onAccount')} enumName="UnappliedReason" help={t('banking.onAccountHelp')} />
    </>
  );
}

function Supplier({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { supplierId = '', paidCurrency } = useWatch() as Typed;
  const { data } = useAsk(previewSupplierPaymentQuery, { supplierId, amount: '0', currencyCode: paidCurrency || currencyCode }, supplierId !== '');
  return (
    <>
      <ReferenceInput source="supplierId" reference="suppliers" label={t('banking.supplier')} required />
      <PaidIn currencyCode={currencyCode} />
      {supplierId !== '' && data?.previewSupplierPayment && <OpenBills preview={data.previewSupplierPayment} chooses />}
    </>
  );
}
