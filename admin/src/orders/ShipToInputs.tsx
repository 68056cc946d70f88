import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useRecordContext } from 'ra-core';
import { useEffect, useRef } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, Fields, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import type { Order } from './queries.ts';

const addressesQuery = graphql(`
  query ShippingAddresses($id: ID!) {
    node(id: $id) {
      ... on Customer { id name addresses { id kind name street city region postalCode country latitude longitude isDefault } }
    }
  }
`);

type Address = { name?: string | null; street: string; city: string; region?: string | null; postalCode?: string | null; country: string; latitude?: string | null; longitude?: string | null };

/** Where an order goes: to the customer's address for shipping, or to one of its own. */
export function ShipToInputs() {
  const t = useT();
  const customerId: unknown = useWatch({ name: 'customerId' });
  if (typeof customerId === 'string' && customerId !== '') return <ShipTo customerId={customerId} />;
  return <Typography color="textSecondary">{t('orders.shipToLater')}</Typography>;
}

function ShipTo({ customerId }: { customerId: string }) {
  const t = useT();
  const order = useRecordContext<Order>();
  const { setValue } = useFormContext();
  const isOwn: unknown = useWatch({ name: 'shipsElsewhere' });
  const { data } = useAsk(addressesQuery, { id: customerId });
  const customer = data?.node && 'addresses' in data.node ? data.node : undefined;
  const kept = order && order.customer.id === customerId ? ofOrder(order) : undefined;
  const address = kept ?? defaultOf(customer?.addresses ?? []);
  const was = useRef(isOwn);
  useEffect(() => {
    if (was.current === isOwn) return;
    was.current = isOwn;
    const { name, street, city, region, postalCode, country, latitude, longitude } = address ?? {};
    // An own address begins with the one that it replaces.
    const own = { name: name ?? '', street: street ?? '', city: city ?? '', region: region ?? '', postalCode: postalCode ?? '', country: country ?? '', latitude: latitude ?? '', longitude: longitude ?? '' };
    setValue('shipTo', isOwn === true ? own : undefined, { shouldDirty: true });
    // Only switching rewrites what was typed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isOwn]);
  const lines = address && [address.name ?? customer?.name, address.street, [address.postalCode, address.city].filter(Boolean).join(' '), address.region, address.country];
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {isOwn !== true && (
        <Typography component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line' }} color={lines ? 'textPrimary' : 'textSecondary'}>
          {lines ? lines.filter(Boolean).join('\n') : t('orders.noShipTo')}
        </Typography>
      )}
      <BooleanInput source="shipsElsewhere" label={t('orders.shipsElsewhere')} />
      {isOwn === true && (
        <Fields>
          <TextInput source="shipTo.name" label={t('orders.shipToName')} />
          <TextInput source="shipTo.street" label={t('orders.shipToStreet')} required />
          <TextInput source="shipTo.postalCode" label={t('orders.shipToPostalCode')} />
          <TextInput source="shipTo.city" label={t('orders.shipToCity')} required />
          <TextInput source="shipTo.region" label={t('orders.shipToRegion')} />
          <TextInput source="shipTo.country" label={t('orders.shipToCountry')} required />
          <QuantityInput source="shipTo.latitude" label={t('promise.latitude')} help={t('promise.pointHelp')} />
          <QuantityInput source="shipTo.longitude" label={t('promise.longitude')} />
        </Fields>
      )}
    </Box>
  );
}

function ofOrder({ shipToName, shipToStreet, shipToCity, shipToRegion, shipToPostalCode, shipToCountry }: Order): Address | undefined {
  if (!shipToStreet || !shipToCity || !shipToCountry) return undefined;
  return { name: shipToName, street: shipToStreet, city: shipToCity, region: shipToRegion, postalCode: shipToPostalCode, country: shipToCountry };
}

/** As the server chooses. */
function defaultOf(addresses: readonly (Address & { kind: string; isDefault: boolean })[]): Address | undefined {
  const ofKind = addresses.filter(({ kind }) => kind === 'SHIPPING');
  return [ofKind, addresses].flatMap((some) => [...some.filter(({ isDefault }) => isDefault), ...some])[0];
}
