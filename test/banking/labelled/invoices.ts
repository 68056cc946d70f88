// The open invoices of the labelled set: real orders of Northwind and of Online Retail, each as one invoice.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { workspaceFolder } from '../../../server/src/settings.ts';

export interface SetInvoice { number: string; customer: string; issuedOn: string; dueOn: string; amountMinor: bigint }
export interface SetCustomer { code: string; name: string; iban: string }
export interface InvoiceSet { name: string; currencyCode: string; customers: SetCustomer[]; invoices: SetInvoice[] }

type Row = Record<string, string>;
const cellsOf = (line: string): string[] => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');

/** The rows of these files, whose cells never hold the end of a line. */
function rowsOf(content: Buffer): Row[] {
  const [head = '', ...lines] = content.toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean);
  const names = cellsOf(head);
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, index) => [names[index] ?? '', cell])));
}

/** A price or rate as text, in units of 10^-places. */
function scaled(text: string, places: number): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text.trim()) ?? [];
  return BigInt(`${sign}${whole || '0'}${fraction.padEnd(places, '0').slice(0, places)}`);
}
const rounded = (value: bigint, by: bigint): bigint => (value + by / 2n) / by;
const laterDay = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** A made-up account with check digits that hold. */
function ibanOf(seed: number): string {
  const digits = String(seed).padStart(18, '0');
  const check = 98n - BigInt(`${digits}131400`) % 97n; // DE00: D is 13, E is 14
  return `DE${String(check).padStart(2, '0')}${digits}`;
}

/** Numbers like INV-1996-00001, in the order of the days. */
function numbered(invoices: Omit<SetInvoice, 'number'>[]): SetInvoice[] {
  const counts = new Map<string, number>();
  return invoices.toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0)).map((invoice) => {
    const year = invoice.issuedOn.slice(0, 4);
    const count = (counts.get(year) ?? 0) + 1;
    counts.set(year, count);
    return { ...invoice, number: `INV-${year}-${String(count).padStart(5, '0')}` };
  });
}

/** The 830 orders of Northwind, to its 91 customers. */
export function northwindSet(): InvoiceSet {
  const read = (name: string) => rowsOf(readFileSync(path.join(workspaceFolder, 'prisma/demo/northwind', `${name}.csv`)));
  const amounts = new Map<string, bigint>();
  for (const { OrderID = '', UnitPrice = '0', Quantity = '0', Discount = '0' } of read('order_details')) {
    const line = rounded(scaled(UnitPrice, 4) * BigInt(Quantity) * (10_000n - scaled(Discount, 4)), 1_000_000n);
    amounts.set(OrderID, (amounts.get(OrderID) ?? 0n) + line);
  }
  const customers = read('customers').map(({ CustomerID = '', CompanyName = '' }, index) => ({ code: CustomerID, name: CompanyName, iban: ibanOf(7_000 + index) }));
  const invoices = read('orders').map(({ OrderID = '', CustomerID = '', OrderDate = '', Freight = '0' }) => ({
    customer: CustomerID, issuedOn: OrderDate, dueOn: laterDay(OrderDate, 30), amountMinor: (amounts.get(OrderID) ?? 0n) + rounded(scaled(Freight, 4), 100n),
  }));
  return { name: 'Northwind', currencyCode: 'USD', customers, invoices: numbered(invoices.filter(({ amountMinor }) => amountMinor > 0n)) };
}

// Online Retail has no names: these are put together from the customer's number, so that some are alike.
const owners = ['Ashworth', 'Bell', 'Carter', 'Dixon', 'Ellis', 'Fletcher', 'Green', 'Harper', 'Irving', 'Jackson', 'Kemp', 'Lawson', 'Mason', 'Norton', 'Osborne', 'Parker', 'Quinn',
  'Rhodes', 'Shaw', 'Turner', 'Underwood', 'Vaughan', 'Walker', 'Young', 'Abbott', 'Barnes', 'Clarke', 'Doyle', 'Evans', 'Foster'];
const trades = ['Gifts', 'Interiors', 'Home', 'Cards & Crafts', 'Garden Centre', 'Trading', 'Boutique', 'Stores', 'Supplies', 'Emporium', 'Toys', 'Kitchenware', 'Papeterie', 'Living', 'Antiques',
  'Florists', 'Tea Rooms', 'Market', 'Imports'];
const forms = ['Ltd', 'Limited', '& Sons', 'GmbH', 'LLP', 'Co.', 'plc'];
const nameOf = (code: number): string => `${owners[code % owners.length]} ${trades[Math.floor(code / 7) % trades.length]} ${forms[Math.floor(code / 13) % forms.length]}`;

/** The files of Online Retail: the whole half year where HESABU_SAMPLE_DATA names its folder, else the sample beside the tests. */
function onlineRetailFiles(): Buffer[] {
  const folder = process.env.HESABU_SAMPLE_DATA;
  if (!folder) return [readFileSync(path.join(workspaceFolder, 'test/imports/data/online_retail/sample.csv'))];
  const months = path.join(folder, 'online_retail');
  return readdirSync(months).filter((name) => name.endsWith('.csv.gz')).sort().map((name) => gunzipSync(readFileSync(path.join(months, name))));
}

/** Invoices of Online Retail that have a customer and an amount; cancellations are none. */
export function onlineRetailSet(): InvoiceSet {
  const found = new Map<string, Omit<SetInvoice, 'number'>>();
  for (const file of onlineRetailFiles()) {
    for (const { InvoiceNo = '', CustomerID = '', InvoiceDate = '', Quantity = '0', UnitPrice = '0' } of rowsOf(file)) {
      if (!/^\d+$/.test(InvoiceNo) || CustomerID === '') continue;
      const issuedOn = InvoiceDate.slice(0, 10);
      const known = found.get(InvoiceNo) ?? { customer: CustomerID.replace('.0', ''), issuedOn, dueOn: laterDay(issuedOn, 30), amountMinor: 0n };
      found.set(InvoiceNo, { ...known, amountMinor: known.amountMinor + rounded(scaled(UnitPrice, 4) * BigInt(Quantity), 100n) });
    }
  }
  const invoices = numbered([...found.values()].filter(({ amountMinor }) => amountMinor > 0n));
  const customers = [...new Set(invoices.map(({ customer }) => customer))].map((code) => ({ code, name: nameOf(Number(code)), iban: ibanOf(Number(code) + 1_000_000) }));
  return { name: 'Online Retail', currencyCode: 'GBP', customers, invoices };
}

/** Copies of a set side by side, each with customers and numbers of its own: for measuring many. */
export function multiplied(set: InvoiceSet, invoices: number): InvoiceSet {
  const copies = Math.ceil(invoices / set.invoices.length);
  const all = Array.from({ length: copies }, (_, copy) => copy);
  return {
    name: `${set.name} × ${copies}`, currencyCode: set.currencyCode,
    customers: all.flatMap((copy) => set.customers.map(({ code, name }, index) => ({ code: `${code}.${copy}`, name: copy === 0 ? name : `${name} ${copy + 1}`, iban: ibanOf((copy + 1) * 10_000_000 + index) }))),
    invoices: numbered(all.flatMap((copy) => set.invoices.map(({ number: _number, ...invoice }) => ({ ...invoice, customer: `${invoice.customer}.${copy}` })))).slice(0, invoices),
  };
}
