// Customers and suppliers from files.
import sql from 'sql-template-tag';
import { createAddress, updateAddress, addressInput } from '../customers/addresses.ts';
import { createCustomer } from '../customers/createCustomer.ts';
import { setCreditLimit } from '../customers/setCreditLimit.ts';
import { updateCustomer } from '../customers/updateCustomer.ts';
import type { AddressKind, AddressRow } from '../generated/rows.ts';
import { createSupplier, updateSupplier } from '../purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../purchasing/supplierProducts.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { fieldsOf, type Env, type Importable, type ImportField, type Step, type Values } from './importables.ts';
import { references } from './references.ts';

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const addressFields = ['name', 'street', 'city', 'region', 'postalCode', 'country'] as const;
const kinds = { billing: 'BILLING', shipping: 'SHIPPING' } as const satisfies Record<string, AddressKind>;
type Prefix = keyof typeof kinds;
const examples: Record<(typeof addressFields)[number], string> = { name: '', street: '1 Harbour Road', city: 'Mombasa', region: '', postalCode: '80100', country: 'Kenya' };

/** Columns of an address beside its customer: billingStreet, shippingCity. */
const addressColumns = (prefix: Prefix): ImportField[] => addressFields.map((field) => ({
  name: `${prefix}${capital(field)}`, kind: { ...addressInput[field], optional: true }, needed: false,
  also: prefix === 'billing' && field !== 'name' ? [field, `invoice${capital(field)}`, ...(field === 'postalCode' ? ['zip', 'zipCode', 'postcode', 'billingZip'] : []), ...(field === 'street' ? ['address', 'billingAddress'] : [])]
    : [`delivery${capital(field)}`, ...(field === 'postalCode' ? ['shippingZip'] : []), ...(field === 'street' ? ['shippingAddress', 'deliveryAddress'] : [])],
  example: prefix === 'billing' ? examples[field] : '',
}));

const addressOf = (values: Values, prefix: Prefix): Values => Object.fromEntries(addressFields.map((field) => [field, values[`${prefix}${capital(field)}`]]));
const isGiven = (address: Values): boolean => Object.values(address).some((value) => value !== undefined && value !== null);

/** An address that is told has street, city and country. */
function demandWhole(address: Values, prefix: Prefix): void {
  for (const field of ['street', 'city', 'country']) {
    if (!address[field]) throw fieldRefused([`${prefix}${capital(field)}`], 'required');
  }
}
const flat = (address: AddressRow | undefined, prefix: Prefix): Values => (address
  ? Object.fromEntries(addressFields.map((field) => [`${prefix}${capital(field)}`, address[field]])) : {});

const { addresses: _addresses, ...customerColumns } = createCustomer.input;
const own = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([name]) => name in customerColumns));

interface Known { addresses: AddressRow[]; limitVersion: number | undefined }

function changedCustomer(values: Values, found: { id: string; version?: number; row?: unknown }, changes: readonly string[], { ctx }: Env): Step[] {
  const { addresses } = found.row as Known;
  const columns = changes.filter((field) => field in customerColumns && field !== 'creditLimit');
  const steps: Step[] = columns.length > 0
    ? [{ action: updateCustomer, input: { customerId: found.id, version: found.version, ...(columns.includes('paymentTermDays') ? { reason: 'Import' } : {}), ...Object.fromEntries(columns.map((field) => [field, values[field]])) } }] : [];
  if (changes.includes('creditLimit')) {
    if (!ctx.viewer.permissions.has('credit.manage')) throw fieldRefused(['creditLimit'], 'not_permitted');
    steps.push({ action: setCreditLimit, input: { customerId: found.id, limit: values.creditLimit, reason: 'Import' } });
  }
  for (const prefix of Object.keys(kinds) as Prefix[]) {
    if (!changes.some((field) => field.startsWith(prefix))) continue;
    const known = addresses.find((each) => each.kind === kinds[prefix] && each.isDefault);
    const given = addressOf(values, prefix);
    if (known) {
      steps.push({ action: updateAddress, input: { addressId: known.id, version: known.version, ...given } });
    } else {
      demandWhole(given, prefix);
      steps.push({ action: createAddress, input: { customerId: found.id, kind: kinds[prefix], ...given } });
    }
  }
  return steps;
}

export const customers: Importable = {
  subject: 'CUSTOMERS', type: 'Customer', madeBy: ['customer'], permissions: ['customers.manage'], key: ['code'], namedBy: 'code',
  fields: [
    ...fieldsOf('Customer', customerColumns, {
      code: { needed: 'ALWAYS', example: 'C-1001', also: ['customerCode', 'customerNumber', 'customerNo', 'customerId', 'accountNumber', 'number', 'id'] },
      name: { example: 'Harbour Hotel', also: ['customerName', 'fullName', 'company', 'companyName', 'customer'] },
      contactName: { example: 'Amina Yusuf', also: ['contact', 'contactPerson'] }, contactTitle: { also: ['title', 'position'] },
      taxNumber: { also: ['vatNumber', 'taxId', 'vatId'] }, email: { example: 'orders@harbour.example', also: ['eMail', 'mail', 'emailAddress'] },
      phone: { example: '+254 20 123456', also: ['telephone', 'tel', 'mobile'] }, paymentTermDays: { example: '30', also: ['paymentTerms', 'terms', 'creditDays'] },
      minimumShelfLifeDays: { also: ['minimumShelfLife'] }, salesPersonId: { reference: references.salesPerson, also: ['salesPerson', 'salesRep', 'owner'] },
      isActive: { also: ['active'] }, creditLimit: { example: '5000.00', also: ['limit'] },
    }),
    ...addressColumns('billing'), ...addressColumns('shipping'),
  ],
  find: async (tx, rows, { ctx }) => {
    const codes = rows.map(({ code }) => String(code));
    const known = await selectRows(tx, 'Customer', sql`t."companyId" = ${ctx.company.id} AND t.code = ANY(${codes}::text[])`, { lock: true });
    const ids = known.map(({ id }) => id);
    const addresses = await selectRows(tx, 'Address', sql`t."customerId" = ANY(${ids}::uuid[])`);
    const credits = await selectRows(tx, 'CreditAccount', sql`t."customerId" = ANY(${ids}::uuid[])`);
    const byCode = new Map(known.map((row) => [row.code, row]));
    return rows.map((row) => {
      const customer = byCode.get(String(row.code));
      if (!customer) return undefined;
      const of = addresses.filter((each) => each.customerId === customer.id);
      const usual = (kind: AddressKind) => of.find((each) => each.kind === kind && each.isDefault);
      return {
        id: customer.id, version: customer.version, row: { addresses: of } as Known,
        values: { ...customer, creditLimit: credits.find((each) => each.customerId === customer.id)?.limitMinor ?? null, ...flat(usual('BILLING'), 'billing'), ...flat(usual('SHIPPING'), 'shipping') },
      };
    });
  },
  steps: (values, found, changes, env) => {
    if (found) return changedCustomer(values, found, changes, env);
    const addresses = (Object.keys(kinds) as Prefix[]).flatMap((prefix): Values[] => {
      const given = addressOf(values, prefix);
      if (!isGiven(given)) return [];
      demandWhole(given, prefix);
      return [{ kind: kinds[prefix], ...given }];
    });
    return [{ action: createCustomer, input: { ...own(values), addresses } }];
  },
  // Codes are those of the file, which are different, and free: that was just looked up.
  factsOf: async (tx, steps, { company }) => {
    if (!steps.every(({ action }) => action === createCustomer)) return [];
    const sellers = new Set((await tx.rows<{ id: string }>(sql`SELECT id FROM "SalesPerson" WHERE "companyId" = ${company.id}`)).map(({ id }) => id));
    const taken = new Set<string>();
    return steps.map(({ input }) => ({ taken, isKnown: !input.salesPersonId || sellers.has(String(input.salesPersonId)) }));
  },
};

export const suppliers: Importable = {
  subject: 'SUPPLIERS', type: 'Supplier', madeBy: ['supplier'], permissions: ['purchasing.manage'], key: ['code'],
  fields: fieldsOf('Supplier', createSupplier.input, {
    code: { needed: 'ALWAYS', example: 'S-201', also: ['supplierCode', 'supplierNumber', 'vendorCode', 'vendorNumber', 'number', 'id'] },
    name: { example: 'Highland Tea Estates', also: ['supplierName', 'vendor', 'vendorName', 'company', 'supplier'] }, contactName: { example: '', also: ['contact', 'contactPerson'] },
    contactTitle: { also: ['title', 'position'] }, taxNumber: { also: ['vatNumber', 'taxId', 'vatId'] }, email: { example: 'sales@highland.example', also: ['eMail', 'mail'] },
    phone: { also: ['telephone', 'tel'] }, street: { also: ['address'] }, city: { example: 'Kericho' }, postalCode: { also: ['zip', 'zipCode', 'postcode'] }, country: { example: 'Kenya' },
    paymentTermDays: { example: '30', also: ['paymentTerms', 'terms'] }, isActive: { also: ['active'] }, currencyCode: { also: ['currency'] },
  }),
  find: async (tx, rows, { ctx }) => {
    const codes = rows.map(({ code }) => String(code));
    const known = await selectRows(tx, 'Supplier', sql`t."companyId" = ${ctx.company.id} AND t.code = ANY(${codes}::text[])`, { lock: true });
    return rows.map((row) => known.find(({ code }) => code === row.code)).map((row) => row && { id: row.id, version: row.version, values: { ...row } });
  },
  steps: (values, found, changes) => (found
    ? [{ action: updateSupplier, input: { supplierId: found.id, version: found.version, ...Object.fromEntries(changes.map((field) => [field, values[field]])) } }]
    : [{ action: createSupplier, input: values }]),
};

export const supplierPrices: Importable = {
  subject: 'SUPPLIER_PRICES', type: 'Supplier', madeBy: [], permissions: ['purchasing.manage'], key: ['supplierId', 'productId'],
  fields: fieldsOf('SupplierProduct', setSupplierProduct.input, {
    supplierId: { reference: references.supplier, needed: 'ALWAYS', example: 'S-201', also: ['supplier', 'supplierCode', 'vendor', 'vendorCode'] },
    productId: { reference: references.product, needed: 'ALWAYS', example: 'TEA-100', also: ['sku', 'product', 'article'] },
    unitCost: { needed: 'ALWAYS', example: '2.10', also: ['cost', 'price', 'purchasePrice'] }, currencyCode: { also: ['currency'] },
    leadTimeDays: { example: '14', also: ['leadTime'] }, isPreferred: { also: ['preferred'] }, supplierSku: { also: ['theirNumber', 'vendorSku', 'supplierArticle'] },
    minimumQuantity: { also: ['minimum', 'moq'] }, orderMultiple: { also: ['multiple'] }, prices: false,
  }),
  find: async (tx, rows) => {
    const known = await selectRows(tx, 'SupplierProduct', sql`t."productId" = ANY(${rows.map(({ productId }) => productId)}::uuid[])`);
    return rows.map((row) => known.find((each) => each.productId === row.productId && each.supplierId === row.supplierId))
      .map((row) => row && { id: row.supplierId, values: { ...row } });
  },
  steps: (values) => [{ action: setSupplierProduct, input: values }],
};
