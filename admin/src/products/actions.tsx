import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, PriceInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { adjustStock, AdjustDialog } from '../stock/AdjustDialog.tsx';
import type { Product } from './queries.ts';
import { AttachDialog, attachVariant } from './Variant.tsx';

const addBarcode = graphql(`
  mutation AddBarcode($input: AddBarcodeInput!) {
    addBarcode(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const removeBarcode = graphql(`
  mutation RemoveBarcode($input: RemoveBarcodeInput!) {
    removeBarcode(input: $input) {
      __typename
      ... on RemoveBarcodePayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const setListPrice = graphql(`
  mutation SetListPrice($input: SetListPriceInput!) {
    setListPrice(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const discontinueProduct = graphql(`
  mutation DiscontinueProduct($input: DiscontinueProductInput!) {
    discontinueProduct(input: $input) {
      __typename
      ... on DiscontinueProductPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const resumeProduct = graphql(`
  mutation ResumeProduct($input: ResumeProductInput!) {
    resumeProduct(input: $input) {
      __typename
      ... on ResumeProductPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const detachVariant = graphql(`
  mutation DetachVariant($input: DetachVariantInput!) {
    detachVariant(input: $input) {
      __typename
      ... on DetachVariantPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

type DialogProps = { product: Product; onClose: () => void };

function BarcodeDialog({ product, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.addBarcode')} document={addBarcode} input={({ code, unitId }) => ({ productId: product.id, code, unitId: unitId || null })} initial={{ code: '', unitId: '' }} onClose={onClose}>
      <TextInput source="code" label={t('products.barcode')} required />
      <ReferenceInput source="unitId" reference="units" label={t('products.barcodeUnit')} help={t('products.barcodeUnitHelp')} />
    </ActionDialog>
  );
}

function PriceDialog({ product, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setListPrice')}
      document={setListPrice}
      input={({ unitPrice, validFrom, validTo, endsCurrent }) => ({ productId: product.id, unitPrice, validFrom, validTo: validTo || null, endsCurrent })}
      initial={{ unitPrice: product.currentPrice ?? '', validFrom: today(), validTo: '', endsCurrent: true }}
      faultAt={{ PRICE_OVERLAP: 'validFrom' }}
      onClose={onClose}
    >
      <PriceInput source="unitPrice" label={t('products.unitPrice')} required />
      <DayInput source="validFrom" label={t('products.validFrom')} required />
      <DayInput source="validTo" label={t('products.validTo')} help={t('products.validToHelp')} />
      <BooleanInput source="endsCurrent" label={t('products.endsCurrent')} />
    </ActionDialog>
  );
}

const setDropShipping = graphql(`
  mutation SetDropShipping($input: SetDropShippingInput!) {
    setDropShipping(input: $input) {
      __typename
      ... on SetDropShippingPayload { product { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Whether a supplier sends it straight to customers. */
function DropShippingDialog({ product, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setDropShipping')} document={setDropShipping} onClose={onClose}
      input={({ supplierId }) => ({ productId: product.id, supplierId: supplierId || null })} initial={{ supplierId: product.dropSupplier?.id ?? '' }}
    >
      <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} label={t('promise.dropSupplier')} help={t('promise.dropSupplierHelp')} />
    </ActionDialog>
  );
}

function AdjustProductDialog({ product, onClose }: DialogProps) {
  return <AdjustDialog productId={product.id} unit={product.unit.code} onClose={onClose} />;
}

export const productActions: readonly RecordAction<Product>[] = [
  { name: 'adjustStock', always: true, document: adjustStock, input: () => ({}), permission: 'stock.manage', dialog: (product, close) => <AdjustProductDialog product={product} onClose={close} /> },
  { name: 'setListPrice', always: true, document: setListPrice, input: () => ({}), permission: 'prices.manage', dialog: (product, close) => <PriceDialog product={product} onClose={close} /> },
  { name: 'setDropShipping', always: true, document: setDropShipping, input: () => ({}), permission: 'purchasing.manage', dialog: (product, close) => <DropShippingDialog product={product} onClose={close} /> },
  { name: 'addBarcode', always: true, document: addBarcode, input: () => ({}), permission: 'catalogue.manage', dialog: (product, close) => <BarcodeDialog product={product} onClose={close} /> },
  { name: 'attachVariant', document: attachVariant, input: () => ({}), permission: 'catalogue.manage', when: ({ template }) => !template, dialog: (product, close) => <AttachDialog product={product} onClose={close} /> },
  { name: 'detachVariant', document: detachVariant, input: ({ id }) => ({ productId: id }), permission: 'catalogue.manage', when: ({ template }) => !!template, confirm: { kind: 'plain' } },
  { name: 'discontinueProduct', document: discontinueProduct, input: ({ id }) => ({ productId: id }), permission: 'catalogue.manage', danger: true, confirm: { kind: 'plain' } },
  { name: 'resumeProduct', document: resumeProduct, input: ({ id }) => ({ productId: id }), permission: 'catalogue.manage' },
];
