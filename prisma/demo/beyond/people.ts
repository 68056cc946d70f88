// Who buys from the firm since it sells services and abroad, and what it sells them.
import { createProduct } from '../../../server/src/catalogue/createProduct.ts';
import { createCategory } from '../../../server/src/catalogue/saveCategory.ts';
import { setTradingCurrency } from '../../../server/src/currencies/settings.ts';
import { createCustomer } from '../../../server/src/customers/createCustomer.ts';
import { recordOpeningStock } from '../../../server/src/inventory/recordOpeningStock.ts';
import { setListPrice } from '../../../server/src/pricing/setListPrice.ts';
import { mailOf } from '../assumptions.ts';
import { step, type Step } from './firm.ts';

const customers = [
  { code: 'PIKES', name: 'Pike Street Events', paymentTermDays: 14, address: { street: '93 Pike St', city: 'Seattle', region: 'WA', postalCode: '98101', country: 'USA' } },
  { code: 'OLYMP', name: 'Olympic Peninsula Lodge', paymentTermDays: 7, address: { street: '416 Lakeshore Rd', city: 'Port Angeles', region: 'WA', postalCode: '98363', country: 'USA' } },
  { code: 'HANSE', name: 'Hansekontor Feinkost GmbH', paymentTermDays: 21, currencyCode: 'EUR', address: { street: 'Untertrave 14', city: 'Lübeck', postalCode: '23552', country: 'Germany' } },
  { code: 'OKANA', name: 'Okanagan Table Ltd.', paymentTermDays: 30, currencyCode: 'CAD', address: { street: '1250 Water St', city: 'Kelowna', region: 'BC', postalCode: 'V1Y 9P3', country: 'Canada' } },
];

const goods = [
  { sku: 'HS-711', name: 'Fireweed honey', description: '450 g jar', category: 'Condiments', price: '11.80', stock: '600', cost: '6.10', more: { weight: '0.6' } },
  { sku: 'SV-901', name: 'Tasting evening', description: 'For one guest, with a sommelier', category: 'Services', price: '62.00', more: { isStocked: false } },
  { sku: 'SV-902', name: 'Espresso machine care', description: 'A month: visit, cleaning, wear parts', category: 'Services', price: '95.00', more: { isStocked: false } },
  { sku: 'SV-903', name: 'Wine list consulting', description: 'A year of it', category: 'Services', price: '1800.00', more: { isStocked: false } },
];

/** When they came. */
const since = 47;

export const people: Step[] = [
  step(since, async (firm) => {
    for (const code of ['EUR', 'CAD']) await firm.act(setTradingCurrency, `trade ${code}`, since, { code }, 'CONTROLLER');
    await firm.act(createCategory, 'category Services', since, { name: 'Services', description: 'What the firm does for its customers' });
    for (const { sku, category, price, stock, cost, more, ...told } of goods) {
      const { product: productId = '' } = await firm.act(createProduct, `product ${sku}`, since, {
        sku, ...told, categoryId: await firm.of('Category', category), unitId: await firm.of('Unit', 'PCS'), taxCodeId: await firm.of('TaxCode', 'NONE'), ...more,
      });
      await firm.act(setListPrice, `price ${sku}`, since, { productId, unitPrice: price, validFrom: firm.day(since) });
      if (stock) await firm.act(recordOpeningStock, `stock ${sku}`, since, { on: firm.day(since), lines: [{ productId, warehouseId: await firm.of('Warehouse', 'MAIN'), quantity: stock, unitCost: cost }] });
    }
    for (const { code, address, ...more } of customers) {
      const to = { ...address, name: more.name };
      await firm.act(createCustomer, `customer ${code}`, since, { code, ...more, email: mailOf(code), addresses: [{ kind: 'BILLING', ...to }, { kind: 'SHIPPING', ...to }] });
    }
  }),
];
