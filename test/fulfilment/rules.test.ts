import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freightLeft, shippedAmounts } from '../../server/src/fulfilment/rules.ts';
import type { OrderLineRow } from '../../server/src/generated/rows.ts';
import { minor } from '../../server/src/shared/money.ts';
import { none, units, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';

const line = (quantity: bigint, gross: bigint, net: bigint, tax: bigint): OrderLineRow => ({
  id: 'l', orderId: 'o', no: 1, productId: 'p', description: 'Chai', quantity: units(quantity), unitPrice: 0n as UnitPrice, discountRate: 0n as Rate, taxCodeId: null,
  taxRate: 0n as Rate, currencyCode: 'USD', grossMinor: minor(gross), netMinor: minor(net), taxMinor: minor(tax), shipped: none, invoiced: none, cancelled: none,
  unitId: null, entered: null, perNumerator: null, perDenominator: null, enteredPrice: null, isDropShipped: false, priceOrigin: null, priceBecause: null, taxIncluded: false, lessMinor: minor(0), quotationLineId: null, frameworkId: null, frameworkLineId: null,
});

describe('the worth of shipped parts', () => {
  test('three thirds of 10.00 are 3.33, 3.34 and 3.33', () => {
    const order = line(3n, 1000n, 1000n, 0n);
    const posted: { orderLineId: string; grossMinor: bigint; netMinor: bigint; taxMinor: bigint }[] = [];
    const parts = [1, 2, 3].map(() => {
      const made = shippedAmounts(order, units(1), posted as never);
      posted.push({ orderLineId: 'l', grossMinor: made.gross, netMinor: made.net, taxMinor: made.tax });
      order.shipped = (order.shipped + units(1)) as Quantity;
      return made.net;
    });
    expect(parts).toEqual([333n, 334n, 333n]);
  });

  test('sums to the line, whatever is shipped, taken back and shipped again', () => {
    const money = fc.bigInt(0n, 10n ** 9n);
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), money, money, money, fc.array(fc.tuple(fc.boolean(), fc.nat(40)), { maxLength: 30 }), (quantity, gross, net, tax, steps) => {
      const order = line(BigInt(quantity), gross, net, tax);
      let posted: { orderLineId: string; quantity: Quantity; grossMinor: bigint; netMinor: bigint; taxMinor: bigint }[] = [];
      const ship = (wanted: number) => {
        const open = order.quantity - order.shipped;
        const part = (units(wanted) < open ? units(wanted) : open) as Quantity;
        if (part === none) return;
        const made = shippedAmounts(order, part, posted as never);
        posted.push({ orderLineId: 'l', quantity: part, grossMinor: made.gross, netMinor: made.net, taxMinor: made.tax });
        order.shipped = (order.shipped + part) as Quantity;
      };
      for (const [isBack, n] of steps) {
        const taken = posted[n % Math.max(posted.length, 1)];
        if (!isBack) ship(n);
        else if (taken) {
          posted = posted.filter((each) => each !== taken);
          order.shipped = (order.shipped - taken.quantity) as Quantity;
        }
      }
      ship(quantity);
      const sum = (key: 'grossMinor' | 'netMinor' | 'taxMinor') => posted.reduce((total, each) => total + each[key], 0n);
      expect([sum('grossMinor'), sum('netMinor'), sum('taxMinor')]).toEqual([gross, net, tax]);
    }));
  });

  test('freight goes with the first shipment that stands', () => {
    expect(freightLeft({ freightMinor: minor(500) }, [])).toBe(500n);
    expect(freightLeft({ freightMinor: minor(500) }, [{ freightMinor: minor(500) }, { freightMinor: minor(0) }])).toBe(0n);
  });
});
