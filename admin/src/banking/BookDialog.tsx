import { useWatch } from 'react-hook-form';
import { currentViewer, may } from '../data/session.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { OpenBills, OpenInvoices, previewPaymentQuery, previewSupplierPaymentQuery } from '../payments/OpenDebts.tsx';
import { bookLine } from './actions.ts';

export type Bookable = { id: string; isIn: boolean; left: { amount: string; currencyCode: string } };
type Typed = { kind?: string; amount?: string; customerId?: string; supplierId?: string; accountId?: string; companyAmount?: string; debts?: Record<string, string>[]; allocations?: Record<string, string>[]; shortReason?: string; unappliedReason?: string; note?: string };

const plain = (amount: string): string => amount.replace(/^-/, '');

/** What was typed as one split of the line; a reason for what is missing is said of each invoice that is not paid whole. */
function splitOf({ kind, amount, companyAmount, customerId, supplierId, accountId, debts = [], allocations = [], shortReason, unappliedReason, note }: Typed): Record<string, unknown> {
  const words = { ...(companyAmount ? { companyAmount } : {}), ...(unappliedReason ? { unappliedReason } : {}), ...(note ? { note } : {}) };
  if (kind === 'CUSTOMER') return { amount, customerId, debts: debts.map((each) => ({ ...each, ...(shortReason ? { shortReason } : {}) })), ...words };
  if (kind === 'SUPPLIER') return { amount, supplierId, bills: allocations.map(({ billId, amount: ownAmount }) => ({ billId, ownAmount })), ...words };
  return kind === 'ACCOUNT' ? { amount, accountId, ...words } : { amount, unidentified: true, ...words };
}

/** Books a line, or a part of it, by hand: to a customer's invoices, to bills, to an account, or as money of nobody known. */
export function BookDialog({ line, customerId, onClose }: { line: Bookable; customerId?: string | undefined; onClose: () => void }) {
  const t = useT();
  const { currencyCode } = line.left;
  const kinds = line.isIn ? ['CUSTOMER', ...(may('journal.post') ? ['ACCOUNT'] : []), 'UNIDENTIFIED'] : [...(may('payments.out') ? ['SUPPLIER'] : []), ...(may('journal.post') ? ['ACCOUNT'] : [])];
  return (
    <ActionDialog
      title={t('action.bookLine')} document={bookLine} onClose={onClose} initial={{ kind: kinds[0] ?? '', amount: plain(line.left.amount), companyAmount: '', debts: [], allocations: [], customerId: customerId ?? '' }}
      input={(values) => ({ lineId: line.id, currencyCode, splits: [splitOf(values as Typed)] })}
    >
      <EnumInput source="kind" label={t('banking.bookedAs')} enumName="MatchKind" values={kinds} required />
      <MoneyInput source="amount" label={t('banking.amount')} help={t('banking.amountHelp')} required currencyCode={currencyCode} />
      {currencyCode !== currentViewer()?.company?.currencyCode && <MoneyInput source="companyAmount" label={t('currencies.companyAmount')} help={t('currencies.companyAmountHelp')} />}
      <Aim currencyCode={currencyCode} />
    </ActionDialog>
  );
}

function Aim({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { kind } = useWatch() as Typed;
  return (
    <>
      {kind === 'CUSTOMER' && <Customer currencyCode={currencyCode} />}
      {kind === 'SUPPLIER' && <Supplier currencyCode={currencyCode} />}
      {kind === 'ACCOUNT' && <ReferenceInput source="accountId" reference="accounts" filter={{ isOpenItem: false }} label={t('ledger.account')} required />}
      <TextInput source="note" label={t('banking.note')} multiline />
    </>
  );
}

function Customer({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { customerId = '' } = useWatch() as Typed;
  const { data } = useAsk(previewPaymentQuery, { customerId, amount: '0', currencyCode }, customerId !== '');
  return (
    <>
      <ReferenceInput source="customerId" reference="customers" label={t('banking.customer')} required />
      {customerId !== '' && data?.previewPayment && <OpenInvoices preview={data.previewPayment} chooses />}
      <EnumInput source="shortReason" label={t('banking.short')} enumName="ShortReason" help={t('banking.shortHelp')} />
      <EnumInput source="unappliedReason" label={t('banking.onAccount')} enumName="UnappliedReason" help={t('banking.onAccountHelp')} />
    </>
  );
}

function Supplier({ currencyCode }: { currencyCode: string }) {
  const t = useT();
  const { supplierId = '' } = useWatch() as Typed;
  const { data } = useAsk(previewSupplierPaymentQuery, { supplierId, amount: '0', currencyCode }, supplierId !== '');
  return (
    <>
      <ReferenceInput source="supplierId" reference="suppliers" label={t('banking.supplier')} required />
      {supplierId !== '' && data?.previewSupplierPayment && <OpenBills preview={data.previewSupplierPayment} chooses />}
    </>
  );
}
