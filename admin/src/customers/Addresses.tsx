import Add from '@mui/icons-material/Add';
import DeleteOutline from '@mui/icons-material/DeleteOutlined';
import Edit from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput, Fields, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { ConfirmDialog } from '../shared/record/ConfirmDialog.tsx';
import type { Customer } from './queries.ts';

const createAddress = graphql(`
  mutation CreateAddress($input: CreateAddressInput!) {
    createAddress(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const updateAddress = graphql(`
  mutation UpdateAddress($input: UpdateAddressInput!) {
    updateAddress(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

const deleteAddress = graphql(`
  mutation DeleteAddress($input: DeleteAddressInput!) {
    deleteAddress(input: $input) {
      __typename
      ... on Refusal { code message }
    }
  }
`);

type Address = Customer['addresses'][number];
const blank = { kind: 'SHIPPING', name: '', street: '', city: '', region: '', postalCode: '', country: '', latitude: '', longitude: '', isDefault: false };

const printed = ({ name, street, postalCode, city, region, country }: Address) =>
  [name, street, [postalCode, city].filter(Boolean).join(' '), region, country].filter(Boolean).join('\n');

/** The addresses of a customer; documents that were made keep their copy. */
export function Addresses({ customer }: { customer: Customer }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [editing, setEditing] = useState<Address | 'new'>();
  const [deleting, setDeleting] = useState<Address>();
  const [run, { pending }] = useAction(deleteAddress);
  const changes = may('customers.manage');
  const remove = async () => {
    if (deleting) await run({ input: { addressId: deleting.id } });
    setDeleting(undefined);
  };
  return (
    <>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))' }}>
        {customer.addresses.map((address) => (
          <Box key={address.id}>
            <Typography variant="caption" color="textSecondary" component="p">
              {enumLabel('AddressKind', address.kind)}
              {address.isDefault && ` · ${t('customers.default')}`}
            </Typography>
            <Box component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line' }}>
              {printed(address)}
            </Box>
            {changes && (
              <Box>
                <IconButton size="small" onClick={() => setEditing(address)} aria-label={t('customers.editAddress', { address: address.street })}>
                  <Edit fontSize="small" />
                </IconButton>
                <IconButton size="small" onClick={() => setDeleting(address)} aria-label={t('customers.deleteAddress', { address: address.street })}>
                  <DeleteOutline fontSize="small" />
                </IconButton>
              </Box>
            )}
          </Box>
        ))}
        {customer.addresses.length === 0 && <Typography color="textSecondary">{t('customers.noAddress')}</Typography>}
      </Box>
      {changes && (
        <Button startIcon={<Add />} onClick={() => setEditing('new')} sx={{ mt: 1 }}>
          {t('action.createAddress')}
        </Button>
      )}
      {editing && <AddressDialog customer={customer} address={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
      {deleting && (
        <ConfirmDialog
          title={t('action.deleteAddress')}
          text={printed(deleting)}
          danger
          pending={pending}
          preview={undefined}
          onConfirm={() => void remove()}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </>
  );
}

type DialogProps = { customer: Customer; address: Address | undefined; onClose: () => void };

function AddressDialog({ customer, address, onClose }: DialogProps) {
  const t = useT();
  const target = address ? { addressId: address.id, version: address.version } : { customerId: customer.id };
  const { kind: _kind, version: _version, id: _id, ...known } = address ?? { ...blank, id: '', version: 0 };
  return (
    <ActionDialog
      title={t(address ? 'action.updateAddress' : 'action.createAddress')}
      document={address ? updateAddress : createAddress}
      input={(values) => ({ ...target, ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === '' ? null : value])) })}
      initial={address ? known : blank}
      onClose={onClose}
    >
      <Fields>
        {!address && <EnumInput source="kind" enumName="AddressKind" label={t('customers.address.kind')} required />}
        <TextInput source="name" label={t('customers.address.name')} />
        <TextInput source="street" label={t('customers.address.street')} required />
        <TextInput source="postalCode" label={t('customers.address.postalCode')} />
        <TextInput source="city" label={t('customers.address.city')} required />
        <TextInput source="region" label={t('customers.address.region')} />
        <TextInput source="country" label={t('customers.address.country')} required />
        <QuantityInput source="latitude" label={t('promise.latitude')} help={t('promise.pointHelp')} />
        <QuantityInput source="longitude" label={t('promise.longitude')} />
        <BooleanInput source="isDefault" label={t('customers.address.isDefault')} />
      </Fields>
    </ActionDialog>
  );
}
