import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addDays, daysBetween, type Day } from '../../server/src/shared/time.ts';

type Row = Record<string, string>;
const read = (name: string): Row[] =>
  parse(readFileSync(path.join(import.meta.dirname, 'northwind', `${name}.csv`), 'utf8'), { columns: true, bom: true }) as Row[];

export interface NorthwindOrder {
  id: string; /** The customer's own number of it; else by the file. */ reference?: string; customer: string; employee: string; placedOn: Day; requiredOn: Day; shippedOn: Day | null; carrier: string; freight: string;
  shipTo: { name: string; street: string; city: string; region: string | null; postalCode: string | null; country: string };
  lines: { product: string; unitPrice: string; quantity: string; discount: string }[];
}

/** The files with all dates moved by a number of days. */
export function readNorthwind(moveDays: number) {
  const day = (text: string | undefined): Day | null => (text ? addDays(text.slice(0, 10) as Day, moveDays) : null);
  const lines = Map.groupBy(read('order_details'), (row) => row.OrderID ?? '');
  const shippers = new Map(read('shippers').map((row) => [row.ShipperID, row.CompanyName ?? '']));
  const orders = read('orders').map((row): NorthwindOrder => ({
    id: row.OrderID ?? '', customer: row.CustomerID ?? '', employee: row.EmployeeID ?? '',
    placedOn: day(row.OrderDate) as Day, requiredOn: day(row.RequiredDate) as Day, shippedOn: day(row.ShippedDate),
    carrier: shippers.get(row.ShipVia) ?? '', freight: row.Freight ?? '0',
    shipTo: {
      name: row.ShipName ?? '', street: row.ShipAddress ?? '', city: row.ShipCity ?? '', region: row.ShipRegion || null,
      postalCode: row.ShipPostalCode || null, country: row.ShipCountry ?? '',
    },
    lines: (lines.get(row.OrderID ?? '') ?? []).map((line) => ({
      product: line.ProductID ?? '', unitPrice: line.UnitPrice ?? '0', quantity: line.Quantity ?? '0', discount: line.Discount ?? '0',
    })),
  }));
  return {
    orders, categories: read('categories'), products: read('products'), suppliers: read('suppliers'), customers: read('customers'),
    employees: read('employees'),
  };
}
export type Northwind = ReturnType<typeof readNorthwind>;

const LAST_ORDER = '1998-05-06' as Day;
/** By how much dates move so that the last order is on a day. */
export const moveTo = (today: Day): number => daysBetween(LAST_ORDER, today);
