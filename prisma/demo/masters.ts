import sql from 'sql-template-tag';
import { demoPassword, demoUsers } from '../../server/src/access/demo.ts';
import { createUser } from '../../server/src/access/createUser.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { createCategory } from '../../server/src/catalogue/saveCategory.ts';
import { createCustomer } from '../../server/src/customers/createCustomer.ts';
import { createSalesPerson } from '../../server/src/customers/salesPeople.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { globalId } from '../../server/src/shared/input.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { costOf, mailOf, supplierLeadDays, supplierTermDays, termDays } from './assumptions.ts';
import type { Northwind } from './files.ts';
import { inParallel, type Demo } from './run.ts';

type Ids = Map<string, string>;
/** Global ids by the ids of the files. */
export interface Masters { products: Ids; customers: Ids; suppliers: Ids; salesPeople: Ids; warehouse: string }

const WIDTH = 4;
const orNull = (text: string | undefined) => (text ? text : null);

async function idOf(demo: Demo, type: 'Warehouse' | 'Unit' | 'TaxCode', code: string): Promise<string> {
  const tables = { Warehouse: sql`"Warehouse"`, Unit: sql`"Unit"`, TaxCode: sql`"TaxCode"` };
  const [row] = await demo.ctx.db.rows<{ id: string }>(sql`SELECT id FROM ${tables[type]} WHERE code = ${code}`);
  if (!row) throw new Error(`There is no ${type} ${code}.`);
  return globalId(type, row.id);
}

/** The employee who took most of a customer's orders; the lower number on a tie. */
function sellerOf(files: Northwind, customer: string): string | undefined {
  const counts = new Map<string, number>();
  for (const order of files.orders) if (order.customer === customer) counts.set(order.employee, (counts.get(order.employee) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || Number(a) - Number(b))[0]?.[0];
}

async function people(demo: Demo, files: Northwind, on: Day): Promise<Ids> {
  const salesPeople: Ids = new Map();
  for (const { EmployeeID = '', FirstName, LastName, Title } of files.employees) {
    const { salesPerson = '' } = await demo.act(createSalesPerson, `employee ${EmployeeID}`, { name: `${FirstName} ${LastName}`, title: Title }, { on });
    salesPeople.set(EmployeeID, salesPerson);
  }
  const known = new Set((await demo.ctx.db.rows<{ email: string }>(sql`SELECT email FROM "User"`)).map(({ email }) => email));
  for (const { role, name, email } of demoUsers.filter((each) => !known.has(each.email))) {
    const employee = files.employees.find((each) => `${each.FirstName} ${each.LastName}` === name);
    await demo.act(createUser, `user ${role}`, {
      role, name, email, password: demoPassword, salesPersonId: role === 'SALES' ? salesPeople.get(employee?.EmployeeID ?? '') : null,
    }, { on });
  }
  return salesPeople;
}

async function suppliersAndProducts(demo: Demo, files: Northwind, on: Day) {
  const categories: Ids = new Map();
  const suppliers: Ids = new Map();
  const products: Ids = new Map();
  const [unitId, taxCodeId] = [await idOf(demo, 'Unit', 'PCS'), await idOf(demo, 'TaxCode', 'NONE')];
  for (const { CategoryID = '', CategoryName, Description } of files.categories) {
    const { category = '' } = await demo.act(createCategory, `category ${CategoryID}`, { name: CategoryName, description: Description }, { on });
    categories.set(CategoryID, category);
  }
  await inParallel(files.suppliers, WIDTH, async (row) => {
    const { SupplierID = '' } = row;
    const { supplier = '' } = await demo.act(createSupplier, `supplier ${SupplierID}`, {
      code: `S${SupplierID.padStart(3, '0')}`, name: row.CompanyName, contactName: orNull(row.ContactName), contactTitle: orNull(row.ContactTitle),
      phone: orNull(row.Phone), street: orNull(row.Address), city: orNull(row.City), region: orNull(row.Region),
      postalCode: orNull(row.PostalCode), country: orNull(row.Country), paymentTermDays: supplierTermDays,
    }, { on });
    suppliers.set(SupplierID, supplier);
  });
  await inParallel(files.products, WIDTH, async (row) => {
    const { ProductID = '', UnitPrice = '0' } = row;
    const { product: productId = '' } = await demo.act(createProduct, `product ${ProductID}`, {
      sku: `NW-${ProductID.padStart(3, '0')}`, name: row.ProductName, description: row.QuantityPerUnit, unitId, taxCodeId,
      categoryId: categories.get(row.CategoryID ?? ''), isDiscontinued: row.Discontinued === '1',
      reorderPoint: row.Discontinued === '1' ? null : row.ReorderLevel,
    }, { on });
    products.set(ProductID, productId);
    await demo.act(setListPrice, `price ${ProductID}`, { productId, unitPrice: UnitPrice, validFrom: on }, { on });
    await demo.act(setSupplierProduct, `supply ${ProductID}`, {
      supplierId: suppliers.get(row.SupplierID ?? ''), productId, unitCost: costOf(UnitPrice), leadTimeDays: supplierLeadDays,
    }, { on });
  });
  return { suppliers, products };
}

async function customersOf(demo: Demo, files: Northwind, salesPeople: Ids, on: Day): Promise<Ids> {
  const customers: Ids = new Map();
  await inParallel(files.customers, WIDTH, async (row) => {
    const { CustomerID: code = '' } = row;
    const address = {
      street: row.Address, city: row.City, region: orNull(row.Region), postalCode: orNull(row.PostalCode), country: row.Country, name: row.CompanyName,
    };
    const { customer = '' } = await demo.act(createCustomer, `customer ${code}`, {
      code, name: row.CompanyName, contactName: orNull(row.ContactName), contactTitle: orNull(row.ContactTitle), phone: orNull(row.Phone),
      email: mailOf(code), paymentTermDays: termDays(code), salesPersonId: salesPeople.get(sellerOf(files, code) ?? ''),
      addresses: [{ kind: 'BILLING', ...address }, { kind: 'SHIPPING', ...address }],
    }, { on });
    customers.set(code, customer);
  });
  return customers;
}

/** People, categories, suppliers, products with prices and costs, customers. */
export async function loadMasters(demo: Demo, files: Northwind, on: Day, progress: (line: string) => void): Promise<Masters> {
  progress('People, suppliers, products and customers');
  const salesPeople = await people(demo, files, on);
  const { suppliers, products } = await suppliersAndProducts(demo, files, on);
  const customers = await customersOf(demo, files, salesPeople, on);
  return { products, customers, suppliers, salesPeople, warehouse: await idOf(demo, 'Warehouse', 'MAIN') };
}
