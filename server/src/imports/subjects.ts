import type { ImportSubject } from '../generated/rows.ts';
import type { Importable } from './importables.ts';
import { barcodes, categories, listPrices, products, productUnits } from './masters.ts';
import { customerPrices, prices } from './prices.ts';
import { openingBalances, openingStock, openPayables, openReceivables } from './openings.ts';
import { salesHistory } from './history.ts';
import { stockMoves } from './stockMoves.ts';
import { customers, supplierPrices, suppliers } from './parties.ts';
import { orders } from './orders.ts';
import { bins, reorderRules, warehouses } from './places.ts';

/** All that can be brought in by file, in the order in which a firm begins. */
export const importables: readonly Importable[] = [
  categories, products, productUnits, barcodes, listPrices, customers, prices, customerPrices, suppliers, supplierPrices, warehouses, bins, reorderRules,
  openingStock, stockMoves, openReceivables, openPayables, openingBalances, orders, salesHistory,
];

export function importableOf(subject: ImportSubject): Importable {
  const found = importables.find((each) => each.subject === subject);
  if (!found) throw new Error(`nothing brings in ${subject}`);
  return found;
}

/** The permissions that a subject needs and a viewer lacks. */
export const missingRights = ({ permissions }: Importable, viewer: { permissions: ReadonlySet<string> }): string[] =>
  permissions.filter((each) => !viewer.permissions.has(each));
