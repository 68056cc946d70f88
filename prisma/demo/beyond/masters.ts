import sql from 'sql-template-tag';
import { createProduct } from '../../../server/src/catalogue/createProduct.ts';
import { createCategory } from '../../../server/src/catalogue/saveCategory.ts';
import { setKitComponents } from '../../../server/src/catalogue/kits.ts';
import { setProductUnit } from '../../../server/src/catalogue/unitsSave.ts';
import { createCustomer } from '../../../server/src/customers/createCustomer.ts';
import { createWarehouse, updateWarehouse } from '../../../server/src/inventory/saveWarehouse.ts';
import { setListPrice } from '../../../server/src/pricing/setListPrice.ts';
import { setDropShipping } from '../../../server/src/purchasing/dropShipping.ts';
import { createSupplier } from '../../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../../server/src/purchasing/supplierProducts.ts';
import { createBins } from '../../../server/src/warehousing/saveBin.ts';
import { setDefaultBin } from '../../../server/src/warehousing/setDefaultBin.ts';
import { mailOf, termDays } from '../assumptions.ts';
import type { Masters } from '../masters.ts';
import type { Firm } from './firm.ts';
import { basket, bins, categories, customers, dropShipped, goods, mainSite, sites, suppliers, usualBins } from './goods.ts';

async function places(firm: Firm, ago: number): Promise<void> {
  const main = await firm.of('Warehouse', 'MAIN');
  const [row] = await firm.rows<{ version: number }>(sql`SELECT version FROM "Warehouse" WHERE code = 'MAIN' AND name <> ${mainSite.name}`);
  if (row) await firm.act(updateWarehouse, 'site MAIN', ago, { warehouseId: main, version: row.version, ...mainSite });
  for (const site of sites) await firm.act(createWarehouse, `site ${site.code}`, ago, site);
  for (const [code, list] of Object.entries(bins)) {
    const rows = list.map((bin, index) => ({ ...bin, distance: String(bin.distance), sequence: index + 1 }));
    await firm.act(createBins, `bins ${code}`, ago, { warehouseId: await firm.of('Warehouse', code), bins: rows });
  }
}

async function product(firm: Firm, ago: number, each: typeof goods[number]): Promise<void> {
  const { sku, name, description, category, price, sources = [], more, unit = 'PCS', pack, bin } = each;
  const { product: productId = '' } = await firm.act(createProduct, `product ${sku}`, ago, {
    sku, name, description, categoryId: await firm.of('Category', category), unitId: await firm.of('Unit', unit), taxCodeId: await firm.of('TaxCode', 'NONE'), ...more,
  });
  if (price) await firm.act(setListPrice, `price ${sku}`, ago, { productId, unitPrice: price, validFrom: firm.day(ago) });
  if (pack) await firm.act(setProductUnit, `pack ${sku}`, ago, { productId, unitId: await firm.of('Unit', pack.unit), quantity: pack.of, isPurchaseUnit: true });
  for (const [index, { supplier, cost, days, breaks = [], least, multiple, expired }] of sources.entries()) {
    const prices = [
      ...breaks.map(({ from, cost: unitCost }) => ({ minimumQuantity: from, unitCost })),
      ...(expired ? [{ unitCost: expired.cost, validFrom: firm.day(ago), validTo: firm.day(expired.ago) }] : []),
    ];
    await firm.act(setSupplierProduct, `supply ${sku} ${supplier}`, ago, {
      supplierId: await firm.of('Supplier', supplier), productId, unitCost: cost, leadTimeDays: days, isPreferred: index === 0,
      minimumQuantity: least ?? null, orderMultiple: multiple ?? null, prices,
    });
  }
  if (bin) await firm.act(setDefaultBin, `bin ${sku}`, ago, { productId, warehouseId: await firm.of('Warehouse', 'MAIN'), binId: await firm.of('Bin', bin) });
}

/** Places, partners and goods; the maps by which orders of the lanes find them get the new ones, too. */
export async function foundBeyond(firm: Firm, masters: Masters, ago: number): Promise<void> {
  await places(firm, ago);
  for (const { name, description } of categories) await firm.act(createCategory, `category ${name}`, ago, { name, description });
  for (const supplier of suppliers) await firm.act(createSupplier, `supplier ${supplier.code}`, ago, { ...supplier, region: supplier.code === 'S104' || supplier.code === 'S105' ? 'OR' : 'WA', country: 'USA', email: mailOf(supplier.code) });
  for (const { code, address, ...more } of customers) {
    const to = { ...address, name: more.name };
    const { customer = '' } = await firm.act(createCustomer, `customer ${code}`, ago, {
      code, ...more, email: mailOf(code), paymentTermDays: termDays(code), addresses: [{ kind: 'BILLING', ...to }, { kind: 'SHIPPING', ...to }],
    });
    masters.customers.set(code, customer);
  }
  for (const each of goods) {
    await product(firm, ago, each);
    masters.products.set(each.sku, await firm.of('Product', each.sku));
  }
  for (const [sku, bin] of Object.entries(usualBins)) {
    await firm.act(setDefaultBin, `bin ${sku}`, ago, { productId: await firm.of('Product', sku), warehouseId: await firm.of('Warehouse', 'MAIN'), binId: await firm.of('Bin', bin) });
  }
  const kit = await firm.of('Product', basket.sku);
  const [row] = await firm.rows<{ version: number }>(sql`SELECT version FROM "Product" WHERE sku = ${basket.sku} AND NOT "isKit"`);
  const parts = await Promise.all(basket.parts.map(async ({ sku, quantity }) => ({ productId: await firm.of('Product', sku), quantity })));
  if (row) await firm.act(setKitComponents, 'basket', ago, { productId: kit, version: row.version, components: parts });
  await firm.act(setDropShipping, 'drop shipping', ago, { productId: await firm.of('Product', dropShipped.sku), supplierId: await firm.of('Supplier', dropShipped.supplier) });
}
