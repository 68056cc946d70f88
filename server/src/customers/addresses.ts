import { action } from '../shared/action.ts';
import { boolean, choice, degrees, id, integer, optional, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, readRow } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Tx } from '../shared/db.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update } from '../shared/write.ts';
import { loadAddresses, lockCustomer } from './loadCustomer.ts';
import { AddressNeeded } from './refusals.ts';
import { steppedBack } from './rules.ts';

/** Where it is, for the choice of the nearest warehouse. */
const placeInput = {
  latitude: { ...optional(degrees(90)), describe: 'Degrees north.' }, longitude: { ...optional(degrees(180)), describe: 'Degrees east.' },
};

export const addressInput = {
  kind: choice('AddressKind'), name: optional(text({ max: 200 })), street: text({ max: 300, lines: true }), city: text({ max: 100 }),
  region: optional(text({ max: 100 })), postalCode: optional(text({ max: 30 })), country: text({ max: 100 }), ...placeInput,
};

/** An address with its customer locked: addresses of a customer change one after another. */
async function loadAddress(tx: Tx, addressId: string, ctx: Context) {
  const { customerId } = await readRow(tx, 'Address', addressId);
  const customer = await lockCustomer(tx, customerId, ctx);
  const addresses = await loadAddresses(tx, customerId);
  const address = addresses.find((each) => each.id === addressId);
  if (!address) throw NotFound({ type: 'Address', id: addressId });
  return { customer, addresses, address };
}

export const createAddress = action({
  name: 'createAddress', describe: 'Adds an address to a customer; the first of its kind becomes the default.', permission: 'customers.manage',
  input: { customerId: id('Customer'), ...addressInput, isDefault: optional(boolean()) },
  refusals: [], payload: { address: 'record:Address', customer: 'record:Customer' },
  load: async (tx, input, ctx) => ({ customer: await lockCustomer(tx, input.customerId, ctx), addresses: await loadAddresses(tx, input.customerId) }),
  decide: ({ customer, addresses }, { customerId: _given, isDefault: wanted, ...input }, ctx) => {
    const addressId = ctx.newId();
    const isDefault = (wanted ?? false) || addresses.every((each) => each.kind !== input.kind);
    return {
      rows: [
        insert('Address', { id: addressId, customerId: customer.id, ...input, name: input.name ?? null, region: input.region ?? null,
          postalCode: input.postalCode ?? null, latitude: input.latitude ?? null, longitude: input.longitude ?? null, isDefault }),
        ...(isDefault ? steppedBack(addresses, input.kind, addressId) : []),
      ],
      events: [{ kind: 'addressCreated', subjectType: 'Customer', subjectId: customer.id, data: { kind: input.kind },
        personal: { [`address.${input.kind}`]: [null, `${input.street}, ${input.city}, ${input.country}`] } }],
      result: { address: addressId, customer: customer.id },
    };
  },
});

export const updateAddress = action({
  name: 'updateAddress', describe: 'Changes an address. Documents that were made keep the address they were made with.', permission: 'customers.manage',
  input: {
    addressId: id('Address'), version: integer(), name: optional(text({ max: 200 })), street: optional(text({ max: 300, lines: true })),
    city: optional(text({ max: 100 })), region: optional(text({ max: 100 })), postalCode: optional(text({ max: 30 })),
    country: optional(text({ max: 100 })), ...placeInput, isDefault: optional(boolean()),
  },
  refusals: [], payload: { address: 'record:Address', customer: 'record:Customer' },
  load: (tx, input, ctx) => loadAddress(tx, input.addressId, ctx),
  decide: ({ customer, addresses, address }, input, ctx) => {
    const after = patchOf('Address', input, ['name', 'street', 'city', 'region', 'postalCode', 'country', 'latitude', 'longitude']);
    if (input.isDefault === true) after.isDefault = true; // a default steps back only for another one
    demandVersion('Address', address, input.version, after, ctx.company.currencyCode);
    return {
      rows: [
        update('Address', address.id, { ...after, version: address.version + 1 }),
        ...(after.isDefault ? steppedBack(addresses, address.kind, address.id) : []),
      ],
      events: [{ kind: 'addressUpdated', subjectType: 'Customer', subjectId: customer.id, data: { kind: address.kind },
        personal: changesOf('Address', address, after, ctx.company.currencyCode) }],
      result: { address: address.id, customer: customer.id },
    };
  },
});

export const deleteAddress = action({
  name: 'deleteAddress', describe: 'Removes an address; the last one for billing stays. Documents keep their copy.', permission: 'customers.manage',
  input: { addressId: id('Address') },
  refusals: [AddressNeeded], payload: { customer: 'record:Customer' },
  load: (tx, input, ctx) => loadAddress(tx, input.addressId, ctx),
  decide: ({ customer, addresses, address }) => {
    const others = addresses.filter((each) => each.kind === address.kind && each.id !== address.id);
    const [next] = others;
    if (address.kind === 'BILLING' && !next) throw AddressNeeded({ customerName: customer.name });
    return {
      rows: [
        remove('Address', address.id),
        ...(address.isDefault && next ? [update('Address', next.id, { isDefault: true, version: next.version + 1 })] : []),
      ],
      events: [{ kind: 'addressDeleted', subjectType: 'Customer', subjectId: customer.id, data: { kind: address.kind },
        personal: { [`address.${address.kind}`]: [`${address.street}, ${address.city}, ${address.country}`, null] } }],
      result: { customer: customer.id },
    };
  },
});
