import type { Values } from '../data/resource.ts';

interface Given { orderId: string; share: string }
const isNumber = (text: unknown): text is string => typeof text === 'string' && /^\d+(\.\d+)?$/.test(text);
const orNull = (value: unknown): unknown => (value === '' || value === undefined ? null : value);

/** What the shares follow from, as far as it is filled in. */
export function sharesInput(values: Values) {
  const basis = String(values['basis'] ?? 'VALUE');
  const orders = ((values['orders'] ?? []) as Given[]).filter(({ orderId }) => orderId); // what the form edits
  return {
    amount: isNumber(values['amount']) ? values['amount'] : null, basis,
    orders: orders.map(({ orderId, share }) => ({ orderId, share: basis === 'MANUAL' && isNumber(share) ? share : null })),
  };
}

/** What the form would send. */
export const costInput = (values: Values): Values => ({
  ...sharesInput(values), kind: values['kind'], incurredOn: orNull(values['incurredOn']), memo: orNull(values['memo']), accountId: values['kind'] === 'OTHER' ? orNull(values['accountId']) : null,
  againstId: orNull(values['againstId']), costCategoryId: orNull(values['costCategoryId']), supplierId: orNull(values['supplierId']),
});
