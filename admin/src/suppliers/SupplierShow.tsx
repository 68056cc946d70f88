import { useT } from '../i18n/useT.ts';
import { purchaseOrderFields, receiptFields, supplierReturnFields } from '../purchasing/fields.tsx';
import { billFields } from '../bills/fields.ts';
import { paymentFields } from '../payments/fields.ts';
import { PaySupplierDialog, paySupplierMutation } from '../payments/PaySupplierDialog.tsx';
import { may } from '../data/session.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { productsOf, setSupplierProduct, SupplierProducts, SupplyDialog } from './SupplierProducts.tsx';
import { BankDetailsDialog, setBankDetails } from '../payables/BankDetailsDialog.tsx';
import { Scorecard, scorecardOf } from '../sourcing/Scorecard.tsx';
import { AtOnceDialog, setDropShipsAtOnce } from './AtOnceDialog.tsx';
import type { Supplier } from './queries.ts';

const facts: readonly Field<Supplier>[] = [
  { name: 'owed', kind: 'money', permission: 'payables.read' }, { name: 'overdue', kind: 'money', permission: 'payables.read' }, { name: 'openOrders', kind: 'integer' }, { name: 'paymentTermDays', kind: 'integer' },
];
const contact: readonly Field<Supplier>[] = [
  { name: 'contactName', kind: 'text' }, { name: 'contactTitle', kind: 'text' }, { name: 'email', kind: 'text' }, { name: 'phone', kind: 'text' },
  { name: 'taxNumber', kind: 'text' }, { name: 'street', kind: 'text' }, { name: 'postalCode', kind: 'text' }, { name: 'city', kind: 'text' },
  { name: 'region', kind: 'text' }, { name: 'country', kind: 'text' }, { name: 'currencyCode', kind: 'text' }, { name: 'isActive', kind: 'boolean' },
];
const actions: readonly RecordAction<Supplier>[] = [
  { name: 'paySupplier', document: paySupplierMutation, input: () => ({}), permission: 'payments.out', primary: true, dialog: (supplier, close) => <PaySupplierDialog supplier={supplier} onClose={close} /> },
  {
    name: 'setSupplierProduct', always: true, document: setSupplierProduct, input: () => ({}), permission: 'purchasing.manage',
    dialog: ({ id }, close) => <SupplyDialog supplierId={id} onClose={close} />,
  },
  {
    name: 'setBankDetails', always: true, document: setBankDetails, input: () => ({}), permission: 'payments.out',
    dialog: ({ id, name }, close) => <BankDetailsDialog about={{ supplierId: id }} holder={name} onClose={close} />,
  },
  {
    name: 'setDropShipsAtOnce', always: true, document: setDropShipsAtOnce, input: () => ({}), permission: 'purchasing.manage',
    dialog: (supplier, close) => <AtOnceDialog supplier={supplier} onClose={close} />,
  },
];
const paid = ['number', 'paidOn', 'method', 'reference', 'status', 'amount', 'unapplied'];
const without = <F extends { name: string }>(fields: readonly F[]) => fields.filter(({ name }) => name !== 'supplier');

export function SupplierShow() {
  const t = useT();
  const tabs: RelatedTab<Supplier>[] = [
    { key: 'products', label: t('suppliers.products'), asks: (id) => [productsOf(id)], content: ({ id }) => <SupplierProducts supplierId={id} /> },
    { key: 'scorecard', label: t('sourcing.scorecard'), asks: (id) => [scorecardOf(id)], content: ({ id }) => <Scorecard supplierId={id} /> },
    { key: 'orders', label: t('suppliers.orders'), related: { resource: 'purchaseOrders', filter: ({ id }) => ({ supplier: { is: id } }), fields: without(purchaseOrderFields), sort: 'createdAt DESC' } },
    { key: 'receipts', label: t('suppliers.receipts'), related: { resource: 'receipts', filter: ({ id }) => ({ supplier: { is: id } }), fields: without(receiptFields), sort: 'receivedOn DESC' } },
    { key: 'returns', label: t('purchasing.returns'), related: { resource: 'supplierReturns', filter: ({ id }) => ({ supplier: { is: id } }), fields: without(supplierReturnFields), sort: 'returnedOn DESC' } },
    { key: 'bills', label: t('suppliers.bills'), related: { resource: 'bills', filter: ({ id }) => ({ supplier: { is: id } }), fields: without(billFields), sort: 'billedOn DESC' } },
    ...(may('payments.read') && may('payables.read') ? [{ key: 'payments', label: t('suppliers.payments'), related: { resource: 'payments', filter: ({ id }: { id: string }) => ({ supplier: { is: id } }), fields: paymentFields.filter(({ name }) => paid.includes(name)), sort: 'paidOn DESC' } }] : []),
  ];
  return (
    <RecordPage<Supplier> facts={facts} actions={actions} tabs={tabs}>
      {(supplier) => (
        <Section title={t('suppliers.contact')}>
          <FieldGrid fields={contact} record={supplier} />
        </Section>
      )}
    </RecordPage>
  );
}
